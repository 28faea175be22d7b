"""A name or a number that no record has is said back, and nothing is taken for it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Snapshot

Say = Callable[[str], Decision]
NO_LINDA_PARK = "I don't know a customer called Linda Park. Say the whole name, or add Linda Park as a new customer."


@pytest.fixture
def say(understanding: Understanding, now: datetime) -> Say:
    """Says a sentence with which a conversation begins."""
    return lambda words: Dialogue().hear(words, understanding, now, UUID(int=1))


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("what's the phone number for Linda Park", NO_LINDA_PARK),
        ("text linda park that i'm on my way", NO_LINDA_PARK),
        ("send estimate 99", "I don't know estimate 99."),
        ("remind invoice 99", "I don't know invoice 99."),
        ("assign job 12 to Bob Smith", "I don't know anybody called Bob Smith in your team."),
    ],
)
def test_what_no_record_has_is_said_back(words: str, reply: str, say: Say) -> None:
    decision = say(words)
    assert (decision.outcome, decision.reply) == (Outcome.REFUSED, reply)


@pytest.mark.parametrize(
    "words",
    [
        "find Bob Miller",
        "text Bob Miller that I am late",
        "text Bob Miller saying the pump is here",
        "invoice Bob Miller",
        "give Bob Miller a quote",
        "Bob Miller paid 200 dollars",
    ],
)
def test_whom_no_record_has_is_said_to_be_nobody(words: str, say: Say) -> None:
    decision = say(words)
    assert (decision.outcome, decision.instructions) == (Outcome.REFUSED, ())
    assert decision.reply == (
        "I don't know a customer called Bob Miller. Say the whole name, or add Bob Miller as a new customer."
    )
    assert say("add Bob Miller as a new customer").command == "contact.create"


@pytest.mark.parametrize(
    "words",
    [
        "reorder unobtainium",
        "order two unobtainium please",
        "check stock for unobtainium",
        "do we have any unobtainium in stock",
        "how much does unobtainium cost",
        "what's the price of unobtainium",
    ],
)
def test_a_part_that_no_record_has_is_said_back(words: str, say: Say) -> None:
    decision = say(words)
    assert (decision.outcome, decision.reply) == (Outcome.REFUSED, "I don't know a part called unobtainium.")


@pytest.mark.parametrize(
    "words", ["pide dos unobtanios", "cuántos unobtanios tenemos", "cuánto cuestan los unobtanios"]
)
def test_a_part_that_no_record_has_is_said_back_in_spanish(words: str, business: Snapshot, now: datetime) -> None:
    decision = Dialogue().hear(words, Understanding(business, SPANISH), now, UUID(int=1))
    assert (decision.outcome, decision.reply) == (
        Outcome.REFUSED,
        "No conozco ninguna pieza que se llame unobtanios.",
    )


def test_nobody_is_a_name_like_another(say: Say) -> None:
    assert say("text Nobody that I'm late").reply == (
        "I don't know a customer called Nobody. Say the whole name, or add Nobody as a new customer."
    )


@pytest.mark.parametrize(
    "words",
    [
        "find my glasses",
        "tell them all about it",
        "where does it hurt",
        "order it",
        "how much does it cost",
        "nobody reminded me",
    ],
)
def test_what_is_nobodys_name_is_not_taken_for_one(words: str, say: Say) -> None:
    assert say(words).outcome is not Outcome.REFUSED


@pytest.mark.parametrize(
    ("tongue", "words"),
    [
        (ENGLISH, "create a job for maybe"),
        (ENGLISH, "create a customer named perhaps"),
        (SPANISH, "crea un trabajo para quizá"),
        (SPANISH, "crea un trabajo para quizás"),
        (SPANISH, "crea un cliente llamado tal vez"),
    ],
)
def test_what_only_doubts_is_no_name(tongue: Tongue, words: str, business: Snapshot, now: datetime) -> None:
    assert "customer" not in Understanding(business, tongue).command(words, now).slots


@pytest.mark.parametrize("tongue", [ENGLISH, SPANISH])
@pytest.mark.parametrize(
    "words", ["312 555 0190", "3125550190", "555 1234", "(312) 555-0190", "312 555 0190 extension 4", "1 2 3"]
)
def test_a_telephone_number_is_no_street(tongue: Tongue, words: str, business: Snapshot, now: datetime) -> None:
    assert Understanding(business, tongue).answer("slot:street", words, now) == ()


@pytest.mark.parametrize(
    ("words", "street"),
    [
        ("12 elm street", "12 Elm Street"),
        ("it's 1420 county road 9", "1420 County Road 9"),
        ("100 broadway", "100 Broadway"),
    ],
)
def test_a_street_has_a_name(words: str, street: str, understanding: Understanding, now: datetime) -> None:
    assert understanding.answer("slot:street", words, now) == (street,)
