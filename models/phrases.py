"""What may be said: sentence templates with the lists of names that fill them. One book serves every engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["en", "es"]
"""What people may speak, and the unit. Not every recogniser knows every language."""


@dataclass(frozen=True, slots=True)
class SpokenValue:
    """One value of a list and one way of saying it."""

    spoken: str
    """Lower-case words as they are spoken: ``three quarter inch elbow``."""
    value: str
    """What it means: ``3/4" elbow``."""


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Whole numbers, spoken in any of the ways people say them; the value is the figures."""

    lowest: int
    highest: int
    known: frozenset[int] = frozenset()
    """Those that stand for something. Others can be said too, and are believed only when they are heard clearly."""
    cents: bool = False
    """Whether they are amounts that may be written with their cents: then the value may be ``$268.50``."""


@dataclass(frozen=True, slots=True)
class FigureString:
    """Figures said one after the other, noughts in front and all: a telephone number, a postal code.

    The value is the figures. "Double three" is 33.
    """

    shortest: int
    longest: int
    """Figures."""


Values = tuple[SpokenValue, ...] | NumberRange | FigureString
"""What may stand in the place of a ``{list}``."""


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """Everything legal at one moment of a conversation."""

    intents: Mapping[str, tuple[str, ...]]
    """Intent name to its sentence templates in hassil's syntax."""
    lists: Mapping[str, Values] = field(default_factory=dict)
    """The values of each ``{list}``. In ``{list:slot}`` the value is kept under `slot`."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """The template behind each ``<rule>``."""
    language: Language = "en"
    """Of all of it."""
    names: tuple[str, ...] = ()
    """Names as they are written, likeliest first, that an engine may expect beside the sentences."""
    guessable: bool = True
    """Whether a guess at what was said otherwise is of use; behind a "shall I?" it is not."""
