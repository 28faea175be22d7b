"""Numbers in Spanish words, and amounts."""

import re

from conversation.reading.spanish_numbers import cardinal
from conversation.written_forms import plain
from erp.money import dollars
from models.languages.spanish_figures import SMALL, spanish_figures

_AMOUNT = re.compile(r"(\d+)(?: de)?(?: (?:dolar(?:es)?|pesos?))?(?: (?:con|y) (\d{1,2})(?: centavos?)?| \.(\d\d))?")


def in_words(number: int) -> str:
    """A whole number as a cardinal, without accents: 456 as ``cuatrocientos cincuenta y seis``."""
    return plain(cardinal(number))


def one_by_one(digits: str) -> str:
    """Figure by figure: ``9001`` as ``nueve cero cero uno``."""
    return " ".join(SMALL[int(digit)] for digit in digits)


def amount(words: str) -> str | None:
    """Money as a decimal number: "mil doscientos cuarenta y nueve con cincuenta", "1249 .50" as ``1249.50``."""
    match = _AMOUNT.fullmatch(spanish_figures(plain(words)))
    if match is None:
        return None
    whole, cents = int(match[1]), int(match[2] or match[3] or 0)
    return f"{whole}.{cents:02}" if cents else str(whole)


def spoken_amount(amount: str) -> str:
    """``1249.50`` as 1,249 dólares con 50 centavos."""
    return dollars(amount)["es"]


def count(number: int, one: str, several: str) -> str:
    """``1 trabajo``, ``3 trabajos``."""
    return f"{number} {one if number == 1 else several}"
