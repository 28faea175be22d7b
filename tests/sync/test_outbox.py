"""The outbox keeps what was said, as it was said, until it has come to an end."""

from dataclasses import replace
from uuid import uuid4

import pytest

from erp import Instruction
from erp.inventory import InventoryStock
from erp.invoicing import InvoiceCreate
from erp.job_progress import JobSetStatus
from sync.errors import ContradictionError, DiskFullError, OutboxError, RowStateError, UnknownRowError
from sync.numbering import device_code, next_number, spoken_number
from sync.outbox import Outbox
from sync.rows import LIVE, Origin, QueuedCommand, State
from sync.store import Store
from tests.sync.units import Saying


def test_a_saved_command_keeps_who_said_it_and_what_was_heard(
    outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    said = set_status("completed", "job-42")
    [row] = outbox.enqueue([said], origin)
    assert row.origin == origin
    assert row.instruction == said
    assert (row.state, row.attempts, row.entity) == (State.PENDING, 0, "job-42")


def test_saying_the_same_turn_again_saves_nothing_twice(outbox: Outbox, origin: Origin, set_status: Saying) -> None:
    said = set_status("completed", "job-42")
    first = outbox.enqueue([said], origin)
    assert outbox.enqueue([said], origin) == first
    assert outbox.rows() == first


def test_an_id_never_comes_to_mean_something_else(outbox: Outbox, origin: Origin, set_status: Saying) -> None:
    said = set_status("completed", "job-42")
    outbox.enqueue([said], origin)
    another = replace(said, command=JobSetStatus(job="9001", status="cancelled"))
    with pytest.raises(ContradictionError):
        outbox.enqueue([set_status("on_hold", "job-7"), another], origin)
    assert [row.slots["status"] for row in outbox.rows()] == ["completed"]


def test_a_turn_is_saved_whole_or_not_at_all(
    store: Store, outbox: Outbox, origin: Origin, new_customer: Saying, new_job: Saying
) -> None:
    pages = store.rows("PRAGMA page_count")[0]["page_count"]
    store.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFullError):
        outbox.enqueue([new_customer(), *(new_job(str(9001 + count)) for count in range(200))], origin)
    assert outbox.rows() == []
    assert next_number(store) == 9001


def test_what_a_command_changes_and_what_it_needs(outbox: Outbox, origin: Origin, new_job: Saying, say: Saying) -> None:
    job = new_job(customer="bo")
    invoice = say(InvoiceCreate(job="9001", amount="268"), job=str(job.id), customer="bo")
    rows = outbox.enqueue([job, invoice], origin)
    assert [(row.entity, row.needs) for row in rows] == [
        (str(job.id), ("bo",)),
        (str(invoice.id), tuple(sorted([str(job.id), "bo"]))),
    ]


def test_rows_come_in_the_order_of_saying(outbox: Outbox, origin: Origin, set_status: Saying) -> None:
    said = [set_status("on_hold", f"job-{count}") for count in range(20)]
    for one in said:
        outbox.enqueue([one], origin)
    assert [row.id for row in outbox.rows()] == [str(one.id) for one in said]


def test_a_part_of_an_id_is_enough_where_it_is_clear(outbox: Outbox, origin: Origin, set_status: Saying) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    assert outbox.get(row.id[:8]) == row
    with pytest.raises(UnknownRowError, match="No saved command"):
        outbox.get(str(uuid4()))


def test_a_part_that_several_ids_begin_with_is_not_enough(outbox: Outbox, origin: Origin, set_status: Saying) -> None:
    rows = [outbox.enqueue([set_status("on_hold", "job-1")], origin)[0] for _ in range(17)]
    digits = [row.id[0] for row in rows]
    shared = next(digit for digit in digits if digits.count(digit) > 1)  # of 16 there are
    with pytest.raises(UnknownRowError, match=f"{digits.count(shared)} saved commands"):
        outbox.get(shared)


def test_nothing_is_no_part_of_an_id(outbox: Outbox, origin: Origin, set_status: Saying) -> None:
    outbox.enqueue([set_status("on_hold", "job-1")], origin)
    with pytest.raises(UnknownRowError, match="empty id"):
        outbox.get("")


REACHED = {
    State.PENDING: (),
    State.IN_FLIGHT: (State.IN_FLIGHT,),
    State.UNKNOWN: (State.IN_FLIGHT, State.UNKNOWN),
    State.DONE: (State.IN_FLIGHT, State.DONE),
    State.REJECTED: (State.IN_FLIGHT, State.REJECTED),
    State.CANCELLED: (State.CANCELLED,),
}


def brought_to(state: State, outbox: Outbox, origin: Origin, said: Instruction) -> QueuedCommand:
    [row] = outbox.enqueue([said], origin)
    for step in REACHED[state]:
        row = outbox.move(row, step, set(State))
    return row


@pytest.mark.parametrize(("state", "cancelled"), [(state, state in {State.PENDING, State.REJECTED}) for state in State])
def test_only_what_is_not_on_its_way_can_be_cancelled(
    state: State, cancelled: bool, outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    row = brought_to(state, outbox, origin, set_status("on_hold", "job-1"))
    if cancelled:
        assert outbox.cancel(row.id).state is State.CANCELLED
    else:
        with pytest.raises(RowStateError, match=f"The command {row.id} is .*: it can't be taken back"):
            outbox.cancel(row.id)
        assert outbox.get(row.id) == row


@pytest.mark.parametrize("state", State)
def test_only_what_was_refused_is_sent_again(state: State, outbox: Outbox, origin: Origin, set_status: Saying) -> None:
    row = brought_to(state, outbox, origin, set_status("on_hold", "job-1"))
    again = {State.REJECTED: State.PENDING, State.UNKNOWN: State.UNKNOWN}.get(state)
    if again:
        assert outbox.retry(row.id).state is again
        assert outbox.get(row.id).reason == ""
    else:
        with pytest.raises(RowStateError, match=f"The command {row.id} is .*: there is nothing to send again"):
            outbox.retry(row.id)


def test_what_was_being_sent_when_the_unit_stopped_is_in_doubt(
    outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    sent = brought_to(State.IN_FLIGHT, outbox, origin, set_status("on_hold", "job-1"))
    waiting = brought_to(State.PENDING, outbox, origin, set_status("on_hold", "job-2"))
    assert [row.id for row in outbox.doubt_in_flight()] == [sent.id]
    assert [row.state for row in outbox.rows()] == [State.UNKNOWN, State.PENDING]
    assert [row.id for row in outbox.rows(LIVE)] == [sent.id, waiting.id]


def test_a_command_that_this_version_cannot_read_is_no_crash(
    store: Store, outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    with store.transaction() as database:
        database.execute("UPDATE outbox SET command = 'job.teleport'")
    with pytest.raises(OutboxError, match=r"can't read the saved command job\.teleport"):
        _ = outbox.get(row.id).instruction


def test_a_command_that_refers_to_nothing_stands_for_itself(outbox: Outbox, origin: Origin, say: Saying) -> None:
    [row] = outbox.enqueue([say(InventoryStock(part="copper elbow"))], origin)
    assert row.entity == row.id


def test_numbers_are_counted_when_they_are_saved(store: Store, outbox: Outbox, origin: Origin, new_job: Saying) -> None:
    assert next_number(store) == 9001
    said = new_job("9001")
    outbox.enqueue([said], origin)
    outbox.enqueue([said], origin)
    assert next_number(store) == 9002
    outbox.enqueue([new_job("9010")], origin)
    assert next_number(store) == 9011


def test_the_device_code_is_made_once_and_read_aloud_without_mistake(store: Store) -> None:
    code = device_code(store)
    assert device_code(store) == code
    assert len(code) == 3
    assert not set(code) & set("0O1ILQ2Z5S6G8B")


@pytest.mark.parametrize(
    ("full", "spoken"),
    [("JOB-000042", "42"), ("E7K-9001", "9001"), ("PROJ-007", "7"), ("E7K-P3", "3"), ("JOB-574107", "574107")],
)
def test_how_a_number_is_spoken(full: str, spoken: str) -> None:
    assert spoken_number(full) == spoken
