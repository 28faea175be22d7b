"""Voice activity over a stream is what the reference gives over the whole recording."""

import numpy as np
import pytest
from faster_whisper.vad import get_vad_model
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.voice_activity import WINDOW, VoiceActivity
from models.voice_process import espeak_voice

SAMPLE_RATE = 16_000


@pytest.fixture(scope="module")
def speech() -> NDArray[np.int16]:
    """A second of silence, a sentence, a second of silence; whole windows."""
    voice = espeak_voice()
    spoken = voice.speak("Mark the job for the Garcia family complete.")
    voice.close()
    seconds = np.arange(0, len(spoken) / voice.sample_rate, 1 / SAMPLE_RATE)
    spoken = np.interp(seconds, np.arange(len(spoken)) / voice.sample_rate, spoken).astype(np.int16)
    silence = np.zeros(SAMPLE_RATE, np.int16)
    recording = np.concatenate((silence, spoken, silence))
    return recording[: len(recording) // WINDOW * WINDOW]


@pytest.fixture(scope="module")
def activity() -> VoiceActivity:
    return VoiceActivity()


@settings(max_examples=8, deadline=None)
@given(length=st.integers(100, 5_000))
def test_a_stream_in_pieces_of_any_length_gives_the_reference(
    length: int, speech: NDArray[np.int16], activity: VoiceActivity
) -> None:
    # The reference zeroes the last samples of the array it is given, so that the last window is left out.
    reference = get_vad_model()(speech.astype(np.float32) / 32768)[:-1]
    activity.reset()
    heard = [p for start in range(0, len(speech), length) for p in activity.hear(speech[start : start + length])]
    assert heard[:-1] == pytest.approx(reference.ravel().tolist(), abs=1e-4)


def test_speech_is_told_from_silence(speech: NDArray[np.int16], activity: VoiceActivity) -> None:
    activity.reset()
    heard = activity.hear(speech)
    quiet = SAMPLE_RATE // WINDOW
    assert max(heard[:quiet]) < 0.3
    assert np.mean(np.array(heard[quiet + 3 : -quiet]) > 0.5) > 0.8
    assert max(heard[-quiet + 10 :]) < 0.3
