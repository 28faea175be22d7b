"""Numbers in Spanish words, and amounts."""

import re
from decimal import Decimal

from conversation.reading.spanish_numbers import cardinal
from conversation.written_forms import plain
from erp.money import dollars
from models.languages.spanish_figures import SMALL, spanish_figures

_DOLLARS = r"(?: de)? (?:dolar(?:es)?|pesos?)"
_AMOUNT = re.compile(
    rf"(?:(?P<whole>\d+)(?:{_DOLLARS})?"
    r"(?: (?:con|y) (?P<cents>\d\d?)(?: centavos?)?| (?:\.|punto )(?P<decimals>\d\d?))?"
    rf"|(?P<halves>\d+)(?:{_DOLLARS} y medio| y medio{_DOLLARS})|(?P<alone>\d\d?) centavos?)"
    r"(?: justos| exactos| cerrados)?"
)
_MULTIPLE = re.compile(
    r"(?P<count>\d+)(?: dolares)?(?: punto (?P<tenths>\d+)| y (?P<half>medio))? (?P<unit>k|mil|millon(?:es)?)"
    r"(?: y (?P<and_half>medio))?\b"
)
_MULTIPLES = {"millon": 10**6, "millones": 10**6}
"""What is not a thousand."""
_DOZENS = re.compile(r"(?:(?P<count>\d+) docenas?|docena)(?: y (?P<half>media))?(?: de)?")
_COUNTS_OF = re.compile(r"(\d+) (?:y (medio|media|cuarto|1 cuarto|3 cuartos)|punto (\d+))")
_PARTS = {"medio": ".5", "media": ".5", "cuarto": ".25", "1 cuarto": ".25", "3 cuartos": ".75"}


def in_words(number: int) -> str:
    """A whole number as a cardinal, without accents: 456 as ``cuatrocientos cincuenta y seis``."""
    return plain(cardinal(number))


def one_by_one(digits: str) -> str:
    """Figure by figure: ``9001`` as ``nueve cero cero uno``."""
    return " ".join(SMALL[int(digit)] for digit in digits)


def amount(words: str) -> str | None:
    """Money as a decimal number: "mil doscientos cuarenta y nueve con cincuenta", "1249 .50" as ``1249.50``."""
    said = spanish_figures(plain(words)).replace("medio millon", "500000")
    match = _AMOUNT.fullmatch(_MULTIPLE.sub(_multiple, said))
    if match is None:
        return None
    whole = int(match["whole"] or match["halves"] or 0)
    decimals = "5" if match["halves"] else match["decimals"] or ""
    cents = int(match["cents"] or match["alone"] or decimals.ljust(2, "0"))
    return f"{whole}.{cents:02}" if cents else str(whole)


def _multiple(said: re.Match[str]) -> str:
    """ "3 k", "2 y medio mil", "1 millon y medio"."""
    half = said["half"] or said["and_half"]
    count = Decimal(f"{said['count']}.{'5' if half else said['tenths'] or '0'}")
    return f"{count * _MULTIPLES.get(said['unit'], 1000):f}".partition(".")[0]


def quantity(words: str) -> str | None:
    """How many there are: "2 y media", "1 punto 5", "docena y media". None for what is no such number."""
    text = spanish_figures(plain(words))
    if dozens := _DOZENS.fullmatch(text):
        return str(12 * int(dozens["count"] or 1) + (6 if dozens["half"] else 0))
    match = _COUNTS_OF.fullmatch(text)
    return f"{match[1]}{_PARTS[match[2]] if match[2] else f'.{match[3]}'}" if match else None


def spoken_amount(amount: str) -> str:
    """``1249.50`` as 1,249 dólares con 50 centavos."""
    return dollars(amount)["es"]


def count(number: int, one: str, several: str) -> str:
    """``1 trabajo``, ``3 trabajos``."""
    return f"{number} {one if number == 1 else several}"
