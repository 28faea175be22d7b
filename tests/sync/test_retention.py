"""The outbox keeps what matters and lets go of the rest, and takes in no more than it can carry."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from erp import Instruction
from sync import retention
from sync.errors import QueueFullError, StoreUnreadableError
from sync.outbox import Outbox
from sync.retention import KEPT_FOR, LIMITS_LOOKED_AT, prune
from sync.rows import Origin, QueuedCommand, State
from sync.store import Store
from tests.sync.units import Saying

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
LATER = NOW + KEPT_FOR + timedelta(minutes=1)


@pytest.fixture
def over(outbox: Outbox, origin: Origin, set_status: Saying) -> Callable[..., QueuedCommand]:
    """Says a command and brings it to its end."""

    def ended(state: State, said: Instruction | None = None) -> QueuedCommand:
        [row] = outbox.enqueue([said or set_status("on_hold", "job-1")], origin)
        return outbox.move(row, state, {State.PENDING}, outcome={"id": "made"} if state is State.DONE else {})

    return ended


def kept(outbox: Outbox) -> list[str]:
    return [row.id for row in outbox.rows()]


def test_what_was_done_or_taken_back_is_let_go_after_a_month(store: Store, outbox: Outbox, over: Saying) -> None:
    over(State.DONE)
    over(State.CANCELLED)
    last = over(State.DONE)
    assert prune(store, NOW) == 0
    assert prune(store, LATER - timedelta(minutes=2)) == 0
    assert prune(store, LATER) == 2
    assert kept(outbox) == [last.id]  # the order of coming to an end counts on from it
    assert outbox.last_settled() == last.settled


def test_a_month_is_counted_from_when_it_was_first_looked_at(store: Store, outbox: Outbox, over: Saying) -> None:
    """The wall clock stood at 1970 when it was done, or somebody set it to 2099."""
    for settled_at in ("1970-01-01T00:00:00+00:00", "2099-01-01T00:00:00+00:00"):
        row = over(State.DONE)
        with store.transaction() as database:
            database.execute("UPDATE outbox SET settled_at = ? WHERE seq = ?", [settled_at, row.seq])
    over(State.DONE)
    assert prune(store, NOW) == 0
    assert prune(store, LATER) == 2


def test_what_waits_and_what_was_refused_stays(
    store: Store, outbox: Outbox, origin: Origin, over: Saying, set_status: Saying
) -> None:
    refused = over(State.REJECTED)
    [waiting] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    last = over(State.DONE)
    for now in (NOW, LATER, LATER + KEPT_FOR):
        assert prune(store, now) == 0
    assert kept(outbox) == [refused.id, waiting.id, last.id]


def test_what_another_command_speaks_about_stays_with_it(
    store: Store, outbox: Outbox, origin: Origin, over: Saying, new_customer: Saying, new_job: Saying
) -> None:
    customer = new_customer()
    over(State.DONE, customer)
    job = new_job(customer=str(customer.id))
    [made] = outbox.enqueue([job], origin)
    last = over(State.DONE)
    prune(store, NOW)
    assert prune(store, LATER) == 0
    outbox.move(made, State.DONE, {State.PENDING}, outcome={"id": "job"})
    newest = over(State.DONE)
    assert prune(store, LATER) == 1
    assert last.id not in kept(outbox)
    assert prune(store, LATER + KEPT_FOR + timedelta(minutes=1)) == 1  # the job
    assert prune(store, LATER + KEPT_FOR + timedelta(minutes=1)) == 1  # then nothing speaks about the customer
    assert kept(outbox) == [newest.id]


def test_what_it_said_before_goes_with_it(store: Store, outbox: Outbox, origin: Origin, set_status: Saying) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    outbox.edit(row.id, status="scheduled")
    outbox.cancel(row.id)
    [last] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    outbox.cancel(last.id)
    prune(store, NOW)
    prune(store, LATER)
    assert store.rows("SELECT * FROM edits") == []


def test_numbers_of_what_was_let_go_never_come_again(
    store: Store, outbox: Outbox, origin: Origin, over: Saying, set_status: Saying
) -> None:
    numbers = [over(State.DONE).seq for _ in range(3)]
    prune(store, NOW)
    prune(store, LATER)
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    assert row.seq > max(numbers)


def test_too_many_commands_on_their_way_are_refused_aloud(
    outbox: Outbox, origin: Origin, set_status: Saying, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "MOST_LIVE", LIMITS_LOOKED_AT - 1)
    said = [set_status("on_hold", f"job-{count}") for count in range(LIMITS_LOOKED_AT)]
    outbox.enqueue(said[:-1], origin)
    with pytest.raises(QueueFullError, match=r"Nothing was saved: 99 commands wait for Hero365 already"):
        outbox.enqueue(said[-1:], origin)
    with pytest.raises(QueueFullError):
        outbox.enqueue(said[-1:], origin)
    assert len(outbox.live()) == LIMITS_LOOKED_AT - 1
    outbox.cancel(str(said[0].id))
    assert outbox.enqueue(said[-1:], origin)


def test_a_database_that_has_grown_too_large_takes_no_more(
    store: Store, outbox: Outbox, origin: Origin, set_status: Saying, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [set_status("on_hold", f"job-{count}") for count in range(LIMITS_LOOKED_AT)]
    outbox.enqueue(said[:-1], origin)
    monkeypatch.setattr(retention, "MOST_BYTES", store.used_bytes() // 2)
    with pytest.raises(QueueFullError, match=r"has grown to .* MB; `hero365-edge outbox export`"):
        outbox.enqueue(said[-1:], origin)


def test_pages_that_hold_nothing_any_more_do_not_count(store: Store) -> None:
    before = store.used_bytes()
    store.set(much="x" * 1_000_000)
    assert store.used_bytes() > before + 990_000
    store.set(much="")
    assert store.used_bytes() < before + 100_000


@pytest.mark.parametrize("statement", ["live", "places", "settled_since", "rejected", "pending", "last_settled"])
def test_what_is_asked_for_each_command_walks_over_no_whole_table(
    statement: str, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[str] = []
    rows = outbox.store.rows

    def planned(sql: str, parameters: tuple[object, ...] = ()) -> object:
        plans.extend(str(step["detail"]) for step in rows(f"EXPLAIN QUERY PLAN {sql}", parameters))
        return rows(sql, parameters)

    monkeypatch.setattr(outbox.store, "rows", planned)
    arguments = {"settled_since": [7, ["job.create"]], "pending": ["notify.remind_me"]}
    getattr(outbox, statement)(*arguments.get(statement, []))
    of_the_table = [plan for plan in plans if "outbox" in plan]
    assert of_the_table
    assert all("USING" in plan for plan in of_the_table), of_the_table


def test_damage_in_a_long_file_is_found_beside_the_work_and_nothing_more_is_saved(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.transaction():
        for number in range(2000):
            store.set(**{f"setting-{number}": "x" * 50})
    path = store.path
    store.close()
    damaged = bytearray(path.read_bytes())
    for page in range(len(damaged) // 4096 // 2, len(damaged) // 4096):
        damaged[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(damaged)
    monkeypatch.setattr("sync.store.SHORT", 0)
    with Store.open(path) as opened:
        assert opened._inspection is not None
        opened._inspection.join()
        with pytest.raises(StoreUnreadableError, match="move it aside"), opened.transaction():
            pass
    assert path.read_bytes() == bytes(damaged)


def test_a_long_file_that_is_whole_is_written_to_at_once_and_closed_at_any_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr("sync.store.SHORT", 0)
    for _ in range(20):
        with Store.open(store.path) as opened:
            opened.set(device_code="E7K")
    other = sqlite3.connect(store.path)
    assert other.execute("PRAGMA quick_check").fetchone() == ("ok",)
    other.close()
