"""Replies become sound, sentence by sentence: the first is heard while the next is being made."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from threading import Event

import numpy as np
from numpy.typing import NDArray

from conversation.manners import Answering
from conversation.reading import read_aloud, sentences
from edge_agent.earcons import earcon
from hardware.audio import AudioSink
from models.phrases import Language
from models.speech import Voice

_NOTICED_WITHIN_S = 0.02
"""While a sentence is being made: how soon it is seen that nobody wants it any more."""

Sound = NDArray[np.int16]


class Speaker:
    """A voice and where it is heard: the loudspeaker, or a folder of WAV files."""

    def __init__(self, voice: Voice, sink: AudioSink, language: Language = "en") -> None:
        self._voice = voice
        self._sink = sink
        self._language = language
        self._kept: dict[str, Sound] = {}

    def speak_with(self, voice: Voice, language: Language) -> None:
        """Speaks another language from now on."""
        self._voice, self._language = voice, language
        self._kept = {}

    def keep(self, texts: Iterable[str]) -> None:
        """Makes the sentences of `texts` ahead of time, so that they are heard at once whenever they are said.

        Raises:
            SpeechError: the voice failed.
        """
        for text in texts:
            self._kept |= {sentence: self._made(sentence) for sentence in sentences(text)}

    def say(self, text: str | Iterable[str], stop: Event | None = None) -> bool:
        """Speaks `text`, and returns when it has been played: True where `stop`, set from any thread, ended it before.

        `text` may come in pieces while it is still being worded; it is begun with its first whole sentence. Behind
        `stop` the sound ends within two blocks of the sink, and sentences that nobody will hear are not begun. One that
        the voice is making is made to its end and dropped; only the next text waits for it.

        Raises:
            SpeechError, AudioError: it could not be made, or not be played.
        """
        if isinstance(text, str) and not text.strip():
            return False
        stop = stop or Event()
        ahead = ThreadPoolExecutor(1, "speaking")
        try:
            sounds = self._sounds(sentences(text), ahead, stop)
            self._sink.play(sounds, self._voice.sample_rate, stop=stop)
        finally:
            ahead.shutdown(wait=False, cancel_futures=True)
        return stop.is_set()

    def signal(self, answering: Answering, stop: Event | None = None) -> bool:
        """Answers by a sound in the place of words; it ends as what is said does.

        Raises:
            AudioError: it could not be played.
        """
        stop = stop or Event()
        self._sink.play([earcon(answering, self._voice.sample_rate)], self._voice.sample_rate, stop=stop)
        return stop.is_set()

    def _sounds(self, text: Iterator[str], ahead: Executor, stop: Event) -> Iterator[Sound]:
        """The sentences of `text`, each made while the one before is heard, until `stop` is set."""
        coming = ahead.submit(self._next, text)
        while (sound := _unless(stop, coming)) is not None:
            coming = ahead.submit(self._next, text)
            yield sound

    def _next(self, text: Iterator[str]) -> Sound | None:
        sentence = next(text, None)
        return None if sentence is None else self._made(sentence)

    def _made(self, sentence: str) -> Sound:
        kept = self._kept.get(sentence)
        return self._voice.speak(read_aloud(sentence, self._language)) if kept is None else kept


def _unless(stop: Event, coming: Future[Sound | None]) -> Sound | None:
    """What is coming, as soon as it is there; None where `stop` is set before."""
    while not stop.is_set():
        if wait([coming], _NOTICED_WITHIN_S).done:
            return coming.result()
    return None
