"""The pieces of written text that are not said as they are spelled, as patterns, and what both languages do with them.

Patterns have numbered groups only in their own rule: a rule is matched alone before its groups are asked for.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Rule(NamedTuple):
    """How one kind of piece is said."""

    written: str
    """A pattern; its groups are numbered within the rule."""
    spoken: Callable[[re.Match[str]], str]


WHOLE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)"
NUMBER = rf"(?:{WHOLE}(?:\.[0-9]+)?|\.[0-9]+)"
FRACTION = r"[0-9]{1,4}/[0-9]{1,4}(?![0-9/])"
MIXED = rf"[0-9]{{1,6}}[ -]{FRACTION}"
PART = rf"(?<!\w)(?:{MIXED}|{FRACTION})"
AMOUNT = rf"({MIXED}|{FRACTION}|{NUMBER})"
MONEY = r"(-)?\$ ?([0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,15})(?:\.([0-9][0-9]))?(?!\.?[0-9])"
ISO_DATE = (
    r"(?<![\w-])([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"(?:T([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-9.]+)?Z?)?(?![\w-])"
)
AMERICAN_DATE = r"(?<![\w/])(0?[1-9]|1[0-2])/(0?[1-9]|[12][0-9]|3[01])/([0-9]{4})(?![\w/])"
PHONE = (
    r"(?<![\w$-])(?:\+?(1)[-. ]?)?(?:\(([0-9]{3})\) ?|([2-9][0-9]{2})[-. ]?)([0-9]{3})[-. ]?([0-9]{4})(?![\w-])"
    r"(?:,? (?:x|ext\.?|extension) ?([0-9]+))?"
)
LOCAL_PHONE = r"(?<![\w$-])([0-9]{3})-([0-9]{4})(?![\w-])"
FOREIGN_PHONE = r"(?<!\w)\+[0-9]{1,3}(?:[ .-]?[0-9]{2,4}){2,5}(?!\w)"
POSTAL_CODE = r"([0-9]{5})(?:-([0-9]{4}))?(?![\w-])"
HALF = r" ?([aApP])\.?[mM]\b(?:\.(?! [A-ZÁÉÍÓÚÑ¿¡]))?"
CLOCK = r"(?<![\w:])([01]?[0-9]|2[0-3]):([0-5][0-9])(?![\w:])"
TIME = rf"(?<![\w:])(0?[1-9]|1[0-2])(?::([0-5][0-9]))?{HALF}"
HOURS = rf"(?<![\w:-])(0?[1-9]|1[0-2])(?::([0-5][0-9]))? ?[-–] ?(0?[1-9]|1[0-2])(?::([0-5][0-9]))?{HALF}"
TO = r"(?<=[0-9])\s?–\s?(?=[0-9])"
MINUS = r"(?<![\w.,-])-(?=\.?[0-9])"
CODE = r"(?<!\w)(?=[A-Z-]*[0-9])(?=[0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*(?!\w)"
REFRIGERANT = r"(?<!\w)(?:404|410)A(?!\w)"  # and no breaker
RECORD = r"(?<!\w)(JOB|PROJ|INV|EST)-(?:([0-9]{4})-)?0*([0-9]+)(?![\w-])"
ORDINAL = r"(?<![\w.])([0-9]{1,6})(?:st|nd|rd|th)\b"
FACTOR = rf"(?<!\w){NUMBER}(?=\s?[xX×]\s?[0-9])"
BY = r"(?<=[0-9\"”′'’])\s?[x×X]\s?(?=[0-9])"
NO_QUOTE = r"(?<![\"“'‘\w])"
"""In front of a number behind which a quotation mark would close what it opened."""
INCH, FEET = r"[\"″”]", rf"{NO_QUOTE}{AMOUNT}['′’](?=\s?[0-9]|\s[a-z])"
NO_MORE = r"(?![\w:/]|[.,-][0-9])"
"""Behind figures that go on in nothing else."""

_GLYPH = re.compile(r"([0-9]?) ?([½¼¾⅓⅔⅛⅜⅝⅞])")


def plain(text: str) -> str:
    """`text` with ready-made fractions as figures: ``1½`` as ``1 1/2``."""
    return _GLYPH.sub(lambda found: f"{found[1]}{' ' if found[1] else ''}{_figures(found[2])}", text)


def _figures(glyph: str) -> str:
    return unicodedata.normalize("NFKC", glyph).replace("⁄", "/")


def grouped(digits: str) -> list[str]:
    """Long runs of figures in threes, as they are said: ``1234567`` as 123, 4567."""
    if len(digits) <= 5:
        return [digits]
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    return groups if len(groups[-1]) > 1 else [*groups[:-2], groups[-2] + groups[-1]]


def either(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
