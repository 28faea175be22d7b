"""While one thing after another is asked, an answer that was given before is corrected, and none is lost."""

from collections.abc import Callable, Sequence
from datetime import datetime
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
Say = Callable[..., list[Decision]]

TO_THE_PHONE = ("create a job for linda park", "yes", "44 elm street", "aurora", "illinois", "60502")
HASTA_EL_TELEFONO = ("crea un trabajo para linda park", "sí", "44 elm street", "aurora", "illinois", "60502")


@pytest.fixture
def say(business: Snapshot, now: datetime) -> Say:
    """Says one sentence after another to one dialogue; gives the decisions."""

    def _say(*sentences: str, tongue: Tongue = ENGLISH) -> list[Decision]:
        dialogue, understanding = Dialogue(), Understanding(business, tongue)
        turns = (uuid5(START, str(index)) for index, _ in enumerate(sentences))
        return [dialogue.hear(words, understanding, now, turn) for words, turn in zip(sentences, turns, strict=True)]

    return _say


@pytest.mark.parametrize(
    ("tongue", "said", "slot", "value", "reply"),
    [
        (ENGLISH, "no, 60506", "postal_code", "60506", "Okay, 60506. What is the phone number?"),
        (ENGLISH, "no, 46 Elm Street", "street", "46 Elm Street", "Okay, 46 Elm Street. What is the phone number?"),
        (ENGLISH, "the street is 46 Elm Street", "street", "46 Elm Street",
         "Okay, 46 Elm Street. What is the phone number?"),
        (ENGLISH, "I mean Joliet", "city", "Joliet", "Okay, Joliet. What is the phone number?"),
        (ENGLISH, "the zip code is 60506", "postal_code", "60506", "Okay, 60506. What is the phone number?"),
        (SPANISH, "no, 46 Elm Street", "street", "46 Elm Street", "Está bien, 46 Elm Street. ¿Cuál es el teléfono?"),
        (SPANISH, "la calle es 46 Elm Street", "street", "46 Elm Street",
         "Está bien, 46 Elm Street. ¿Cuál es el teléfono?"),
        (SPANISH, "perdón, Joliet", "city", "Joliet", "Está bien, Joliet. ¿Cuál es el teléfono?"),
    ],
)  # fmt: skip
def test_an_earlier_answer_is_corrected(tongue: Tongue, said: str, slot: str, value: str, reply: str, say: Say) -> None:
    answered = TO_THE_PHONE if tongue is ENGLISH else HASTA_EL_TELEFONO
    corrected = say(*answered, said, tongue=tongue)[-1]
    assert (corrected.reply, corrected.slots[slot]) == (reply, value)
    assert corrected.expects == "slot:phone"


def test_all_that_was_corrected_is_read_back_and_saved(say: Say) -> None:
    *_, read_back, saved = say(*TO_THE_PHONE, "no, 46 elm street", "312 555 0190", "yes")
    assert "46 Elm Street, Aurora, IL" in read_back.reply
    assert saved.outcome is Outcome.SAVED


def test_what_is_asked_now_may_be_said_behind_a_no(say: Say) -> None:
    assert say(*TO_THE_PHONE, "no, 312 555 0190")[-1].slots["phone"] == "3125550190"


def test_another_record_takes_the_place_of_the_one_that_was_said(say: Say) -> None:
    corrected = say("assign job 42", "no, job 43")[-1]
    assert (corrected.reply, corrected.slots) == ("Okay, 43. To whom?", {"job": "43"})


@pytest.mark.parametrize(
    ("tongue", "said"),
    [(ENGLISH, "no, whatever"), (ENGLISH, "no, okay"), (ENGLISH, "46 Elm Street"), (SPANISH, "no, qué flojera")],
)
def test_nothing_else_corrects_an_answer(tongue: Tongue, said: str, say: Say) -> None:
    answered = TO_THE_PHONE if tongue is ENGLISH else HASTA_EL_TELEFONO
    before, asked_again = say(*answered, said, tongue=tongue)[-2:]
    assert asked_again.slots == before.slots
    assert asked_again.reply == f"{tongue.sentences.NOT_UNDERSTOOD} {before.reply}"


@pytest.mark.parametrize(
    ("tongue", "reply"),
    [
        (ENGLISH, "I still need this, or say cancel. What is the phone number?"),
        (SPANISH, "Todavía me falta esto, o di cancela. ¿Cuál es el teléfono?"),
    ],
)
def test_what_was_answered_is_not_lost_for_two_sentences_that_were_not_understood(
    tongue: Tongue, reply: str, say: Say
) -> None:
    answered = TO_THE_PHONE if tongue is ENGLISH else HASTA_EL_TELEFONO
    *_, needed, read_back = say(*answered, "hm", "hm hm", "312 555 0190", tongue=tongue)
    assert needed.reply == reply
    assert read_back.outcome is Outcome.CONFIRMING


def test_a_third_one_drops_it_and_that_is_said(say: Say) -> None:
    dropped = say(*TO_THE_PHONE, "hm", "hm hm", "hm")[-1]
    assert dropped.outcome is Outcome.CANCELLED
    assert dropped.reply.startswith("Let's leave it. Nothing was saved. If I keep getting it wrong, ")


@pytest.mark.parametrize(
    ("tongue", "asked", "answer", "meant"),
    [
        (ENGLISH, ["schedule job 43"], "tuesday no wednesday", "wednesday"),
        (ENGLISH, ["schedule job 43"], "monday no tuesday no friday", "friday"),
        (ENGLISH, ["schedule job 43"], "tomorrow at nine no at ten", "tomorrow at ten"),
        (ENGLISH, ["order gfci outlets"], "forty no fifty", "fifty"),
        (ENGLISH, ["order gfci outlets"], "forty, sorry, fifty", "fifty"),
        (ENGLISH, ["create a job"], "maria garcia no wait ann bauer", "ann bauer"),
        (ENGLISH, ["create a job", "garcia"], "maria no luis", "luis"),
        (ENGLISH, ["new customer Mary Jones"], "312 555 0190 no 312 555 0191", "312 555 0191"),
        (ENGLISH, TO_THE_PHONE[:2], "44 elm street no 46 elm street", "46 elm street"),
        (SPANISH, ["agenda el trabajo 43"], "el martes no el miércoles", "el miércoles"),
        (SPANISH, ["crea un trabajo"], "maria garcia no perdón ann bauer", "ann bauer"),
    ],
)
def test_an_answer_that_corrects_itself_is_what_was_said_last_and_that_is_asked(
    tongue: Tongue, asked: Sequence[str], answer: str, meant: str, say: Say
) -> None:
    corrected, taken = say(*asked, answer, tongue.says("yes", "sí"), tongue=tongue)[-2:]
    assert corrected.outcome is Outcome.CONFIRMING
    assert corrected.reply == tongue.sentences.DID_YOU_SAY.format(words=meant)
    assert taken.slots == say(*asked, meant, tongue=tongue)[-1].slots


def test_behind_a_no_it_is_asked_for_again(say: Say) -> None:
    assert say("schedule job 43", "tuesday no wednesday", "no")[-1].reply == "For when?"


@pytest.mark.parametrize(
    ("asked", "answer", "slots"),
    [
        ("note on job 42", "the valve leaks no the pump leaks", {"note": "the valve leaks no the pump leaks"}),
        ("create a job", "maria garcia no wait", {}),
        ("schedule job 43", "tuesday no", {}),
    ],
)
def test_a_no_of_another_kind_in_an_answer_takes_nothing_back(
    asked: str, answer: str, slots: dict[str, str], say: Say
) -> None:
    decision = say(asked, answer)[-1]
    assert {name: value for name, value in decision.slots.items() if name != "job"} == slots
    assert decision.outcome is not Outcome.CONFIRMING
