"""What a conversation remembers is written down and read again, whatever is open."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid5

import pytest
from hypothesis import given, settings

from conversation.dialogue import Dialogue
from conversation.drafts import Changing, Doubt, Joint, Question, Undoing
from conversation.memory import Memory
from conversation.remembering import FOR, expects, remembered, written
from conversation.understanding import Understanding
from tests.conversation.test_dialogue_properties import START, TALK

SAID = {
    "a slot": ("create a job",),
    "a choice of names": ("create a job for garcia",),
    "a yes": ("cancel job 42",),
    "a yes, asked again": ("cancel job 42", "well"),
    "whether a customer is new": ("create a job for linda park tomorrow",),
    "a second command of the same breath": ("create a job and mark job 42 complete",),
    "something saved before": ("put job 42 on hold", "cancel job 42"),
    "what takes the place of something saved": ("put a note on job 42 that it leaks", "no, say it drips?"),
    "answers, one after another": ("create a job for linda park", "yes", "5 mill road", "hm"),
    "whether to undo": ("put job 42 on hold", "what's my schedule today", "undo that"),
    "nothing": (),
}


def after(talk: tuple[str, ...], understanding: Understanding, now: datetime) -> Dialogue:
    dialogue = Dialogue()
    for index, words in enumerate(talk):
        dialogue.hear(words, understanding, now, uuid5(START, str(index)))
    return dialogue


def again(memory: Memory, now: datetime, later: timedelta = timedelta()) -> Memory:
    return remembered(json.loads(json.dumps(written(memory, "en", now))), "en", now + later)


@pytest.mark.parametrize("talk", SAID.values(), ids=SAID.keys())
def test_it_comes_back_as_it_was(talk: tuple[str, ...], understanding: Understanding, now: datetime) -> None:
    memory = after(talk, understanding, now).memory
    assert again(memory, now) == memory


QUESTION = "create a job"


@pytest.mark.parametrize("repeated", [False, True])
@pytest.mark.parametrize("behind", [False, True])
def test_every_kind_of_open_question_comes_back(
    behind: bool, repeated: bool, understanding: Understanding, now: datetime
) -> None:
    memory = after((QUESTION,), understanding, now).memory
    assert isinstance(memory.open, Question)
    asked = memory.open if behind else None
    for question in (
        replace(memory.open, misses=int(repeated), without=behind),
        Changing(memory.open, {"when": ("2026-11-27", "2026-12-04"), "customer": ("Ann Bauer",)}, repeated=repeated),
        Doubt(("mark job 42 complete", "mark job 40 complete"), asked, repeated=repeated),
        Joint("note that he left and call ann", "note that he left", "call ann", asked, repeated=repeated),
        Undoing(repeated=repeated),
    ):
        assert again(replace(memory, open=question), now).open == question


@settings(max_examples=150, deadline=None)
@given(talk=TALK)
def test_whatever_is_said_goes_on_in_another_process_as_it_would_have_here(
    talk: list[str], understanding: Understanding, now: datetime
) -> None:
    here, there = Dialogue(), Dialogue()
    for index, words in enumerate(talk):
        turn = uuid5(START, str(index))
        there.memory = again(there.memory, now)
        decision = here.hear(words, understanding, now, turn)
        assert there.hear(words, understanding, now, turn) == decision
        assert there.memory == here.memory
        assert expects(here.memory.open) == decision.expects


def test_after_an_hour_it_is_forgotten(understanding: Understanding, now: datetime) -> None:
    memory = after(("put job 42 on hold", "cancel job 42"), understanding, now).memory
    assert again(memory, now, FOR) == memory
    assert again(memory, now, FOR + timedelta(seconds=1)) == Memory()


def test_in_another_language_what_was_done_is_remembered_and_what_was_said_is_not(
    understanding: Understanding, now: datetime
) -> None:
    memory = after(("put job 42 on hold", "cancel job 42"), understanding, now).memory
    spanish = remembered(written(memory, "en", now), "es", now)
    assert (spanish.open, spanish.following, spanish.said) == (None, (), "")
    assert (spanish.saved, spanish.focus) == (memory.saved, memory.focus)


@pytest.mark.parametrize(
    "change",
    [
        {"open": {"kind": "riddle"}},
        {"open": {"kind": "question"}},
        {"saved": [{"instructions": [{"id": "x", "command": "job.vanish", "slots": {}, "refs": {}}], "at": "2026"}]},
        {"saved": 7},
        {"at": "yesterday"},
        {"focus": None},
    ],
)
def test_what_another_version_has_written_is_never_taken_for_something_else(
    change: dict[str, object], now: datetime
) -> None:
    with pytest.raises(ValueError):
        remembered({**written(Memory(), "en", now), **change}, "en", now)
