"""What was said while the clock was wrong, or too long ago, is not sent before a person has looked at it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from erp.job_progress import JobSetStatus
from sync.account import Account
from sync.attempt import Ask, Rejected
from sync.client import Hero365Client
from sync.clock import Calendar, Clock, Trust
from sync.delivery import Delivery
from sync.outbox import Outbox
from sync.rows import Origin, QueuedCommand, State
from sync.store import Store
from sync.validity import objection
from tests.sync.clocks import SetClock
from tests.sync.units import AT_ONCE, Saying


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def outbox(store: Store, clock: SetClock) -> Outbox:
    return Outbox(store, clock)


@pytest.fixture
def hears(outbox: Outbox, clock: SetClock) -> Callable[[], None]:
    """Hero365 tells the true time, which is now and whatever has passed since."""

    def heard() -> None:
        outbox.calendar.learn(clock.wall() - clock._off_by, clock.elapsed())

    return heard


@pytest.fixture
def scheduled(outbox: Outbox, origin: Origin, schedule: Saying) -> Callable[[], QueuedCommand]:
    said = replace(origin, words="schedule job nine thousand one for tomorrow at nine")
    return lambda: outbox.enqueue([schedule("2020-01-02T09:00", "job-1")], said)[0]


@pytest.fixture
def hurries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A status is good for two hours."""
    monkeypatch.setattr(JobSetStatus, "spec", replace(JobSetStatus.spec, meaningful_for=timedelta(hours=2)))
    yield


def objects(outbox: Outbox, row: QueuedCommand) -> tuple[type, str] | None:
    """What becomes of it, and why, in English."""
    match objection(outbox.get(row.id), row.instruction.command, outbox.calendar):
        case Ask({"en": reason}):
            return Ask, str(reason)
        case Rejected({"en": reason}):
            return Rejected, str(reason)
    return None


HELD = (
    Ask,
    'You said "schedule job nine thousand one for tomorrow at nine" when the clock was wrong; it was saved as '
    "Thursday, January 2, 2020 at 9 a.m. Edit it, or retry it if that is right.",
)
LOST_COUNT = (
    Ask,
    "It was said before the unit was started last, and I don't know how long ago; retry it or cancel it.",
)


def test_a_time_said_by_a_right_clock_goes(outbox: Outbox, scheduled: Saying, hears: Saying) -> None:
    row = scheduled()
    assert objects(outbox, row) is None
    hears()
    assert objects(outbox, row) is None


def test_a_time_said_by_a_wrong_clock_is_held_once_the_true_time_is_known(
    outbox: Outbox, clock: SetClock, scheduled: Saying, hears: Saying
) -> None:
    clock.stands_at(2020)
    row = scheduled()
    clock.is_right()  # the network came, and with it the time
    hears()
    assert objects(outbox, row) == HELD


def test_a_few_minutes_do_not_matter(outbox: Outbox, clock: SetClock, scheduled: Saying, hears: Saying) -> None:
    clock._off_by = timedelta(minutes=-4)
    row = scheduled()
    hears()
    assert objects(outbox, row) is None


def test_what_says_no_time_is_not_held(
    outbox: Outbox, clock: SetClock, origin: Origin, set_status: Saying, hears: Saying
) -> None:
    clock.stands_at(2020)
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    hears()
    assert objects(outbox, row) is None


def test_a_start_that_was_never_verified_is_judged_by_what_was_verified_before(
    outbox: Outbox, clock: SetClock, scheduled: Saying, hears: Saying
) -> None:
    hears()
    clock.starts_again()
    clock.stands_at(2020)
    behind = scheduled()
    clock.is_right()
    clock.passes(hours=5)
    plausible = scheduled()
    clock.starts_again()
    clock.passes(hours=5)
    hears()
    assert objects(outbox, behind) == HELD
    assert objects(outbox, plausible) is None  # though it lies before what is verified by now


def test_a_start_that_was_verified_later_is_known_by_that(
    outbox: Outbox, clock: SetClock, scheduled: Saying, hears: Saying
) -> None:
    clock.stands_at(2032)
    row = scheduled()
    hears()
    clock.starts_again()
    assert objects(Outbox(outbox.store, clock), row) == HELD


def test_what_a_person_has_confirmed_or_edited_goes(
    outbox: Outbox, clock: SetClock, scheduled: Saying, hears: Saying
) -> None:
    clock.stands_at(2020)
    rows = [scheduled(), scheduled()]
    hears()
    asked = [outbox.move(row, State.PENDING, {State.PENDING}, reason=HELD[1], asks=True) for row in rows]
    outbox.retry(asked[0].id)
    outbox.edit(asked[1].id, when="2031-01-02T09:00")
    assert [objects(outbox, row) for row in asked] == [None, None]
    assert [outbox.get(row.id).asks for row in asked] == [False, False]


@pytest.mark.usefixtures("hurries")
def test_what_was_said_too_long_ago_is_refused(
    outbox: Outbox, clock: SetClock, origin: Origin, set_status: Saying
) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    clock.passes(hours=1.9)
    assert objects(outbox, row) is None
    clock.stands_at(2040)  # which changes nothing
    assert objects(outbox, row) is None
    clock.passes(hours=1.2)
    assert objects(outbox, row) == (Rejected, "It was said 3 hours ago and is no longer sent by itself.")


@pytest.mark.usefixtures("hurries")
def test_across_a_start_only_verified_times_are_counted(
    outbox: Outbox, clock: SetClock, origin: Origin, set_status: Saying, hears: Saying
) -> None:
    hears()
    [known] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    clock.starts_again()
    [unknown] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    clock.starts_again()
    clock.synchronised = True
    [checked] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    clock.starts_again()
    clock.passes(days=3)
    hears()
    late = (Rejected, "It was said 3 days ago and is no longer sent by itself.")
    assert [objects(outbox, row) for row in (known, unknown, checked)] == [late, LOST_COUNT, late]


@pytest.mark.usefixtures("hurries")
def test_who_tries_it_again_sends_it_late(outbox: Outbox, clock: SetClock, origin: Origin, set_status: Saying) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], origin)
    clock.passes(days=3)
    outbox.move(row, State.REJECTED, {State.PENDING}, reason="It was said 3 days ago.")
    outbox.retry(row.id)
    assert objects(outbox, row) is None


def test_what_hero365_tells_is_kept_for_the_next_start(store: Store, clock: SetClock) -> None:
    true = datetime(2026, 11, 26, 9, tzinfo=UTC)
    Calendar(store, clock).learn(true, clock.elapsed())
    clock.passes(hours=1)
    assert Calendar(store, clock).now() == true + timedelta(hours=1)
    clock.starts_again()
    clock.stands_at(2020)
    assert Calendar(store, clock).now() is None
    assert Calendar(store, clock).stamp().trust is Trust.WRONG


def test_it_is_not_written_down_for_every_answer(store: Store, clock: SetClock) -> None:
    calendar = Calendar(store, clock)
    for _ in range(50):
        calendar.learn(clock.wall(), clock.elapsed())
        clock.passes(seconds=5)
    assert store.changes == 1 + 1  # the fixture's own


def test_the_clocks_of_this_machine() -> None:
    clock = Clock()
    assert clock.boot == Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    assert 0 < clock.elapsed() <= clock.elapsed()
    assert clock.wall().tzinfo is not None


async def test_a_held_time_is_told_and_sent_after_a_person_has_confirmed_it(
    outbox: Outbox, clock: SetClock, account: Account, origin: Origin, new_job: Saying, schedule: Saying
) -> None:
    mine = replace(origin, user=account.user_id, business=account.business_id, words="")
    clock.stands_at(2020)
    job = new_job()
    _, row = outbox.enqueue([job, schedule("2031-01-02T09:00", job.id)], mine)
    told: list[QueuedCommand] = []
    async with Hero365Client(account, clock=clock) as hero365:
        delivery = Delivery(outbox, hero365, on_outcome=told.append, timing=AT_ONCE)
        assert await delivery.drain() is None
        assert [(one.state, one.asks) for one in told] == [(State.DONE, False), (State.PENDING, True)]
        assert told[1].reason.startswith(
            "You said this when the clock was wrong; it was saved as Thursday, January 2, 2031 at 9 a.m."
        )
        outbox.retry(row.id)
        assert await delivery.drain() is None
    assert outbox.get(row.id).state is State.DONE
