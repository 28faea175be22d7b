"""The wake word wakes, once, and other speech does not."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from models.recognition import Frame
from models.voice_process import VoiceProcess, espeak_voice
from models.wake_word import THRESHOLD, WakeWord

SAMPLE_RATE = 16_000
FRAME = 1280

Said = Callable[[str], Frame]


@pytest.fixture(scope="module")
def voice() -> Iterator[VoiceProcess]:
    voice = espeak_voice()
    yield voice
    voice.close()


@pytest.fixture(scope="module")
def loaded() -> WakeWord:
    return WakeWord()


@pytest.fixture
def wake_word(loaded: WakeWord) -> WakeWord:
    loaded.reset()
    return loaded


@pytest.fixture
def said(voice: VoiceProcess, spoken: Callable[[VoiceProcess, str], Frame]) -> Said:
    """A second of silence, a text, and another second; whole frames, one a row."""

    def _said(text: str) -> Frame:
        recording = np.pad(spoken(voice, text), SAMPLE_RATE // 2)
        return recording[: len(recording) // FRAME * FRAME].reshape(-1, FRAME)

    return _said


def test_hey_jarvis_wakes(wake_word: WakeWord, said: Said) -> None:
    scores = [wake_word.hear(frame) for frame in said("hey jarvis")]
    assert max(scores) >= THRESHOLD
    assert max(scores[:12]) < THRESHOLD  # not in the silence before it


@pytest.mark.parametrize(
    "text", ["mark job nine thousand and one complete", "how many furnace filters do we have", "hey Carlos"]
)
def test_other_speech_does_not_wake(text: str, wake_word: WakeWord, said: Said) -> None:
    assert max(wake_word.hear(frame) for frame in said(text)) < THRESHOLD


def test_a_reset_forgets_the_wake_word_that_was_just_heard(wake_word: WakeWord, said: Said) -> None:
    frames = said("hey jarvis")
    woke = next(index for index, frame in enumerate(frames) if wake_word.hear(frame) >= THRESHOLD)
    wake_word.reset()
    assert max(wake_word.hear(frame) for frame in frames[woke + 1 :]) < THRESHOLD


def test_after_a_reset_a_stream_scores_as_it_did_before(wake_word: WakeWord, said: Said) -> None:
    frames = said("hey jarvis")
    before = [wake_word.hear(frame) for frame in frames]
    wake_word.reset()
    assert [wake_word.hear(frame) for frame in frames] == pytest.approx(before, abs=1e-6)
