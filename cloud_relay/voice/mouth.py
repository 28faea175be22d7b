"""Replies become sound, sentence by sentence."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cloud_relay.voice.engine import SharedEngine
from conversation.reading import read_aloud, sentences
from models.phrases import Language
from models.speech import Voice

_WITHIN_S: Final = 10.0
_MOST_KEPT: Final = 300
"""Sentences that are often said are made once: some 100 kB each."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One sentence, as mono samples."""

    samples: NDArray[np.int16]
    sample_rate: int


@dataclass(slots=True)
class Mouth:
    """A voice that everybody of one language shares."""

    engine: SharedEngine[Voice]
    language: Language
    _kept: "OrderedDict[str, Speech]" = field(default_factory=OrderedDict)

    @classmethod
    def of(cls, load: Callable[[], AbstractContextManager[Voice]], language: Language) -> "Mouth":
        """With the voice that `load` opens when it is first needed."""
        return cls(SharedEngine(load, _WITHIN_S), language)

    async def speak(self, text: str) -> AsyncIterator[Speech]:
        """The sentences of `text`, each as soon as it is made.

        Raises:
            BusyError, models.errors.ModelError: as `SharedEngine.do`.
        """
        for sentence in sentences(text):
            made: Speech | None = self._kept.get(sentence)
            if made is None:
                made = await self.engine.do(partial(self._made, sentence))
            self._kept[sentence] = made
            self._kept.move_to_end(sentence)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            yield made

    def _made(self, sentence: str, voice: Voice) -> Speech:
        return Speech(voice.speak(read_aloud(sentence, self.language)), voice.sample_rate)
