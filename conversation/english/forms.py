"""How what people write is spoken in English, and the form in which words are compared.

``spoken_forms('3/4" elbow')`` begins with ``three quarter inch elbow``.
"""

import re
from functools import lru_cache, partial

from conversation.english.numbers import in_words, one_by_one, ordinal_in_words
from conversation.written_forms import Readings, Ways, WrittenForms, figured, initials, with_meridiem
from models.figures import figures
from models.numbers import SMALL, TENS

_FRACTIONS = {2: "half", 3: "third", 4: "quarter", 8: "eighth", 16: "sixteenth", 32: "thirty second"}
_ABBREVIATIONS = {
    "mr": "mister", "mrs": "missus", "ms": "miss", "jr": "junior", "sr": "senior", "bros": "brothers",
    "ave": "avenue", "rd": "road", "blvd": "boulevard", "ln": "lane", "hwy": "highway", "pkwy": "parkway",
    "apt": "apartment", "ft": "foot", "lb": "pound", "lbs": "pounds", "gal": "gallon", "oz": "ounce", "sq": "square",
}  # fmt: skip
_UNITS = {"v": "volt", "a": "amp", "w": "watt", "kw": "kilowatt", "ga": "gauge", "in": "inch", "hz": "hertz"}
_SYMBOLS = {"&": "and", "+": "plus", "%": "percent", "#": "number", "@": "at", "°": "degree"}
_PARTS = frozenset({"half", "third", "quarter", "quarters", "eighth", "eighths", "sixteenth", "sixteenths"})
_NUMBERS = frozenset({*SMALL, *TENS[2:]})
_number = partial(figured, in_words=in_words, one_by_one=one_by_one)


def _fraction(text: str) -> Ways:
    """``3/4`` as three quarters; ``45/5`` and ``14/2``, which are no parts of a whole, as forty five five."""
    top, bottom = (int(figure) for figure in text.split("/"))
    if bottom not in _FRACTIONS or not 0 < top < bottom:
        return tuple(f"{in_words(top)}{between}{in_words(bottom)}" for between in (" ", " over ", " slash "))
    part = _FRACTIONS[bottom]
    if top > 1:
        return f"{in_words(top)} {part}", f"{in_words(top)} {part}s"
    return part, f"one {part}", f"a {part}"


def _mixed(text: str) -> Ways:
    """``1 1/2`` as one and a half."""
    whole, fraction = re.split("[ -]", text)
    return tuple(f"{in_words(int(whole))} and {part}" for part in reversed(_fraction(fraction)))


def _decimal(text: str) -> Ways:
    """``2.5`` as two point five; two decimals are money, whether a currency sign was typed or not."""
    whole, decimals = text.split(".")
    if len(decimals) == 2 and len(whole) >= 2:
        return _money(text)
    said = f"{in_words(int(whole)) if whole else ''} point {one_by_one(decimals)}"
    return (said, f"{in_words(int(whole or 0))} and a half") if decimals == "5" else (said,)


def _money(text: str) -> Ways:
    dollars, _, cents = text.strip("$ ").replace(",", "").partition(".")
    said = f"{in_words(int(dollars))} dollars" if int(dollars) < 1_000_000 else f"{one_by_one(dollars)} dollars"
    return (f"{said} and {in_words(int(cents))} cents" if cents.strip("0") else said,)


def _clock(text: str) -> Ways:
    hour, minute = text.split(":")
    if minute == "00":
        return (in_words(int(hour)),)
    return (f"{in_words(int(hour))} {'oh ' if minute[0] == '0' else ''}{in_words(int(minute))}",)


def _ordinal(text: str) -> Ways:
    number = int(text[:-2])
    return (ordinal_in_words(number),) if 0 < number < 60 else _number(text[:-2])


_FORMS = WrittenForms(
    Readings(
        read={
            "money": _money,
            "phone": lambda text: (one_by_one(re.sub(r"\D", "", text)),),
            "clock": _clock,
            "mixed": _mixed,
            "fraction": _fraction,
            "ordinal": _ordinal,
            "by": lambda _: ("by",),
            "decimal": _decimal,
            "number": _number,
            "inch": lambda _: ("inch",),
            "foot": lambda _: ("foot",),
            "initials": initials,
            "symbol": lambda text: (_SYMBOLS[text],),
        },
        abbreviations=_ABBREVIATIONS,
        units=_UNITS,
        before={"st": "saint", "dr": "doctor"},
        behind={"st": "street", "dr": "drive"},
        records={"job": "job", "proj": "project", "inv": "invoice", "est": "estimate"},
        figures=figures,
    )
)
spoken_forms, normal_words = _FORMS.spoken_forms, _FORMS.normal_words
_NUMBER = rf"(?:\d+|(?:(?:{'|'.join((*SMALL, *TENS[2:], 'hundred'))})[ -]?)+)"
_OWNER = re.compile(
    rf"\b((?:job|work order|ticket|invoice|bill|estimate|quote|project)(?: number)? {_NUMBER})['’]s\b", re.IGNORECASE
)
"""A record whose number stands in front of what is its own: "job 42's status"."""


def normal(text: str) -> str:
    """The form in which words are compared; a number that something belongs to is that number."""
    return _FORMS.normal(_OWNER.sub(r"\1", text))


@lru_cache(maxsize=4096)
def apart(text: str) -> Ways:
    """As `normal`, but with a number that ends where another one begins: ``2 20 amp`` for "two twenty amp"."""
    words = _FORMS.in_words(text).split()
    breaks = [at for at in range(1, len(words)) if _breaks(*words[at - 1 : at + 2])]
    return tuple(with_meridiem(f"{figures(' '.join(words[:at]))} {figures(' '.join(words[at:]))}") for at in breaks)


def _breaks(before: str, word: str, behind: str = "") -> bool:
    """Whether one number may end and another one begin between the first two words."""
    joined = before in TENS and word in SMALL[1:10] and behind not in _PARTS
    return {before, word} <= _NUMBERS and not joined
