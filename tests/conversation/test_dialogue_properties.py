"""Whatever is said, in whatever order: nothing that needs a yes runs without one."""

from datetime import datetime
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from conversation.books import BOOKS, IDLE, READ_BACK
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english.sentences import CANCELLED, SAVED_ALREADY
from conversation.understanding import Understanding
from erp import Risk

YESES = ("yes", "yeah", "yes please", "do it", "go ahead", "that's right", "okay")
OTHERS = (
    "no", "yeah no", "don't", "yes but tomorrow", "hold on", "wait", "cancel", "never mind", "", "blah blah",
    "create a job for maria garcia", "create a job", "create a job for linda park tomorrow", "create a job for garcia",
    "schedule a job for ann bauer for friday", "schedule job 42", "mark job 42 complete", "cancel job 42",
    "mark job 99 complete", "create an invoice for job 42", "invoice ann bauer", "create an estimate for zoe alvarez",
    "check stock", "what's my schedule today", "add jane roe as a new customer", "maria", "ann bauer", "the first one",
    "forty two", "friday at two", "two hundred dollars", "five mill road", "aurora", "illinois", "60502", "3125550190",
    "no at ten", "make it friday at two", "yes but tomorrow", "no three hundred", "no maria garcia", "no linda park",
    "no job 43", "make it two hours", "change the time", "the amount", "the customer", "no whatever", "it's for ann",
    "yes no", "no yes", "yes cancel", "yes mark job 42 complete", "create a job yes",
)  # fmt: skip
# Braces are those of a template whose places were not filled in; no recogniser writes any.
WORDS = st.sampled_from(YESES) | st.sampled_from(OTHERS) | st.text(st.characters(exclude_characters="{}"), max_size=30)
TALK = st.lists(WORDS, min_size=1, max_size=10)
START = UUID("6a1c1f8e-1111-4222-8333-444455556666")


def conversation(talk: list[str], understanding: Understanding, now: datetime) -> list[tuple[str, Decision]]:
    dialogue = Dialogue()
    turns = [uuid5(START, str(index)) for index in range(len(talk))]
    return [(words, dialogue.hear(words, understanding, now, turn)) for words, turn in zip(talk, turns, strict=True)]


@settings(max_examples=150, deadline=None)
@given(talk=TALK)
def test_nothing_that_needs_a_yes_runs_without_one(
    talk: list[str], understanding: Understanding, now: datetime
) -> None:
    expected = IDLE
    for words, decision in conversation(talk, understanding, now):
        for instruction in decision.instructions:
            command = instruction.command
            if command.risk({name: str(value) for name, value in command}) in (Risk.CONFIRM, Risk.READ_BACK):
                assert expected == READ_BACK
                assert words.lower() in YESES
                assert decision.confirmation == words
        expected = decision.expects


@settings(max_examples=100, deadline=None)
@given(talk=TALK)
def test_every_decision_makes_sense(talk: list[str], understanding: Understanding, now: datetime) -> None:
    business = understanding.snapshot
    ids = []
    for _, decision in conversation(talk, understanding, now):
        assert decision.expects in BOOKS
        assert (decision.expects != IDLE) == (decision.outcome in (Outcome.ASKED, Outcome.CONFIRMING))
        assert bool(decision.instructions) == (decision.outcome is Outcome.SAVED)
        assert decision.reply
        assert "{" not in decision.reply
        assert ".." not in decision.reply
        ids += [instruction.id for instruction in decision.instructions]
        made = {str(instruction.id) for instruction in decision.instructions}
        known = {record.ref for record in (*business.customers, *business.jobs, *business.projects, *business.parts)}
        assert all(ref in made | known for instruction in decision.instructions for ref in instruction.refs.values())
    assert len(ids) == len(set(ids))


@settings(max_examples=30, deadline=None)
@given(talk=TALK)
def test_the_same_words_come_to_the_same(talk: list[str], understanding: Understanding, now: datetime) -> None:
    assert conversation(talk, understanding, now) == conversation(talk, understanding, now)


@settings(max_examples=50, deadline=None)
@given(talk=TALK)
def test_cancelling_always_ends_it(talk: list[str], understanding: Understanding, now: datetime) -> None:
    *before, (_, cancelled), (_, after) = conversation([*talk, "cancel", "yes"], understanding, now)
    still_open = bool(before) and before[-1][1].expects != IDLE
    saved = any(decision.instructions for _, decision in before)
    assert cancelled.reply == (SAVED_ALREADY if saved and not still_open else CANCELLED)
    assert after.outcome is Outcome.NOTHING
