"""What every engine keeps to, whichever is chosen."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from models.errors import RecogniserError
from models.free_recogniser import FreeRecogniser
from models.held_recogniser import HeldRecogniser
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import PhraseBook
from models.recognition import Frame, Recogniser

Recorded = Callable[[str], Frame]


@pytest.fixture(scope="module", params=["phrase", "held", "free"])
def recogniser(request: pytest.FixtureRequest, book: PhraseBook) -> Iterator[Recogniser]:
    engine: Recogniser
    if request.param == "phrase":
        engine = PhraseRecogniser()
    else:
        kind = HeldRecogniser if request.param == "held" else FreeRecogniser
        engine = kind(request.getfixturevalue("whisper"))
    engine.prepare("book", book)
    yield engine


def in_pieces(samples: Frame) -> Iterator[Frame]:
    yield from (samples[begin : begin + 1280] for begin in range(0, len(samples), 1280))


def test_what_is_said_is_accepted_and_nothing_is_left_to_guess(recogniser: Recogniser, recorded: Recorded) -> None:
    hearing = recogniser.hear("book")
    for frame in in_pieces(recorded("schedule_today.slt")):
        hearing.feed(frame)
    transcript = hearing.finish()
    assert transcript.accepted
    assert "schedule today" in transcript.text
    assert transcript.guesses == ()
    assert 0.5 <= transcript.confidence <= 1


def test_silence_is_nothing(recogniser: Recogniser) -> None:
    hearing = recogniser.hear("book")
    hearing.feed(np.zeros(32_000, np.int16))
    assert hearing.so_far() == ""
    transcript = hearing.finish()
    assert (transcript.text, transcript.accepted, transcript.guesses) == ("", False, ())


def test_nothing_at_all_is_nothing(recogniser: Recogniser) -> None:
    transcript = recogniser.hear("book").finish()
    assert (transcript.text, transcript.accepted) == ("", False)


def test_an_utterance_that_is_dropped_or_not_ended_leaves_no_trace(recogniser: Recogniser, recorded: Recorded) -> None:
    recogniser.hear("book").feed(recorded("check_stock.awb"))
    dropped = recogniser.hear("book")
    dropped.feed(recorded("check_stock.awb"))
    dropped.drop()
    hearing = recogniser.hear("book")
    hearing.feed(recorded("schedule_today.slt"))
    assert "schedule today" in hearing.finish().text


def test_what_is_dropped_late_does_not_end_the_next(recogniser: Recogniser, recorded: Recorded) -> None:
    late, hearing = recogniser.hear("book"), recogniser.hear("book")
    begun, *rest = np.array_split(recorded("schedule_today.slt"), 2)
    hearing.feed(begun)
    late.drop()
    hearing.feed(*rest)
    assert "schedule today" in hearing.finish().text


def test_a_book_that_was_not_prepared_is_named_as_soon_as_it_is_asked_for(recogniser: Recogniser) -> None:
    with pytest.raises(RecogniserError, match=r"no phrases were prepared under 'unknown'; prepared are \['book'\]"):
        recogniser.hear("unknown")


def test_a_book_is_replaced_by_the_next_of_its_name(
    recogniser: Recogniser, book: PhraseBook, recorded: Recorded
) -> None:
    recogniser.prepare("changing", PhraseBook({"else": ("something else entirely",)}))
    recogniser.prepare("changing", book)
    hearing = recogniser.hear("changing")
    hearing.feed(recorded("schedule_today.slt"))
    assert "schedule today" in hearing.finish().text
