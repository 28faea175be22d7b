"""A plain yes and a plain no to what was read back: real recordings, the real model."""

from collections.abc import Iterator

import pytest

from assistant.wake_phrase import with_wake_word
from conversation.books import CONFIRM, READ_BACK, book
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from edge_agent.recordings.make import FOLDER
from edge_agent.recordings.script import VOICES
from edge_agent.unit import Unit
from hardware.recordings import Recording
from models.held_recogniser import HeldRecogniser
from models.recognition import Transcript
from models.store import ModelStore


@pytest.fixture
def recogniser(pulled: ModelStore, unit: Unit) -> Iterator[HeldRecogniser]:
    with pulled.open("whisper-tiny.en") as folder:
        engine = HeldRecogniser(folder)
        for expected in (CONFIRM, READ_BACK):
            engine.prepare(expected, with_wake_word(book(expected, unit.cache.snapshot(), ENGLISH)))
        yield engine


def heard(recogniser: HeldRecogniser, expected: str, name: str) -> Transcript:
    hearing = recogniser.hear(expected)
    for frame in Recording(FOLDER / name).frames():
        hearing.feed(frame)
    return hearing.finish()


@pytest.mark.parametrize("voice", VOICES)
def test_they_are_as_sure_where_something_else_can_be_said_instead(recogniser: HeldRecogniser, voice: str) -> None:
    for word in ("yes", "no"):
        alone, among_others = (heard(recogniser, expected, f"{word}.{voice}.flac") for expected in (CONFIRM, READ_BACK))
        assert (among_others.text, among_others.accepted) == (word, True)
        assert among_others.confidence == pytest.approx(alone.confidence, abs=0.05)


@pytest.mark.parametrize(("tongue", "number"), [(ENGLISH, "number"), (SPANISH, "número")])
def test_the_word_that_is_written_no_for_short_is_no_correction_by_itself(
    tongue: Tongue, number: str, unit: Unit
) -> None:
    names = book(READ_BACK, unit.cache.snapshot(), tongue).lists["slot_names"]
    assert not [one for one in names if one.spoken == number]
