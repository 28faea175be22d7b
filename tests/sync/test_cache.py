"""What the unit knows: Hero365's records as last read, with everything that was saved since."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from erp import Address, Customer, Instruction, Job, Part, Project
from sync.account import Account
from sync.cache import Cache
from sync.numbering import device_code
from sync.outbox import Outbox
from sync.rows import Origin, State
from sync.store import Store

Saying = Callable[..., Instruction]

MILL_ROAD = Address("5 Mill Road", "Aurora", "IL", "60502")
ANN = Customer("ann", "Ann Bauer", phone="+13125550190", address=MILL_ROAD)
FAUCET = Job(
    "job-12", "12", "JOB-000012", "Leaking faucet", "scheduled", customer="Ann Bauer", customer_ref="ann",
    scheduled_start=datetime(2026, 11, 25, 19, tzinfo=UTC), assigned_to=("Rosa Delgado",), amount=Decimal("268.00"),
)  # fmt: skip
REPIPE = Project("p3", "3", "Mill Road repipe", "active", "Ann Bauer", budget=Decimal(9000))
ELBOW = Part("e", "1/2 inch copper elbow", "CE-050", Decimal(31), Decimal("1.85"), spoken=("half inch elbow",))


def account(**changed: object) -> Account:
    """Somebody signed in."""
    known = {
        "url": "https://hero365.example/v1", "email": "rosa@northside.example",
        "user_id": "rosa", "business_id": "north",
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


def test_records_come_back_as_they_were_put_in(tmp_path: Path) -> None:
    with Store.open(tmp_path / "edge.db") as store:
        Cache(store).introduce(account(full_name="Rosa", business_name="N", permissions=frozenset({"b", "a"})))
        Cache(store).replace(customers=[ANN], jobs=[FAUCET], projects=[REPIPE], parts=[ELBOW])
    with Store.open(tmp_path / "edge.db") as store:
        snapshot = Cache(store).snapshot()
    assert snapshot.customers == (ANN,)
    assert snapshot.jobs == (FAUCET,)
    assert snapshot.projects == (REPIPE,)
    assert snapshot.parts == (ELBOW,)
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


def test_the_same_snapshot_is_given_until_something_in_it_changes(
    cache: Cache, outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    first = cache.snapshot()
    assert cache.snapshot() is first
    [row] = outbox.enqueue([set_status("in_progress", "job-12")], origin)
    second = cache.snapshot()
    assert second is not first
    outbox.explain(row, "It waits.")  # nothing that a snapshot shows
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


def test_the_names_of_another_business_are_gone_at_once(cache: Cache) -> None:
    cache.introduce(account(business_id="south", business_name="Southside"))
    snapshot = cache.snapshot()
    assert (snapshot.business, snapshot.customers, snapshot.as_of) == ("Southside", (), {})


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
