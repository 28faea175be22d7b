"""What was not heard clearly: it is asked whether the likeliest was said, and behind a no whether the next was."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest

from conversation.books import CONFIRM
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.understanding import Understanding

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")
TWO = ("complete job 42", "put job 42 on hold")
Hear = Callable[..., Decision]


def saved(decision: Decision) -> list[dict[str, object]]:
    """The commands that were instructed, with the fields that are set."""
    return [instruction.command.model_dump(exclude_none=True) for instruction in decision.instructions]


@pytest.fixture
def hear(understanding: Understanding, now: datetime) -> Hear:
    """Hears one thing after another: what was said clearly is a string, what was not a tuple of guesses."""

    def _hear(*heard: str | tuple[str, ...]) -> Decision:
        dialogue = Dialogue()
        return [
            dialogue.hear("", understanding, now, TURN, one)
            if isinstance(one, tuple)
            else dialogue.hear(one, understanding, now, TURN)
            for one in heard
        ][-1]

    return _hear


def test_it_is_asked(hear: Hear) -> None:
    decision = hear(TWO)
    assert (decision.outcome, decision.reply) == (Outcome.CONFIRMING, "Did you say: complete job 42?")
    assert (decision.expects, decision.instructions) == (CONFIRM, ())


def test_a_yes_runs_it(hear: Hear) -> None:
    assert saved(hear(TWO, "yes")) == [{"job": "42", "status": "completed"}]


def test_behind_a_no_comes_the_other(hear: Hear) -> None:
    assert hear(TWO, "no").reply == "Did you say: put job 42 on hold?"
    assert saved(hear(TWO, "no", "yes")) == [{"job": "42", "status": "on_hold"}]


def test_behind_the_last_no_it_is_to_be_said_again(hear: Hear) -> None:
    decision = hear(TWO, "no", "no")
    assert (decision.outcome, decision.reply) == (Outcome.NOTHING, "Okay. Please say it again.")


def test_a_command_is_no_yes(hear: Hear) -> None:
    assert hear(TWO, "complete job 42").reply == "Yes or no? Did you say: complete job 42?"
    assert hear(TWO, "complete job 42", "complete job 42").instructions == ()


def test_it_can_be_cancelled(hear: Hear) -> None:
    assert hear(TWO, "never mind").outcome is Outcome.CANCELLED


def test_different_words_for_the_same_need_no_question(hear: Hear) -> None:
    assert saved(hear(("complete job 42", "mark job 42 complete"))) == [{"job": "42", "status": "completed"}]


def test_what_would_be_no_command_is_not_asked_about(hear: Hear) -> None:
    assert hear(("yes okay", "complete job 42")).reply == "Did you say: complete job 42?"
    assert hear(("yes okay", "all right")).outcome is Outcome.NOTHING


def test_a_question_behind_likelier_small_talk_is_not_asked_about(hear: Hear) -> None:
    assert hear(("good", "what do we have")) == Decision(Outcome.NOTHING, "I didn't get that.")
    assert hear(("what do we have", "good")).reply == "Did you say: what do we have?"
    assert hear(("good", "complete job 42")).reply == "Did you say: complete job 42?"
    assert hear("schedule job 42", ("good", "what do we have")).reply == "Did you say: what do we have?"


def test_an_answer_is_asked_about_and_the_question_stays_open(hear: Hear) -> None:
    asked = hear("create a job", ("maria garcia", "maria garza"))
    assert asked.reply == "Did you say: maria garcia, G A R C I A?"
    assert hear("create a job", ("maria garcia", "maria garza"), "no", "no").reply == "For which customer?"
    taken = hear("create a job", ("maria garcia", "maria garza"), "yes")
    assert taken.slots["customer"] == "Maria Garcia"


@pytest.mark.parametrize(
    ("guesses", "asked"),
    [
        (("1 3 1 2 5 5 5 0 1 9 0", "3125550199"), "Did you say: (312) 555-0190?"),
        (("3125550190",), "Did you say: (312) 555-0190?"),
    ],
)
def test_a_telephone_number_is_asked_about_as_it_was_understood(
    hear: Hear, guesses: tuple[str, ...], asked: str
) -> None:
    before = ("create an estimate for linda park", "yes")
    assert hear(*before, guesses).reply == asked
    assert hear(*before, guesses, "yes").slots["phone"] == "3125550190"


@pytest.mark.parametrize("guesses", [("yes", "no"), ("yes",), ("no",)])
def test_a_yes_is_never_guessed(hear: Hear, guesses: tuple[str, ...]) -> None:
    assert hear("cancel job 42", guesses).instructions == ()
    assert hear("cancel job 42", guesses).outcome is Outcome.CONFIRMING


def test_a_name_that_nobody_has_is_said_only_to_who_is_listening_for_an_answer(hear: Hear) -> None:
    decision = hear(("find Bob Miller",))
    assert decision.outcome is Outcome.NOTHING  # which is not answered where people talk to one another
    assert decision.reply.startswith("I don't know a customer called Bob Miller.")


def test_what_is_said_to_the_conversation_itself_is_never_guessed(hear: Hear) -> None:
    decision = hear("put job 12 on hold", ("undo that", "go to sleep"))
    assert decision.outcome is Outcome.NOTHING
    assert not decision.takes_back
