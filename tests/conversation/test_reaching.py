"""How a new customer is reached: by telephone, or else by e-mail."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from erp import Language, Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")
ADDED = {"en": "add jane roe as a new customer", "es": "agrega a jane roe como cliente"}
Say = Callable[..., Decision]


@pytest.fixture
def say(business: Snapshot, now: datetime) -> Say:
    """What is answered last, where one is asked for Jane Roe's telephone number."""

    def _say(*answers: str, language: Language = "en") -> Decision:
        dialogue, understanding = Dialogue(), Understanding(business, TONGUES[language])
        said = (ADDED[language], *answers)
        return [dialogue.hear(words, understanding, now, TURN) for words in said][-1]

    return _say


@pytest.mark.parametrize(
    ("language", "answer", "address"),
    [
        ("en", "jane@example.com", "jane@example.com"),
        ("en", "it's Jane.Roe@Example.com", "jane.roe@example.com"),
        ("en", "jane dot roe at example dot com", "jane.roe@example.com"),
        ("es", "jane arroba example punto com", "jane@example.com"),
    ],
)
def test_an_address_answers_too(language: Language, answer: str, address: str, say: Say) -> None:
    asked = say(answer, language=language)
    assert asked.outcome is Outcome.CONFIRMING
    assert asked.slots == {"customer": "Jane Roe", "email": address}
    assert address in asked.reply


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        ("en", "I don't have a phone"),
        ("en", "no phone"),
        ("en", "she doesn't have a phone number"),
        ("en", "none"),
        ("en", "no"),
        ("en", "skip"),
        ("en", "leave it out"),
        ("es", "no"),
        ("es", "ninguno"),
        ("es", "sáltalo"),
        ("es", "no tiene teléfono"),
        ("es", "sin teléfono"),
        ("es", "no tiene"),
    ],
)
def test_without_a_telephone_the_address_is_asked_for(language: Language, answer: str, say: Say) -> None:
    question = {"en": "What is the e-mail address?", "es": "¿Cuál es el correo electrónico?"}[language]
    asked = say(answer, language=language)
    assert (asked.outcome, asked.reply, asked.expects) == (Outcome.ASKED, question, "slot:email")
    told = say(answer, "jane@example.com", language=language)
    assert told.slots == {"customer": "Jane Roe", "email": "jane@example.com"}


def test_a_number_that_turns_up_answers_then(say: Say) -> None:
    assert say("no phone", "312 555 0190").slots == {"customer": "Jane Roe", "phone": "3125550190"}


@pytest.mark.parametrize(
    ("language", "answers", "why"),
    [
        ("en", ("no phone", "no e-mail either"), "without a phone number or an e-mail address"),
        ("en", ("no phone", "no"), "without a phone number or an e-mail address"),
        ("en", ("none", "skip it"), "without a phone number or an e-mail address"),
        ("es", ("no tiene teléfono", "no tiene correo"), "sin teléfono ni correo"),
        ("es", ("sin teléfono", "no"), "sin teléfono ni correo"),
    ],
)
def test_who_cannot_be_reached_is_not_entered_and_it_is_said_why(
    language: Language, answers: tuple[str, ...], why: str, say: Say
) -> None:
    refused = say(*answers, language=language)
    assert (refused.outcome, refused.instructions) == (Outcome.REFUSED, ())
    assert why in refused.reply


@pytest.mark.parametrize("answer", ["what", "jane at", "3125"])
def test_what_is_neither_is_asked_again(answer: str, say: Say) -> None:
    assert say(answer).reply == "I didn't get that. What is the phone number?"


def test_the_address_of_a_new_customer_is_read_back(business: Snapshot, now: datetime) -> None:
    dialogue, understanding = Dialogue(), Understanding(business, TONGUES["en"])
    said = "create an estimate for linda park", "yes", "no phone", "linda@park.com"
    asked = [dialogue.hear(words, understanding, now, TURN) for words in said][-1]
    assert (
        asked.reply == "New customer Linda Park, e-mail linda@park.com. Create an estimate for Linda Park,"
        " called Estimate for Linda Park?"
    )
    made = dialogue.hear("yes", understanding, now, TURN).instructions
    assert made[0].command.model_dump(exclude_none=True) == {"customer": "Linda Park", "email": "linda@park.com"}
