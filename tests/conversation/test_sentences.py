"""Sentences are found where they end, whole or piece by piece."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.reading import sentences

TEXTS = [
    ["Job 42 is saved."],
    ["Yes or no?", "Create a job for Ann?"],
    ["At 9 a.m. job 42, at 2 p.m. job 57."],
    ["He called at 9 a.m. Friday.", "It was 3.5 tons."],
    ["Okay.", "4 are left."],
    ["No.", "Nothing was saved."],
    ["No. 5 is open."],
    ["Mr. Smith lives at 1420 Elm St. Naperville.", "The U.S. Army called."],
    ["J. Smith and Dr. Lee came.", "Both left!"],
    ['She said "no."', "Then she left…", "And came back?!", "Good."],
    ["¿Quién llamó?", "¡El Sr. López!", "Llamó a las 9 a.m. por el trabajo 42.", "Él volverá."],
    ["The first line", "the second line"],
    ["You have 2 jobs today:", "at 9 a.m. job 42;", "at 2:05 p.m. job 57."],
    ["Copper elbow: 24 in stock."],
    ["Job 42,", "Water heater leaking, for Maria Garcia, is scheduled;", "it is set for today."],
    ["Free tomorrow:", "Rosa Delgado; Marcus Reed; Tina Walsh; Owen Bell."],
    ["Saved.", "Job 42, Water heater leaking, for Maria Garcia, is scheduled."],
    ["You have 1,200 dollars of parts in the van and 300 in the shop."],
]


def joined(expected: list[str]) -> str:
    return ("\n" if "line" in expected[0] else " ").join(expected)


@pytest.mark.parametrize("expected", TEXTS)
def test_a_text_is_its_sentences(expected: list[str]) -> None:
    assert list(sentences(joined(expected))) == expected


@pytest.mark.parametrize("expected", TEXTS)
def test_so_it_is_when_it_comes_letter_by_letter(expected: list[str]) -> None:
    assert list(sentences(iter(joined(expected)))) == expected


def test_a_sentence_is_there_as_soon_as_the_next_one_begins() -> None:
    asked: list[str] = []

    def worded() -> Iterator[str]:
        for piece in ("Job 42", " is saved. ", "It", " will be sent."):
            asked.append(piece)
            yield piece

    assert next(sentences(worded())) == "Job 42 is saved."
    assert asked == ["Job 42", " is saved. ", "It"]


@given(st.text())
def test_nothing_is_lost_but_space(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_in_nothing_there_is_no_sentence(text: str) -> None:
    assert list(sentences(text)) == []
