"""Spoken numbers and figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.english.numbers import amount, in_words, one_by_one, ordinal_in_words
from models.figures import figures


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("four fifty six", "456"),
        ("four five six", "456"),
        ("four hundred fifty six", "456"),
        ("four hundred and fifty six", "456"),
        ("job number four fifty six", "job number 456"),
        ("nine oh one", "901"),
        ("nine thousand one", "9001"),
        ("ninety oh one", "9001"),
        ("nine zero zero one", "9001"),
        ("twelve hundred", "1200"),
        ("two thousand and five", "2005"),
        ("one hundred twenty three thousand four hundred fifty six", "123456"),
        ("a hundred", "100"),
        ("a grand", "1000"),
        ("fifteen grand", "15000"),
        ("a dozen", "12"),
        ("two dozen elbows", "24 elbows"),
        ("at nine thirty", "at 930"),
        ("the fifteenth", "the 15th"),
        ("march twenty first at two", "march 21st at 2"),
        ("six oh five oh two", "60502"),
        ("zero two one three nine", "02139"),
        ("seven one hundred", "7 100"),
    ],
)
def test_numbers_become_figures(words: str, written: str) -> None:
    assert figures(words) == written


@pytest.mark.parametrize("words", ["oh my job", "a job", "o ring", "and", "hundred", "thousand islands", "for to"])
def test_other_words_stay(words: str) -> None:
    assert figures(words) == words


@given(st.integers(0, 999_999))
def test_a_cardinal_is_read_back(number: int) -> None:
    assert figures(in_words(number)) == str(number)
    assert figures(f"job {in_words(number)} is done") == f"job {number} is done"


@given(st.text("0123456789", min_size=1, max_size=10))
def test_figures_one_by_one_are_read_back(digits: str) -> None:
    assert figures(one_by_one(digits)) == digits


@given(st.integers(1, 9), st.integers(10, 99))
def test_hundreds_are_said_in_pairs_too(hundreds: int, rest: int) -> None:
    assert figures(f"{in_words(hundreds)} {in_words(rest)}") == f"{hundreds}{rest}"


@given(st.integers(1, 59))
def test_an_ordinal_is_read_back(number: int) -> None:
    assert figures(ordinal_in_words(number))[:-2] == str(number)


@given(st.integers(1, 99_999), st.integers(0, 99))
def test_an_amount_is_read_back(dollars: int, cents: int) -> None:
    said = f"{in_words(dollars)} dollars" + (f" and {in_words(cents)} cents" if cents else "")
    assert amount(said) == (f"{dollars}.{cents:02}" if cents else str(dollars))


@pytest.mark.parametrize("words", ["", "dollars", "two hundred cents and", "one hundred one two", "a lot"])
def test_what_is_no_amount(words: str) -> None:
    assert amount(words) is None
