"""The phrase recogniser refuses what does not fit, and accepts what does."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from hardware.recordings import Recording
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import NumberRange, PhraseBook, SpokenValue
from models.recognition import Frame, Transcript

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "edge_agent" / "recordings"
CLIPS = Path(os.environ.get("HERO365_SHARED_DATA", ROOT.parent / "shared" / "data")) / "speech_to_intent"

BOOK = PhraseBook(
    intents={
        "status": ("[hey jarvis] mark job {job} {status}", "[hey jarvis] update job {job} status to {status}"),
        "stock": ("[hey jarvis] check stock for {part}",),
        "today": ("[hey jarvis] what's my schedule today",),
    },
    lists={
        "job": NumberRange(1, 999),
        "status": (SpokenValue("complete", "completed"), SpokenValue("in progress", "in_progress")),
        "part": (SpokenValue("fifty gallon water heater", "heater"), SpokenValue("teflon tape", "tape")),
    },
)


@pytest.fixture(scope="module")
def recogniser() -> PhraseRecogniser:
    engine = PhraseRecogniser()
    engine.prepare("book", BOOK)
    return engine


def heard(recogniser: PhraseRecogniser, samples: Frame) -> Transcript:
    hearing = recogniser.hear("book")
    hearing.feed(samples)
    return hearing.finish()


def samples_of(path: Path) -> Frame:
    return np.concatenate(list(Recording(path, tail_s=0.3).frames()))


@pytest.mark.parametrize("voice", ["awb", "rms", "slt"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("job_complete", "hey jarvis mark job forty two complete"),
        ("job_in_progress", "hey jarvis update job forty two status to in progress"),
        ("check_stock", "hey jarvis check stock for fifty gallon water heater"),
    ],
)
def test_what_fits_is_accepted(recogniser: PhraseRecogniser, name: str, words: str, voice: str) -> None:
    transcript = heard(recogniser, samples_of(RECORDINGS / f"{name}.{voice}.flac"))
    assert (transcript.text, transcript.accepted) == (words, True)
    assert transcript.confidence >= 0.5


@pytest.mark.parametrize("voice", ["awb", "rms", "slt"])
@pytest.mark.parametrize("name", ["nonsense", "create_estimate", "schedule_new"])
def test_other_sentences_are_refused(recogniser: PhraseRecogniser, name: str, voice: str) -> None:
    assert not heard(recogniser, samples_of(RECORDINGS / f"{name}.{voice}.flac")).accepted


@pytest.mark.parametrize("seconds", [0.3, 2.0])
def test_silence_is_refused(recogniser: PhraseRecogniser, seconds: float) -> None:
    assert not heard(recogniser, np.zeros(round(seconds * 16_000), np.int16)).accepted


def test_the_same_sound_gives_the_same_words_whatever_was_heard_before(recogniser: PhraseRecogniser) -> None:
    sound = samples_of(RECORDINGS / "job_complete.slt.flac")
    first = heard(recogniser, sound)
    heard(recogniser, samples_of(RECORDINGS / "nonsense.rms.flac"))
    again = heard(recogniser, sound)
    assert (again.text, again.accepted) == (first.text, first.accepted)
    assert again.confidence == pytest.approx(first.confidence, abs=0.01)


@pytest.mark.skipif(not CLIPS.is_dir(), reason="the recordings of people ordering coffee are not on this machine")
def test_people_who_speak_of_something_else_are_refused(recogniser: PhraseRecogniser) -> None:
    names = sorted(json.loads((CLIPS / "labels.json").read_text()))[::8]
    accepted = [name for name in names if heard(recogniser, samples_of(CLIPS / "clips" / name)).accepted]
    assert len(names) > 20
    assert accepted == []
