"""What a working copy commits is in the relay's store, and nothing else is."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from cloud_relay.desks.holds import LASTS, Holds
from cloud_relay.desks.mirror import DoubtError, LostHoldError, Mirror
from erp import Instruction
from erp.job_progress import JobSetStatus
from sync import operations
from sync.errors import StoreError
from sync.numbering import device_code, next_number
from sync.outbox import Origin, Outbox
from sync.retention import KEPT_FOR, prune
from sync.rows import QueuedCommand, State
from tests.cloud_relay.conftest import Watch
from tests.cloud_relay.desks.conftest import RelayStore, everything


def said(outbox: Outbox, words: str = "put job 42 on hold — añadir") -> QueuedCommand:
    origin = Origin("rosa", "north", "America/Chicago", uuid4(), words, "held", datetime.now(UTC))
    [row] = outbox.enqueue([Instruction(uuid4(), JobSetStatus(job="42", status="on_hold"), {"job": "job-42"})], origin)
    return row


def refused(outbox: Outbox) -> QueuedCommand:
    sending = outbox.move(said(outbox), State.IN_FLIGHT, {State.PENDING}, progress={"before": {"status": "scheduled"}})
    return outbox.move(sending, State.REJECTED, {State.IN_FLIGHT}, reason={"en": "No.", "es": "No."}, attempts=1)


def done(outbox: Outbox) -> QueuedCommand:
    sending = outbox.move(said(outbox), State.IN_FLIGHT, {State.PENDING})
    return outbox.move(sending, State.DONE, {State.IN_FLIGHT}, outcome={"id": "job-42"})


ACTIONS: list[Callable[[Outbox], object]] = [
    said,
    refused,
    done,
    lambda outbox: outbox.cancel(said(outbox).id),
    lambda outbox: outbox.retry(refused(outbox).id),
    lambda outbox: outbox.edit(refused(outbox).id, status="scheduled"),
    lambda outbox: outbox.note(said(outbox), number="E7K-9001"),
    lambda outbox: outbox.explain({said(outbox).seq: "It waits."}),
    lambda outbox: outbox.store.set(people='{"rosa": "Rosa Delgado"}', language="es"),
    lambda outbox: device_code(outbox.store),
    lambda outbox: next_number(outbox.store),
    lambda outbox: outbox.calendar.learn(datetime.now(UTC), 5000.25 + random.random()),  # noqa: S311 - any moment
    lambda outbox: prune(outbox.store, datetime.now(UTC)),
    lambda outbox: prune(outbox.store, datetime.now(UTC) + KEPT_FOR + timedelta(days=1)),
    lambda outbox: outbox.doubt_in_flight(),
]


async def test_opened_anew_it_says_what_it_said_byte_for_byte(relay_store: RelayStore, watch: Watch) -> None:
    mirror = relay_store.copy(await relay_store.desk(watch))
    outbox, chance = Outbox(mirror.store), random.Random(365)  # noqa: S311 - any order
    for action in [*ACTIONS, *chance.choices(ACTIONS, k=25)]:
        action(outbox)
        again = relay_store.copy(mirror.hold)
        assert everything(again) == everything(mirror)
        again.store.close()
    mirror.store.close()


async def test_what_a_server_was_found_to_do_is_kept(relay_store: RelayStore, watch: Watch) -> None:
    mirror = relay_store.copy(await relay_store.desk(watch))
    with mirror.store.transaction() as database:
        values = ["https://hero365.example/v1", "job.assign", "refuses", "No.", "2026", "2026", '{"en": "No."}']
        database.execute("INSERT INTO operations VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    again = relay_store.copy(mirror.hold)
    assert again.store.rows("SELECT * FROM operations") == mirror.store.rows("SELECT * FROM operations")
    assert operations.unavailable(again.store) == operations.unavailable(mirror.store)


async def test_a_number_never_comes_twice_also_where_the_last_command_is_gone(
    relay_store: RelayStore, watch: Watch
) -> None:
    mirror = relay_store.copy(await relay_store.desk(watch))
    outbox = Outbox(mirror.store)
    first, last = said(outbox), done(outbox)
    with mirror.store.transaction() as database:
        database.execute("DELETE FROM outbox WHERE seq = ?", [last.seq])
    again = Outbox(relay_store.copy(mirror.hold).store)
    assert [row.seq for row in again.rows()] == [first.seq]
    assert said(again).seq == last.seq + 1


async def test_what_was_undone_is_nowhere(relay_store: RelayStore, watch: Watch) -> None:
    mirror = relay_store.copy(await relay_store.desk(watch))
    outbox = Outbox(mirror.store)
    before = relay_store.rows(mirror.hold.desk)
    with pytest.raises(ZeroDivisionError), mirror.store.transaction():
        said(outbox)
        raise ZeroDivisionError
    assert (outbox.rows(), relay_store.rows(mirror.hold.desk)) == ([], before)
    said(outbox)
    assert everything(relay_store.copy(mirror.hold)) == everything(mirror)


async def test_what_the_relays_store_does_not_take_is_not_saved_here(relay_store: RelayStore, watch: Watch) -> None:
    mirror = relay_store.copy(await relay_store.desk(watch))
    outbox = Outbox(mirror.store)
    kept = said(outbox)
    with without_rows(relay_store.engine), pytest.raises(StoreError, match="nothing was saved"):
        said(outbox)
    assert [row.id for row in outbox.rows()] == [kept.id]
    said(outbox)
    assert everything(relay_store.copy(mirror.hold)) == everything(mirror)


async def test_a_process_that_was_taken_over_writes_nothing(relay_store: RelayStore, watch: Watch) -> None:
    mirror = relay_store.copy(await relay_store.desk(watch))
    outbox = Outbox(mirror.store)
    kept = said(outbox)
    watch.forward(seconds=LASTS.total_seconds() + 1)
    newer = await Holds(relay_store.sessions).take(mirror.hold.desk, now=watch())
    assert newer
    with pytest.raises(LostHoldError):
        outbox.cancel(kept.id)
    assert outbox.get(kept.id).state is State.PENDING
    taken = relay_store.copy(newer)
    assert [row.state for row in Outbox(taken.store).rows()] == [State.PENDING]
    Outbox(taken.store).cancel(kept.id)


async def test_the_desk_says_whether_something_waits(relay_store: RelayStore, watch: Watch) -> None:
    holds = Holds(relay_store.sessions)
    mirror = relay_store.copy(await relay_store.desk(watch))
    row = said(Outbox(mirror.store))
    watch.forward(seconds=LASTS.total_seconds() + 1)
    assert await holds.left_alone(now=watch()) == [mirror.hold.desk]
    Outbox(mirror.store).cancel(row.id)
    assert await holds.left_alone(now=watch()) == []


class TestTheAnswerToACommitIsLost:
    """The connection to the store ends while it commits."""

    async def test_it_had_been_committed(
        self, relay_store: RelayStore, watch: Watch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mirror = relay_store.copy(await relay_store.desk(watch))
        outbox = Outbox(mirror.store)
        with monkeypatch.context() as patched:
            losing(patched, relay_store.engine, times=1)
            said(outbox)
        said(outbox)
        assert everything(relay_store.copy(mirror.hold)) == everything(mirror)

    async def test_it_had_not(self, relay_store: RelayStore, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
        mirror = relay_store.copy(await relay_store.desk(watch))
        outbox = Outbox(mirror.store)
        with monkeypatch.context() as patched:
            losing(patched, relay_store.engine, times=1, committed=False)
            with pytest.raises(StoreError, match="nothing was saved"):
                said(outbox)
        assert outbox.rows() == []
        said(outbox)
        assert everything(relay_store.copy(mirror.hold)) == everything(mirror)

    async def test_nobody_can_tell_and_nothing_more_is_written_until_it_is_opened_anew(
        self, relay_store: RelayStore, watch: Watch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mirror = relay_store.copy(await relay_store.desk(watch))
        outbox = Outbox(mirror.store)
        monkeypatch.setattr(Mirror, "_is_kept", _nobody_knows(Mirror._is_kept))
        with monkeypatch.context() as patched:
            losing(patched, relay_store.engine, times=1)
            with pytest.raises(DoubtError):
                said(outbox)
        assert not mirror.is_whole
        with pytest.raises(DoubtError):
            said(outbox)
        again = Outbox(relay_store.copy(mirror.hold).store)
        assert len(again.rows()) == 1


async def test_what_the_copys_disk_did_not_take_makes_it_unusable(relay_store: RelayStore, watch: Watch) -> None:
    """The relay's store has it already: whoever opens the desk anew finds it."""
    mirror = relay_store.copy(await relay_store.desk(watch))
    outbox, write = Outbox(mirror.store), mirror.store.before_commit

    def then_full(database: Any) -> None:
        write(database)
        raise StoreError("The disk is full.")

    mirror.store.before_commit = then_full
    with pytest.raises(StoreError, match="full"):
        said(outbox)
    mirror.store.before_commit = write
    with pytest.raises(DoubtError):
        said(outbox)
    assert not mirror.is_whole


async def test_a_copy_is_for_its_owner_alone(relay_store: RelayStore, watch: Watch) -> None:
    mirror = relay_store.copy(await relay_store.desk(watch))
    said(Outbox(mirror.store))
    assert {oct(path.stat().st_mode & 0o077) for path in left(mirror.store.path)} == {"0o0"}


def left(path: Path) -> list[Path]:
    return list(path.parent.glob(f"{path.name}*"))


class without_rows:  # noqa: N801 - a context manager
    """The relay's store has no place for rows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> None:
        self._run("ALTER TABLE desk_rows RENAME TO elsewhere")

    def __exit__(self, *_: object) -> None:
        self._run("ALTER TABLE elsewhere RENAME TO desk_rows")

    def _run(self, statement: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(text(statement))


def losing(patched: pytest.MonkeyPatch, engine: Engine, *, times: int, committed: bool = True) -> None:
    """The connection breaks at the next commits."""
    left = [None] * times

    def broken(connection: Any) -> None:
        if not left:
            connection.commit()
            return
        left.pop()
        if committed:
            connection.commit()
        else:
            connection.rollback()
        raise engine.dialect.loaded_dbapi.OperationalError("the connection is gone")

    patched.setattr(engine.dialect, "do_commit", broken)


def _nobody_knows(is_kept: Callable[..., bool]) -> Callable[..., bool]:
    """The store is away also for the one who looks."""

    def looked(mirror: Mirror, rows: Any) -> bool:
        with without_rows(mirror.engine):
            return is_kept(mirror, rows)

    return looked
