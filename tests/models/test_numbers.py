"""The ways of saying a number, and no other number."""

from itertools import product

import pytest

from models.numbers import below_hundred
from models.phrases import FigureString, NumberRange, PhraseBook
from models.word_graph import compile_book


def sayings(low: int, high: int) -> set[str]:
    """Everything that can be said for a number of the range."""
    return said_for(NumberRange(low, high))


def said_for(values: NumberRange | FigureString) -> set[str]:
    graph = compile_book(PhraseBook({"test": ("{n}",)}, {"n": values}))
    arcs: dict[int, list[tuple[str, int]]] = {}
    for source, target, word in graph.arcs:
        arcs.setdefault(source, []).append((word, target))
    said, waiting = set(), [(graph.start, "")]
    while waiting:
        state, words = waiting.pop()
        if state in graph.ends:
            said.add(words)
        waiting += [(target, f"{words} {word}".strip()) for word, target in arcs.get(state, [])]
    return said


@pytest.mark.parametrize(
    ("number", "ways"),
    [
        (0, {"zero"}),
        (7, {"seven"}),
        (10, {"ten", "one zero", "one oh"}),
        (42, {"forty two", "four two"}),
        (
            456,
            {"four hundred fifty six", "four hundred and fifty six", "four fifty six", "four five six"},
        ),
        (901, {"nine hundred one", "nine hundred and one", "nine oh one", "nine zero one"}),
        (930, {"nine hundred thirty", "nine hundred and thirty", "nine thirty", "nine three zero", "nine three oh"}),
        (1000, {"one thousand", *(f"one {' '.join(zeros)}" for zeros in product(("zero", "oh"), repeat=3))}
         | {f"ten {' '.join(zeros)}" for zeros in product(("zero", "oh"), repeat=2)}),
        (
            1234,
            {"one thousand two hundred thirty four", "one thousand two hundred and thirty four", "twelve thirty four"}
            | {"twelve hundred thirty four", "twelve hundred and thirty four", "one two three four"}
            | {"twelve three four", "one two thirty four"},
        ),
    ],
)  # fmt: skip
def test_the_ways_of_saying_a_number(number: int, ways: set[str]) -> None:
    assert sayings(number, number) == ways


@pytest.mark.parametrize(("low", "high"), [(0, 99), (37, 456), (995, 1103), (9990, 10011)])
def test_a_range_is_said_as_its_numbers_are(low: int, high: int) -> None:
    each = [sayings(number, number) for number in range(low, high + 1)]
    assert sayings(low, high) == set().union(*each)


def test_nothing_said_means_two_numbers() -> None:
    meanings: dict[str, list[int]] = {}
    for number in range(1, 1400):
        for said in sayings(number, number):
            meanings.setdefault(said, []).append(number)
    assert {said: numbers for said, numbers in meanings.items() if len(numbers) > 1} == {}


def test_ten_thousands_and_more() -> None:
    assert {"ninety four thousand one hundred ten", "nine four one one zero", "ninety four one ten"} <= sayings(
        94110, 94110
    )
    assert "nine hundred ninety nine thousand nine hundred and ninety nine" in sayings(999_999, 999_999)


def test_below_a_hundred() -> None:
    assert [below_hundred(number) for number in (0, 13, 20, 99)] == ["zero", "thirteen", "twenty", "ninety nine"]


def test_a_string_of_figures_is_said_one_by_one_or_two_equal_ones_at_once() -> None:
    said = said_for(FigureString(2, 3))
    assert {"zero six", "oh six", "double six", "oh double six", "triple six", "double six oh", "one two three"} <= said
    assert not {"six", "sixty six", "double six double six", "triple six one", "one two three four"} & said
    assert len(said) == 11 * 11 + 11 + 11**3 + 2 * 11 * 11 + 11
