"""Words that are kept as they were spoken."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.english import ENGLISH
from conversation.free_words import as_said, cleaned
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Snapshot


@pytest.mark.parametrize(
    ("tongue", "said", "kept"),
    [
        (ENGLISH, "that the customer wants a new valve", "the customer wants a new valve"),
        (ENGLISH, "saying that the gate code is 4 5 6 7", "the gate code is 4567"),
        (ENGLISH, "uh the um pilot is out", "the pilot is out"),
        (ENGLISH, "the the pilot is out", "the pilot is out"),
        (ENGLISH, "that the that the pilot is out", "the pilot is out"),
        (ENGLISH, "the customer wants the customer wants a new valve", "the customer wants a new valve"),
        (ENGLISH, "serial number a b c one two three", "serial number ABC123"),
        (ENGLISH, "model g e dash four five needs a part", "model GE-45 needs a part"),
        (ENGLISH, "I was there and it works", "I was there and it works"),
        (ENGLISH, "O'Brien's valve is 3/4 inch, leaking", "O'Brien's valve is 3/4 inch, leaking"),
        (SPANISH, "que el cliente quiere una válvula nueva", "el cliente quiere una válvula nueva"),
        (SPANISH, "eh que el piloto está apagado", "el piloto está apagado"),
        (SPANISH, "serie a b c uno dos tres", "serie ABC123"),
        (SPANISH, "el el piloto está apagado", "el piloto está apagado"),
    ],
)
def test_lead_in_hesitation_and_spelling_are_taken_out(tongue: Tongue, said: str, kept: str) -> None:
    assert cleaned(said, tongue) == kept


@pytest.mark.parametrize(
    ("tongue", "said", "kept"),
    [
        (ENGLISH, "gate code is 5 5 1 2", "gate code is 5512"),
        (ENGLISH, "gate code is five five one two.", "gate code is 5512."),
        (ENGLISH, "it blinks one one one two", "it blinks one one one two"),
        (ENGLISH, "pressure 40 40 to 60", "pressure 40 40 to 60"),
        (ENGLISH, "the 5 the 5 and the 6", "the 5 the 5 and the 6"),
        (ENGLISH, "it is very very hot", "it is very very hot"),
        (ENGLISH, "it goes on off on off", "it goes on off on off"),
        (SPANISH, "está muy muy caliente", "está muy muy caliente"),
        (SPANISH, "parpadea dos dos tres", "parpadea dos dos tres"),
        (SPANISH, "el código es 5 5 1 2 y cierra", "el código es 5512 y cierra"),
    ],
)
def test_what_was_said_twice_and_is_no_new_beginning_stays_twice(tongue: Tongue, said: str, kept: str) -> None:
    assert cleaned(said, tongue) == kept


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        (ENGLISH, "breakers 1 2 3 4 are off"),
        (ENGLISH, "needs a 2 4 6 8 adapter"),
        (ENGLISH, "the code is a 4 digit one"),
        (ENGLISH, "breakers b and c, i and a"),
        (SPANISH, "circuitos 1 2 3 y 4"),
        (SPANISH, "medí de 5 a 7 y de 3 a 9"),
        (SPANISH, "circuitos b y c"),
    ],
)
def test_several_figures_and_words_of_one_letter_stay_apart(tongue: Tongue, said: str) -> None:
    assert cleaned(said, tongue) == said


@pytest.mark.parametrize(
    ("tongue", "said", "kept"),
    [
        (ENGLISH, "needs a p v c elbow", "needs a PVC elbow"),
        (ENGLISH, "a g f c i outlet", "a GFCI outlet"),
        (ENGLISH, "the h v a c unit", "the HVAC unit"),
        (ENGLISH, "her name is m a r i a", "her name is MARIA"),
        (SPANISH, "tubo p v c de dos", "tubo PVC de dos"),
        (SPANISH, "el apellido es l o p e z", "el apellido es LOPEZ"),
    ],
)
def test_letters_that_can_only_be_spelling_are_joined(tongue: Tongue, said: str, kept: str) -> None:
    assert cleaned(said, tongue) == kept


@pytest.mark.parametrize(
    ("tongue", "said", "kept"),
    [
        (SPANISH, "el tubo es de 15 mm", "el tubo es de 15 mm"),
        (SPANISH, "el tubo es de quince mm", "el tubo es de quince mm"),
        (SPANISH, "mm, el tubo gotea", "el tubo gotea"),
        (ENGLISH, "a 5 um filter", "a 5 um filter"),
        (ENGLISH, "the er valve", "the er valve"),
        (ENGLISH, "the valve, er, leaks", "the valve, leaks"),
    ],
)
def test_what_may_be_a_unit_or_a_name_is_no_hesitation(tongue: Tongue, said: str, kept: str) -> None:
    assert cleaned(said, tongue) == kept


def test_a_unit_stays_in_a_note(business: Snapshot, now: datetime) -> None:
    understood = Understanding(business, SPANISH).command("agrega una nota al trabajo 42 que el tubo es de 15 mm", now)
    assert understood.slots == {"job": "42", "note": "el tubo es de 15 mm"}


@pytest.mark.parametrize("said", ["mark job 42 um complete", "er mark job 42 complete", "um mark job 42 complete"])
def test_a_hesitation_does_not_hide_a_command(said: str, understanding: Understanding, now: datetime) -> None:
    assert understanding.command(said, now).slots == {"job": "42", "status": "completed"}


@pytest.mark.parametrize(
    ("said", "note"),
    [
        (
            "Add a note to job 42 that the Customer wants it on 3/4 inch pipe.",
            "the Customer wants it on 3/4 inch pipe.",
        ),
        ("add a note to job forty two saying call Ann at five", "call Ann at five"),
    ],
)
def test_a_note_stands_as_it_was_said(said: str, note: str, understanding: Understanding, now: datetime) -> None:
    assert understanding.command(said, now).slots == {"job": "42", "note": note}


def test_an_answer_in_free_words(understanding: Understanding, now: datetime) -> None:
    assert understanding.answer("slot:words", "that the O'Briens are away", now) == ("the O'Briens are away",)


WORDS = st.lists(st.sampled_from(["Call", "ann", "at", "five", "3/4", "inch", "O'Brien", "it's", "$20"]), min_size=1)


@given(before=WORDS, said=WORDS)
def test_the_words_are_found_again_in_the_sentence(before: list[str], said: list[str]) -> None:
    sentence, part = " ".join(["note", *before, "colon", *said]), " ".join(said)
    assert ENGLISH.forms.normal(as_said(ENGLISH.forms.normal(part), sentence, ENGLISH.forms)) == ENGLISH.forms.normal(
        part
    )
