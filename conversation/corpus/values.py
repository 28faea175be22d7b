"""Values that have a form of their own, and others like them."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from random import Random
from typing import Final

from conversation.corpus import numbers
from conversation.corpus.people import first_name, invented, surname
from conversation.manual.business import BUSINESS, NOW
from conversation.tongues import TONGUES
from conversation.values import Heard, value
from erp import Language

READ_KINDS: Final = frozenset({
    "times", "dates", "durations", "amounts", "quantities", "phones", "postal_codes", "emails", "states", "streets",
    "cities",
})  # fmt: skip
"""Kinds of values whose words are read: what is not read so is no value."""
_EN = (
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday"),
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december"),
    ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
     "thirteenth", "fifteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
    ("two", "three", "four", "five", "six", "seven", "eight", "nine"),
    ("ten", "eleven", "twelve"),
    ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    ("twenty", "thirty", "forty", "fifty"),
    ("sixty", "seventy", "eighty", "ninety"),
)  # fmt: skip
_ES = (
    ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado"),
    ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
     "diciembre"),
    ("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
    ("diez", "once", "doce"),
    ("trece", "catorce", "quince", "dieciséis", "dieciocho"),
    ("veinte", "treinta", "cuarenta", "cincuenta"),
    ("sesenta", "setenta", "ochenta", "noventa"),
    ("doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos", "ochocientos",
    "novecientos"),
)  # fmt: skip
_ALIKE: Mapping[Language, Mapping[str, Sequence[str]]] = {
    "en": {word: words for words in _EN for word in words},
    "es": {word: words for words in _ES for word in words},
}
"""A word to those that may take its place."""
_HOSTS = ("gmail", "yahoo", "hotmail", "outlook", "icloud", "example", "comcast", "aol")
_CURRENCY = re.compile(r"(.+?) (?:dollars?|bucks|d[oó]lar(?:es)?|pesos)")


@lru_cache(maxsize=200_000)
def is_value(kind: str, normal: str, language: Language) -> bool:
    """Whether the words, in the form in which words are compared, are a value of that kind."""
    heard = Heard(normal, normal, NOW.replace(tzinfo=None), BUSINESS, TONGUES[language])
    return kind not in READ_KINDS or bool(value(kind, heard))


def another(kind: str, words: str, language: Language, chance: Random) -> str:
    """A value that is said like `words`: another day, another hour, another sum."""
    tongue = TONGUES[language]
    if kind == "phones":
        return numbers.phone(tongue, chance)
    if kind == "postal_codes":
        return numbers.postal_code(tongue, chance)
    if kind == "emails":
        return _email(language, chance)
    if kind not in READ_KINDS - {"states", "cities"}:
        return words
    alike = _ALIKE[language]
    other = " ".join(chance.choice(alike[word]) if word in alike else word for word in words.split())
    return other if is_value(kind, tongue.forms.normal(other), language) else words


def without_currency(kind: str, words: str) -> tuple[str, str]:
    """A sum, and the currency behind it, which is no part of the value."""
    found = _CURRENCY.fullmatch(words) if kind == "amounts" else None
    return (found[1], words[found.end(1) + 1 :]) if found else (words, "")


def _email(language: Language, chance: Random) -> str:
    at, dot = ("at", "dot") if language == "en" else ("arroba", "punto")
    name = chance.choice((first_name, surname, invented))(chance).replace(" ", "")
    if chance.random() < 0.35:
        name = f"{name} {dot} {surname(chance).replace(' ', '')}"
    host = chance.choice(_HOSTS) if chance.random() < 0.7 else invented(chance)
    end = chance.choices(("com", "net", "org"), (8, 1, 1))[0]
    return f"{name} {at} {host} {dot} {end}"
