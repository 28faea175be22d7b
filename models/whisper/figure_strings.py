"""Strings of figures: how many were said is heard from the stretches of speech between the pauses.

Whisper writes a short string twice ("7 0 7 7 0 7"), and leaves out one of two equal figures. Who says figures one by
one pauses between them, or between groups of them; read alone, such a stretch is not written twice so easily. The
string that is believed is the one that fits the whole, and whose parts fit the stretches.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from models.recognition import Frame
from models.voice_activity import WINDOW, VoiceActivity
from models.whisper.readings import Candidate

_SAMPLE_RATE = 16_000
_BEGINS, _ENDS = 0.7, 0.6
"""Probabilities of speech. Silero's own thresholds do not part two figures that follow one another."""
_SHORTEST = 3
"""Windows of 32 ms."""
_AROUND = 2400
"""Samples before and behind a stretch."""
_SHARE = 0.3
"""Of the stretches' nats beside those of the whole."""
_FAR = -8.0
"""Nats of a string that one of the two readings did not find."""
_UNLIKELY = -10.0
"""Nats of a stretch that has no figure, or others than those it was heard as; for each figure too many or too few."""
MOST_AT_ONCE = 4
"""Figures of one stretch, as they are said in a group."""
_QUICKEST_S = 0.15
"""For one figure: nobody says more of them in a stretch. Of three voices the quickest string had 0.20 s for each."""
_LATER = np.zeros(11_200, np.int16)
_LEAD, _TAIL = np.zeros(8000, np.int16), np.zeros(4800, np.int16)
"""Silence around a stretch."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is said between two pauses."""

    sound: Frame
    most: int
    """Figures that there is time for."""


def stretches(speech: Frame, activity: VoiceActivity) -> list[Stretch]:
    """The stretches of `speech`."""
    activity.reset()
    found, begin = list[tuple[int, int]](), None
    for window, probability in enumerate([*activity.hear(speech), 0.0]):
        if begin is None and probability >= _BEGINS:
            begin = window
        elif begin is not None and probability < _ENDS:
            found.append((begin, window))
            begin = None
    return [_stretch(speech, first * WINDOW, last * WINDOW) for first, last in found if last - first >= _SHORTEST]


def _stretch(speech: Frame, begin: int, end: int) -> Stretch:
    sound = np.concatenate([_LEAD, speech[max(begin - _AROUND, 0) : end + _AROUND], _TAIL])
    return Stretch(sound, max(int((end - begin) / (_QUICKEST_S * _SAMPLE_RATE)), 1))


def later(speech: Frame) -> Frame:
    """`speech` as it is read a second time, behind more silence."""
    return np.concatenate([_LATER, speech])


def weighed(
    first: Sequence[Candidate], again: Sequence[Candidate], heard: Sequence[Sequence[Candidate]], lengths: range
) -> list[Candidate]:
    """The strings that were found in two readings of the whole, scored anew, best first. None of them is proved where
    the stretches' own favourites make a string of a length that was not to be found: figures that are too few or too
    many for what is asked.

    Args:
        first: of one reading, and `again` of the other.
        heard: what was found in each stretch, as far as there is time for it.
        lengths: figures that a string of the book may have.
    """
    parts = [_behind_best(found) for found in heard]
    scores = [_behind_best(first), _behind_best(again)]
    known = {one.sentence.figures: one for one in (*again, *first) if one.sentence.figures}
    said = sum(len(_likeliest(part)) for part in parts)
    strings = list[Candidate]()
    for figures, one in known.items():
        whole, fit = sum(score.get(figures, _FAR) for score in scores) / 2, _fit(figures, parts)
        sentence = replace(one.sentence, unproved=bool(parts) and said not in lengths)
        strings.append(replace(one, sentence=sentence, score=whole + fit, contradicted=-fit))
    return sorted(strings, key=lambda one: -one.score)


def _behind_best(found: Sequence[Candidate]) -> dict[str, float]:
    """The strings among `found`, with their nats behind the best."""
    return {one.sentence.figures: max(one.score - found[0].score, _FAR) for one in found}


def _fit(figures: str, heard: Sequence[Mapping[str, float]]) -> float:
    """Nats by which the stretches speak for `figures`: of the best way to part these among them.

    Args:
        figures: the string.
        heard: of each stretch the strings that it may be, with their nats behind its best.
    """

    @cache
    def best(begin: int, stretch: int) -> float:
        if stretch == len(heard):
            return 0.0 if begin == len(figures) else -np.inf
        parts = (figures[begin:end] for end in range(begin, min(begin + MOST_AT_ONCE, len(figures)) + 1))
        return max(_likely(part, heard[stretch]) + best(begin + len(part), stretch + 1) for part in parts)

    return max(_SHARE * best(0, 0), _SHARE * _UNLIKELY * (len(heard) + 1))


def _likely(part: str, heard: Mapping[str, float]) -> float:
    """Nats of a stretch that was heard as `heard` if `part` was said in it."""
    amiss = abs(len(part) - len(_likeliest(heard)))
    return heard.get(part, _UNLIKELY * max(amiss, 1))


def _likeliest(heard: Mapping[str, float]) -> str:
    """What a stretch was heard as; empty where it has no figure."""
    return max(heard, key=heard.__getitem__, default="")
