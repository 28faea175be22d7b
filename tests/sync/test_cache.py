"""What the unit knows: Hero365's records as last read, with everything that was saved since."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from erp import Address, Customer, Estimate, Invoice, Job, Member, Part, Project
from erp.job_crew import JobAssign
from erp.jobs import JobReschedule
from sync.account import Account
from sync.cache import Cache
from sync.numbering import device_code
from sync.operations import Operations
from sync.outbox import Outbox
from sync.relay import NOT_CONNECTED
from sync.rows import Origin, State
from sync.store import Store
from sync.timing import Timing
from tests.sync.units import Saying

MILL_ROAD = Address("5 Mill Road", "Aurora", "IL", "60502")
ANN = Customer("ann", "Ann Bauer", phone="+13125550190", address=MILL_ROAD)
FAUCET = Job(
    "job-12", "12", "JOB-000012", "Leaking faucet", "scheduled", customer="Ann Bauer", customer_ref="ann",
    scheduled_start=datetime(2026, 11, 25, 19, tzinfo=UTC), assigned_to=("Rosa Delgado",), amount=Decimal("268.00"),
)  # fmt: skip
REPIPE = Project("p3", "3", "Mill Road repipe", "active", "Ann Bauer", budget=Decimal(9000))
ELBOW = Part(
    "e", "1/2 inch copper elbow", "CE-050", Decimal(31), Decimal("1.85"), spoken_as={"en": ("half inch elbow",)}
)
REPIPE_OFFER = Estimate("e8", "8", "EST-000008", "Repipe", "sent", "Ann Bauer", "ann", Decimal("8700.00"))
FAUCET_BILL = Invoice(
    "i101", "101", "INV-000101", "sent", "Ann Bauer", "ann", Decimal(240), Decimal(40), date(2026, 12, 1), "job-12",
)  # fmt: skip
SAM = Member("sam", "Sam Reed", "employee")


def account(**changed: object) -> Account:
    """Somebody signed in."""
    known = {
        "url": "https://hero365.example/v1", "email": "rosa@northside.example",
        "user_id": "rosa", "business_id": "northside",
        "full_name": "Rosa Delgado", "business_name": "Northside", "time_zone": "America/Chicago",
        "permissions": frozenset({"edit_jobs"}), "access_token": "a", "refresh_token": "r",
    }  # fmt: skip
    return Account.model_validate(known | changed)


@pytest.fixture
def cache(store: Store) -> Cache:
    cache = Cache(store)
    cache.introduce(account())
    cache.replace(customers=[ANN], jobs=[FAUCET], projects=[REPIPE], parts=[ELBOW])
    return cache


def another_version_kept(store: Store, family: str) -> None:
    """The first record of the family in a shape that this one does not know."""
    with store.transaction() as database:
        odd = "UPDATE records SET document = json_remove(document, '$.ref') WHERE family = ? AND position = 0"
        database.execute(odd, [family])
        database.execute("INSERT INTO records (family, position, document) VALUES ('trucks', 0, '{}')")


def test_a_record_that_cannot_be_read_takes_no_others_with_it(cache: Cache, store: Store) -> None:
    drain = replace(FAUCET, ref="job-13", number="13")
    cache.replace(jobs=[FAUCET, drain])
    another_version_kept(store, "jobs")
    snapshot = Cache(store).snapshot()
    assert (snapshot.jobs, snapshot.customers) == ((drain,), (ANN,))
    assert snapshot.was_read("jobs")


def test_where_none_can_be_read_it_is_not_said_that_there_are_none(cache: Cache, store: Store) -> None:
    another_version_kept(store, "jobs")
    again = Cache(store)
    assert not again.snapshot().was_read("jobs")
    assert "jobs" in again.due(datetime.now(UTC))


def test_records_come_back_as_they_were_put_in(tmp_path: Path) -> None:
    with Store.open(tmp_path / "edge.db") as store:
        Cache(store).introduce(
            account(
                full_name="Rosa", business_name="N", permissions=frozenset({"b", "a"}), businesses=("N", "Southside")
            )
        )
        Cache(store).replace(customers=[ANN], jobs=[FAUCET], projects=[REPIPE], parts=[ELBOW])
        Cache(store).replace(estimates=[REPIPE_OFFER], invoices=[FAUCET_BILL], team=[SAM])
    with Store.open(tmp_path / "edge.db") as store:
        snapshot = Cache(store).snapshot()
    assert snapshot.customers == (ANN,)
    assert snapshot.jobs == (FAUCET,)
    assert snapshot.projects == (REPIPE,)
    assert snapshot.parts == (ELBOW,)
    assert (snapshot.estimates, snapshot.invoices, snapshot.team) == ((REPIPE_OFFER,), (FAUCET_BILL,), (SAM,))
    assert snapshot.businesses == ("N", "Southside")
    assert (snapshot.technician, snapshot.business, snapshot.time_zone) == ("Rosa", "N", "America/Chicago")
    assert snapshot.permissions == {"a", "b"}


def test_a_family_that_was_not_read_keeps_its_records_and_their_age(cache: Cache) -> None:
    before = cache.snapshot().as_of
    now = datetime(2030, 1, 1, tzinfo=UTC)
    cache.replace(jobs=[], as_of=now)
    snapshot = cache.snapshot()
    assert snapshot.parts == (ELBOW,)
    assert snapshot.as_of == {**before, "jobs": now}
    assert snapshot.jobs == ()


def test_what_is_read_as_it_was_is_not_written_again(cache: Cache, store: Store) -> None:
    everybody = [replace(ANN, ref=f"ann-{count}") for count in range(50)]

    def written(customers: list[Customer], at: datetime) -> int:
        before = store.rows("SELECT total_changes() AS rows")[0]["rows"]
        cache.replace(customers=customers, as_of=at)
        return int(store.rows("SELECT total_changes() AS rows")[0]["rows"] - before)

    now = datetime.now(UTC)
    assert written(everybody, now) > 50
    assert written(everybody, now + timedelta(minutes=5)) < 5
    assert cache.snapshot().as_of["customers"] == now + timedelta(minutes=5)
    assert written(everybody[::-1], now) > 50
    assert cache.snapshot().customers == tuple(everybody[::-1])


def test_the_same_snapshot_is_given_until_something_in_it_changes(
    cache: Cache, outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    first = cache.snapshot()
    assert cache.snapshot() is first
    [row] = outbox.enqueue([set_status("in_progress", "job-12")], origin)
    second = cache.snapshot()
    assert second is not first
    outbox.note(row, number="E7K-9001")  # nothing that a snapshot shows
    assert cache.snapshot() is second


def test_a_saved_command_shows_at_once(
    cache: Cache, outbox: Outbox, origin: Origin, set_status: Saying, schedule: Saying
) -> None:
    outbox.enqueue([set_status("in_progress", "job-12"), schedule("2026-11-26T09:00", "job-12")], origin)
    [job] = cache.snapshot().jobs
    assert job.status == "in_progress"
    assert job.scheduled_start == datetime(2026, 11, 26, 15, tzinfo=UTC)
    assert job.scheduled_end == datetime(2026, 11, 26, 17, tzinfo=UTC)
    assert cache.records().jobs["job-12"] == FAUCET


def test_a_job_that_is_moved_and_given_away_is_so_at_once(
    cache: Cache, outbox: Outbox, origin: Origin, say: Saying
) -> None:
    moved = say(JobReschedule(job="12", when="2026-11-26T09:00", duration="45"), job="job-12")
    given = say(JobAssign(job="12", assignee="Sam Reed"), job="job-12", assignee="sam")
    outbox.enqueue([moved, given], origin)
    [job] = cache.snapshot().jobs
    assert (job.status, job.assigned_to) == ("scheduled", ("Sam Reed",))
    assert job.scheduled_start == datetime(2026, 11, 26, 15, tzinfo=UTC)
    assert job.scheduled_end == datetime(2026, 11, 26, 15, 45, tzinfo=UTC)


def test_a_new_customer_and_job_have_names_before_hero365_knows_them(
    cache: Cache, store: Store, outbox: Outbox, origin: Origin, new_customer: Saying, new_job: Saying
) -> None:
    customer = new_customer(street="1 Elm", city="Aurora", state="IL", postal_code="60502")
    job = new_job(cache.snapshot().next_number, customer=str(customer.id))
    outbox.enqueue([customer, job], origin)
    snapshot = cache.snapshot()
    made = snapshot.job("9001")
    assert made is not None
    assert made.full_number == f"{device_code(store)}-9001"
    assert (made.status, made.customer_ref, made.address) == ("draft", str(customer.id), MILL_ROAD)
    known = snapshot.customer("Bo Li")
    assert known is not None
    assert known.address == Address("1 Elm", "Aurora", "IL", "60502")
    assert snapshot.next_number == "9002"


@pytest.mark.parametrize("state", [State.REJECTED, State.CANCELLED])
def test_what_will_not_be_is_not_shown(
    state: State, cache: Cache, outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    [row] = outbox.enqueue([set_status("in_progress", "job-12")], origin)
    outbox.move(row, state, {State.PENDING})
    assert cache.snapshot().jobs == (FAUCET,)


def test_what_builds_on_what_will_not_be_is_not_shown_either(
    cache: Cache, outbox: Outbox, origin: Origin, new_job: Saying, schedule: Saying
) -> None:
    job = new_job()
    made, _ = outbox.enqueue([job, schedule("2026-11-26T09:00", job.id)], origin)
    outbox.move(made, State.REJECTED, {State.PENDING})
    assert cache.snapshot().jobs == (FAUCET,)


def test_a_delivered_job_is_one_job_under_its_new_id(
    cache: Cache, outbox: Outbox, origin: Origin, new_job: Saying, set_status: Saying
) -> None:
    """It is in no list that was read, then it is; commands name it by the old reference all along."""
    job = new_job()
    made, _ = outbox.enqueue([job, set_status("scheduled", job.id)], origin)
    outbox.move(made, State.DONE, {State.PENDING}, outcome={"id": "hero365-id", "number": "E7K-9001"})
    [shown, _] = cache.snapshot().jobs
    assert (shown.ref, shown.number, shown.status) == ("hero365-id", "9001", "scheduled")
    read = Job("hero365-id", "9001", f"{device_code(outbox.store)}-9001", "Leaking tap", "draft")
    cache.replace(jobs=[FAUCET, read])
    assert {job.ref: job.status for job in cache.snapshot().jobs} == {"hero365-id": "scheduled", "job-12": "scheduled"}


def test_an_effect_that_a_running_read_missed_is_not_lost(
    cache: Cache, outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    """The list was asked for, then the command was delivered, then the list came."""
    [row] = outbox.enqueue([set_status("in_progress", "job-12")], origin)
    asked = cache.asked_now()
    outbox.move(row, State.DONE, {State.PENDING}, outcome={"id": "job-12"})
    cache.replace(jobs=[FAUCET], **asked)
    assert cache.snapshot().jobs[0].status == "in_progress"
    cache.replace(jobs=[FAUCET])  # read afterwards: somebody has put it back
    cache.replace(customers=[ANN], projects=[], parts=[])
    assert cache.snapshot().jobs[0].status == "scheduled"


def test_a_number_that_is_known_is_not_given_again(cache: Cache) -> None:
    theirs = Job("theirs", "9001", "X4X-9001", "Boiler", "draft")
    cache.replace(jobs=[FAUCET, theirs])
    assert cache.snapshot().next_number == "9002"


def test_a_family_that_was_not_read_since_still_shows_what_was_saved(
    cache: Cache, outbox: Outbox, origin: Origin, new_customer: Saying
) -> None:
    [row] = outbox.enqueue([new_customer()], origin)
    outbox.move(row, State.DONE, {State.PENDING}, outcome={"id": "linda"})
    cache.replace(jobs=[FAUCET])
    assert [customer.ref for customer in cache.snapshot().customers] == ["ann", "linda"]


def test_another_familys_age_brings_no_old_command_back(
    cache: Cache, outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    """The parts could not be read; the jobs were, after somebody completed the job."""
    [row] = outbox.enqueue([set_status("in_progress", "job-12")], origin)
    outbox.move(row, State.DONE, {State.PENDING}, outcome={"id": "job-12"})
    cache.replace(jobs=[replace(FAUCET, status="completed")])
    assert cache.snapshot().jobs[0].status == "completed"


def test_what_was_refused_and_is_done_later_was_not_in_what_was_read_between(
    cache: Cache, outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    [row] = outbox.enqueue([set_status("in_progress", "job-12")], origin)
    outbox.move(row, State.REJECTED, {State.PENDING})
    cache.replace(jobs=[FAUCET])
    again = outbox.retry(row.id)
    outbox.move(again, State.DONE, {State.PENDING}, outcome={"id": "job-12"})
    assert cache.snapshot().jobs[0].status == "in_progress"


def test_a_record_read_by_itself_takes_the_place_of_the_old_one(cache: Cache) -> None:
    linda = Customer("linda", "Linda Park")
    cache.replace(customers=[linda, ANN])
    cache.put("customers", replace(ANN, notes="Has a dog."), settled=0)
    cache.put("customers", Customer("new", "Bo Li"), settled=0)
    assert [customer.name for customer in cache.snapshot().customers] == ["Bo Li", "Linda Park", "Ann Bauer"]
    assert cache.records().customers["ann"].notes == "Has a dog."


def test_what_a_record_read_by_itself_shows_is_not_done_to_it_again(
    cache: Cache, outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    """Hero365 took our change, then somebody completed the job, then the job was read; the list is older."""
    [row] = outbox.enqueue([set_status("in_progress", "job-12")], origin)
    outbox.move(row, State.DONE, {State.PENDING}, outcome={"id": "job-12"})
    cache.put("jobs", replace(FAUCET, status="completed"), settled=outbox.last_settled())
    assert cache.snapshot().jobs[0].status == "completed"
    [later] = outbox.enqueue([set_status("on_hold", "job-12")], origin)
    outbox.move(later, State.DONE, {State.PENDING}, outcome={"id": "job-12"})
    assert cache.snapshot().jobs[0].status == "on_hold"


def test_a_command_names_the_records_that_it_changed(
    cache: Cache, outbox: Outbox, origin: Origin, new_job: Saying, schedule: Saying
) -> None:
    """Under Hero365's id, whatever they were called when it was said."""
    job = new_job()
    made, timed = outbox.enqueue([job, schedule("2026-11-26T09:00", job.id)], origin)
    made = outbox.move(made, State.DONE, {State.PENDING}, outcome={"id": "hero365-id"})
    assert cache.changed_by(made) == cache.changed_by(timed) == [("jobs", "hero365-id")]


def test_what_was_refused_and_what_waits_for_a_reason_is_told(
    cache: Cache, outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    said = [set_status(status, "job-12") for status in ("in_progress", "completed", "cancelled")]
    refused, waits, _ = outbox.enqueue(said, origin)
    outbox.move(refused, State.REJECTED, {State.PENDING}, reason="Job 12 is on hold.")
    outbox.explain({waits.seq: "Hero365 is asked later."})
    snapshot = cache.snapshot()
    assert [(trouble.slots["status"], trouble.reason, trouble.refused) for trouble in snapshot.troubles] == [
        ("in_progress", "Job 12 is on hold.", True),
        ("completed", "Hero365 is asked later.", False),
    ]
    assert snapshot.waiting == 2


def test_nobody_hears_what_somebody_else_saved_here(
    cache: Cache, outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    """It may never go, so it is told as no fact; what Hero365 has taken is one for everybody."""
    [row] = outbox.enqueue([set_status("in_progress", "job-12")], replace(origin, user="sam"))
    outbox.explain({row.seq: "It had not arrived; it will be sent again."})
    snapshot = cache.snapshot()
    assert (snapshot.troubles, snapshot.waiting) == ((), 0)
    assert snapshot.jobs[0].status == "scheduled"
    outbox.move(row, State.DONE, {State.PENDING}, outcome={"id": "job-12"})
    assert cache.snapshot().jobs[0].status == "in_progress"


def test_what_was_said_for_another_business_is_not_shown_here(
    cache: Cache, outbox: Outbox, origin: Origin, new_customer: Saying
) -> None:
    outbox.enqueue([new_customer()], replace(origin, business="southside"))
    snapshot = cache.snapshot()
    assert snapshot.customers == (ANN,)
    assert snapshot.waiting == 0


def test_records_are_due_by_their_age_and_by_what_they_are(cache: Cache) -> None:
    now = datetime(2026, 11, 25, 17, tzinfo=UTC)
    families = {"customers", "jobs", "projects", "parts", "estimates", "invoices", "team"}
    cache.replace(customers=[], jobs=[], projects=[], parts=[], estimates=[], invoices=[], team=[], as_of=now)
    assert cache.due(now + timedelta(minutes=4)) == set()
    assert cache.due(now + timedelta(minutes=5)) == families - {"team"}
    assert cache.due(now + timedelta(hours=1)) == families
    assert cache.due(now - timedelta(days=300)) == families  # the clock was put back
    assert cache.snapshot().as_of["team"] == now


def test_a_number_of_anything_made_here_is_not_given_again(cache: Cache) -> None:
    cache.replace(invoices=[replace(FAUCET_BILL, number="9001")], estimates=[replace(REPIPE_OFFER, number="9002")])
    assert cache.snapshot().next_number == "9003"


def test_whether_there_is_a_message_service_is_known_beforehand(store: Store) -> None:
    without = Cache(store, relay_connected=False).snapshot().unavailable
    assert without["notify.message_customer"] == NOT_CONNECTED["en"]
    assert "contact.call_note" not in without
    Operations(store, "http://hero365.example", Timing()).refuses("notify.message_customer", NOT_CONNECTED)
    assert Cache(store, relay_connected=True).snapshot().unavailable == {}


def test_a_colleague_is_called_as_the_unit_was_taught(cache: Cache) -> None:
    cache.replace(team=[Member("sam", "sam")])
    cache.teach(people={"sam": "Sammy Reed"})
    cache.introduce(account(colleagues={"sam": "Sam Reed"}))
    assert [member.name for member in cache.snapshot().team] == ["Sammy Reed"]


def test_the_names_of_another_business_are_gone_at_once(cache: Cache) -> None:
    cache.introduce(account(business_id="southside", business_name="Southside"))
    snapshot = cache.snapshot()
    assert (snapshot.business, snapshot.customers, snapshot.as_of) == ("Southside", (), {})


def test_who_has_worked_with_the_unit_is_known_by_name(cache: Cache) -> None:
    cache.introduce(account(user_id="sam", full_name="Sam Reed"))
    assert cache.people() == {"rosa": "Rosa Delgado", "sam": "Sam Reed"}
    cache.introduce(account(user_id="lee", full_name="Lee", business_id="southside"))
    assert cache.people() == {"lee": "Lee"}


def test_an_empty_unit_knows_nothing_and_says_so(store: Store) -> None:
    snapshot = Cache(store).snapshot()
    assert (snapshot.customers, snapshot.jobs, snapshot.as_of) == ((), (), {})


def test_units_begin_to_count_at_different_numbers(tmp_path: Path) -> None:
    numbers = set()
    for unit in range(8):
        with Store.open(tmp_path / f"{unit}.db") as store:
            numbers.add(Cache(store).snapshot().next_number)
    assert len(numbers) > 1
    assert all(5001 <= int(number) < 9901 for number in numbers)


def test_nobody_is_spoken_of_by_an_id(cache: Cache) -> None:
    rosa, nobody = "0b9c8a52-9204-496c-a9cb-b70c88a94a52", "77dbb43e-9204-496c-a9cb-b70c88a94a52"
    cache.replace(jobs=[replace(FAUCET, assigned_to=(rosa, nobody))], projects=[replace(REPIPE, team=(nobody,))])
    cache.introduce(account(user_id=rosa))
    shown = cache.snapshot()
    assert shown.jobs[0].assigned_to == ("Rosa Delgado", "a colleague")
    assert shown.projects[0].team == ("a colleague",)
    cache.introduce(account(user_id=rosa, language="es"))
    assert cache.snapshot().projects[0].team == ("un colega",)
