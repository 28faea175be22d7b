"""Numbers in words, and amounts."""

import re

from erp.money import dollars
from models.figures import ORDINALS, figures
from models.numbers import SMALL, TENS, below_hundred

_AMOUNT = re.compile(r"(\d+)(?: dollars?| bucks)?(?: (?:and )?(\d{1,2}) cents?| \.(\d\d))?")
_UNITS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))


def in_words(number: int) -> str:
    """A whole number below a quadrillion as a cardinal: 456 as ``four hundred fifty six``."""
    for unit, name in _UNITS:
        if number >= unit:
            count, rest = divmod(number, unit)
            return f"{in_words(count)} {name} {in_words(rest) if rest else ''}".rstrip()
    return below_hundred(number)


def one_by_one(digits: str) -> str:
    """Figure by figure: ``9001`` as ``nine zero zero one``."""
    return " ".join(SMALL[int(digit)] for digit in digits)


def ordinal_in_words(number: int) -> str:
    """1 to 59 as ``first`` to ``fifty ninth``."""
    if number < 20:
        return ORDINALS[number]
    tens, units = divmod(number, 10)
    return f"{TENS[tens]} {ORDINALS[units]}" if units else f"{TENS[tens][:-1]}ieth"


def amount(words: str) -> str | None:
    """Money as a decimal number: "twelve hundred forty nine dollars and fifty cents", "1249 .50" as ``1249.50``."""
    match = _AMOUNT.fullmatch(figures(words))
    if match is None:
        return None
    whole, cents = int(match[1]), int(match[2] or match[3] or 0)
    return f"{whole}.{cents:02}" if cents else str(whole)


def spoken_amount(amount: str) -> str:
    """``1249.50`` as 1,249 dollars and 50 cents."""
    return dollars(amount)["en"]


def count(number: int, one: str, several: str) -> str:
    """``1 job``, ``3 jobs``."""
    return f"{number} {one if number == 1 else several}"
