"""Replies become sound, sentence by sentence: the first is heard while the next is being made."""

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from hardware.audio import AudioSink
from models.speech import Voice

_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9])")

Sound = NDArray[np.int16]


class Speaker:
    """A voice and where it is heard: the loudspeaker, or a folder of WAV files."""

    def __init__(self, voice: Voice, sink: AudioSink) -> None:
        self._voice = voice
        self._sink = sink
        self._kept: dict[str, Sound] = {}

    def keep(self, texts: Iterable[str]) -> None:
        """Makes the sentences of `texts` ahead of time, so that they are heard at once whenever they are said.

        Raises:
            SpeechError: the voice failed.
        """
        for text in texts:
            self._kept |= {sentence: self._voice.speak(sentence) for sentence in _sentences(text)}

    def say(self, text: str) -> None:
        """Speaks `text` and returns when it has been played; says nothing when there is nothing to say.

        Raises:
            SpeechError, AudioError: it could not be made, or not be played.
        """
        if text:
            self._sink.play(self._sounds(text), self._voice.sample_rate)

    def _sounds(self, text: str) -> Iterator[Sound]:
        """The sentences of `text`, each made while the one before is heard."""
        with ThreadPoolExecutor(1) as ahead:
            coming: Future[Sound] | None = None
            for sentence in _sentences(text):
                made, coming = coming, ahead.submit(self._sound, sentence)
                if made:
                    yield made.result()
            if coming:
                yield coming.result()

    def _sound(self, sentence: str) -> Sound:
        kept = self._kept.get(sentence)
        return self._voice.speak(sentence) if kept is None else kept


def _sentences(text: str) -> list[str]:
    return _BETWEEN_SENTENCES.split(text)
