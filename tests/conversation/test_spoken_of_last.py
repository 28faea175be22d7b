"""What "it" and "more" refer to: what was spoken of a few turns ago, and nothing older."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest

from conversation.decision import Decision
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Say = Callable[..., Decision]


@pytest.fixture
def say(business: Snapshot, now: datetime) -> Say:
    """Says one sentence after another to one dialogue; gives the decision about the last."""

    def _say(*sentences: str, tongue: Tongue = ENGLISH) -> Decision:
        dialogue, understanding = Dialogue(), Understanding(business, tongue)
        return [dialogue.hear(words, understanding, now, TURN) for words in sentences][-1]

    return _say


class TestMoreOfAPart:
    def test_it_is_the_part_that_was_spoken_of(self, say: Say) -> None:
        asked = say("how many gfci outlets do we have", "order ten more")
        assert asked.reply == "Order 10 GFCI outlets?"
        assert asked.slots == {"part": "GFCI outlet", "quantity": "10"}

    def test_in_spanish(self, say: Say) -> None:
        asked = say("hay gfci outlet", "pide diez más", tongue=SPANISH)
        assert asked.slots == {"part": "GFCI outlet", "quantity": "10"}

    @pytest.mark.parametrize(
        ("words", "tongue", "question"),
        [
            ("order ten more", ENGLISH, "Which part?"),
            ("order more", ENGLISH, "Which part?"),
            ("pide diez más", SPANISH, "¿Qué pieza?"),
        ],
    )
    def test_where_no_part_was_spoken_of_it_is_asked_which(
        self, words: str, tongue: Tongue, question: str, say: Say
    ) -> None:
        assert say(words, tongue=tongue).reply == question


class TestTheTimeOfDay:
    def test_it_is_not_asked_of_the_job(self, say: Say) -> None:
        assert say("tell me about job 42", "what time is it").reply == "I didn't get that."

    @pytest.mark.parametrize("words", ["what time is it scheduled", "when is it", "what time is job 42"])
    def test_a_jobs_time_is(self, words: str, say: Say) -> None:
        assert say("tell me about job 42", words).reply.startswith("Job 42, Water heater")


class TestWhatWasSpokenOfLongAgo:
    OTHERS = ("tell me about project 7", "any alerts", "who am i", "how many gfci outlets do we have", "any alerts")

    def test_it_is_what_was_spoken_of_a_few_turns_ago(self, say: Say) -> None:
        said = say("tell me about job 43", *self.OTHERS, "schedule it for tomorrow at nine")
        assert said.slots == {"job": "43", "when": "2026-11-26T09:00"}

    def test_after_that_it_is_asked_which_is_meant(self, say: Say) -> None:
        said = say("tell me about job 43", *self.OTHERS, "any alerts", "schedule it for tomorrow at nine")
        assert (said.reply, said.instructions) == ("Which job?", ())

    def test_so_it_is_in_spanish(self, say: Say) -> None:
        others = ("quién soy", "cuánto cuesta gfci outlet", "quién soy", "hay alertas", "quién soy", "hay alertas")
        said = say("háblame del trabajo 43", *others, "agéndalo para mañana a las nueve", tongue=SPANISH)
        assert (said.reply, said.instructions) == ("¿Qué trabajo?", ())
