"""How badly held words fit speech: what likelihood they lose against a free path of phones over the same sound. Pure.

A recogniser that is held to phrases makes the best of anything. What was not one of the phrases shows in stretches
where the free path explains the sound far better (a likelihood ratio against a garbage model, as in Bourlard, D'hoore
and Boite, "Optimizing recognition and rejection performance in wordspotting systems", ICASSP 1994). The mean over an
utterance hides one wrong name among right words; the worst half second does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WINDOW = 30
"""Frames of 10 ms in the worst stretch: about a word."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one path through the sound."""

    first: int
    """Its first frame, of 10 ms."""
    last: int
    log_likelihood: float
    """Acoustic, of all its frames, against the best that any sound of speech explains each of them."""
    speech: bool = True
    """Whether it is a word or a phone, and not silence or noise."""


def misfit(held: Iterable[Segment], free: Iterable[Segment]) -> float:
    """Nats per frame that the held path loses in its worst `WINDOW` frames; in all of them where there are fewer."""
    held, free = tuple(held), tuple(free)
    frames = 1 + max((segment.last for segment in (*held, *free)), default=-1)
    if frames == 0:
        return 0.0
    lost = _per_frame(free, frames) - _per_frame(held, frames)
    window = min(WINDOW, frames)
    return float(np.convolve(lost, np.full(window, 1 / window), "valid").max())


def cost(held: Iterable[Segment], free: Iterable[Segment]) -> float:
    """Nats that the held path costs per frame of speech: of those that either path takes for speech; 0 without any."""
    held, free = tuple(held), tuple(free)
    frames = 1 + max((segment.last for segment in (*held, *free)), default=-1)
    speech = np.zeros(frames, bool)
    for segment in (*held, *free):
        if segment.speech:
            speech[segment.first : segment.last + 1] = True
    return float(-_per_frame(held, frames)[speech].mean()) if speech.any() else 0.0


def _per_frame(path: tuple[Segment, ...], frames: int) -> NDArray[np.float64]:
    likelihood = np.zeros(frames)
    for segment in path:
        likelihood[segment.first : segment.last + 1] = segment.log_likelihood / (segment.last - segment.first + 1)
    return likelihood
