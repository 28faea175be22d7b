"""Spoken numbers and figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.english import ENGLISH
from conversation.english.numbers import amount, in_words, one_by_one, ordinal_in_words
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.values import quantity
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
        ("half a dozen elbows", "6 elbows"),
        ("a half dozen", "6"),
        ("a dozen and a half", "18"),
        ("a dozen and a half inch elbows", "12 and a half inch elbows"),
        ("two and a half dozen", "30"),
        ("two and a half inch elbows", "2 and a half inch elbows"),
        ("a grand and a half", "1500"),
        ("two and a half grand", "2500"),
        ("half a grand", "500"),
        ("half an hour", "half an hour"),
        ("a couple hundred feet", "200 feet"),
        ("a couple of grand", "2000"),
        ("a couple of elbows", "a couple of elbows"),
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


@pytest.mark.parametrize(
    "words",
    ["", "dollars", "two hundred cents and", "one hundred one two", "a lot", "grand", "hundred five hundred",
     "two and a half", "a hundred and a half"],
)  # fmt: skip
def test_what_is_no_amount(words: str) -> None:
    assert amount(words) is None


AMOUNTS = [
    (ENGLISH, "a grand and a half", "1500"),
    (ENGLISH, "two and a half grand", "2500"),
    (ENGLISH, "seven and a half thousand", "7500"),
    (ENGLISH, "half a grand", "500"),
    (ENGLISH, "three k", "3000"),
    (ENGLISH, "$3k", "3000"),
    (ENGLISH, "2.5k", "2500"),
    (ENGLISH, "two and a half k", "2500"),
    (ENGLISH, "twenty five large", "25000"),
    (ENGLISH, "half a million", "500000"),
    (ENGLISH, "1.5 million", "1500000"),
    (ENGLISH, "a couple hundred", "200"),
    (ENGLISH, "hundred and fifty", "150"),
    (ENGLISH, "thousand five hundred", "1500"),
    (ENGLISH, "hundred bucks", "100"),
    (ENGLISH, "two thousand three fifty", "2350"),
    (ENGLISH, "four thousand even", "4000"),
    (ENGLISH, "twelve dollars fifty", "12.50"),
    (ENGLISH, "two dollars and a half", "2.50"),
    (ENGLISH, "two and a half dollars", "2.50"),
    (ENGLISH, "fifty cents", "0.50"),
    (ENGLISH, "nine point ninety nine", "9.99"),
    (SPANISH, "mil dosientos", "1200"),
    (SPANISH, "sien", "100"),
    (SPANISH, "tres k", "3000"),
    (SPANISH, "dos punto cinco k", "2500"),
    (SPANISH, "medio millón", "500000"),
    (SPANISH, "un millón y medio", "1500000"),
    (SPANISH, "dos dólares y medio", "2.50"),
    (SPANISH, "cincuenta centavos", "0.50"),
    (SPANISH, "mil pesos cerrados", "1000"),
]


@pytest.mark.parametrize(("tongue", "said", "meant"), AMOUNTS)
def test_what_money_is_called(tongue: Tongue, said: str, meant: str) -> None:
    assert tongue.numbers.amount(tongue.forms.normal(said)) == meant


@pytest.mark.parametrize(
    ("tongue", "said", "meant"),
    [
        (ENGLISH, "a dozen and a half", "18"),
        (ENGLISH, "half a dozen", "6"),
        (ENGLISH, "a couple", "2"),
        (ENGLISH, "a couple hundred", "200"),
        (ENGLISH, "three and a half", "3.5"),
        (ENGLISH, "two and a quarter", "2.25"),
        (ENGLISH, "one point five", "1.5"),
        (ENGLISH, "some", None),
        (SPANISH, "docena de", "12"),
        (SPANISH, "docena y media de", "18"),
        (SPANISH, "dos docenas y media", "30"),
        (SPANISH, "un par", "2"),
        (SPANISH, "tres y media", "3.5"),
        (SPANISH, "dos punto cinco", "2.5"),
        (SPANISH, "unos", None),
    ],
)
def test_how_many_there_are(tongue: Tongue, said: str, meant: str | None) -> None:
    assert quantity(tongue.forms.normal(said), tongue) == meant
