"""Somebody who is not understood again and again: short questions, one offer of another way, and no less a yes."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Snapshot

ELSEWHERE = ENGLISH.sentences.ELSEWHERE


def say(
    business: Snapshot, now: datetime, *said: str, tongue: Tongue = ENGLISH, apart: timedelta = timedelta(seconds=10)
) -> list[Decision]:
    dialogue, understanding = Dialogue(), Understanding(business, tongue)
    return [dialogue.hear(words, understanding, now + at * apart, uuid4()) for at, words in enumerate(said)]


@pytest.mark.parametrize("tongue", [ENGLISH, SPANISH], ids=["en", "es"])
def test_the_third_time_it_offers_another_way_and_then_not(tongue: Tongue, business: Snapshot, now: datetime) -> None:
    not_understood, elsewhere = tongue.sentences.NOT_UNDERSTOOD, tongue.sentences.ELSEWHERE
    replies = [each.reply for each in say(business, now, *["blurb flop"] * 5, tongue=tongue)]
    assert replies == [not_understood, not_understood, f"{not_understood} {elsewhere}", not_understood, not_understood]


def test_what_is_two_minutes_ago_is_forgotten(business: Snapshot, now: datetime) -> None:
    decisions = say(business, now, *["blurb flop"] * 5, apart=timedelta(seconds=61))
    assert not any(ELSEWHERE in each.reply for each in decisions)


@pytest.mark.parametrize(
    ("tongue", "said", "reply"),
    [
        (
            ENGLISH,
            ["blurb", "blurb", "add a note", "umpf"],
            "I didn't get that. You can just say its number. Which job?",
        ),
        (SPANISH, ["blurb", "blurb", "agrega una nota", "umpf"], "No te entendí. Basta con el número. ¿"),
        (ENGLISH, ["add a note", "say that again", "what was that", "no i said umpf"], "I didn't get that. You can"),
        (ENGLISH, ["what's my schedule", *["say that again"] * 2, "blurb"], "I didn't get that. If I keep"),
        (ENGLISH, ["blurb", "flop", "create an invoice for Ann Bauer", "no i said umpf"], "I didn't get that. You can"),
    ],
)
def test_the_offer_fits_what_is_asked_and_the_question_comes_last(
    tongue: Tongue, said: list[str], reply: str, business: Snapshot, now: datetime
) -> None:
    *_, last = say(business, now, *said, tongue=tongue)
    offers = {*tongue.sentences.OTHER_WAYS.values(), tongue.sentences.ELSEWHERE}
    assert last.reply.startswith(reply)
    assert any(offer in last.reply for offer in offers)
    assert last.outcome is not Outcome.ASKED or last.reply.endswith("?")


@pytest.mark.parametrize(
    ("tongue", "command", "question"),
    [
        (ENGLISH, "create a job", "The customer?"),
        (ENGLISH, "create an invoice for Ann Bauer", "The amount?"),
        (SPANISH, "crea un trabajo", "¿El cliente?"),
    ],
)
def test_then_questions_are_short(
    tongue: Tongue, command: str, question: str, business: Snapshot, now: datetime
) -> None:
    *_, asked = say(business, now, *["blurb"] * 3, command, tongue=tongue)
    assert (asked.reply, asked.outcome) == (question, Outcome.ASKED)


def test_what_there_is_to_choose_from_is_still_told(business: Snapshot, now: datetime) -> None:
    *_, asked = say(business, now, *["blurb"] * 3, "create a job for garcia")
    assert asked.reply == say(business, now, "create a job for garcia")[-1].reply


def test_nothing_is_confirmed_less(business: Snapshot, now: datetime) -> None:
    command = "create an invoice for Ann Bauer", "two hundred dollars", "yes"
    patient, impatient = say(business, now, *command)[1:], say(business, now, *["blurb"] * 3, *command)[4:]
    assert [each.reply for each in impatient] == [each.reply for each in patient]
    assert [each.outcome for each in impatient] == [Outcome.CONFIRMING, Outcome.SAVED]


def test_no_offer_stands_in_a_question_that_confirms(business: Snapshot, now: datetime) -> None:
    said = "blurb", "blurb", "create an invoice for Ann Bauer for two hundred dollars", "umpf"
    *_, asked = say(business, now, *said)
    assert asked.outcome is Outcome.CONFIRMING
    assert ELSEWHERE not in asked.reply


def test_what_is_said_again_gets_no_offer(business: Snapshot, now: datetime) -> None:
    answer, *again = [each.reply for each in say(business, now, "what's my schedule", *["say that again"] * 4)]
    assert again == [answer] * 4


@pytest.mark.parametrize("said", ["thanks", "what's my schedule"])
def test_courtesies_and_answers_try_nobodys_patience(said: str, business: Snapshot, now: datetime) -> None:
    assert not any(ELSEWHERE in each.reply for each in say(business, now, *[said, "create a job", "cancel"] * 3))
