"""Reminders wait on the unit for their time, and go nowhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
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
from sync.reminders import Punctuality, Reminders
from sync.rows import Origin, QueuedCommand, State
from sync.store import Store
from tests.sync.clocks import SetClock

CHICAGO = ZoneInfo("America/Chicago")
NINE = datetime(2026, 11, 26, 9, tzinfo=CHICAGO)

Reminding = Callable[..., QueuedCommand]


@pytest.fixture
def clock() -> SetClock:
    """Eight o'clock, an hour before what most of these are about."""
    clock = SetClock()
    clock.shows(NINE - timedelta(hours=1))
    return clock


@pytest.fixture
def at_nine(clock: SetClock) -> None:
    clock.shows(NINE)


@pytest.fixture
def outbox(store: Store, clock: SetClock) -> Outbox:
    return Outbox(store, clock)


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


def due(reminders: Reminders) -> list[QueuedCommand]:
    return [one.row for one in reminders.due()]


def test_a_reminder_is_due_at_its_time_and_not_before(remind: Reminding, reminders: Reminders, clock: SetClock) -> None:
    row = remind()
    clock.passes(minutes=59)
    assert reminders.due() == []
    clock.passes(minutes=1)
    assert reminders.due() == [(row, Punctuality.IN_TIME)]


def test_one_that_was_missed_is_said_later_and_the_first_comes_first(
    remind: Reminding, reminders: Reminders, clock: SetClock
) -> None:
    late, early = remind("2026-11-26T11:00"), remind("2026-11-26/morning")
    clock.passes(days=2)
    assert reminders.due() == [(early, Punctuality.LATE), (late, Punctuality.LATE)]


def test_what_was_said_for_a_part_of_a_day_is_in_time_while_that_lasts(
    remind: Reminding, reminders: Reminders, clock: SetClock
) -> None:
    row = remind("2026-11-26/morning")
    clock.passes(hours=3)
    assert reminders.due() == [(row, Punctuality.IN_TIME)]
    clock.passes(hours=2)
    assert reminders.due() == [(row, Punctuality.LATE)]


@pytest.mark.parametrize("year", [1970, 2036])
def test_while_the_clock_is_wrong_after_a_start_none_is_said_and_then_it_is_said_late(
    remind: Reminding, reminders: Reminders, clock: SetClock, outbox: Outbox, year: int
) -> None:
    row = remind()
    outbox.calendar.learn(NINE - timedelta(hours=1), clock.elapsed())
    clock.starts_again()
    clock.shows(datetime(year, 1, 1, tzinfo=UTC))
    assert reminders.due() == []
    clock.passes(hours=4)
    assert reminders.due() == []
    outbox.calendar.learn(NINE + timedelta(hours=4), clock.elapsed())
    assert reminders.due() == [(row, Punctuality.LATE)]


def test_a_right_clock_reminds_without_a_network(remind: Reminding, reminders: Reminders, clock: SetClock) -> None:
    row = remind()
    clock.starts_again()
    clock.passes(hours=1)
    assert reminders.due() == [(row, Punctuality.IN_TIME)]


def test_what_was_said_by_a_wrong_clock_comes_after_the_time_that_was_said_and_says_that_it_is_unsure(
    remind: Reminding, reminders: Reminders, clock: SetClock, outbox: Outbox
) -> None:
    """ "In an hour" is right whatever the clock shows."""
    outbox.calendar.learn(NINE, clock.elapsed())
    clock.starts_again()
    clock.shows(datetime(1970, 1, 1, 8, tzinfo=CHICAGO))
    row = remind("1970-01-01T09:00")
    assert reminders.due() == []
    clock.passes(minutes=30)
    outbox.calendar.learn(NINE + timedelta(days=1), clock.elapsed())
    clock.shows(NINE + timedelta(days=1))
    assert reminders.due() == []
    clock.passes(minutes=30)
    assert reminders.due() == [(row, Punctuality.UNSURE)]


def test_what_was_said_nobody_knows_when_is_said_once_the_time_is_known(
    remind: Reminding, reminders: Reminders, clock: SetClock, outbox: Outbox
) -> None:
    outbox.calendar.learn(NINE, clock.elapsed())
    clock.starts_again()
    clock.shows(datetime(1970, 1, 1, 8, tzinfo=CHICAGO))
    row = remind("1970-01-01T09:00")
    clock.starts_again()
    assert reminders.due() == []
    outbox.calendar.learn(NINE + timedelta(days=1), clock.elapsed())
    assert reminders.due() == [(row, Punctuality.UNSURE)]


@pytest.mark.usefixtures("at_nine")
def test_what_was_said_is_not_due_again(remind: Reminding, reminders: Reminders, outbox: Outbox) -> None:
    row = remind()
    assert reminders.said(row).state is State.DONE
    assert due(reminders) == []


@pytest.mark.usefixtures("at_nine")
def test_what_was_taken_back_is_not_said(remind: Reminding, reminders: Reminders, outbox: Outbox) -> None:
    row = remind()
    outbox.cancel(row.id)
    assert due(reminders) == []
    with pytest.raises(RowStateError):
        reminders.said(row)


@pytest.mark.usefixtures("at_nine")
def test_everybody_hears_their_own(remind: Reminding, reminders: Reminders) -> None:
    remind(user="sam")
    assert due(reminders) == []


@pytest.mark.usefixtures("at_nine")
@pytest.mark.parametrize(
    "broken", ["slots = '{}'", 'slots = \'{"message": "x", "when": "2026-02-30"}\'', "time_zone = 'Mars/Base'"]
)
def test_one_that_cannot_be_read_keeps_no_other_back_and_is_logged_once(
    broken: str, remind: Reminding, reminders: Reminders, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    unreadable, row = remind(), remind()
    with outbox.store.transaction() as database:
        database.execute(f"UPDATE outbox SET {broken} WHERE id = ?", [unreadable.id])  # noqa: S608 - the test's own
    assert [due(reminders) for _ in range(2)] == [[row], [row]]
    assert [vars(record)["command"] for record in caplog.records] == [unreadable.id]


@pytest.mark.usefixtures("at_nine")
def test_what_was_said_on_a_full_disk_is_not_said_again(
    remind: Reminding, reminders: Reminders, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **_named: object) -> None:
        raise DiskFullError("No space is left.")

    row = remind()
    monkeypatch.setattr(outbox, "move", full)
    with pytest.raises(DiskFullError):
        reminders.said(row)
    assert due(reminders) == []


async def test_a_reminder_goes_nowhere(remind: Reminding, outbox: Outbox, hero365: Hero365Client) -> None:
    account = hero365.account
    row = remind(user=account.user_id)
    assert await Delivery(outbox, hero365).drain() is None
    assert (outbox.get(row.id).state, outbox.get(row.id).reason) == (State.PENDING, "")
    assert Cache(outbox.store).snapshot().waiting == 0
