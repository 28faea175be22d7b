"""What was just saved is said otherwise: the new one takes its place as long as it waits, and one of them is sent."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from uuid import uuid4

import pytest

from assistant.desk import Desk
from assistant.turns import Turn
from conversation.decision import Outcome
from erp import Instruction, Language
from models.recognition import Transcript
from sync.errors import DiskFullError, RowStateError
from sync.rows import QueuedCommand, State

Speaking = Callable[[Language], AbstractAsyncContextManager[Desk]]


def say(desk: Desk, *sentences: str) -> list[Turn]:
    return [desk.assistant.take(Transcript(words, "test", 1.0, accepted=True), uuid4()) for words in sentences]


def row(desk: Desk, instruction: Instruction) -> QueuedCommand:
    return desk.outbox.get(str(instruction.id))


@pytest.mark.parametrize(
    ("language", "command", "correction", "slots"),
    [
        ("en", "remind me tomorrow at six p m to call the supplier", "no, at seven p m", {"when": "T19:00"}),
        ("en", "I used two wax rings", "no, three", {"quantity": "-3"}),
        ("en", "set aside two wax rings for job 57", "no, three", {"quantity": "3"}),
        ("en", "add a note to job 57 that the valve leaks", "no, say the pump leaks", {"note": "the pump leaks"}),
        ("es", "recuérdame mañana a las seis de la tarde llamar al proveedor", "mejor a las siete de la noche",
         {"when": "T19:00"}),
        ("es", "usé dos anillos de cera", "no, tres", {"quantity": "-3"}),
        ("es", "aparta dos anillos de cera para el trabajo 57", "no, para el trabajo 42", {"job": "42"}),
        ("es", "agrega una nota al trabajo 57 que gotea la válvula", "no, pon que gotea la bomba",
         {"note": "gotea la bomba"}),
    ],
)  # fmt: skip
async def test_it_takes_the_place_of_what_waits(
    speaking: Speaking, language: Language, command: str, correction: str, slots: dict[str, str]
) -> None:
    async with speaking(language) as desk:
        first, second = say(desk, command, correction)
        [replaced], [saved] = first.saved, second.saved
        assert (row(desk, replaced).state, row(desk, saved).state) == (State.CANCELLED, State.PENDING)
        ((slot, value),) = slots.items()
        assert str(row(desk, saved).slots[slot]).endswith(value)


async def test_what_it_would_have_taken_counts_as_there(desk: Desk) -> None:
    first, second = say(desk, "I used ten wax rings", "no, fifteen")  # which are all
    assert (first.decision.outcome, second.decision.outcome) == (Outcome.SAVED, Outcome.SAVED)
    assert say(desk, "no, sixteen")[0].decision.reply == "Wax ring: only 15 are left."


async def test_a_payment_is_read_back_again_and_stays_as_it_was_after_a_no(desk: Desk) -> None:
    *_, paid, asked, declined = say(desk, "Lakeside Dental paid four hundred dollars cash", "yes", "no, 460", "no")
    assert asked.decision.reply == "Record 460 dollars, cash, on invoice 103 for Lakeside Dental?"
    assert declined.decision.reply == "Okay, it stays saved."
    assert row(desk, paid.saved[0]).state is State.PENDING


async def test_what_is_read_back_then_can_be_corrected_once_more(desk: Desk) -> None:
    said = say(desk, "Lakeside Dental paid four hundred dollars cash", "yes", "no, 460", "no, 450")
    assert said[-1].decision.reply == "Record 450 dollars, cash, on invoice 103 for Lakeside Dental?"


async def test_a_yes_replaces_the_payment(desk: Desk) -> None:
    *_, paid, _, replaced = say(desk, "Lakeside Dental paid four hundred dollars cash", "yes", "no, 460", "yes")
    assert row(desk, paid.saved[0]).state is State.CANCELLED
    assert row(desk, replaced.saved[0]).slots["amount"] == "460"


async def test_undo_takes_back_what_took_the_place_and_nothing_comes_again(desk: Desk) -> None:
    _, second, undone = say(desk, "I used two wax rings", "no, three", "undo that")
    assert undone.decision.outcome is Outcome.UNDONE
    assert undone.decision.takes_back == second.saved
    assert [each.state for each in desk.outbox.rows()] == [State.CANCELLED, State.CANCELLED]


@pytest.mark.parametrize(
    ("language", "command", "correction", "reply"),
    [
        ("en", "I used two wax rings", "no, three",
         "It's too late for that: the change of stock of wax ring has already been sent."),
        ("es", "usé dos anillos de cera", "no, tres",
         "Ya es tarde para eso: el cambio de existencia de anillo de cera ya se envió."),
    ],
)  # fmt: skip
async def test_what_was_sent_stays_and_that_is_said(
    speaking: Speaking, language: Language, command: str, correction: str, reply: str
) -> None:
    async with speaking(language) as desk:
        sent = row(desk, say(desk, command)[0].saved[0])
        desk.outbox.move(sent, State.IN_FLIGHT, {State.PENDING}, reason="")
        [refused] = say(desk, correction)
        assert (refused.decision.outcome, refused.decision.reply, refused.saved) == (Outcome.REFUSED, reply, ())


async def test_on_top_of_what_may_have_arrived_nothing_is_saved(desk: Desk) -> None:
    [first] = say(desk, "I used two wax rings")
    doubtful = desk.outbox.move(row(desk, first.saved[0]), State.IN_FLIGHT, {State.PENDING}, reason="")
    doubtful = desk.outbox.move(doubtful, State.UNKNOWN, {State.IN_FLIGHT}, reason="", asks=True)
    [refused] = say(desk, "no, three")
    assert (refused.decision.outcome, refused.saved) == (Outcome.REFUSED, ())
    assert row(desk, first.saved[0]).state is State.UNKNOWN


async def test_what_goes_this_very_moment_is_not_saved_a_second_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: str) -> QueuedCommand:
        raise RowStateError("It is being sent.")

    [first] = say(desk, "I used two wax rings")
    monkeypatch.setattr(desk.outbox, "cancel", gone)
    [refused] = say(desk, "no, three")
    assert refused.decision.reply == "It's too late for that: the change of stock of wax ring has already been sent."
    monkeypatch.undo()
    assert [each.id for each in desk.outbox.rows()] == [str(first.saved[0].id)]
    assert say(desk, "undo that")[0].decision.takes_back == first.saved


async def test_where_the_new_one_cannot_be_saved_the_first_still_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError("No space is left.")

    [first] = say(desk, "I used two wax rings")
    monkeypatch.setattr(desk.outbox, "enqueue", full)
    with pytest.raises(DiskFullError):
        say(desk, "no, three")
    assert row(desk, first.saved[0]).state is State.PENDING


@pytest.mark.parametrize(
    ("language", "reminder", "moved"),
    [
        ("en", "remind me tomorrow at six p m to call the supplier",
         "move the reminder to eight p m and put job 42 on hold"),
        ("es", "recuérdame mañana a las seis de la tarde llamar al proveedor",
         "mueve el recordatorio para las ocho de la noche y marca el trabajo 42 en espera"),
    ],
)  # fmt: skip
async def test_what_is_moved_in_one_breath_with_another_command_is_not_there_twice(
    speaking: Speaking, language: Language, reminder: str, moved: str
) -> None:
    async with speaking(language) as desk:
        first, both = say(desk, reminder, moved)
        assert row(desk, first.saved[0]).state is State.CANCELLED
        assert [row(desk, each).state for each in both.saved] == [State.PENDING, State.PENDING]


async def test_behind_what_is_dropped_the_rest_of_the_breath_is_taken(desk: Desk) -> None:
    first, _, both = say(
        desk,
        "remind me tomorrow at six p m to call the supplier",
        "cancel my reminder and put job 42 on hold",
        "yes",
    )
    assert row(desk, first.saved[0]).state is State.CANCELLED
    assert [each.command.spec.name for each in both.saved] == ["job.set_status"]
