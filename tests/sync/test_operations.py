"""How each command becomes requests to Hero365, and how one sees that it took effect."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from erp import CATALOGUE, Command, Offline
from erp.contacts import ContactCreate
from erp.invoicing import EstimateCreate, InvoiceCreate
from erp.job_progress import JobSetStatus
from erp.jobs import JobCreate, JobSchedule
from erp.sentences import english
from sync.answers import Answer, RefusedError, Verdict
from sync.attempt import Again, Done, Doubtful, Rejected, Yes, look, send
from sync.client import Hero365Client
from sync.errors import ImpossibleError, WrongBusinessError
from sync.hero365 import MAPPINGS
from sync.hero365.mapping import Absent, Found, Overtaken, Taken, Task
from sync.standin import Effect, Kind, StandIn

Asking = Callable[..., Task]
Record = dict[str, Any]

DEVICE = "E7K"
HOME = {"street": "18 Mill Road", "city": "Aurora", "state": "IL", "postal_code": "60502"}
_numbers = count(9001)


@pytest.fixture
def ask(hero365: Hero365Client) -> Asking:
    """Makes the task of a command, said for the account's business."""

    def task(command: Command, **refs: str) -> Task:
        number = next(_numbers)
        zone = ZoneInfo(hero365.account.time_zone)
        return Task(str(uuid4()), number, command, refs, hero365.account.business_id, zone, DEVICE)

    return task


@pytest.fixture
async def customer(hero365: Hero365Client) -> str:
    """Hero365's id of Maria Garcia."""
    found = await hero365.ask("POST", "/contacts/search", json={"search_term": "Garcia"})
    return str(next(contact["id"] for contact in found["contacts"] if contact["display_name"] == "Maria Garcia"))


def new_job(**slots: str) -> JobCreate:
    said = {"customer": "Maria Garcia", "title": "Leaking tap", "number": str(next(_numbers)), **HOME, **slots}
    return JobCreate.model_validate(said)


@pytest.fixture
async def job(ask: Asking, customer: str, hero365: Hero365Client) -> str:
    """Hero365's id of a new job, a draft."""
    return str(await MAPPINGS["job.create"].send(ask(new_job(), customer=customer), hero365))


async def carried(task: Task, hero365: Hero365Client) -> Found:
    """Observed, sent and looked up, as where nothing goes wrong."""
    task, sent = await tried(task, hero365)
    assert isinstance(sent, Yes), sent
    found = await MAPPINGS[task.command.spec.name].find(task, hero365)
    assert isinstance(found, Found), found
    return found


async def tried(task: Task, hero365: Hero365Client, attempts: int = 0) -> tuple[Task, Any]:
    """The task with what was observed before it was sent, and what came of sending it."""
    mapping = MAPPINGS[task.command.spec.name]
    if not task.progress:
        task = replace(task, progress={"observed": await mapping.observe(task, hero365)})
    return task, await send(task, mapping, hero365, attempts)


async def found(task: Task, hero365: Hero365Client) -> Any:
    return await MAPPINGS[task.command.spec.name].find(task, hero365)


async def read(path: str, hero365: Hero365Client) -> Record:
    return dict(await hero365.ask("GET", path))


async def effects(task: Task, server: StandIn) -> list[Effect]:
    """What the command did in Hero365's database."""
    journal = await asyncio.to_thread(server.journal)
    return [effect for effect in journal if effect.command == task.id]


def test_whatever_waits_in_the_outbox_can_be_sent() -> None:
    queued = {name: each for name, each in CATALOGUE.items() if each.spec.offline is Offline.QUEUED}
    carried_out_by_others = {name for name, each in queued.items() if each.steps is not Command.steps}
    assert set(MAPPINGS) <= set(queued) <= set(MAPPINGS) | carried_out_by_others


async def test_a_job_is_made_with_the_units_number_and_the_commands_id(
    ask: Asking, customer: str, hero365: Hero365Client
) -> None:
    task = ask(new_job(job_type="repair", priority="high"), customer=customer)
    assert await found(task, hero365) == Absent()
    made = await carried(task, hero365)
    assert made.number == f"{DEVICE}-{task.command.number}"
    held = await read(f"/jobs/{made.id}", hero365)
    assert (held["job_number"], held["custom_fields"]) == (made.number, {"h365_cmd": task.id})
    assert (held["contact_id"], held["job_type"], held["priority"], held["source"], held["status"]) == (
        customer,
        "repair",
        "high",
        "other",
        "draft",
    )
    address = held["job_address"]
    assert [address[name] for name in ("street_address", "city", "state", "postal_code")] == list(HOME.values())


async def test_a_number_of_another_command_is_taken(ask: Asking, customer: str, hero365: Hero365Client) -> None:
    command = new_job()
    await carried(ask(command, customer=customer), hero365)
    second, sent = await tried(ask(command, customer=customer), hero365)
    assert await found(second, hero365) == Taken()
    assert isinstance(sent, Again)
    assert sent.another_number


async def test_a_number_that_only_begins_like_ours_is_not_ours(
    ask: Asking, customer: str, hero365: Hero365Client
) -> None:
    command = new_job()
    await carried(ask(new_job(number=f"{command.number}7"), customer=customer), hero365)
    assert await found(ask(command, customer=customer), hero365) == Absent()


CREATING: dict[str, Callable[[], Command]] = {
    "/jobs": new_job,
    "/contacts": lambda: ContactCreate(customer="Ada Byron", phone=f"312556{next(_numbers)}"),
    "/invoices": lambda: InvoiceCreate(customer="Maria Garcia", amount="268"),
    "/estimates": lambda: EstimateCreate(customer="Maria Garcia", amount="240.50"),
}


@pytest.mark.parametrize("path", CREATING)
@pytest.mark.parametrize("kind", [Kind.LOSE_ANSWER, Kind.LATE_422])
async def test_what_was_made_behind_a_lost_answer_is_found_and_made_once(
    ask: Asking, customer: str, hero365: Hero365Client, hero365_server: StandIn, *, kind: Kind, path: str
) -> None:
    task = ask(CREATING[path](), customer=customer)
    hero365_server.fault(kind, times=1, method="POST", path=path)
    task, sent = await tried(task, hero365)
    assert isinstance(sent, Doubtful)
    made = await found(task, hero365)
    assert isinstance(made, Found)
    _, again = await tried(task, hero365)
    assert again == Done(made)
    assert [effect.op for effect in await effects(task, hero365_server)] == ["insert"]


@pytest.mark.parametrize("path", CREATING)
async def test_what_was_not_stored_behind_a_yes_is_not_found(
    path: str, ask: Asking, customer: str, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.NO_STORE, times=1, method="POST", path=path)
    task, sent = await tried(ask(CREATING[path](), customer=customer), hero365)
    assert isinstance(sent, Yes)
    assert await found(task, hero365) == Absent()


@pytest.mark.parametrize("path", CREATING)
async def test_a_record_of_another_business_is_not_taken_for_ours(
    path: str, ask: Asking, customer: str, hero365: Hero365Client
) -> None:
    task, _ = await tried(ask(CREATING[path](), customer=customer), hero365)
    with pytest.raises(WrongBusinessError):
        await found(replace(task, business=str(uuid4())), hero365)


def status(to: str) -> JobSetStatus:
    return JobSetStatus.model_validate({"job": "9001", "status": to})


async def test_a_status_is_set_with_a_mark_in_the_notes(ask: Asking, job: str, hero365: Hero365Client) -> None:
    task = ask(status("scheduled"), job=job)
    assert await found(task, hero365) == Absent("draft")
    assert (await carried(task, hero365)).id == job
    held = await read(f"/jobs/{job}", hero365)
    assert held["status"] == "scheduled"
    assert f"cmd:{task.id}" in held["internal_notes"]


async def test_a_status_against_the_rules_is_refused_in_plain_words(
    ask: Asking, job: str, hero365: Hero365Client
) -> None:
    _, sent = await tried(ask(status("completed"), job=job), hero365)
    assert isinstance(sent, Rejected)
    assert isinstance(sent.reason, Mapping)
    assert sent.reason["en"].startswith("Job 9001 is a draft.")
    assert sent.reason["es"].startswith("El trabajo 9001 está en borrador.")
    assert (await read(f"/jobs/{job}", hero365))["status"] == "draft"


async def test_a_status_set_behind_a_lost_answer_is_set_once(
    ask: Asking, job: str, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method="PATCH", path="/jobs")
    task, sent = await tried(ask(status("scheduled"), job=job), hero365)
    assert isinstance(sent, Doubtful)
    assert sent.lost
    _, again = await tried(task, hero365)  # Hero365 refuses the same status twice
    assert isinstance(again, Done)
    assert [effect.op for effect in await effects(task, hero365_server)] == ["update"]


async def test_a_status_that_was_passed_since_took_effect(ask: Asking, job: str, hero365: Hero365Client) -> None:
    task = ask(status("scheduled"), job=job)
    await carried(task, hero365)
    await carried(ask(status("in_progress"), job=job), hero365)
    assert isinstance(await found(task, hero365), Found)


async def test_a_status_that_was_not_stored_is_not_found(
    ask: Asking, job: str, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    for method, path in (("PATCH", "/jobs"), ("POST", "/jobs/bulk-update")):
        hero365_server.fault(Kind.NO_STORE, times=1, method=method, path=path)
    task, sent = await tried(ask(status("scheduled"), job=job), hero365)
    assert isinstance(sent, Yes)
    again = Again("once more")
    assert await look(task, MAPPINGS["job.set_status"], hero365, absent=again) == again


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2031-11-26T09:00", "2031-11-26T15:00", "2031-11-26T17:00"),  # winter in Chicago
        ("2031-07-01T09:00", "2031-07-01T14:00", "2031-07-01T16:00"),  # summer
        ("2031-07-01/afternoon", "2031-07-01T17:00", "2031-07-01T22:00"),
        ("2031-07-01", "2031-07-01T13:00", "2031-07-01T22:00"),
    ],
)
async def test_a_job_gets_both_ends_of_its_time_where_the_unit_is(
    ask: Asking, job: str, hero365: Hero365Client, *, when: str, start: str, end: str
) -> None:
    await carried(ask(JobSchedule(job="9001", when=when), job=job), hero365)
    held = await read(f"/jobs/{job}", hero365)
    times = [datetime.fromisoformat(held[name]) for name in ("scheduled_start", "scheduled_end")]
    assert times == [datetime.fromisoformat(time).replace(tzinfo=UTC) for time in (start, end)]


async def test_a_time_set_behind_a_lost_answer_is_found(
    ask: Asking, job: str, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    await carried(ask(status("scheduled"), job=job), hero365)
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method="PUT", path="/jobs")
    task, sent = await tried(ask(JobSchedule(job="9001", when="2031-11-26T09:00"), job=job), hero365)
    assert isinstance(sent, Doubtful)
    assert isinstance(await found(task, hero365), Found)


@pytest.mark.parametrize("request_", [("PUT", "/jobs"), ("PATCH", "/jobs")])
async def test_a_draft_that_gets_a_time_is_scheduled_whatever_is_lost_on_the_way(
    ask: Asking, job: str, hero365: Hero365Client, hero365_server: StandIn, request_: tuple[str, str]
) -> None:
    method, path = request_
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method=method, path=path)
    task, sent = await tried(ask(JobSchedule(job="9001", when="2031-11-26T09:00"), job=job), hero365)
    assert isinstance(sent, Doubtful)
    if isinstance(await found(task, hero365), Absent):
        await carried(task, hero365)
    assert isinstance(await found(task, hero365), Found)
    assert (await hero365.ask("GET", f"/jobs/{job}"))["status"] == "scheduled"


async def test_a_visit_that_is_moved_stays_as_long_as_it_was(ask: Asking, job: str, hero365: Hero365Client) -> None:
    long = {"scheduled_start": "2031-01-01T09:00:00Z", "scheduled_end": "2031-01-01T17:00:00Z"}
    await hero365.ask("PUT", f"/jobs/{job}", json=long)
    task = ask(JobSchedule(job="9001", when="2031-02-03T09:00"), job=job)
    mapping = MAPPINGS["job.schedule"]
    task = replace(task, progress={"observed": await mapping.observe(task, hero365)})
    await mapping.send(task, hero365)
    held = await hero365.ask("GET", f"/jobs/{job}")
    assert (held["scheduled_start"], held["scheduled_end"]) == ("2031-02-03T15:00:00Z", "2031-02-03T23:00:00Z")


async def test_a_permission_that_cannot_be_asked_for_is_no_refusal(ask: Asking, hero365: Hero365Client) -> None:
    class Failing:
        account = hero365.account

        async def ask(self, *_: object, **__: object) -> None:
            raise RefusedError(Verdict.FORBIDDEN, Answer(403, {"detail": "Insufficient permissions"}))

        async def check_business(self) -> None:
            raise RefusedError(Verdict.UNCLEAR, Answer(502))

    result = await send(ask(new_job()), MAPPINGS["job.create"], Failing(), attempts=0)  # type: ignore[arg-type] # fails
    assert isinstance(result, Again)


async def test_a_time_that_somebody_else_gave_meanwhile_is_left(
    ask: Asking, job: str, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.DROP, times=1, method="PUT", path="/jobs")
    ours, _ = await tried(ask(JobSchedule(job="9001", when="2031-11-26T09:00"), job=job), hero365)
    assert isinstance(await found(ours, hero365), Absent)
    await carried(ask(JobSchedule(job="9001", when="2031-11-27T13:00"), job=job), hero365)
    assert isinstance(await found(ours, hero365), Overtaken)


@pytest.mark.parametrize("command", [status("scheduled"), JobSchedule(job="9001", when="2031-11-26T09:00")])
async def test_a_job_of_another_business_is_not_touched(
    command: Command, ask: Asking, job: str, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    task = replace(ask(command, job=job), business=str(uuid4()))
    with pytest.raises(WrongBusinessError):
        await tried(task, hero365)
    assert await effects(task, hero365_server) == []


async def test_a_contact_has_its_name_in_two_and_its_phone_in_full(ask: Asking, hero365: Hero365Client) -> None:
    phone = f"312557{next(_numbers)}"
    task = ask(ContactCreate(customer="Mary Ann Lee", phone=phone, **HOME))
    held = await read(f"/contacts/{(await carried(task, hero365)).id}", hero365)
    assert (held["first_name"], held["last_name"], held["phone"]) == ("Mary Ann", "Lee", f"+1{phone}")
    assert held["custom_fields"] == {"h365_cmd": task.id}
    assert held["address"]["street_address"] == HOME["street"]


async def test_a_part_of_an_address_goes_into_the_notes(ask: Asking, hero365: Hero365Client) -> None:
    task = ask(ContactCreate(customer="Prince", phone=f"312558{next(_numbers)}", city="Aurora"))
    held = await read(f"/contacts/{(await carried(task, hero365)).id}", hero365)
    assert (held["first_name"], held["address"], held["notes"]) == ("Prince", None, "Address: Aurora")


async def test_a_phone_that_is_known_stands_for_the_person_who_has_it(
    ask: Asking, customer: str, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    task, sent = await tried(ask(ContactCreate(customer="Mary Garcia", phone="3125550101")), hero365)
    assert isinstance(sent, Done)
    assert sent.found.id == customer
    assert "Maria Garcia" in english(sent.found.note)
    assert await effects(task, hero365_server) == []


async def test_an_invoice_names_job_customer_and_amount(
    ask: Asking, job: str, customer: str, hero365: Hero365Client
) -> None:
    task = ask(InvoiceCreate(job="9001", amount="1249.50", title="Leaking tap"), job=job)
    made = await carried(task, hero365)
    assert made.number == f"{DEVICE}-I{task.seq}"
    held = await read(f"/invoices/{made.id}", hero365)
    assert (held["job_id"], held["contact_id"], held["title"]) == (job, customer, "Leaking tap")
    assert [float(line["unit_price"]) for line in held["line_items"]] == [1249.50]


async def test_a_job_without_a_customer_cannot_be_invoiced(ask: Asking, hero365: Hero365Client) -> None:
    job = await carried(ask(new_job()), hero365)
    with pytest.raises(ImpossibleError, match="has no customer"):
        await tried(ask(InvoiceCreate(job="9001", amount="268"), job=job.id), hero365)


async def test_an_estimate_without_an_amount_has_no_price(ask: Asking, customer: str, hero365: Hero365Client) -> None:
    task = ask(EstimateCreate(customer="Maria Garcia", title="Repipe"), customer=customer)
    made = await carried(task, hero365)
    assert made.number == f"{DEVICE}-Q{task.seq}"
    listed = await hero365.ask("GET", "/estimates", params={"contact_id": customer, "limit": 1000})
    held = next(each for each in listed["estimates"] if each["id"] == made.id)
    assert [(line["description"], float(line["unit_price"])) for line in held["line_items"]] == [("Repipe", 0)]
