"""Whisper held to nothing: what it writes, and what of that is trusted."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.free_recogniser import FreeRecogniser
from models.held_recogniser import HeldRecogniser
from models.phrases import PhraseBook
from models.recognition import Frame, Recogniser, Transcript
from models.voice_activity import VoiceActivity
from models.whisper.encoder import Encoder
from models.whisper.free import FreeReader, FreeReading, first_round, repeats
from models.whisper.spoken import Spoken
from models.whisper.tokens import beginning, read_tokenizer

Recorded = Callable[[str], Frame]
Read = Callable[[Frame, float], FreeReading]
_NAMES = ("Hey Jarvis", "Maria Garcia", "Thomas Baker", "Linda Hughes")


@pytest.fixture(scope="module")
def free(whisper: Path) -> FreeRecogniser:
    return FreeRecogniser(whisper)


@pytest.fixture(scope="module")
def held(whisper: Path) -> HeldRecogniser:
    return HeldRecogniser(whisper)


@pytest.fixture(scope="module")
def read(whisper: Path) -> Read:
    """Reads a sound, whether or not somebody speaks in it."""
    encoder, tokenizer = Encoder(whisper, threads=1), read_tokenizer(whisper)
    reader = FreeReader(encoder, tokenizer, beginning(tokenizer, whisper, "en", multilingual=False))
    return lambda sound, seconds: reader.read(encoder.encode(sound), seconds)


def heard(recogniser: Recogniser, samples: Frame, book: PhraseBook) -> Transcript:
    recogniser.prepare("book", book)
    hearing = recogniser.hear("book")
    hearing.feed(samples)
    return hearing.finish()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("schedule_job.slt", "hey jarvis schedule job 42 for tomorrow at 9"),
        ("schedule_job.rms", "hey jarvis schedule job 42 for tomorrow at 9"),
        ("schedule_today.rms", "hey jarvis what's my schedule today"),
        ("create_estimate.rms", "hey jarvis create an estimate for thomas baker"),
    ],
)
def test_a_recording_gives_its_words(free: FreeRecogniser, name: str, words: str, recorded: Recorded) -> None:
    transcript = heard(free, recorded(name), PhraseBook({}))
    assert (transcript.text, transcript.engine, transcript.accepted) == (words, "free", True)
    assert 0.4 < transcript.confidence < 1
    assert transcript.free


@pytest.mark.parametrize("voice", ["awb", "slt"])
def test_names_that_are_to_be_expected_are_recognised(free: FreeRecogniser, voice: str, recorded: Recorded) -> None:
    sound = recorded(f"create_estimate.{voice}")
    words = "hey jarvis create an estimate for thomas baker"
    assert heard(free, sound, PhraseBook({}, names=_NAMES)).text == words
    assert heard(free, sound, PhraseBook({})).text != words


def test_names_that_were_not_said_are_not_heard(free: FreeRecogniser, recorded: Recorded) -> None:
    transcript = heard(free, recorded("nonsense.rms"), PhraseBook({}, names=_NAMES))
    assert "purple elephants" in transcript.text
    assert not any(name.lower() in transcript.text for name in _NAMES[1:])


def test_more_names_than_whisper_looks_back_on_leave_the_likeliest(free: FreeRecogniser, recorded: Recorded) -> None:
    names = (*_NAMES, *(f"Somebody Else{nth}" for nth in range(500)))
    transcript = heard(free, recorded("create_estimate.slt"), PhraseBook({}, names=names))
    assert transcript.text == "hey jarvis create an estimate for thomas baker"


def test_silence_and_noise_give_nothing_that_is_trusted(read: Read, free: FreeRecogniser) -> None:
    random = np.random.default_rng(5)
    noises = [np.zeros(32_000), *(random.normal(0, loud, 32_000) for loud in (50, 500, 1500, 5000))]
    for noise in noises:
        assert not read(noise.astype(np.int16), 2.0).trusted
        assert not heard(free, noise.astype(np.int16), PhraseBook({})).accepted
    assert heard(free, np.zeros(0, np.int16), PhraseBook({})).text == ""


def test_what_whisper_writes_over_and_over_is_read_once(free: FreeRecogniser, recorded: Recorded) -> None:
    """In this recording it writes it until it is stopped."""
    transcript = heard(free, recorded("tomorrow_at_nine.awb"), PhraseBook({}))
    assert transcript.text == "tomorrow at 9"
    assert transcript.accepted


def test_a_round_that_is_begun_when_whisper_is_stopped_is_cut(read: Read, recorded: Recorded) -> None:
    """Here it is stopped behind "... Thomas Baker HR this create"."""
    reading = read(recorded("create_estimate.awb"), 1.0)
    assert reading.words.endswith("create an estimate for thomas baker")
    assert reading.trusted
    stopped = read(recorded("create_estimate.awb"), 0.5)  # within the first
    assert not stopped.trusted


@pytest.mark.parametrize(
    ("words", "once"),
    [
        ("call patricia co call patricia co", "call patricia co"),
        ("no no no no", "no"),
        ("job 42 is done job 42 is done job 42", "job 42 is done"),
        ("call patricia co call patricia", "call patricia co"),
        ("call bob and tell him to call", "call bob and tell him to call"),
        ("call patricia co", "call patricia co"),
        ("an estimate for 400 400", "an estimate for 400 400"),
        ("", ""),
    ],
)
def test_rounds_are_cut(words: str, once: str) -> None:
    assert " ".join(first_round(tuple(words.split()))) == once


@pytest.mark.parametrize(
    ("words", "doubtful"),
    [("1 0 1 8 1 8 1 8", True), ("call him oh oh oh", True), ("7 7 0 7 7 0 1", False), ("call the baker", False)],
)
def test_what_comes_three_times_in_a_row_is_doubtful(words: str, doubtful: bool) -> None:
    assert repeats(tuple(words.split())) is doubtful


def test_a_sentence_that_is_refused_is_a_guess(held: HeldRecogniser, book: PhraseBook, recorded: Recorded) -> None:
    transcript = heard(held, recorded("create_estimate.rms"), book)
    assert not transcript.accepted
    assert transcript.guesses == ("hey jarvis create an estimate for thomas baker",)
    assert transcript.free


def test_a_sentence_that_is_accepted_is_read_no_second_time(
    held: HeldRecogniser, book: PhraseBook, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(HeldRecogniser, "read_freely")
    transcript = heard(held, recorded("schedule_today.rms"), book)
    assert (transcript.accepted, transcript.free) == (True, False)


def test_in_a_pause_nothing_is_guessed(
    held: HeldRecogniser, book: PhraseBook, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is encoded in the pause is what is read freely at the end."""
    encodings: list[Frame] = []
    encode = Encoder.encode
    held.prepare("book", book)
    monkeypatch.setattr(Encoder, "encode", lambda self, sound: encodings.append(sound) or encode(self, sound))
    hearing = held.hear("book")
    hearing.feed(recorded("create_estimate.rms"))
    assert hearing.so_far() == ""
    hearing.feed(np.zeros(8000, np.int16))
    assert hearing.finish().guesses
    assert len(encodings) == 1


def test_speech_is_what_lies_between_the_first_word_and_the_last(recorded: Recorded) -> None:
    sound, silence = recorded("yes.slt"), np.zeros(48_000, np.int16)
    spoken = Spoken(VoiceActivity())
    spoken.feed(silence)
    assert spoken.ends() == 0
    spoken.feed(np.concatenate([sound, silence]))
    speech = spoken.speech()
    assert 0.2 < speech.seconds < 1
    assert len(speech.sound) == pytest.approx((speech.seconds + 2) * 16_000)
