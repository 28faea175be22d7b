"""What happens in the sound that is listened to: the wake word, what was said, and that nothing was."""

from dataclasses import dataclass

from models.recognition import Transcript


@dataclass(frozen=True, slots=True)
class Woken:
    """The wake word was heard."""

    at_s: float
    """Seconds of sound since the listening began, like all times here."""
    score: float


@dataclass(frozen=True, slots=True)
class Spent:
    """Computing times in milliseconds, and the sound that they were spent on: all since the event before."""

    sound_s: float = 0.0
    wake_word_ms: float = 0.0
    voice_activity_ms: float = 0.0
    recognition_ms: float = 0.0
    """While the person spoke."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody spoke and has finished."""

    transcript: Transcript
    """Without the wake word."""
    book: str
    """The phrase book it was held to."""
    wake_score: float | None
    """None where no wake word was needed."""
    speech_start_s: float
    """Where the speech began; in the same breath as the wake word, where that was noticed."""
    speech_end_s: float
    decided_at_s: float
    """When the end-pointer decided that the speech was over."""
    behind_ms: float
    """How far behind the sound the listening was with that decision, or would be if the sound were spoken just now."""
    recognition_ms: float
    """From that decision to the transcript."""
    spent: Spent


@dataclass(frozen=True, slots=True)
class NothingSaid:
    """Somebody was expected to speak and did not."""

    book: str
    at_s: float


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Nobody is speaking, and `Listener.interrupt` was called."""


ListeningEvent = Woken | Heard | NothingSaid | Interrupted
