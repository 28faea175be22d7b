"""When a voice fails, another speaks from then on."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
from numpy.typing import NDArray

from models.errors import SpeechError
from models.steady_voice import SteadyVoice


class Voice:
    """Speaks a second of a rising tone for each word, until it fails."""

    def __init__(self, sample_rate: int = 22_050, words: int = 100) -> None:
        self.sample_rate = sample_rate
        self.words = words
        self.closed = False

    def speak(self, text: str) -> NDArray[np.int16]:
        self.words -= len(text.split())
        if self.words < 0:
            raise SpeechError("It is hoarse.")
        return np.linspace(0, 10_000, len(text.split()) * self.sample_rate).astype(np.int16)

    def close(self) -> None:
        self.closed = True


def test_the_first_voice_speaks_as_long_as_it_can() -> None:
    first, second = Voice(words=1), Voice()
    voice = SteadyVoice(first, lambda: second)
    voice.speak("Saved.")
    assert second.words == 100
    voice.speak("Sent.")
    voice.speak("Done.")
    assert second.words == 98
    assert first.closed


def test_the_failing_is_logged_without_what_is_said(caplog: pytest.LogCaptureFixture) -> None:
    SteadyVoice(Voice(words=0), Voice).speak("Secret.")
    (record,) = caplog.records
    assert vars(record)["why"] == "It is hoarse."
    assert "Secret" not in str(vars(record))


def test_both_are_heard_at_one_rate() -> None:
    voice = SteadyVoice(Voice(22_050, words=1), lambda: Voice(16_000))
    before = voice.speak("Saved.")
    after = voice.speak("Sent.")
    assert voice.sample_rate == 22_050
    assert len(after) == len(before) == 22_050
    assert np.abs(after - before).max() < 10


def test_nothing_to_say_stays_nothing() -> None:
    assert len(SteadyVoice(Voice(words=0), lambda: Voice(16_000)).speak("")) == 0


def test_two_voices_that_fail_are_told() -> None:
    voice = SteadyVoice(Voice(words=0), lambda: Voice(words=0))
    for _ in range(2):
        with pytest.raises(SpeechError, match="hoarse"):
            voice.speak("Saved.")


def test_a_voice_that_was_closed_opens_no_other() -> None:
    first = Voice(words=0)
    voice = SteadyVoice(first, lambda: pytest.fail("another voice was opened"))
    voice.close()
    assert first.closed
    with pytest.raises(SpeechError):
        voice.speak("Saved.")


def test_two_sentences_over_which_it_fails_at_once_are_both_spoken_by_one_other_voice() -> None:
    both = Barrier(2, timeout=20)

    class Overtaxed(Voice):
        def speak(self, text: str) -> NDArray[np.int16]:
            both.wait()
            raise SpeechError("It is hoarse.")

    opened = list[Voice]()
    voice = SteadyVoice(Overtaxed(), lambda: opened.append(Voice()) or opened[-1])
    with ThreadPoolExecutor(2) as sentences:
        for spoken in sentences.map(voice.speak, ["Saved.", "Sent."]):
            assert len(spoken) == voice.sample_rate
    (second,) = opened
    voice.close()
    assert second.closed
