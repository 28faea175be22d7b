"""Turns of a practice business: how long one waits behind words, and what is answered."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from uuid import uuid4

import pytest

from assistant.desk import Desk
from assistant.endings import Ending
from assistant.turns import Assistant, Turn
from conversation.books import IDLE, READ_BACK
from erp import Customer, Language
from models.recognition import Transcript
from sync.rows import State

Speaking = Callable[[Language], AbstractAsyncContextManager[Desk]]


@pytest.fixture
def assistant(desk: Desk) -> Assistant:
    """With nothing open."""
    return desk.assistant


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        ("mark job 42 complete", Ending.COMPLETE),
        ("never mind", Ending.COMPLETE),
        ("what's my schedule", Ending.OPEN),
        ("create a job for maria garcia", Ending.OPEN),
        ("create a job", Ending.OPEN),
        ("the weather is nice", Ending.UNFINISHED),
        ("", Ending.UNFINISHED),
    ],
)
async def test_behind_what_is_said_when_nothing_is_open(assistant: Assistant, words: str, ending: Ending) -> None:
    assert assistant.ending_of(words) is ending


async def test_nothing_comes_behind_a_name_or_a_yes_and_more_may_behind_a_time(assistant: Assistant) -> None:
    def says(words: str) -> None:
        assistant.take(Transcript(words, "test", 1.0, accepted=True), uuid4())

    says("create a job")
    assert assistant.expects == "slot:customer"
    assert assistant.ending_of("maria garcia") is Ending.COMPLETE
    says("maria garcia")
    assert assistant.expects == READ_BACK
    assert assistant.ending_of("yes") is Ending.COMPLETE
    assert assistant.ending_of("no") is Ending.OPEN  # "no, for Ann Bauer"
    says("no")
    says("schedule job 42")
    assert assistant.expects == "slot:when"
    assert assistant.ending_of("tomorrow") is Ending.OPEN


async def test_a_telephone_number_is_read_out_bit_by_bit(assistant: Assistant) -> None:
    for words in ("create an estimate for linda park", "yes"):
        assistant.take(Transcript(words, "test", 1.0, accepted=True), uuid4())
    assert assistant.expects == "slot:phone"
    assert assistant.ending_of("") is Ending.READ_OUT
    assert assistant.ending_of("3125550190") is Ending.OPEN


async def test_who_listens_does_not_wait_for_what_is_being_saved(desk: Desk) -> None:
    desk.assistant.lay_out()
    with ThreadPoolExecutor(1) as listening, desk.outbox.store.transaction():
        ending = listening.submit(desk.assistant.ending_of, "mark job 42 complete")
        assert ending.result(timeout=30) is Ending.COMPLETE


async def test_what_is_laid_out_stays_until_a_name_changes(desk: Desk) -> None:
    laid = desk.assistant.lay_out()
    desk.assistant.take(Transcript("what's my schedule", "test", 1.0, accepted=True), uuid4())
    assert desk.assistant.lay_out() is laid
    desk.cache.replace(customers=[Customer("new", "Zelda Quigley")])
    assert desk.assistant.understand("create a job for zelda quigley").confidence < 1
    assert desk.assistant.lay_out() is not laid
    assert desk.assistant.understand("create a job for zelda quigley").confidence == 1


async def test_what_still_waits_is_taken_back(desk: Desk) -> None:
    saved = say(desk, "put job 42 on hold").saved[0]
    undone = say(desk, "undo that")
    assert undone.decision.reply == "Taken back: job 42 as on hold."
    assert desk.outbox.get(str(saved.id)).state is State.CANCELLED


async def test_what_has_gone_already_is_not_taken_back_and_that_is_said(desk: Desk) -> None:
    saved = say(desk, "put job 42 on hold").saved[0]
    row = desk.outbox.get(str(saved.id))
    desk.outbox.move(row, State.IN_FLIGHT, {State.PENDING}, reason="")
    undone = say(desk, "undo that")
    assert undone.decision.reply == "It's too late to take back job 42 as on hold. It has already been sent."
    assert desk.outbox.get(str(saved.id)).state is State.IN_FLIGHT


@pytest.mark.parametrize(
    ("language", "said", "undo", "reply", "again"),
    [
        (
            "en",
            "take two half inch copper elbows from stock",
            "undo that",
            "Taken back: the change of stock of half inch copper elbow. Hero365 may have taken it all the same.",
            "say that again",
        ),
        (
            "es",
            "saca dos codos de cobre de media del inventario",
            "deshaz eso",
            "Retirado: el cambio de existencia de codo de cobre de media."
            " Puede que Hero365 lo haya recibido de todos modos.",
            "repítelo",
        ),
    ],
)
async def test_of_what_may_have_arrived_it_is_not_said_that_nothing_came_of_it(
    speaking: Speaking, language: Language, said: str, undo: str, reply: str, again: str
) -> None:
    async with speaking(language) as unit:
        row = unit.outbox.get(str(say(unit, said).saved[0].id))
        unit.outbox.move(row, State.UNKNOWN, {State.PENDING}, reason="The answer was lost.", asks=True)
        assert say(unit, undo).decision.reply == reply
        assert say(unit, again).decision.reply == reply
        assert unit.assistant.standing(unit.outbox.get(row.id)) == reply


@pytest.mark.parametrize(
    ("language", "said", "meanwhile", "undo", "reply"),
    [
        (
            "en",
            "put job 42 on hold",
            "what's my schedule",
            "undo that",
            "It's too late to take back job 42 as on hold. It has already been sent.",
        ),
        (
            "es",
            "pon el trabajo 42 en espera",
            "qué tengo hoy",
            "deshaz eso",
            "Ya es tarde para retirar el trabajo 42 como en espera. Ya se envió.",
        ),
    ],
)
async def test_nobody_is_asked_whether_to_take_back_what_has_gone(
    speaking: Speaking, language: Language, said: str, meanwhile: str, undo: str, reply: str
) -> None:
    async with speaking(language) as desk:
        row = desk.outbox.get(str(say(desk, said).saved[0].id))
        desk.outbox.move(row, State.DONE, {State.PENDING}, reason="")
        say(desk, meanwhile)
        told = say(desk, undo)
        assert (told.decision.reply, desk.assistant.expects) == (reply, IDLE)


async def test_what_was_taken_back_otherwise_is_not_taken_back_again_and_what_was_before_it_comes_next(
    desk: Desk,
) -> None:
    first = say(desk, "put job 42 on hold").saved[0]
    second = say(desk, "add a note to job 57 that the valve leaks").saved[0]
    desk.outbox.cancel(str(second.id))
    assert say(desk, "undo that").decision.reply == "Already taken back before: the note for job 57."
    assert say(desk, "undo that").decision.reply == "Take back job 42 as on hold?"
    say(desk, "yes")
    assert desk.outbox.get(str(first.id)).state is State.CANCELLED


@pytest.mark.parametrize(
    ("language", "said", "undo", "reply"),
    [
        (
            "en",
            "put job 42 on hold and add a note to job 57 that the valve leaks",
            "undo that",
            "Taken back: the note for job 57. It's too late to take back job 42 as on hold. It has already been sent.",
        ),
        (
            "es",
            "pon el trabajo 42 en espera y agrega una nota al trabajo 57 que gotea la válvula",
            "deshaz eso",
            "Retirado: la nota del trabajo 57. Ya es tarde para retirar el trabajo 42 como en espera. Ya se envió.",
        ),
    ],
)
async def test_of_two_what_waits_is_taken_back_and_what_has_gone_is_told(
    speaking: Speaking, language: Language, said: str, undo: str, reply: str
) -> None:
    async with speaking(language) as desk:
        first, second = say(desk, said).saved
        desk.outbox.move(desk.outbox.get(str(first.id)), State.IN_FLIGHT, {State.PENDING}, reason="")
        assert say(desk, undo).decision.reply == reply
        states = [desk.outbox.get(str(each.id)).state for each in (first, second)]
        assert states == [State.IN_FLIGHT, State.CANCELLED]


def say(desk: Desk, words: str) -> Turn:
    return desk.assistant.take(Transcript(words, "test", 1.0, accepted=True), uuid4())


async def test_only_what_was_written_down_freely_is_taken_for_misheard(assistant: Assistant) -> None:
    def says(*, freely: bool) -> Turn:
        return assistant.take(Transcript("in voice job 42", "test", 1.0, accepted=True, free=freely), uuid4())

    assert says(freely=False).decision.command is None
    assert says(freely=True).decision.command == "invoice.create"


async def test_phrases_are_made_again_where_something_else_may_be_said(desk: Desk) -> None:
    assistant = desk.assistant
    phrases = assistant.phrases()
    assert assistant.phrases() is phrases
    assistant.take(Transcript("create a job", "test", 1.0, accepted=True), uuid4())
    asked = assistant.phrases()
    assert asked.intents != phrases.intents
    desk.cache.replace(customers=[Customer("new", "Zelda Quigley")])
    assert assistant.phrases().lists != asked.lists
