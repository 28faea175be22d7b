"""How what people write is spoken in Spanish, and the form in which words are compared: both without accents.

``spoken_forms('codo 3/4"')`` begins with ``codo tres cuartos de pulgada``.
"""

import re
from functools import lru_cache, partial
from itertools import pairwise

from conversation.spanish.numbers import in_words, one_by_one
from conversation.written_forms import Readings, Ways, WrittenForms, figured, initials, plain, with_meridiem
from models.languages.spanish_figures import HUNDREDS, SMALL, TENS, THOUSAND, VARIANTS, spanish_figures

_FRACTIONS = {2: "medio", 3: "tercio", 4: "cuarto", 8: "octavo", 16: "dieciseisavo", 32: "treintaidosavo"}
_ABBREVIATIONS = {
    "sr": "senor", "sra": "senora", "srta": "senorita", "dra": "doctora", "av": "avenida", "avda": "avenida",
    "apto": "apartamento", "num": "numero", "cia": "compania", "mr": "mister", "mrs": "missus", "jr": "junior",
    "bros": "brothers", "ave": "avenue", "rd": "road", "blvd": "boulevard", "ln": "lane", "hwy": "highway",
    "ft": "pies", "lb": "libras", "lbs": "libras", "gal": "galones", "oz": "onzas",
}  # fmt: skip
_UNITS = {
    "v": "voltios", "a": "amperios", "w": "vatios", "kw": "kilovatios", "ga": "calibre", "in": "pulgadas",
    "hz": "hercios",
}  # fmt: skip
_NUMBERS = frozenset(plain(word) for word in (*SMALL, *TENS, *HUNDREDS, *VARIANTS, THOUSAND) if word)
_WITH_PRONOUN = re.compile(r"\b(\w{3,}?)(?:se|me)?l[oa]s?\b")
_SYMBOLS = {"&": "y", "+": "mas", "%": "por ciento", "#": "numero", "@": "arroba", "°": "grados"}
_number = partial(figured, in_words=in_words, one_by_one=one_by_one)


def _fraction(text: str) -> Ways:
    """``3/4`` as tres cuartos, ``1/2`` as media; ``14/2``, which is no part of a whole, as catorce dos."""
    top, bottom = (int(figure) for figure in text.split("/"))
    if bottom not in _FRACTIONS or not 0 < top < bottom:
        return tuple(f"{in_words(top)}{between}{in_words(bottom)}" for between in (" ", " sobre ", " diagonal "))
    part = _FRACTIONS[bottom]
    if bottom == 2:
        return "media", "medio", "un medio"
    return (f"un {part}", part) if top == 1 else (f"{in_words(top)} {part}s",)


def _mixed(text: str) -> Ways:
    """``1 1/2`` as una y media, ``1 3/4`` as uno y tres cuartos."""
    whole, fraction = re.split("[ -]", text)
    return tuple(f"{in_words(int(whole))} y {part}" for part in _fraction(fraction))


def _decimal(text: str) -> Ways:
    """``2.5`` as dos punto cinco; two decimals are money, whether a currency sign was typed or not."""
    whole, decimals = text.split(".")
    if len(decimals) == 2 and len(whole) >= 2:
        return _money(text)
    said = f"{in_words(int(whole)) if whole else ''} punto {one_by_one(decimals)}"
    return (said, f"{in_words(int(whole or 0))} y medio") if decimals == "5" else (said,)


def _money(text: str) -> Ways:
    dollars, _, cents = text.strip("$ ").replace(",", "").partition(".")
    said = f"{in_words(int(dollars)) if int(dollars) < 1_000_000 else one_by_one(dollars)} dolares"
    return (f"{said} con {in_words(int(cents))} centavos" if cents.strip("0") else said,)


def _clock(text: str) -> Ways:
    hour, minute = text.split(":")
    if minute == "00":
        return (in_words(int(hour)),)
    return (f"{in_words(int(hour))} {'cero ' if minute[0] == '0' else ''}{in_words(int(minute))}",)


_FORMS = WrittenForms(
    Readings(
        read={
            "money": _money,
            "phone": lambda text: (one_by_one(re.sub(r"\D", "", text)),),
            "clock": _clock,
            "mixed": _mixed,
            "fraction": _fraction,
            "ordinal": lambda text: _number(text[:-2]),
            "by": lambda _: ("por",),
            "decimal": _decimal,
            "number": _number,
            "inch": lambda _: ("de pulgada", "pulgadas", "de pulgadas"),
            "foot": lambda _: ("pies",),
            "initials": initials,
            "symbol": lambda text: (_SYMBOLS[text],),
        },
        abbreviations=_ABBREVIATIONS,
        units=_UNITS,
        before={"st": "saint", "dr": "doctor"},
        behind={"st": "street", "dr": "drive"},
        records={"job": "trabajo", "proj": "proyecto", "inv": "factura", "est": "presupuesto"},
        figures=spanish_figures,
    )
)
spoken_forms, normal, normal_words = _FORMS.spoken_forms, _FORMS.normal, _FORMS.normal_words


@lru_cache(maxsize=4096)
def apart(text: str) -> Ways:
    """As `normal`, but with what stands behind a verb as a word of its own, ``agenda eso`` for "agéndalo", or with a
    number that ends where another one begins: ``1 3 cuartos`` for "una tres cuartos"."""
    compared, words = normal(text), _FORMS.in_words(text).split()
    verbs = (f"{compared[: it.start()]}{it[1]} eso{compared[it.end() :]}" for it in _WITH_PRONOUN.finditer(compared))
    breaks = (at for at, pair in enumerate(pairwise(words), 1) if _NUMBERS.issuperset(pair))
    numbers = (
        with_meridiem(f"{spanish_figures(' '.join(words[:at]))} {spanish_figures(' '.join(words[at:]))}")
        for at in breaks
    )
    return (*verbs, *numbers)
