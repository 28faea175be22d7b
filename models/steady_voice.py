"""A voice that does not fall silent: when it fails, another speaks from then on."""

import logging
from collections.abc import Callable
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from models.errors import SpeechError
from models.speech import Voice

_log = logging.getLogger(__name__)


class SteadyVoice:
    """The first voice as long as it can speak, behind it a `Voice` that is opened only then. Its methods may be called
    from any thread: a sentence that nobody wants any more is still being made when the next is begun."""

    def __init__(self, first: Voice, second: Callable[[], Voice]) -> None:
        self._changing = Lock()
        self._voice = first
        self._second: Callable[[], Voice] | None = second
        self._sample_rate = first.sample_rate

    @property
    def name(self) -> str:
        """Who speaks now."""
        return self._voice.name

    @property
    def sample_rate(self) -> int:
        """Samples a second, whoever speaks."""
        return self._sample_rate

    def speak(self, text: str) -> NDArray[np.int16]:
        """`text` spoken: one channel at `sample_rate`.

        Raises:
            SpeechError: neither can speak, or it was closed.
        """
        voice = self._voice
        try:
            return self._spoken(voice, text)
        except SpeechError as error:
            return self._spoken(self._behind(voice, error), text)

    def close(self) -> None:
        """Lets go of whoever speaks."""
        with self._changing:
            self._second = None
            self._voice.close()

    def _behind(self, failed: Voice, error: SpeechError) -> Voice:
        """Who speaks after `failed` did not, for the reason `error`, which is raised where nobody does."""
        with self._changing:
            if self._voice is failed:  # else another thread was told of it before
                if self._second is None:
                    raise error
                _log.warning("another voice speaks from now on", extra={"why": str(error)})
                failed.close()
                self._voice, self._second = self._second(), None
            return self._voice

    def _spoken(self, voice: Voice, text: str) -> NDArray[np.int16]:
        samples, rate = voice.speak(text), voice.sample_rate
        if rate == self._sample_rate or not len(samples):
            return samples
        times = np.arange(len(samples) * self._sample_rate // rate) * rate / self._sample_rate
        return np.interp(times, np.arange(len(samples)), samples).astype(np.int16)
