"""The recogniser as the rest of the unit sees it: a book of phrases goes in, frames go in, a transcript comes out."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.phrases import PhraseBook

Frame = NDArray[np.int16]
"""Mono samples at 16 kHz; any length."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What an engine heard."""

    text: str
    """Lower-case words as spoken, numbers in words or in figures; empty when nothing fitted."""
    engine: str
    confidence: float
    """0 to 1; at or above the engine's threshold the words are accepted."""
    accepted: bool
    """False when the speech did not fit the book well enough to act on; `text` is then for the log of the desk only."""
    guesses: tuple[str, ...] = ()
    """Where the words are not accepted: what may have been said, likeliest first. Good for a question, and no more."""
    free: bool = False
    """Whether the words, or the guesses where there are some, are those of an ear that was held to no phrases."""


class Hearing(Protocol):
    """One utterance being recognised while it is spoken."""

    def feed(self, frame: Frame) -> None:
        """Takes the next samples."""

    def so_far(self) -> str:
        """The best words up to now; cheap enough to ask at every pause."""

    def finish(self) -> Transcript:
        """Ends the utterance and settles what was heard."""

    def drop(self) -> None:
        """Ends the utterance; it was none, and nobody wants to know what was heard."""


class Recogniser(Protocol):
    """An engine that hears with a phrase book: it is held to the sentences, or told the names."""

    def prepare(self, name: str, book: PhraseBook) -> None:
        """Compiles `book` under `name`, replacing what was there."""

    def hear(self, name: str) -> Hearing:
        """Starts an utterance heard with the book `name`. An earlier one that was not ended is dropped.

        Raises:
            RecogniserError: no book was prepared under that name.
        """
