"""How the names of parts are said in Spanish: shorter, and for more than one."""

import re
from collections.abc import Iterator

from conversation.written_forms import plain
from models.languages.spanish_figures import HUNDREDS, SMALL, TENS

_NUMBERS = frozenset({"un", "una", *map(plain, (*SMALL, *TENS, *HUNDREDS))})
_MEASURES = _NUMBERS | {"media", "medio"}
_NUMBER = rf"(?:{'|'.join(filter(None, _NUMBERS))})"
_FIGURE = rf"{_NUMBER}(?: (?:y )?{_NUMBER})*"
_UNIT = (
    r"(?:galon(?:es)?|litros?|pies?|libras?|onzas?|toneladas?|voltios?|volts?|amper(?:e|es|ios)?|amps?|caballos?"
    r"|grados?|tercios?)"
)
_UP_TO_IT = r" de (?:(?!de\b)\w+ )*"
_MEASURE = re.compile(
    rf"(?:{_UP_TO_IT}(?:(?:cuartos?|octavos?|medios?|media)(?: de pulgadas?)?|pulgadas?)"
    rf"| de (?:{_FIGURE} )?{_UNIT}(?: de fuerza)?| de {_FIGURE}(?: por {_FIGURE})*)$"
)
"""The last one: of "válvula de bola de tres cuartos" it leaves "válvula de bola"."""
_THICK = re.compile(rf"( de {_FIGURE} por {_FIGURE}) por {_FIGURE}$")
"""How thick something is beside its length and its width, which hardly anybody says."""


def shorter(form: str) -> Iterator[str]:
    """Ways of saying the name of a part without "pulgada", and without its measure."""
    yield re.sub(r" (?:de )?pulgadas?\b", "", form)
    yield _MEASURE.sub("", form)
    yield _THICK.sub(r"\1", form)


def plural(words: str) -> str:
    """``codos de cobre``, ``válvulas``, ``empaques``: the noun, which stands first; behind a measure it is English."""
    noun, space, rest = words.partition(" ")
    if noun in _MEASURES:
        return words if words.endswith("s") else f"{words}s"
    if noun.endswith("s") or (words.endswith("s") and not rest.startswith("de ")):
        return words
    if noun.endswith("z"):
        return f"{noun[:-1]}ces{space}{rest}"
    return f"{noun}{'s' if noun[-1:] in 'aeiou' else 'es'}{space}{rest}"
