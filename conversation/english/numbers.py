"""Numbers in words, and amounts."""

import re
from decimal import Decimal

from erp.money import dollars
from models.figures import ORDINALS, figures
from models.numbers import SMALL, TENS, below_hundred

_DOLLARS = r" (?:dollars?|bucks)"
_AMOUNT = re.compile(
    rf"(?:(?P<whole>\d+)(?:(?:{_DOLLARS})?(?: (?:and )?(?P<cents>\d\d?) cents?| (?:\.|point )(?P<decimals>\d\d?))?"
    rf"|{_DOLLARS}(?: and)? (?P<rest>\d\d|a half))|(?P<halves>\d+) and a half{_DOLLARS}|(?P<alone>\d\d?) cents?)"
    r"(?: even| flat| exactly)?"
)
_MULTIPLE = re.compile(
    r"(?P<count>\d+)(?: dollars)?(?: point (?P<tenths>\d+)| (?P<half>and a half))?"
    r" (?P<unit>k|large|grand|thousand|million)\b"
)
_MULTIPLES = {"million": 10**6}
"""What is not a thousand."""
_BEGUN_AT_UNIT = re.compile(r"(hundred|thousand)(?:(?: and)? (\d+))?\b")
_IN_PAIRS = re.compile(r"(\d+)00([1-9]) (\d\d)\b")
_COUNTS_OF = re.compile(r"(\d+) (?:and (a half|a quarter|3 quarters)|point (\d+))")
_PARTS = {"a half": ".5", "a quarter": ".25", "3 quarters": ".75"}
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
    match = _AMOUNT.fullmatch(_in_figures(figures(words)))
    if match is None:
        return None
    whole = int(match["whole"] or match["halves"] or 0)
    if match["halves"] or match["rest"] == "a half":
        cents = 50
    else:
        cents = int(match["cents"] or match["rest"] or match["alone"] or (match["decimals"] or "").ljust(2, "0"))
    return f"{whole}.{cents:02}" if cents else str(whole)


def _in_figures(text: str) -> str:
    """What people call thousands, "three k", and what they say of one only in amounts: "hundred fifty", "two thousand
    three fifty"."""
    text = _MULTIPLE.sub(_multiple, text.replace("half a million", "500000"))
    if begun := _BEGUN_AT_UNIT.match(text):
        unit, rest = {"hundred": 100, "thousand": 1000}[begun[1]], int(begun[2] or 0)
        text = f"{unit + rest}{text[begun.end() :]}" if rest < unit else text
    return _IN_PAIRS.sub(r"\g<1>\2\3", text)


def _multiple(said: re.Match[str]) -> str:
    count = Decimal(f"{said['count']}.{'5' if said['half'] else said['tenths'] or '0'}")
    return f"{count * _MULTIPLES.get(said['unit'], 1000):f}".partition(".")[0]


def quantity(words: str) -> str | None:
    """How many there are where that is no whole number: "2 and a half", "1 point 5"; None for what is none."""
    match = _COUNTS_OF.fullmatch(figures(words))
    return f"{match[1]}{_PARTS[match[2]] if match[2] else f'.{match[3]}'}" if match else None


def spoken_amount(amount: str) -> str:
    """``1249.50`` as 1,249 dollars and 50 cents."""
    return dollars(amount)["en"]


def count(number: int, one: str, several: str) -> str:
    """``1 job``, ``3 jobs``."""
    return f"{number} {one if number == 1 else several}"
