"""How Whisper writes what is said in one language."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby


@dataclass(frozen=True, slots=True, eq=False)
class Orthography:
    """One language's numbers, short forms and marks. All words are lower case."""

    figures: Callable[[str], str]
    """Words with their numbers as figures: ``job four fifty six`` as ``job 456``. Takes figures among the words."""
    numbered: Callable[[str], Iterable[str]]
    """The further ways of writing words that have numbers in them: ``9:30`` for ``nine thirty``; none without."""
    number_words: tuple[str, ...]
    """The words that numbers are written with, however each may be written."""
    spoken_numbers: Mapping[str, Mapping[str, str]]
    """Which of them may follow which: of each state the words that may be next, and the state behind each, which comes
    later in the mapping. A number begins in ``start``, and ends in no state that ends with ``and``."""
    figure_names: Mapping[str, str]
    """The words for single figures, and the figure."""
    repeated: Mapping[str, int]
    """Words in front of a figure that stands for several: ``double three``."""
    hyphen_behind: frozenset[str]
    """The states behind which a hyphen may take the place of the space: ``forty-two``."""
    beside_numbers: frozenset[str]
    """Words that are written together with a number: ``3/4`` for ``three quarter``, ``9:30`` for ``nueve y media``."""
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

    def units(self, spoken: str) -> Iterator[str]:
        """What is written together in `spoken`: a word, the words of a number, letters one by one. What stands behind
        a number begins with a hyphen."""
        numbers, behind = _in_numbers(self), ""
        for kind, run in groupby(spoken.split(), lambda word: "number" if word in numbers else len(word) == 1):
            words = list(run)
            number = kind == "number" and _has_number(self, " ".join(words))
            units = [" ".join(words)] if number or kind is True else words
            yield f"{behind}{units[0]}"
            yield from units[1:]
            behind = "-" if number else ""


@lru_cache
def _in_numbers(orthography: Orthography) -> frozenset[str]:
    """The words that may stand in what is written as a number."""
    return orthography.beside_numbers.union(orthography.number_words)


@lru_cache(maxsize=65_536)
def _has_number(orthography: Orthography, words: str) -> bool:
    return any(True for _ in orthography.numbered(words))
