"""What commands about jobs and appointments decide for themselves, given the records."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from erp import Address, Command, Customer, Job, Slots, Snapshot
from erp.appointments import ScheduleBook, ScheduleReschedule, ScheduleTimeOff
from erp.command import Risk
from erp.job_crew import JobAssign
from erp.job_progress import JobCancel, JobComplete, JobSetStatus, JobStart
from erp.job_questions import JobSearch
from erp.jobs import JobCreate, JobReschedule, JobSchedule

NINE = datetime(2026, 11, 26, 9, 0, tzinfo=ZoneInfo("America/Chicago"))
HOME = {"street": "5 Mill Road", "city": "Aurora", "state": "IL", "postal_code": "60502"}


def job(number: str, customer: str, status: str, start: datetime | None = None, *who: str) -> Job:
    return Job(f"j{number}", number, number, "Leak", status, customer=customer, scheduled_start=start, assigned_to=who)


@pytest.fixture(scope="module")
def business() -> Snapshot:
    return Snapshot(
        technician="Rosa Delgado",
        business="Northside",
        time_zone="America/Chicago",
        next_number="9001",
        customers=(
            Customer("ann", "Ann Bauer", address=Address("5 Mill Road", "Aurora", "IL", "60502")),
            Customer("bo", "Bo Li"),
            Customer("eva", "Eva Lang"),
        ),
        jobs=(
            job("12", "Ann Bauer", "scheduled", NINE, "Rosa Delgado"),
            job("13", "Ann Bauer", "draft"),
            job("42", "Bo Li", "in_progress", NINE, "Sam Reed", "Rosa Delgado"),
            job("43", "Bo Li", "scheduled", NINE),
            job("44", "Bo Li", "completed", NINE),
        ),
    )


@pytest.mark.parametrize(
    ("said", "slots", "meant"),
    [
        (JobSchedule, {"job": "13"}, JobSchedule),
        (JobSchedule, {"job": "12"}, JobReschedule),
        (JobReschedule, {"job": "12"}, JobReschedule),
        (JobReschedule, {"job": "13"}, JobSchedule),
        (JobSchedule, {"job": "99"}, JobSchedule),
        (JobReschedule, {"job": "99"}, JobReschedule),
        (JobReschedule, {}, JobReschedule),
        (JobSchedule, {"customer": "Eva Lang"}, JobCreate),
    ],
)
def test_the_jobs_state_decides_whether_its_time_is_the_first(
    business: Snapshot, said: type[Command], slots: Slots, meant: type[Command]
) -> None:
    assert said.meant(slots, business) == (meant, slots)


def test_a_job_named_by_its_customer_is_the_one_without_a_time(business: Snapshot) -> None:
    assert JobSchedule.meant({"customer": "Ann Bauer", "when": "x"}, business) == (
        JobSchedule,
        {"job": "13", "when": "x"},
    )


@pytest.mark.parametrize(
    ("said", "status"), [(JobStart, "in_progress"), (JobComplete, "completed"), (JobCancel, "cancelled")]
)
def test_a_verb_of_its_own_is_a_status(business: Snapshot, said: type[Command], status: str) -> None:
    [step] = said.model_validate({"job": "42"}).steps()
    assert step == JobSetStatus.model_validate({"job": "42", "status": status})
    for number in ("12", "13", "42", "44", "99"):
        assert said.objection({"job": number}, business) == JobSetStatus.objection(
            {"job": number, "status": status}, business
        )


def test_what_is_said_about_the_end_goes_with_the_status() -> None:
    assert JobComplete(job="42", note="new valve").steps() == (
        JobSetStatus(job="42", status="completed", note="new valve"),
    )
    assert JobCancel(job="42", reason="nobody home").steps() == (
        JobSetStatus(job="42", status="cancelled", note="nobody home"),
    )


def test_only_what_cannot_be_taken_back_is_asked() -> None:
    assert JobCancel.risk({"job": "42"}) is JobSetStatus.risk({"status": "cancelled"}) is Risk.CONFIRM
    assert JobComplete.risk({"job": "42"}) is JobSetStatus.risk({"status": "completed"}) is Risk.TELL


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({"job": "12", "assignee": "Sam Reed"}, None),
        ({"job": "42", "assignee": "Sam Reed"}, None),  # it is not theirs alone
        ({"job": "12", "assignee": "Rosa Delgado"}, "Job 12 is already assigned to Rosa Delgado."),
        ({"job": "44", "assignee": "Sam Reed"}, "Job 44 is completed. It can't be assigned any more."),
        ({"job": "99", "assignee": "Sam Reed"}, None),
        ({}, None),
    ],
)
def test_what_speaks_against_an_assignment(business: Snapshot, slots: Slots, said: str | None) -> None:
    objection = JobAssign.objection(slots, business)
    assert (objection and objection["en"]) == said
    assert objection is None or objection["es"].startswith("El trabajo ")


@pytest.mark.parametrize("slot", ["customer", "status", "assignee", "when", "priority"])
def test_anything_will_do_to_look_for_jobs(slot: str) -> None:
    assert JobSearch.missing({slot: "x"}) == ()
    assert JobSearch.missing({}) == ("customer",)


def test_an_appointment_is_a_job_and_its_time(business: Snapshot) -> None:
    said = {"customer": "Ann Bauer", "when": "2026-11-27T09:00", "duration": "45"}
    assert ScheduleBook.missing(ScheduleBook.complete(said, business)) == ()
    made, timed = ScheduleBook.model_validate(ScheduleBook.complete(said, business)).steps()
    assert made == JobCreate.model_validate(
        {"customer": "Ann Bauer", "title": "Appointment for Ann Bauer", "number": "9001", **HOME}
    )
    assert timed == JobSchedule(job="9001", when="2026-11-27T09:00", duration="45")


def test_a_new_jobs_time_is_as_long_as_was_said() -> None:
    said = {"customer": "Ann Bauer", "title": "Leak", "number": "9001", **HOME, "when": "2026-11-27", "duration": "45"}
    made, timed = JobCreate.model_validate(said).steps()
    assert made == JobCreate.model_validate({**said, "when": None, "duration": None})
    assert timed == JobSchedule(job="9001", when="2026-11-27", duration="45")


def test_what_an_appointment_needs_is_asked_in_order(business: Snapshot) -> None:
    assert ScheduleBook.missing(ScheduleBook.complete({}, business)) == ("customer",)
    assert ScheduleBook.missing(ScheduleBook.complete({"customer": "Ann Bauer"}, business)) == ("when",)
    assert ScheduleBook.missing(ScheduleBook.complete({"customer": "Bo Li"}, business)) == (
        "when",
        "street",
        "city",
        "state",
        "postal_code",
    )


def test_an_appointment_named_by_its_customer_is_the_job_that_has_a_time(business: Snapshot) -> None:
    said = {"customer": "Ann Bauer", "when": "2026-11-27T09:00"}
    completed = ScheduleReschedule.complete(said, business)
    assert ScheduleReschedule.missing(completed) == ()
    assert ScheduleReschedule.model_validate(completed).steps() == (JobReschedule(job="12", when="2026-11-27T09:00"),)


def test_which_of_several_appointments_is_asked(business: Snapshot) -> None:
    assert ScheduleReschedule.candidates({"customer": "Bo Li"}, business) == {"job": ("42", "43")}
    assert ScheduleReschedule.missing(ScheduleReschedule.complete({"customer": "Bo Li"}, business)) == ("job", "when")


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({"customer": "Eva Lang"}, "Eva Lang has no appointment."),
        ({"customer": "Ann Bauer"}, None),
        ({"customer": "Nobody"}, None),  # that is said otherwise
        ({"job": "44"}, "Job 44 is completed. It can't be scheduled any more."),
        ({}, None),
    ],
)
def test_only_an_appointment_can_be_moved(business: Snapshot, slots: Slots, said: str | None) -> None:
    objection = ScheduleReschedule.objection(slots, business)
    assert (objection and objection["en"]) == said


def test_days_off_end_after_they_begin(business: Snapshot) -> None:
    assert ScheduleTimeOff.objection({"date": "2026-11-27", "end_date": "2026-11-27"}, business) is None
    assert ScheduleTimeOff.objection({"date": "2026-11-27"}, business) is None
    refused = ScheduleTimeOff.objection({"date": "2026-11-27", "end_date": "2026-11-26"}, business)
    assert refused is not None
    assert refused["es"] == "Eso terminaría antes de empezar."


@pytest.mark.parametrize(
    ("start", "end", "meant"),
    [
        ("2026-11-30", "2026-11-27", "2026-12-04"),  # "monday through friday", said on a Wednesday
        ("2026-11-30", "2026-11-30", "2026-11-30"),
        ("2026-11-27", "2026-11-30", "2026-11-30"),
        ("2026-12-20", "2026-12-03", "2026-12-03"),
    ],
)
def test_a_week_is_named_by_its_days(start: str, end: str, meant: str, business: Snapshot) -> None:
    assert ScheduleTimeOff.meant({"date": start, "end_date": end}, business) == (
        ScheduleTimeOff,
        {"date": start, "end_date": meant},
    )
    assert ScheduleTimeOff.meant({"date": start}, business) == (ScheduleTimeOff, {"date": start})


@pytest.mark.parametrize(
    ("command", "slots", "title"),
    [
        (JobCreate, {}, "Servicio para Ann Bauer"),
        (JobCreate, {"job_type": "repair"}, "Reparación para Ann Bauer"),
        (ScheduleBook, {}, "Cita para Ann Bauer"),
    ],
)
def test_a_title_that_nobody_gave_is_in_the_technicians_language(
    command: type[Command], slots: Slots, title: str, business: Snapshot
) -> None:
    spanish = replace(business, language="es")
    assert command.complete({"customer": "Ann Bauer", **slots}, spanish)["title"] == title
