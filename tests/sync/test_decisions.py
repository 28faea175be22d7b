"""What only a person can decide: whether something arrived, and what a refused command should have said."""

from collections.abc import Callable

import pytest

from erp.invoicing import InvoiceCreate
from erp.payments import PaymentRecord
from sync.answers import Answer, RefusedError, Verdict
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.errors import ContradictionError, DeliveryError, EditError, LostAnswerError, NotSentError, RowStateError
from sync.hero365 import MAPPINGS
from sync.hero365.mapping import Absent, CommandMapping, Finding, Found, Task
from sync.outbox import Outbox
from sync.rows import Origin, QueuedCommand, State
from tests.sync.units import Saying


class Unfindable(CommandMapping):
    """Statuses that Hero365 takes and never shows."""

    decidable = False

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.fails: list[DeliveryError] = []

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        error = self.fails.pop(0) if self.fails else None
        if not isinstance(error, NotSentError):
            self.taken.append(task.id)
        if error:
            raise error
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        raise AssertionError("there is nothing to find")


class Shown(CommandMapping):
    """Statuses that Hero365 takes, each without an answer, and shows."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.unseen: list[RefusedError] = []

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        self.taken.append(task.id)
        raise LostAnswerError("The connection broke.")

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        if self.unseen:
            raise self.unseen.pop()
        return Found(task.refs["job"]) if task.id in self.taken else Absent()


@pytest.fixture
def statuses(monkeypatch: pytest.MonkeyPatch) -> Unfindable:
    mapping = Unfindable()
    monkeypatch.setitem(MAPPINGS, "job.set_status", mapping)  # type: ignore[arg-type] # a dict, in truth
    return mapping


@pytest.fixture
async def asking(
    outbox: Outbox, statuses: Unfindable, mine: Origin, delivery: Delivery, set_status: Saying
) -> QueuedCommand:
    """A command whose answer was lost."""
    statuses.fails.append(LostAnswerError("The connection broke."))
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    assert await delivery.drain() is None
    return outbox.get(row.id)


async def test_a_yes_that_cannot_be_checked_is_believed(
    outbox: Outbox, statuses: Unfindable, mine: Origin, delivery: Delivery, set_status: Saying
) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    assert await delivery.drain() is None
    assert (outbox.get(row.id).state, outbox.get(row.id).outcome) == (State.DONE, {"id": "job-1"})


async def test_what_was_not_sent_is_sent_by_itself(
    outbox: Outbox, statuses: Unfindable, mine: Origin, delivery: Delivery, set_status: Saying
) -> None:
    statuses.fails.append(NotSentError("Hero365 can't be reached."))
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    while await delivery.drain() is not None:
        pass
    assert outbox.get(row.id).state is State.DONE
    assert statuses.taken == [row.id]


async def test_a_lost_answer_that_cannot_be_looked_up_is_asked_about_once_and_never_sent_again(
    outbox: Outbox, statuses: Unfindable, asking: QueuedCommand, delivery: Delivery, told: list[QueuedCommand]
) -> None:
    for _ in range(3):
        assert await delivery.drain() is None
    assert (asking.state, asking.asks) == (State.UNKNOWN, True)
    assert asking.reason.startswith("I don't know whether Hero365 has taken this. Look there")
    assert [row.id for row in told] == [asking.id]
    assert statuses.taken == [asking.id]


async def test_so_is_one_that_was_being_sent_when_the_unit_stopped(
    outbox: Outbox, statuses: Unfindable, mine: Origin, delivery: Delivery, set_status: Saying
) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    outbox.move(row, State.IN_FLIGHT, {State.PENDING})
    assert await delivery.drain() is None
    assert (outbox.get(row.id).state, outbox.get(row.id).asks) == (State.UNKNOWN, True)
    assert statuses.taken == []


async def test_only_what_may_be_the_same_said_again_waits_for_the_answer(
    outbox: Outbox,
    asking: QueuedCommand,
    mine: Origin,
    delivery: Delivery,
    set_status: Saying,
    schedule: Saying,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(MAPPINGS, "job.schedule", MAPPINGS["job.set_status"])  # type: ignore[arg-type] # a dict
    same, other, elsewhere = outbox.enqueue(
        [set_status("on_hold", "job-1"), schedule("2026-11-26T09:00", "job-1"), set_status("on_hold", "job-2")], mine
    )
    assert await delivery.drain() is None
    states = [outbox.get(row.id).state for row in (same, other, elsewhere)]
    assert states == [State.PENDING, State.DONE, State.DONE]
    outbox.settle(asking.id, arrived=True)
    assert await delivery.drain() is None
    assert outbox.get(same.id).state is State.DONE


async def test_a_person_says_that_it_arrived(
    outbox: Outbox, statuses: Unfindable, asking: QueuedCommand, delivery: Delivery
) -> None:
    settled = outbox.settle(asking.id, arrived=True)
    assert (settled.state, settled.outcome, settled.reason) == (State.DONE, {"id": "job-1"}, "")
    assert await delivery.drain() is None
    assert statuses.taken == [asking.id]


@pytest.mark.parametrize("send", [lambda box, one: box.settle(one, arrived=False), lambda box, one: box.retry(one)])
async def test_a_person_has_it_sent_again(
    send: Callable[[Outbox, str], QueuedCommand],
    outbox: Outbox,
    statuses: Unfindable,
    asking: QueuedCommand,
    delivery: Delivery,
) -> None:
    assert send(outbox, asking.id).state is State.PENDING
    assert await delivery.drain() is None
    assert outbox.get(asking.id).state is State.DONE
    assert statuses.taken == [asking.id, asking.id]


async def test_a_person_leaves_it_as_it_may_be(outbox: Outbox, asking: QueuedCommand) -> None:
    left = outbox.cancel(asking.id)
    assert (left.state, left.reason) == (State.CANCELLED, "Hero365 may have taken it all the same.")


async def test_nobody_settles_what_can_be_looked_up(outbox: Outbox, mine: Origin, set_status: Saying) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    with pytest.raises(RowStateError, match="does not ask"):
        outbox.settle(row.id, arrived=True)
    unknown = outbox.move(row, State.UNKNOWN, {State.PENDING})
    with pytest.raises(RowStateError, match="does not ask"):
        outbox.settle(row.id, arrived=False)
    assert outbox.get(row.id) == unknown


async def test_a_refused_command_is_corrected_and_goes(outbox: Outbox, mine: Origin, set_status: Saying) -> None:
    [row] = outbox.enqueue([set_status("completed", "job-1")], mine)
    sent = outbox.move(row, State.IN_FLIGHT, {State.PENDING}, progress={"observed": {"status": "draft"}, "number": "E"})
    outbox.move(sent, State.REJECTED, {State.IN_FLIGHT}, reason="It is a draft.")
    edited = outbox.edit(row.id, status="scheduled")
    assert (edited.state, edited.reason, edited.slots["status"]) == (State.PENDING, "", "scheduled")
    assert (edited.seq, edited.id, edited.entity) == (row.seq, row.id, row.entity)
    assert edited.progress == {"number": "E", "before": {"status": "draft"}, "said": row.slots}
    assert edited.settled is None
    assert outbox.edits(row.id) == [row.slots]


async def test_what_was_refused_over_a_look_up_is_looked_for_before_it_is_sent_again(
    outbox: Outbox, mine: Origin, delivery: Delivery, set_status: Saying, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer was lost, and an outage then read like a record that is gone: it had arrived all the same."""
    statuses = Shown()
    statuses.unseen.append(RefusedError(Verdict.MISSING, Answer(404, {"detail": "Job not found"})))
    monkeypatch.setitem(MAPPINGS, "job.set_status", statuses)  # type: ignore[arg-type] # a dict, in truth
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    await delivery.drain()
    assert outbox.get(row.id).state is State.REJECTED
    outbox.retry(row.id)
    await delivery.drain()
    assert outbox.get(row.id).state is State.DONE
    assert statuses.taken == [row.id]


async def test_what_hero365_never_shows_is_asked_about_at_last(
    outbox: Outbox, mine: Origin, delivery: Delivery, set_status: Saying, monkeypatch: pytest.MonkeyPatch
) -> None:
    statuses = Shown()
    failed = RefusedError(Verdict.UNCLEAR, Answer(500, {"detail": "Internal server error"}))
    statuses.unseen.extend([failed] * 1000)
    monkeypatch.setitem(MAPPINGS, "job.set_status", statuses)  # type: ignore[arg-type] # a dict, in truth
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    assert await delivery.drain() is None
    asking = outbox.get(row.id)
    assert (asking.state, asking.asks) == (State.UNKNOWN, True)
    assert asking.reason.startswith("I don't know whether Hero365 has taken this.")
    assert statuses.taken == [row.id]
    outbox.settle(row.id, arrived=True)
    assert outbox.get(row.id).state is State.DONE


async def test_every_version_is_kept(outbox: Outbox, mine: Origin, set_status: Saying) -> None:
    [row] = outbox.enqueue([set_status("completed", "job-1")], mine)
    for status in ("scheduled", "on_hold"):
        outbox.edit(row.id, status=status)
    assert [slots["status"] for slots in outbox.edits(row.id)] == ["completed", "scheduled"]


async def test_the_turn_taken_again_after_an_edit_saves_nothing(
    outbox: Outbox, mine: Origin, set_status: Saying
) -> None:
    said = set_status("completed", "job-1")
    outbox.enqueue([said], mine)
    edited = outbox.edit(str(said.id), status="scheduled")
    assert outbox.enqueue([said], mine) == [edited]
    with pytest.raises(ContradictionError):
        outbox.enqueue([edited.instruction], mine)


@pytest.mark.parametrize("state", [State.IN_FLIGHT, State.UNKNOWN, State.DONE, State.CANCELLED])
async def test_what_may_have_arrived_or_is_over_is_not_edited(
    state: State, outbox: Outbox, mine: Origin, set_status: Saying
) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    outbox.move(row, state, {State.PENDING})
    with pytest.raises(RowStateError):
        outbox.edit(row.id, status="scheduled")
    assert outbox.get(row.id).slots == row.slots
    assert outbox.edits(row.id) == []


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        ({"status": "teleported"}, "doesn't take the status 'teleported': it is one of draft, .*invoiced or paid"),
        ({"colour": "red"}, "has no colour to change; it has job, status"),
        ({"job": "7"}, "The job is a record that was chosen"),
    ],
)
async def test_what_a_command_cannot_say_is_refused_in_a_sentence(
    slots: dict[str, str], why: str, outbox: Outbox, mine: Origin, set_status: Saying
) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    with pytest.raises(EditError, match=why):
        outbox.edit(row.id, **slots)
    assert outbox.get(row.id) == row


async def test_what_was_read_before_an_edit_is_not_sent_after_it(
    outbox: Outbox, mine: Origin, set_status: Saying
) -> None:
    [before] = outbox.enqueue([set_status("completed", "job-1")], mine)
    outbox.edit(before.id, status="scheduled")
    with pytest.raises(RowStateError):
        outbox.move(before, State.IN_FLIGHT, {State.PENDING})


def test_what_builds_on_a_cancelled_command_is_cancelled_with_it(
    outbox: Outbox, origin: Origin, new_job: Saying, schedule: Saying, set_status: Saying
) -> None:
    made, other = new_job("9001"), new_job("9002")
    timed, moved = schedule("2031-01-01T09:00", made.id), set_status("scheduled", other.id)
    outbox.enqueue([made, other, timed, moved], origin)
    assert [row.id for row in outbox.built_on(outbox.get(str(made.id)))] == [str(timed.id)]
    outbox.cancel(str(made.id))
    states = {row.id: row.state for row in outbox.rows()}
    assert states == {
        str(made.id): State.CANCELLED,
        str(timed.id): State.CANCELLED,
        str(other.id): State.PENDING,
        str(moved.id): State.PENDING,
    }


def test_so_is_what_builds_on_that(outbox: Outbox, origin: Origin, new_job: Saying, say: Saying) -> None:
    made = new_job("9001")
    billed = say(InvoiceCreate(job="9001", amount="250", number="9002"), job=str(made.id))
    paid = say(PaymentRecord(invoice="9002", amount="250", method="cash"), invoice=str(billed.id))
    outbox.enqueue([made, billed, paid], origin)
    outbox.cancel(str(made.id))
    assert {row.state for row in outbox.rows()} == {State.CANCELLED}


@pytest.mark.parametrize(
    ("slot", "value", "written"), [("when", "tomorrow", "2026-11-27T09:00"), ("duration", "long", "in minutes")]
)
def test_how_a_value_is_written_is_said_where_it_is_not(
    outbox: Outbox, origin: Origin, schedule: Saying, slot: str, value: str, written: str
) -> None:
    timed = schedule("2031-01-01T09:00", "j1")
    outbox.enqueue([timed], origin)
    with pytest.raises(EditError, match=written):
        outbox.edit(str(timed.id), **{slot: value})
