"""Engines at the edge of the relay that hear what a test says, and speak silence."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import get_args

import numpy as np

from cloud_relay.voice.ear import Ear
from cloud_relay.voice.engines import Engines
from cloud_relay.voice.mouth import Mouth
from cloud_relay.voice.sound import Samples
from erp import Language
from models.errors import ModelError
from models.phrases import PhraseBook
from models.recognition import Transcript

RATE = 16_000


@dataclass(slots=True)
class ToldEngines:
    """What all ears hear next, in the order of asking, and how the engines are."""

    words: "deque[str]" = field(default_factory=deque)
    guesses: tuple[str, ...] = ()
    """What may have been said, where nothing is heard."""
    heard_in: list[Language] = field(default_factory=list)
    free: threading.Event = field(default_factory=threading.Event)
    """While it is not set, the ears are at work on something."""
    loads: threading.Event = field(default_factory=threading.Event)
    """The ears have begun to load."""
    loaded: threading.Event = field(default_factory=threading.Event)
    """While it is not set, they go on loading."""
    ear: ModelError | None = None
    """What the ears fail with."""
    mouth: ModelError | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.free.set()
        self.loaded.set()

    def engines(self) -> Engines:
        """As the relay has them."""
        languages: tuple[Language, ...] = get_args(Language)
        return Engines(
            ears={language: Ear.of(lambda language=language: self._opened_ear(language)) for language in languages},  # type: ignore[misc]
            mouths={language: Mouth.of(self._opened_mouth, language) for language in languages},
        )

    @contextmanager
    def _opened_ear(self, language: Language) -> "Iterator[_Told]":
        self.loads.set()
        self.loaded.wait()
        yield _Told(self, language)

    @contextmanager
    def _opened_mouth(self) -> "Iterator[_Silent]":
        yield _Silent(self)

    def next_words(self, language: Language) -> str:
        """What is heard now."""
        self.free.wait()
        if self.ear:
            raise self.ear
        with self._lock:
            self.heard_in.append(language)
            return self.words.popleft() if self.words else ""


@dataclass(frozen=True, slots=True)
class _Told:
    """A recogniser."""

    told: ToldEngines
    language: Language

    def prepare(self, name: str, book: PhraseBook) -> None:
        """Nothing is compiled."""

    def hear(self, name: str) -> "_Hearing":
        """An utterance."""
        return _Hearing(self)


@dataclass(frozen=True, slots=True)
class _Hearing:
    by: _Told

    def feed(self, frame: Samples) -> None:
        """Takes the next samples."""

    def so_far(self) -> str:
        """Nothing before the end."""
        return ""

    def finish(self) -> Transcript:
        """What was told."""
        words = self.by.told.next_words(self.by.language)
        guesses = () if words else self.by.told.guesses
        return Transcript(words, "told", 1.0 if words else 0.0, accepted=bool(words), guesses=guesses)

    def drop(self) -> None:
        """It was none."""


@dataclass(frozen=True, slots=True)
class _Silent:
    """A voice."""

    told: ToldEngines
    name: str = "silence"
    sample_rate: int = RATE

    def speak(self, text: str) -> Samples:
        """Silence, longer for more words."""
        if self.told.mouth:
            raise self.told.mouth
        return np.zeros(100 * len(text), np.int16)

    def close(self) -> None:
        """Nothing is held."""
