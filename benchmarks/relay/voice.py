"""Sentences as a synthetic voice says them, at a phone's rate, from the first sound to the last."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from livekit import rtc
from numpy.typing import NDArray

from cloud_relay.phone import RATE
from models.speech import Voice

_QUIET: Final = 500
"""Of 32,767. The voice leaves up to 0.3 s of it behind a sentence, and none of that is the caller's speech."""


@dataclass(slots=True)
class Says:
    """Each made once."""

    voice: Voice
    _known: dict[str, NDArray[np.int16]] = field(default_factory=dict)

    def __call__(self, text: str) -> NDArray[np.int16]:
        """Mono samples at 48 kHz."""
        if text not in self._known:
            resampler = rtc.AudioResampler(self.voice.sample_rate, RATE)
            frames = [*resampler.push(bytearray(self.voice.speak(text).tobytes())), *resampler.flush()]
            samples = np.frombuffer(b"".join(bytes(frame.data) for frame in frames), np.int16)
            loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > _QUIET)
            self._known[text] = samples[loud[0] : loud[-1] + 1]
        return self._known[text]
