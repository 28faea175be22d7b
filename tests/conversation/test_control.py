"""What is said to the conversation itself: say it again, take it back, what can I say?"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Snapshot

START = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Converse = Callable[..., list[Decision]]


@pytest.fixture
def converse(business: Snapshot, now: datetime) -> Converse:
    """Says one sentence after another."""

    def _converse(*sentences: str, tongue: Tongue = ENGLISH) -> list[Decision]:
        dialogue, understanding = Dialogue(), Understanding(business, tongue)
        return [
            dialogue.hear(words, understanding, now, uuid5(START, str(index))) for index, words in enumerate(sentences)
        ]

    return _converse


@pytest.mark.parametrize(("tongue", "again"), [(ENGLISH, "say that again"), (SPANISH, "repítelo")])
def test_the_last_reply_is_said_again(tongue: Tongue, again: str, converse: Converse) -> None:
    asked = {"en": "what's my schedule", "es": "qué tengo hoy"}[tongue.language]
    answer, repeated = converse(asked, again, tongue=tongue)
    assert (repeated.outcome, repeated.reply) == (Outcome.ANSWERED, answer.reply)


def test_nothing_is_said_again_where_nothing_was_said(converse: Converse) -> None:
    assert converse("repeat that")[0].outcome is Outcome.NOTHING


def test_a_question_is_asked_again_and_stays_open(converse: Converse) -> None:
    asked, again, done = converse("create a job", "say that again", "Ann Bauer")
    assert (again.reply, again.expects) == (asked.reply, asked.expects)
    assert done.slots == {"customer": "Ann Bauer"}


@pytest.mark.parametrize(
    ("tongue", "said", "undo", "reply"),
    [
        (ENGLISH, "put job 12 on hold", "undo that", "Taken back: job 12 as on hold."),
        (SPANISH, "pon el trabajo 12 en espera", "deshaz eso", "Retirado: el trabajo 12 como en espera."),
    ],
)
def test_what_was_saved_last_is_taken_back(
    tongue: Tongue, said: str, undo: str, reply: str, converse: Converse
) -> None:
    saved, undone = converse(said, undo, tongue=tongue)
    assert (undone.outcome, undone.reply) == (Outcome.UNDONE, reply)
    assert undone.takes_back == saved.instructions


def test_all_that_one_sentence_came_to_is_taken_back(converse: Converse) -> None:
    decisions = converse("create a job for Ann Bauer tomorrow at nine", "yes", "undo")
    assert decisions[-1].takes_back == decisions[1].instructions
    assert len(decisions[-1].takes_back) == 2


def test_nothing_is_taken_back_twice(converse: Converse) -> None:
    assert converse("put job 12 on hold", "undo", "undo")[-1].outcome is Outcome.REFUSED


def test_where_a_question_is_open_that_is_what_is_undone(converse: Converse) -> None:
    decision = converse("put job 12 on hold", "create a job", "undo that")[-1]
    assert (decision.outcome, decision.takes_back) == (Outcome.CANCELLED, ())


@pytest.mark.parametrize("words", ["he said undo that", "don't repeat", "help ann bauer"])
def test_what_only_sounds_so(words: str, converse: Converse) -> None:
    assert converse("put job 12 on hold", words)[-1].outcome is Outcome.NOTHING


@pytest.mark.parametrize(
    ("tongue", "said", "undo", "replies"),
    [
        (
            ENGLISH,
            ["put job 12 on hold", "schedule job 43 for friday"],
            "undo",
            ["Taken back: a new time for job 43.", "Taken back: job 12 as on hold."],
        ),
        (
            SPANISH,
            ["pon el trabajo 12 en espera", "agenda el trabajo 43 para el viernes"],
            "deshaz eso",
            ["Retirado: la hora nueva del trabajo 43.", "Retirado: el trabajo 12 como en espera."],
        ),
    ],
)
def test_said_again_it_takes_back_what_was_saved_before(
    tongue: Tongue, said: list[str], undo: str, replies: list[str], converse: Converse
) -> None:
    first, second, *undone, nothing_left = converse(*said, undo, undo, undo, tongue=tongue)
    assert [decision.reply for decision in undone] == replies
    assert [decision.takes_back for decision in undone] == [second.instructions, first.instructions]
    assert nothing_left.outcome is Outcome.REFUSED


def test_all_that_is_taken_back_is_said(converse: Converse) -> None:
    undone = converse("put job 12 on hold and schedule job 43 for friday", "undo")[-1]
    assert undone.reply == "Taken back: job 12 as on hold and a new time for job 43."


def test_it_goes_back_ten_turns(converse: Converse) -> None:
    notes = [f"note on job 42 that part {number} is in" for number in range(11)]
    *undone, last = converse(*notes, *["undo"] * 11)[11:]
    assert {decision.outcome for decision in undone} == {Outcome.UNDONE}
    assert last.outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("tongue", "said", "meanwhile", "undo", "yes", "question", "undone"),
    [
        (
            ENGLISH,
            "put job 12 on hold",
            "complete job 43",
            "undo that",
            "yes",
            "Take back job 12 as on hold?",
            "Taken back: job 12 as on hold.",
        ),
        (
            SPANISH,
            "pon el trabajo 12 en espera",
            "termina el trabajo 43",
            "deshaz eso",
            "sí",
            "¿Retiro el trabajo 12 como en espera?",
            "Retirado: el trabajo 12 como en espera.",
        ),
    ],
)
def test_behind_a_refusal_it_is_asked_whether_what_was_saved_before_is_meant(
    tongue: Tongue, said: str, meanwhile: str, undo: str, yes: str, question: str, undone: str, converse: Converse
) -> None:
    saved, refused, asked, done = converse(said, meanwhile, undo, yes, tongue=tongue)
    assert refused.outcome is Outcome.REFUSED
    assert (asked.outcome, asked.reply, asked.expects, asked.takes_back) == (
        Outcome.CONFIRMING,
        question,
        "confirm",
        (),
    )
    assert (done.outcome, done.reply, done.takes_back) == (Outcome.UNDONE, undone, saved.instructions)


@pytest.mark.parametrize(
    ("tongue", "said", "answers", "reply"),
    [
        (ENGLISH, ["put job 12 on hold", "what's my schedule", "undo"], ["no"], "Okay, it stays saved."),
        (ENGLISH, ["put job 12 on hold", "what's my schedule", "undo"], ["hm", "hm"], "Okay, it stays saved."),
        (SPANISH, ["pon el trabajo 12 en espera", "qué tengo hoy", "deshaz"], ["no"], "De acuerdo, queda guardado."),
    ],
)
def test_without_a_yes_to_that_it_stays(
    tongue: Tongue, said: list[str], answers: list[str], reply: str, converse: Converse
) -> None:
    decision = converse(*said, *answers, tongue=tongue)[-1]
    assert (decision.outcome, decision.reply, decision.takes_back) == (Outcome.CANCELLED, reply, ())


@pytest.mark.parametrize("meanwhile", ["the weather is nice", "say that again", "what can I say"])
def test_what_is_about_no_command_does_not_come_between(meanwhile: str, converse: Converse) -> None:
    assert converse("put job 12 on hold", meanwhile, "undo that")[-1].outcome is Outcome.UNDONE


@pytest.mark.parametrize(("minutes", "outcome"), [(4, Outcome.UNDONE), (6, Outcome.CONFIRMING)])
def test_what_was_saved_a_while_ago_is_asked_about(
    minutes: int, outcome: Outcome, understanding: Understanding, now: datetime
) -> None:
    dialogue = Dialogue()
    dialogue.hear("put job 12 on hold", understanding, now, START)
    later = now + timedelta(minutes=minutes)
    assert dialogue.hear("undo that", understanding, later, uuid5(START, "later")).outcome is outcome
