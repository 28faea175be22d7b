"""The phrase recogniser refuses what does not fit, and accepts what does."""

from collections.abc import Callable
from contextlib import closing

import numpy as np
import pocketsphinx
import pytest

from models.errors import RecogniserError
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import FigureString, PhraseBook
from models.recognition import Frame, Transcript
from models.voice_process import VoiceProcess, espeak_voice

Recorded = Callable[[str], Frame]


@pytest.fixture(scope="module")
def recogniser(book: PhraseBook) -> PhraseRecogniser:
    engine = PhraseRecogniser()
    engine.prepare("book", book)
    return engine


def heard(recogniser: PhraseRecogniser, samples: Frame) -> Transcript:
    hearing = recogniser.hear("book")
    hearing.feed(samples)
    return hearing.finish()


@pytest.mark.parametrize("voice", ["awb", "rms", "slt"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("job_complete", "hey jarvis mark job forty two complete"),
        ("job_in_progress", "hey jarvis update job forty two status to in progress"),
        ("check_stock", "hey jarvis check stock for fifty gallon water heater"),
    ],
)
def test_what_fits_is_accepted(
    recogniser: PhraseRecogniser, name: str, words: str, voice: str, recorded: Recorded
) -> None:
    transcript = heard(recogniser, recorded(f"{name}.{voice}"))
    assert (transcript.text, transcript.accepted) == (words, True)
    assert transcript.confidence >= 0.5


@pytest.mark.parametrize("voice", ["awb", "rms", "slt"])
@pytest.mark.parametrize("name", ["nonsense", "create_estimate", "schedule_new"])
def test_other_sentences_are_refused(recogniser: PhraseRecogniser, name: str, voice: str, recorded: Recorded) -> None:
    assert not heard(recogniser, recorded(f"{name}.{voice}")).accepted


@pytest.mark.parametrize("seconds", [0.3, 2.0])
def test_silence_is_refused(recogniser: PhraseRecogniser, seconds: float) -> None:
    assert not heard(recogniser, np.zeros(round(seconds * 16_000), np.int16)).accepted


def test_the_same_sound_gives_the_same_words_whatever_was_heard_before(
    recogniser: PhraseRecogniser, recorded: Recorded
) -> None:
    sound = recorded("job_complete.slt")
    first = heard(recogniser, sound)
    heard(recogniser, recorded("nonsense.rms"))
    again = heard(recogniser, sound)
    assert (again.text, again.accepted) == (first.text, first.accepted)
    assert again.confidence == pytest.approx(first.confidence, abs=0.01)


def test_people_who_speak_of_something_else_are_refused(
    recogniser: PhraseRecogniser, other_speech: list[Frame]
) -> None:
    assert len(other_speech) > 20
    assert not any(heard(recogniser, speech).accepted for speech in other_speech)


def test_a_string_of_figures_is_asked_about_however_well_it_fits(
    recogniser: PhraseRecogniser, spoken: Callable[[VoiceProcess, str], Frame]
) -> None:
    recogniser.prepare("phone", PhraseBook({"phone": ("{digits:phone}",)}, {"digits": FigureString(3, 6)}))
    hearing = recogniser.hear("phone")
    with closing(espeak_voice()) as voice:
        hearing.feed(spoken(voice, "three one two"))
    transcript = hearing.finish()
    assert not transcript.accepted
    assert transcript.guesses == (transcript.text,)


def test_an_utterance_that_does_not_end_well_is_over_all_the_same(
    book: PhraseBook, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(pocketsphinx.Decoder):
        fails = False

        def end_utt(self) -> None:
            super().end_utt()
            if Failing.fails:
                raise RuntimeError("Failed to stop utterance")

    monkeypatch.setattr(pocketsphinx, "Decoder", Failing)
    recogniser = PhraseRecogniser()
    recogniser.prepare("book", book)
    hearing = recogniser.hear("book")
    Failing.fails = True
    with pytest.raises(RecogniserError, match="Failed to stop utterance"):
        hearing.drop()
    Failing.fails = False
    assert heard(recogniser, recorded("job_complete.slt")).accepted
