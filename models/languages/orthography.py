"""How Whisper writes what is said in one language."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Orthography:
    """One language's numbers, short forms and marks. All words are lower case."""

    figures: Callable[[str], str]
    """Words with their numbers as figures: ``job four fifty six`` as ``job 456``. Takes figures among the words."""
    numbered: Callable[[str], Iterable[str]]
    """The further ways of writing words that have numbers in them: ``9:30`` for ``nine thirty``; none without."""
    number_words: tuple[str, ...]
    """The words that numbers are written with, however each may be written."""
    most_number_words: int
    """Of one number."""
    behind_figures: tuple[str, ...]
    """Words that go on a number which was begun in figures: ``4 thousand``."""
    before_figures: tuple[str, ...]
    """Words behind which a number goes on in figures: ``mil 200``."""
    between_figures: tuple[str, ...]
    """Words that add the last figure to a round number: ``240 y 2``."""
    joining_marks: str
    """What may stand between any figures of a number, ``1,200`` or ``4-5-6``; of point, comma and hyphen."""
    cent_marks: str
    """What may stand in front of cents; of point and comma."""
    number_marks: re.Pattern[str]
    """What may stand between the parts of a written number and says nothing."""
    short_forms: Mapping[str, tuple[str, ...]]
    """Word to how it is written for short."""
    silent: frozenset[str]
    """Words that are written as a sign in front of the figures, if at all: ``$268``."""
    opening_marks: tuple[str, ...] = ()
    """What may stand in front of the first word."""
    accents: Mapping[int, int] | None = None
    """Letters that may be written without their accent, for `str.translate`."""
