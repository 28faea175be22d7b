"""The voice that is always there."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models.errors import SpeechError
from models.espeak import EspeakVoice


@pytest.fixture(scope="module")
def voice() -> Iterator[EspeakVoice]:
    voice = EspeakVoice()
    yield voice
    voice.close()


def test_a_sentence_is_spoken_aloud_and_not_rushed(voice: EspeakVoice) -> None:
    words = "the job for the garcia family is saved and will be sent when there is a network " * 2
    samples = voice.speak(words)
    assert samples.dtype == np.int16
    assert np.abs(samples).max() > 5_000
    per_minute = len(words.split()) / (len(samples) / voice.sample_rate / 60)
    assert 130 < per_minute < 260  # short words come faster than the nominal rate


def test_each_text_gets_its_own_sound(voice: EspeakVoice) -> None:
    short, long, again = (len(voice.speak(text)) for text in ("Saved.", "Saved and sent to the office.", "Saved."))
    assert again == pytest.approx(short, rel=0.05)  # the voice wavers a little, as people's do
    assert long > 1.5 * short


@pytest.mark.parametrize("text", ["", "\0", "..."])
def test_text_without_words_is_next_to_nothing(text: str, voice: EspeakVoice) -> None:
    assert len(voice.speak(text)) < voice.sample_rate / 4


def test_what_is_not_english_is_spoken_too(voice: EspeakVoice) -> None:
    assert len(voice.speak("José Núñez, 10 €, 日本 \ud800")) > voice.sample_rate / 2


def test_the_library_is_loaded_in_the_voices_own_process_only(voice: EspeakVoice) -> None:
    voice.speak("Saved.")
    assert "libespeak" in Path(f"/proc/{voice._worker.pid}/maps").read_text()
    assert "libespeak" not in Path("/proc/self/maps").read_text()


def test_a_keyboard_interrupt_is_not_the_voices_business(voice: EspeakVoice) -> None:
    assert os.getpgid(voice._worker.pid) != os.getpgid(0)


def test_a_voice_whose_process_died_speaks_again() -> None:
    voice = EspeakVoice()
    before = voice.speak("Saved.")
    voice._worker.kill()
    voice._worker.wait()
    assert np.array_equal(voice.speak("Saved."), before)
    voice.close()


def test_closing_ends_the_process() -> None:
    voice = EspeakVoice()
    voice.close()
    voice.close()
    assert voice._worker.returncode == 0
    with pytest.raises(SpeechError, match="was closed"):
        voice.speak("Saved.")


def test_an_unknown_voice_does_not_start() -> None:
    with pytest.raises(SpeechError, match="did not start"):
        EspeakVoice("klingon-martian")
