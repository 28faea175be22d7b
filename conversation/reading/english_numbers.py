"""Numbers as Americans say them."""

import re

from conversation.english.numbers import in_words, ordinal_in_words
from conversation.reading.pieces import grouped
from models.numbers import SMALL

_PARTS = {2: "half", 3: "third", 4: "quarter", 8: "eighth", 16: "sixteenth", 32: "thirty second", 64: "sixty fourth"}


def cardinal(number: int) -> str:
    """``1250`` as one thousand two hundred fifty; from a quadrillion on figure by figure."""
    return in_words(number) if number < 10**15 else figures(str(number))


def figures(digits: str) -> str:
    """``60540`` as six oh five four oh; long runs in threes, with a pause between."""
    return ", ".join(" ".join(SMALL[int(digit)] if digit != "0" else "oh" for digit in run) for run in grouped(digits))


def label(digits: str) -> str:
    """The number of a record or a house, which counts nothing: ``5001`` as fifty oh one, ``10014`` as figures."""
    if digits[0] == "0" or len(digits) > 4:
        return figures(digits)
    front, back = divmod(int(digits), 100)
    if not front or (not back and (front < 10 or front % 10 == 0)):
        return cardinal(int(digits))
    if not back:
        return f"{cardinal(front)} hundred"
    return f"{cardinal(front)} {'oh ' if back < 10 else ''}{cardinal(back)}"


def year(digits: str) -> str:
    """``2026`` as twenty twenty six, ``2005`` as two thousand five."""
    return cardinal(int(digits)) if digits[1:3] == "00" else label(digits)


def ordinal(digits: str) -> str:
    """``26`` as twenty sixth, ``103`` as one hundred third."""
    hundreds, rest = divmod(int(digits), 100)
    if not rest:
        return f"{cardinal(int(digits))}th"
    tens, units = divmod(rest, 10)
    said = ordinal_in_words(rest) if rest < 60 else f"{cardinal(10 * tens)} {ordinal_in_words(units)}"
    if rest >= 60 and not units:
        said = f"{cardinal(rest)[:-1]}ieth"
    return f"{cardinal(100 * hundreds)} {said}" if hundreds else said


def number(written: str) -> str:
    """``1,250`` and ``2.5``. Behind a leading zero, and in millions without commas, nothing is counted: figures."""
    whole, point, decimals = written.partition(".")
    digits = whole.replace(",", "")
    counts = bool(point) or "," in whole or (len(digits) <= 6 and str(int(digits)) == digits)
    said = cardinal(int(digits)) if digits and counts and len(digits) <= 15 else figures(digits)
    return f"{said} point {' '.join(SMALL[int(digit)] for digit in decimals)}".strip() if point else said


def is_part(written: str) -> bool:
    """Whether it is a part of a whole that has a name: ``3/4``, and not ``14/2`` or ``1 1/2``."""
    if not re.fullmatch("[0-9]{1,4}/[0-9]{1,4}", written):
        return False
    top, bottom = (int(side) for side in written.split("/"))
    return bottom in _PARTS and 0 < top < bottom


def fraction(written: str, *, of_unit: bool = False) -> str:
    """``3/4`` as three quarters, of a unit as three quarter; ``14/2``, which is no part of a whole, as fourteen two."""
    if not is_part(written):
        return " ".join(map(label, written.split("/")))
    top, bottom = (int(side) for side in written.split("/"))
    if top == 1:
        return _PARTS[bottom] if of_unit and bottom in {2, 4} else f"one {_PARTS[bottom]}"
    return f"{cardinal(top)} {_PARTS[bottom]}{'' if of_unit else 's'}"


def amount(written: str, *, of_unit: bool = False) -> str:
    """A number, a fraction or both: ``1 1/2`` as one and a half."""
    if "/" not in written:
        return number(written)
    whole, between, part = written.partition(" ") if " " in written else written.rpartition("-")
    if not between:
        return fraction(written, of_unit=of_unit)
    said = fraction(part)
    return f"{number(whole)} and {'a ' + said[4:] if said.startswith('one ') else said}"
