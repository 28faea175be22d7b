"""Voice activity over a stream is what the reference gives over the whole recording."""

from collections.abc import Callable
from contextlib import closing

import numpy as np
import pytest
from faster_whisper.vad import get_vad_model
from hypothesis import given, settings
from hypothesis import strategies as st

from models.recognition import Frame
from models.voice_activity import WINDOW, VoiceActivity
from models.voice_process import VoiceProcess, espeak_voice

SAMPLE_RATE = 16_000


@pytest.fixture(scope="module")
def speech(spoken: Callable[[VoiceProcess, str], Frame]) -> Frame:
    """A second of silence, a sentence, a second of silence; whole windows."""
    with closing(espeak_voice()) as voice:
        recording = np.pad(spoken(voice, "Mark the job for the Garcia family complete."), SAMPLE_RATE // 2)
    return recording[: len(recording) // WINDOW * WINDOW]


@pytest.fixture(scope="module")
def activity() -> VoiceActivity:
    return VoiceActivity()


@settings(max_examples=8, deadline=None)
@given(length=st.integers(100, 5_000))
def test_a_stream_in_pieces_of_any_length_gives_the_reference(
    length: int, speech: Frame, activity: VoiceActivity
) -> None:
    # The reference zeroes the last samples of the array it is given, so that the last window is left out.
    reference = get_vad_model()(speech.astype(np.float32) / 32768)[:-1]
    activity.reset()
    heard = [p for start in range(0, len(speech), length) for p in activity.hear(speech[start : start + length])]
    assert heard[:-1] == pytest.approx(reference.ravel().tolist(), abs=1e-4)


def test_speech_is_told_from_silence(speech: Frame, activity: VoiceActivity) -> None:
    activity.reset()
    heard = activity.hear(speech)
    quiet = SAMPLE_RATE // WINDOW
    assert max(heard[:quiet]) < 0.3
    assert np.mean(np.array(heard[quiet + 3 : -quiet]) > 0.5) > 0.8
    assert max(heard[-quiet + 10 :]) < 0.3
