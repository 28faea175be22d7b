"""Spanish as Whisper writes it. Its base model drops many accents, and writes numbers in parts: "240 y 2"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from models.languages.orthography import Orthography
from models.languages.spanish_figures import AND, HUNDREDS, SMALL, TENS, THOUSAND, VARIANTS, spanish_figures

_ACCENTS = str.maketrans("áéíóúüÁÉÍÓÚÜ", "aeiouuAEIOUU")
_NUMBER_WORDS = tuple(dict.fromkeys(filter(None, (*SMALL, *TENS, *HUNDREDS, *VARIANTS, THOUSAND, AND))))
_WORDS = tuple(dict.fromkeys((*_NUMBER_WORDS, *(word.translate(_ACCENTS) for word in _NUMBER_WORDS))))
_REWRITTEN = (
    (re.compile(r"(?<!\S)(\d{1,2})(\d\d)(?!\S)"), r"\1:\2"),
    (re.compile(r"(?<!\S)(\d{1,2})(\d\d)(?!\S)"), r"\1-\2"),
    (re.compile(r"(?<!\S)(\d{1,2})(\d\d)(?!\S)"), r"\1.\2"),
    (re.compile(r"(?<!\S)(\d{1,2}) y media(?!\S)"), r"\1:30"),
    (re.compile(r"(?<!\S)(\d{1,2}) y cuarto(?!\S)"), r"\1:15"),
    (re.compile(r"(?<!\S)(\d{1,2}) y (\d\d)(?!\S)"), r"\1:\2"),
    (re.compile(r"(?<!\S)(\d{1,2}) y (\d)(?!\S)"), r"\1:0\2"),
    (re.compile(r"(?<!\S)(\d{1,2}) en punto(?!\S)"), r"\1:00"),
    (re.compile(r"(?<!\S)3 cuartos(?!\S)"), "3/4"),
    (re.compile(r"(?<!\S)1 cuarto(?!\S)"), "1/4"),
)
"""Clocks and fractions, once their words are figures."""


def _numbered(text: str) -> Iterator[str]:
    """With figures, also in the parts that "y" joins, and as a clock or a fraction."""
    halves = re.sub(r"(?<!\S)media (?=pulgada)", "1/2 ", text)
    if halves != text:
        yield halves
    counted = spanish_figures(halves)
    if counted == halves:
        return
    yield counted
    yield f" {AND} ".join(map(spanish_figures, halves.split(f" {AND} ")))
    for pattern, written in _REWRITTEN:
        yield pattern.sub(written, counted)


_MOST_WORDS = 9
"""Of a number: "novecientos noventa y nueve mil novecientos noventa y nueve"."""


def _spoken_numbers() -> dict[str, dict[str, str]]:
    """Any word behind any other, as often as the longest number has words."""
    states = ["start", *map(str, range(1, _MOST_WORDS + 1)), ""]
    return {state: dict.fromkeys(_WORDS, after) if after else {} for state, after in pairwise(states)}


SPANISH = Orthography(
    figures=spanish_figures,
    numbered=_numbered,
    number_words=_WORDS,
    spoken_numbers=_spoken_numbers(),
    figure_names={name: str(figure) for figure, name in enumerate(SMALL[:10])},
    repeated={"doble": 2, "triple": 3},
    hyphen_behind=frozenset(),
    beside_numbers=frozenset({"media", "cuarto", "cuartos", "en", "punto", "pulgada", "pulgadas"}),
    behind_figures=(THOUSAND,),
    before_figures=(THOUSAND,),
    between_figures=(AND,),
    joining_marks=".,-",
    cent_marks=".,",
    number_marks=re.compile(r"[-.,$]+"),
    short_forms={
        "número": ("n.º", "nº", "n°", "no.", "núm.", "#"), "calle": ("c/", "c."), "avenida": ("av.", "avda."),
        "señor": ("sr.", "sr"), "señora": ("sra.", "sra"), "señorita": ("srta.",), "doctor": ("dr.",),
        "doctora": ("dra.",), "don": ("d.",), "pulgada": ('"', "pulg."), "pulgadas": ('"', "pulg."), "grados": ("°",),
        "litros": ("l",), "metros": ("m",), "voltios": ("v",), "okey": ("ok",), "primero": ("1", "1º", "1.º"),
        "primer": ("1er", "1.er"), "segundo": ("2", "2º", "2.º"), "tercero": ("3", "3º", "3.º"),
    },
    silent=frozenset({"dólares", "pesos"}),
    opening_marks=("¿", "¡"),
    accents=_ACCENTS,
)  # fmt: skip
