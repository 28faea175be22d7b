"""Reminders wait on the unit for their time, and go nowhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from erp import Instruction
from erp.reminders import RemindMe
from sync.cache import Cache
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.errors import DiskFullError, RowStateError
from sync.outbox import Outbox
from sync.reminders import Reminders
from sync.rows import Origin, QueuedCommand, State

CHICAGO = ZoneInfo("America/Chicago")
NINE = datetime(2026, 11, 26, 9, tzinfo=CHICAGO)

Reminding = Callable[..., QueuedCommand]


@pytest.fixture
def remind(outbox: Outbox, origin: Origin) -> Reminding:
    def saved(
        when: str = "2026-11-26T09:00", message: str = "Call the supply house", user: str = "rosa"
    ) -> QueuedCommand:
        instruction = Instruction(uuid4(), RemindMe(message=message, when=when))
        return outbox.enqueue([instruction], replace(origin, user=user))[0]

    return saved


@pytest.fixture
def reminders(outbox: Outbox) -> Reminders:
    return Reminders(outbox, "rosa")


def test_a_reminder_is_due_at_its_time_and_not_before(remind: Reminding, reminders: Reminders) -> None:
    row = remind()
    assert reminders.due(NINE.replace(hour=8, minute=59)) == []
    assert reminders.due(NINE) == [row]


def test_one_that_was_missed_is_said_later_and_the_first_comes_first(remind: Reminding, reminders: Reminders) -> None:
    late, early = remind("2026-11-26T11:00"), remind("2026-11-26/morning")
    assert reminders.due(NINE.replace(day=28)) == [early, late]


def test_what_was_said_is_not_due_again(remind: Reminding, reminders: Reminders, outbox: Outbox) -> None:
    row = remind()
    assert reminders.said(row).state is State.DONE
    assert reminders.due(NINE) == []


def test_what_was_taken_back_is_not_said(remind: Reminding, reminders: Reminders, outbox: Outbox) -> None:
    row = remind()
    outbox.cancel(row.id)
    assert reminders.due(NINE) == []
    with pytest.raises(RowStateError):
        reminders.said(row)


def test_everybody_hears_their_own(remind: Reminding, reminders: Reminders) -> None:
    remind(user="sam")
    assert reminders.due(NINE) == []


@pytest.mark.parametrize(
    "broken", ["slots = '{}'", 'slots = \'{"message": "x", "when": "2026-02-30"}\'', "time_zone = 'Mars/Base'"]
)
def test_one_that_cannot_be_read_keeps_no_other_back_and_is_logged_once(
    broken: str, remind: Reminding, reminders: Reminders, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    unreadable, row = remind(), remind()
    with outbox.store.transaction() as database:
        database.execute(f"UPDATE outbox SET {broken} WHERE id = ?", [unreadable.id])  # noqa: S608 - the test's own
    assert [reminders.due(NINE) for _ in range(2)] == [[row], [row]]
    assert [vars(record)["command"] for record in caplog.records] == [unreadable.id]


def test_what_was_said_on_a_full_disk_is_not_said_again(
    remind: Reminding, reminders: Reminders, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **_named: object) -> None:
        raise DiskFullError("No space is left.")

    row = remind()
    monkeypatch.setattr(outbox, "move", full)
    with pytest.raises(DiskFullError):
        reminders.said(row)
    assert reminders.due(NINE) == []


async def test_a_reminder_goes_nowhere(remind: Reminding, outbox: Outbox, hero365: Hero365Client) -> None:
    account = hero365.account
    row = remind(user=account.user_id)
    assert await Delivery(outbox, hero365).drain() is None
    assert (outbox.get(row.id).state, outbox.get(row.id).reason) == (State.PENDING, "")
    assert Cache(outbox.store).snapshot().waiting == 0
