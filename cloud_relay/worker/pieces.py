"""What somebody says, cut into pieces behind which they pause: each can be heard while it is not known yet whether they
go on."""

from collections import deque
from typing import Final

import numpy as np

from cloud_relay.voice.sound import HEARING_RATE, LONGEST_S, Samples
from models.voice_activity import WINDOW, VoiceActivity, is_speech

_BEGINS: Final = 3
"""Windows of speech that are more than a click."""
_PAUSE: Final = 3
"""Windows of silence: some 0.1 s. It is shorter than any pause that ends words, so that these are heard by then."""
_LEAD: Final = HEARING_RATE
"""Samples in front of speech that belong to it: its first sound is soft, and a recogniser wants some silence there."""


class Pieces:
    """Follows a microphone. The pieces, put together, are what was said, without a gap."""

    def __init__(self, activity: VoiceActivity) -> None:
        """`activity` is of this microphone alone."""
        self._activity = activity
        activity.reset()
        self._sound: deque[Samples] = deque()
        self._length = 0
        self._is_speech = False
        self._run = 0  # windows of speech or silence, whichever the last one was
        self.has_speech = False
        """Somebody has spoken, and that is in no piece yet."""

    @property
    def is_paused(self) -> bool:
        """Whether they have stopped, be it for a moment."""
        return not self._is_speech and self._run >= _PAUSE

    @property
    def silence_s(self) -> float:
        """Seconds since the last speech."""
        return 0.0 if self._is_speech else self._run * WINDOW / HEARING_RATE

    def feed(self, samples: Samples) -> None:
        """Takes the next samples.

        Raises:
            RecogniserError: voice activity failed.
        """
        self._sound.append(samples)
        self._length += len(samples)
        for probability in self._activity.hear(samples):
            self._follow(probability)
        longest = LONGEST_S * HEARING_RATE if self.has_speech or self._is_speech else _LEAD
        while self._length - len(self._sound[0]) >= longest:
            self._length -= len(self._sound.popleft())

    def _follow(self, probability: float) -> None:
        was_speech = self._is_speech
        self._is_speech = is_speech(probability, before=was_speech)
        self._run = self._run + 1 if self._is_speech == was_speech else 1
        if self._is_speech and self._run >= _BEGINS:
            self.has_speech = True

    def cut(self) -> Samples:
        """The piece up to now."""
        piece = np.concatenate(self._sound)
        self._sound.clear()
        self._length, self.has_speech = 0, False
        return piece
