"""What an agent tells speech from silence by."""

from dataclasses import dataclass
from typing import Final

from livekit.agents import vad
from livekit.plugins import silero

from models.voice_activity import VoiceActivity

_SILENCE_S: Final = 0.15
"""Behind which LiveKit has heard the end of somebody's words: whether they are at their end is asked then."""


@dataclass(frozen=True, slots=True)
class Ears:
    """Of one agent at a time."""

    turns: vad.VAD
    """LiveKit's, by which it tells who speaks."""
    pauses: VoiceActivity
    """Ours, which is not smoothed: a pause is seen while LiveKit takes it for speech still."""

    @classmethod
    def loaded(cls) -> "Ears":
        """Takes a moment.

        Raises:
            RecogniserError: this machine cannot run them.
        """
        return cls(silero.VAD.load(min_silence_duration=_SILENCE_S), VoiceActivity())
