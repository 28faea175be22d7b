"""When an utterance begins and when it is over. Pure: speech probabilities in, decisions out."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.endings import Ending
from models.voice_activity import is_speech


class Verdict(StrEnum):
    """What the end-pointer makes of a window."""

    GOES_ON = "goes on"
    """Whatever it was."""
    BEGAN = "began"
    """Somebody has begun to speak."""
    DROPPED = "dropped"
    """What had begun was a cough, a door or the tail of the wake word. Speech is waited for again."""
    OVER = "over"
    """The utterance has ended."""
    NOBODY = "nobody"
    """Nobody spoke in time."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The end-pointer's patience, in seconds."""

    begins: float = 0.09
    """Speech that lasts as long is the beginning of an utterance."""
    shortest: float = 0.2
    """Shorter speech is an utterance only when it is complete, such as "no"."""
    early: float = 0.1
    """The silence in which it is asked for the first time how the words may end: the answer may take its time,
    and is wanted at the next one."""
    nobody: float = 5.0
    """How long speech is waited for."""
    longest: float = 15.0
    """An utterance is cut off here, whatever the noise around it."""


class EndPointer:
    """Follows one utterance.

    `ending` tells what may come behind the words heard so far; it is asked twice in a long pause. With `begun`,
    speech is under way already: a wake word was noticed, and what follows is its tail, or the command in the same
    breath.
    """

    def __init__(
        self,
        ending: Callable[[], Ending],
        window_s: float,
        timing: Timing | None = None,
        *,
        begun: bool = False,
    ) -> None:
        self._ending = ending
        self._window_s = window_s
        self._timing = timing or Timing()
        self._begun = begun
        self._is_speech = begun
        self._patience = math.inf  # seconds of this pause; infinite while that was not asked
        # All in windows, so that no rounding adds up.
        self._now = 0
        self._run = 0  # of speech or silence, whichever the last window was
        self._spoken = 0  # speech since the utterance began
        self._start = 0
        self._end = 0

    @property
    def speech_start_s(self) -> float:
        """Seconds from the first window to the beginning of the speech."""
        return self._start * self._window_s

    @property
    def speech_end_s(self) -> float:
        """Seconds from the first window to the end of the speech, as far as it went until now."""
        return self._end * self._window_s

    def hear(self, probability: float) -> Verdict:
        """Takes the probability of speech in the next window."""
        self._follow(probability)
        if not self._begun:
            return self._wait()
        if self._lasted(self._now - self._start, self._timing.longest):
            return Verdict.OVER
        return Verdict.GOES_ON if self._is_speech else self._pause()

    def _follow(self, probability: float) -> None:
        self._now += 1
        was_speech = self._is_speech
        self._is_speech = is_speech(probability, before=was_speech)
        if self._is_speech != was_speech:
            self._run, self._patience = 0, math.inf
        self._run += 1
        if self._is_speech:
            self._spoken += 1
            self._end = self._now

    def _wait(self) -> Verdict:
        if self._is_speech and self._lasted(self._run, self._timing.begins):
            self._begun = True
            self._spoken = self._run
            self._start = self._now - self._run
            return Verdict.BEGAN
        return Verdict.NOBODY if self._lasted(self._now, self._timing.nobody) else Verdict.GOES_ON

    def _pause(self) -> Verdict:
        if not self._lasted(self._run, Ending.COMPLETE.silence_s):
            if self._lasted(self._run, self._timing.early) and not self._lasted(self._run - 1, self._timing.early):
                self._ending()
            return Verdict.GOES_ON
        if self._patience == math.inf:
            self._patience = self._ending().silence_s
        if self._lasted(self._run, self._patience):
            return Verdict.OVER
        if self._lasted(self._spoken, self._timing.shortest):
            return Verdict.GOES_ON
        self._begun = False
        return Verdict.DROPPED

    def _lasted(self, windows: int, seconds: float) -> bool:
        return windows * self._window_s >= seconds
