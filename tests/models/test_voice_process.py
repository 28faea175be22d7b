"""Voices in processes of their own: the one that is always there, and Piper where its model is."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models.errors import SpeechError
from models.voice_process import VoiceProcess, espeak_voice, piper_voice


@pytest.fixture(scope="module")
def voice() -> Iterator[VoiceProcess]:
    voice = espeak_voice()
    yield voice
    voice.close()


def test_a_sentence_is_spoken_aloud_and_not_rushed(voice: VoiceProcess) -> None:
    words = "the job for the garcia family is saved and will be sent when there is a network " * 2
    samples = voice.speak(words)
    assert samples.dtype == np.int16
    assert np.abs(samples).max() > 5_000
    per_minute = len(words.split()) / (len(samples) / voice.sample_rate / 60)
    assert 130 < per_minute < 260  # short words come faster than the nominal rate


def test_each_text_gets_its_own_sound(voice: VoiceProcess) -> None:
    short, long, again = (len(voice.speak(text)) for text in ("Saved.", "Saved and sent to the office.", "Saved."))
    assert again == pytest.approx(short, rel=0.05)  # the voice wavers a little, as people's do
    assert long > 1.5 * short


@pytest.mark.parametrize("text", ["", "\0", "..."])
def test_text_without_words_is_next_to_nothing(text: str, voice: VoiceProcess) -> None:
    assert len(voice.speak(text)) < voice.sample_rate / 4


def test_what_is_not_english_is_spoken_too(voice: VoiceProcess) -> None:
    assert len(voice.speak("José Núñez, 10 €, 日本 \ud800")) > voice.sample_rate / 2


def test_the_library_is_loaded_in_the_voices_own_process_only(voice: VoiceProcess) -> None:
    voice.speak("Saved.")
    assert "libespeak" in Path(f"/proc/{voice._worker.pid}/maps").read_text()
    assert "libespeak" not in Path("/proc/self/maps").read_text()


def test_a_keyboard_interrupt_is_not_the_voices_business(voice: VoiceProcess) -> None:
    assert os.getpgid(voice._worker.pid) != os.getpgid(0)


def test_a_voice_whose_process_died_speaks_again() -> None:
    voice = espeak_voice()
    before = voice.speak("Saved.")
    voice._worker.kill()
    voice._worker.wait()
    assert np.array_equal(voice.speak("Saved."), before)
    voice.close()


def test_closing_ends_the_process() -> None:
    voice = espeak_voice()
    voice.close()
    voice.close()
    assert voice._worker.returncode == 0
    with pytest.raises(SpeechError, match="was closed"):
        voice.speak("Saved.")


def test_an_unknown_voice_does_not_start() -> None:
    with pytest.raises(SpeechError, match="did not start"):
        espeak_voice("klingon-martian")


def test_piper_speaks_in_a_process_of_its_own(joe: Path) -> None:
    voice = piper_voice(joe / "en_US-joe-medium.onnx")
    try:
        short, long = (
            voice.speak(text) for text in ("Saved.", "Job forty two is saved, and will be sent to the office.")
        )
        assert voice.sample_rate == 22_050
        assert np.abs(short).max() > 5_000
        assert 0.3 < len(short) / voice.sample_rate < 1.5
        assert len(long) > 2 * len(short)
        assert "piper" not in sys.modules
    finally:
        voice.close()


def test_a_voice_of_piper_that_is_none_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "voice.onnx").write_bytes(bytes(1000))
    (tmp_path / "voice.onnx.json").write_text("{}")
    with pytest.raises(SpeechError, match="Piper did not start"):
        piper_voice(tmp_path / "voice.onnx")
