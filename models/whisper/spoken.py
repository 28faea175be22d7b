"""From the sound of an utterance to what Whisper is given of it: the speech, and some silence around it."""

from dataclasses import dataclass

import numpy as np

from models.recognition import Frame
from models.voice_activity import WINDOW, VoiceActivity

_SAMPLE_RATE = 16_000
_SPEECH = 0.5
_AROUND_S = 1.0
"""What is heard before and behind the speech."""
_LEAD_S = 0.7
"""Silence is put in front of speech that has less before it: Whisper loses the first word of a sound that begins with
it."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What was spoken up to now."""

    sound: Frame
    """With what was heard around it."""
    seconds: float
    """From the first to the last speech in it."""


class Spoken:
    """The sound of one utterance on its way, and where in it somebody speaks."""

    def __init__(self, activity: VoiceActivity) -> None:
        """`activity` is this utterance's until the next begins."""
        self._activity = activity
        self._sound = [np.zeros(0, np.int16)]
        self._probabilities: list[float] = []
        activity.reset()

    def feed(self, frame: Frame) -> None:
        """Takes the next samples."""
        self._sound.append(frame)
        self._probabilities += self._activity.hear(frame)

    def ends(self) -> int:
        """How many windows there are to the end of the speech; 0 while nobody has spoken."""
        return int(np.flatnonzero(np.array([1.0, *self._probabilities]) > _SPEECH)[-1])

    def speech(self) -> Speech:
        """What was spoken; empty while nobody has."""
        first = next((at for at, likely in enumerate(self._probabilities) if likely > _SPEECH), 0)
        begin, end, around = first * WINDOW, self.ends() * WINDOW, round(_AROUND_S * _SAMPLE_RATE)
        sound = np.concatenate(self._sound)[max(begin - around, 0) : end + around]
        lead = max(round(_LEAD_S * _SAMPLE_RATE) - begin, 0)
        return Speech(np.pad(sound, (lead, 0)), (end - begin) / _SAMPLE_RATE)
