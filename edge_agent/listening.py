"""From frames to utterances: wake word, voice activity, end-pointing and recognition of one stream of sound.

All of it computes, and waits for nothing but the source's next frame, so that it runs in a thread of its own.
"""

from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from time import perf_counter

from assistant.endings import Ending
from assistant.wake_phrase import behind_wake_word, without_wake_word
from edge_agent.endpointing import EndPointer, Timing, Verdict
from edge_agent.listening_events import Heard, Interrupted, ListeningEvent, NothingSaid, Spent, Woken
from hardware.audio import FRAME, SAMPLE_RATE, AudioSource
from models.recognition import Frame, Hearing, Recogniser
from models.voice_activity import WINDOW, VoiceActivity
from models.wake_word import CERTAIN, THRESHOLD, WakeWord

EndingOf = Callable[[str], Ending]
"""What may come behind words. Asked in every pause, so it must be quick."""

_FRAME_S = FRAME / SAMPLE_RATE

_WAKE_WORD_FRAMES = 15
"""1.2 s: the wake word, and the longest that the model took to notice it (0.45 s behind its end). The recogniser must
hear it whole, because of half a "jarvis" it makes a word of its phrases: from 0.3 s before the model's decision on,
which is about where "jarvis" ends, 9 of 33 commands said in one breath were right; from 1.2 s on, 28."""

_ONSET_FRAMES = 5
"""0.4 s: what the recogniser is given from before it was certain that somebody speaks."""


@dataclass(frozen=True, slots=True)
class _Expected:
    """What may be heard next."""

    book: str
    wake: bool
    """Only behind the wake word."""
    own_voice: bool = False
    """The unit itself is speaking."""


@dataclass(frozen=True, slots=True)
class _Means:
    """What an utterance is followed with."""

    recogniser: Recogniser
    ending_of: EndingOf
    timing: Timing


class Listener:
    """Hears utterances, one after the other, in one source at a time.

    The books that are expected must have been prepared in the recogniser, each made by `with_wake_word`.
    """

    def __init__(
        self,
        wake_word: WakeWord,
        voice_activity: VoiceActivity,
        recogniser: Recogniser,
        ending_of: EndingOf,
        timing: Timing | None = None,
    ) -> None:
        self._wake_word = wake_word
        self._voice_activity = voice_activity
        self._means = _Means(recogniser, ending_of, timing or Timing())
        self._expected = _Expected("", wake=True)
        self._interrupted = False

    def hear_with(self, recogniser: Recogniser) -> None:
        """Another recogniser hears from the next utterance on. The books that are expected must be prepared in it."""
        self._means = replace(self._means, recogniser=recogniser)

    def expect(self, book: str, *, wake: bool) -> None:
        """Says which book the next utterance is held to, and whether the wake word must come first.

        May be called from any thread: a button ends the waiting for the wake word with the next frame.
        """
        self._expected = _Expected(book, wake)

    def overhear(self, book: str) -> None:
        """Says that the unit itself speaks, until the next `expect`: only the wake word opens an utterance, which is
        held to `book`.

        Nothing else that is heard meanwhile counts, nor is it part of an answer that needs no wake word. May be called
        from any thread, like `expect`.
        """
        self._expected = _Expected(book, wake=True, own_voice=True)

    def interrupt(self) -> None:
        """Asks for an `Interrupted` as soon as nobody speaks. May be called from any thread."""
        self._interrupted = True

    def events(self, source: AudioSource) -> Generator[ListeningEvent, None, None]:
        """What happens in the sound of `source`, until it ends. What is done between two events delays the listening.

        Raises:
            AudioError: the source failed.
        """
        ear = _Ear(self._wake_word, self._voice_activity)
        utterance: _Utterance | None = None
        before = self._expected
        try:
            for frame in source.frames():
                ear.begin_frame()
                expected = self._expected
                if utterance and expected.own_voice and not utterance.woken:
                    utterance.drop()
                    utterance = None
                if utterance is None and before.own_voice and not expected.wake:
                    ear.forget()  # what the unit itself said is no part of the answer
                    self._voice_activity.reset()
                before = expected
                if self._interrupted and utterance is None:
                    self._interrupted = False
                    yield Interrupted()
                speech = ear.hear(frame)
                if utterance is None and expected.wake:
                    if woken := ear.woken(frame):
                        utterance = _Utterance(self._means, ear, expected.book, woken)
                        yield woken
                    continue
                utterance = utterance or _Utterance(self._means, ear, expected.book, None)
                if utterance.hear(frame, speech) in (Verdict.OVER, Verdict.NOBODY):
                    finished, utterance = utterance, None
                    yield finished.end()
            if utterance and utterance.speaking:
                yield utterance.end()
        finally:
            if utterance:
                utterance.drop()


class _Ear:
    """What is listened to all the time, and the sound that was just heard."""

    def __init__(self, wake_word: WakeWord, voice_activity: VoiceActivity) -> None:
        self._wake_word = wake_word
        self._voice_activity = voice_activity
        self._last_score = 0.0
        self._behind_s = 0.0
        self._frame_began: float | None = None
        self.now_s = 0.0
        self.recent: deque[Frame] = deque(maxlen=_WAKE_WORD_FRAMES)
        self.spent = Spent()
        wake_word.reset()
        voice_activity.reset()

    def begin_frame(self) -> None:
        """What the frame before took longer than it lasts is still to be caught up."""
        if self._frame_began is not None:
            self._behind_s = max(self.behind_s - _FRAME_S, 0.0)
        self._frame_began = perf_counter()

    @property
    def behind_s(self) -> float:
        """How far behind the sound the listening is, if each frame could be had no earlier than it was spoken."""
        return self._behind_s + perf_counter() - (self._frame_began or perf_counter())

    def hear(self, frame: Frame) -> list[float]:
        """The probabilities of speech in the windows that `frame` completes."""
        started = perf_counter()
        self.now_s += _FRAME_S
        self.recent.append(frame)
        probabilities = self._voice_activity.hear(frame)
        self.spend(sound_s=_FRAME_S, voice_activity_ms=_ms_since(started))
        return probabilities

    def woken(self, frame: Frame) -> Woken | None:
        """Two frames in a row wake, or one beyond doubt; a spike does not."""
        started = perf_counter()
        score = self._wake_word.hear(frame)
        lasting, self._last_score = min(score, self._last_score), score
        self.spend(wake_word_ms=_ms_since(started))
        return Woken(self.now_s, score) if score >= CERTAIN or lasting >= THRESHOLD else None

    def forget(self) -> None:
        """An utterance is over: nothing of it belongs to the next, and no wake word is heard twice."""
        self.recent.clear()
        self.spent = Spent()
        self._behind_s, self._frame_began = 0.0, None  # what is done about it is no delay of listening
        self._last_score = 0.0
        self._wake_word.reset()

    def spend(self, **more: float) -> None:
        """Adds to what was spent."""
        self.spent = replace(self.spent, **{name: getattr(self.spent, name) + spent for name, spent in more.items()})


class _Utterance:
    """What one person says in one go, from the moment somebody is expected to speak."""

    def __init__(self, means: _Means, ear: _Ear, book: str, woken: Woken | None) -> None:
        self._means = means
        self._ear = ear
        self._book = book
        self._woken = woken
        self._origin_s = ear.now_s if woken else ear.now_s - _FRAME_S
        self._hearing: Hearing | None = None
        self._end_pointer = EndPointer(self._ending, WINDOW / SAMPLE_RATE, means.timing, begun=woken is not None)
        if woken:
            self._begin(_WAKE_WORD_FRAMES)

    @property
    def woken(self) -> bool:
        """The wake word opened it."""
        return self._woken is not None

    @property
    def speaking(self) -> bool:
        """Somebody has begun to speak."""
        return self._hearing is not None

    def hear(self, frame: Frame, probabilities: list[float]) -> Verdict:
        """Takes the next frame. ``OVER`` and ``NOBODY`` are its end."""
        started = perf_counter()
        if self._hearing:
            self._hearing.feed(frame)
        verdict = Verdict.GOES_ON
        for probability in probabilities:
            verdict = self._end_pointer.hear(probability)
            if verdict is Verdict.BEGAN:
                self._begin(_ONSET_FRAMES)
            elif verdict is Verdict.DROPPED:
                self.drop()
            elif verdict is not Verdict.GOES_ON:
                break
        self._ear.spend(recognition_ms=_ms_since(started))
        return verdict

    def end(self) -> ListeningEvent:
        """Settles what was said."""
        if self._hearing is None:
            self._ear.forget()
            return NothingSaid(self._book, self._ear.now_s)
        behind_ms, started = 1000 * self._ear.behind_s, perf_counter()
        transcript = self._hearing.finish()
        self._hearing = None
        heard = Heard(
            without_wake_word(transcript),
            self._book,
            self._woken.score if self._woken else None,
            self._origin_s + self._end_pointer.speech_start_s,
            self._origin_s + self._end_pointer.speech_end_s,
            self._ear.now_s,
            behind_ms,
            _ms_since(started),
            self._ear.spent,
        )
        self._ear.forget()
        return heard

    def drop(self) -> None:
        """Ends the recognition of what was no utterance."""
        if self._hearing:
            self._hearing.drop()
            self._hearing = None

    def _begin(self, frames: int) -> None:
        """Starts the recognition with the last `frames` heard."""
        self._hearing = self._means.recogniser.hear(self._book)
        for frame in list(self._ear.recent)[-frames:]:
            self._hearing.feed(frame)

    def _ending(self) -> Ending:
        words = behind_wake_word(self._hearing.so_far()) if self._hearing else ""
        return self._means.ending_of(words)


def _ms_since(started: float) -> float:
    return 1000 * (perf_counter() - started)
