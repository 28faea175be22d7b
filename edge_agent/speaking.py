"""Replies become sound."""

from dataclasses import dataclass

from hardware.audio import AudioSink
from models.speech import Voice


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice and where it is heard: the loudspeaker, or a folder of WAV files."""

    voice: Voice
    sink: AudioSink

    def say(self, text: str) -> None:
        """Speaks `text` and returns when it has been played; says nothing when there is nothing to say."""
        if text:
            self.sink.play(self.voice.speak(text), self.voice.sample_rate)
