"""Sentences as a synthetic voice says them, at a phone's rate."""

from dataclasses import dataclass, field

import numpy as np
from livekit import rtc
from numpy.typing import NDArray

from cloud_relay.phone import RATE
from models.speech import Voice


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
            self._known[text] = np.frombuffer(b"".join(bytes(frame.data) for frame in frames), np.int16)
        return self._known[text]
