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


@pytest.mark.parametrize(
    ("tongue", "said", "kept"),
    [
        (ENGLISH, "that the customer wants a new valve", "the customer wants a new valve"),
        (ENGLISH, "saying that the gate code is 4 5 6 7", "the gate code is 4567"),
        (ENGLISH, "uh the um pilot is out", "the pilot is out"),
        (ENGLISH, "the the pilot is out", "the pilot is out"),
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
