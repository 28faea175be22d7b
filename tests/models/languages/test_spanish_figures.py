"""Spanish numbers as figures, whether said in words or written in a mixture of words and figures."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.languages.spanish_figures import HUNDREDS, SMALL, TENS, spanish_figures


def below_hundred(number: int) -> str:
    if number < 30:
        return SMALL[number]
    tens, units = divmod(number, 10)
    return f"{TENS[tens]} y {SMALL[units]}" if units else TENS[tens]


def below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if number == 100:
        return "cien"
    rests = [below_hundred(rest)] if rest or not hundreds else []
    return " ".join([*filter(None, [HUNDREDS[hundreds]]), *rests])


def cardinal(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return below_thousand(rest)
    before, behind = (below_thousand(part) for part in (thousands, rest))
    return " ".join([*([before] if thousands > 1 else []), "mil", *([behind] if rest else [])])


def feminine(words: str) -> str:
    return " ".join(word[:-2] + "as" if word in HUNDREDS[2:] else word for word in words.split())


def in_figures(digits: str) -> Iterator[str]:
    """Figure by figure and in pairs, as far as they cannot be mistaken: no figure follows a round ten."""
    if not digits:
        yield ""
        return
    for rest in in_figures(digits[1:]):
        yield f"{SMALL[int(digits[0])]} {rest}".strip()
    if len(digits) >= 2 and digits[0] != "0":
        pair = int(digits[:2])
        for rest in in_figures(digits[2:]):
            figure_follows = rest.split(" ")[0] in SMALL[1:10]
            if not (pair % 10 == 0 and pair >= 20 and figure_follows):
                yield f"{below_hundred(pair)} {rest}".strip()


def test_every_number_comes_back_in_every_way_it_is_said() -> None:
    for number in range(10_000):
        said = cardinal(number)
        ways = {said, feminine(said), *in_figures(str(number))}
        assert {way: spanish_figures(way) for way in ways} == dict.fromkeys(ways, str(number))


@given(st.integers(10_000, 999_999))
def test_large_cardinals_come_back_too(number: int) -> None:
    assert spanish_figures(cardinal(number)) == str(number)


@given(st.integers(0, 999_999))
def test_figures_that_are_written_stay(number: int) -> None:
    assert spanish_figures(f"trabajo {number} listo") == f"trabajo {number} listo"


@pytest.mark.parametrize(
    ("written", "figures"),
    [
        ("240 y 2", "242"),
        ("1230 y 4", "1234"),
        ("40 y 2 11", "4211"),
        ("30 y 899", "3899"),
        ("mil 200", "1200"),
        ("20 y 10", "20 y 10"),
        ("2 mil 300", "2300"),
        ("doscientos 42", "242"),
        ("4 56", "456"),
        ("1 200", "1200"),
        ("0 0 7", "007"),
        ("veintidos", "22"),
        ("treinta y una", "31"),
        ("doscientas", "200"),
        ("100 y 5", "100 y 5"),
        ("a las nueve y media", "a las 9 y media"),
        ("las diez y cinco", "las 10 y 5"),
        ("trabajo cuarenta y dos para juan y ana", "trabajo 42 para juan y ana"),
        ("", ""),
    ],
)
def test_what_is_written_is_read(written: str, figures: str) -> None:
    assert spanish_figures(written) == figures
