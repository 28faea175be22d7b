"""What words are judged to mean is what the dialogue does where each of its questions is answered with yes."""

from datetime import datetime
from uuid import uuid4

import pytest

from conversation.decision import Outcome
from conversation.dialogue import Dialogue
from conversation.foreseen import foreseen
from conversation.instructions import instruct
from conversation.meanings import meaning
from conversation.objections import objection
from conversation.understanding import Understanding
from erp import Command, Offline
from tests.conversation.test_free_reading import TURN, Scripted

READ = {
    "park the heater": " job.set_status job= heater status=on_hold",
    "park the heater and get going at ann's": " job.set_status job= heater status=on_hold ; job.start job= 12",
    "get going at ann's": " job.start job= 12",
    "note on job 42 the valve leaks and wrap it up": " job.add_note job= 42 note= the valve leaks ; job.complete",
    "note on job 42 the valve leaks": " job.add_note job= 42 note= the valve leaks",
    "wrap it up": " job.complete",
    "knock out 42 then the same for 43": " job.complete job= 42 ; job.complete job= 43",
    "knock out 42": " job.complete job= 42",
    "jump on the zzyzx thing and park the heater": " job.start job= zzyzx ; job.set_status job= heater status=on_hold",
    "jump on the zzyzx thing": " job.start job= zzyzx",
}
SENTENCES = [
    "start job 12",
    "start job 99",
    "put job 12 on hold and schedule job 43 for friday",
    "put job 99 on hold and put job 12 on hold",
    "create a job for Ann Bauer and schedule it for tomorrow at nine",
    "start job 12 and set aside two gfci outlets",
    "start job 42 no wait job 12",
    "note on job 42 that the valve leaks",
    "note on job 42 that the valve leaks and mark it on hold",
    "text Bob Miller that I am late",
    "order two unobtainium",
    "order two unobtainium and put job 12 on hold",
    "text Bob Miller that I am late and put job 12 on hold",
    "find Ann Bower",
    "the weather is nice",
    "order two unobtainium and park the heater",
    "park the heater and order two unobtainium",
    *READ,
]


def done(words: str, understanding: Understanding, now: datetime, share: float) -> list[Command]:
    dialogue = Dialogue(Scripted(READ, share))
    decision = dialogue.hear(words, understanding, now, uuid4())
    saved = [*decision.instructions]
    while decision.outcome is Outcome.CONFIRMING:
        decision = dialogue.hear("yes", understanding, now, uuid4())
        saved += decision.instructions
    return [instruction.command for instruction in saved]


def judged(words: str, understanding: Understanding, now: datetime, share: float) -> list[Command]:
    turn = Dialogue(Scripted(READ, share)).heard(words, understanding, now, TURN)
    saved: list[Command] = []
    records = turn.snapshot
    for each in meaning(turn).commands:
        if each.command is None or each.missing or each.command.spec.offline is Offline.CACHED:
            continue
        if objection(each.command, each.slots, records, turn.now, turn.tongue):
            continue
        steps = instruct(each.command, each.slots, records, TURN)
        records = foreseen(steps, records)
        saved += [step.command for step in steps]
    return saved


@pytest.mark.parametrize("share", [0.99, 0.9])
@pytest.mark.parametrize("words", SENTENCES)
def test_it_is_what_the_dialogue_does(words: str, share: float, understanding: Understanding, now: datetime) -> None:
    assert judged(words, understanding, now, share) == done(words, understanding, now, share)


def test_whom_nobody_knows_is_refused_and_no_command(understanding: Understanding, now: datetime) -> None:
    turn = Dialogue().heard("order two unobtainium", understanding, now, TURN)
    assert not meaning(turn).commands


def test_what_was_just_saved_is_corrected(understanding: Understanding, now: datetime) -> None:
    dialogue = Dialogue()
    dialogue.hear("schedule job 43 for friday at nine", understanding, now, TURN)
    (only,) = meaning(dialogue.heard("no, at ten", understanding, now, TURN), dialogue.memory).commands
    assert only.slots["when"] == "2026-11-27T10:00"


def test_of_what_nothing_comes_the_reading_is_told(understanding: Understanding, now: datetime) -> None:
    turn = Dialogue(Scripted(READ, share=0.2)).heard("park the heater", understanding, now, TURN)
    (refused,) = meaning(turn).refused
    assert [call.command for call in refused.calls] == ["job.set_status"]
