"""What every engine keeps to, whichever is chosen."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from onnxruntime import InferenceSession

from models.errors import RecogniserError
from models.free_recogniser import FreeRecogniser
from models.held_recogniser import HeldRecogniser
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import PhraseBook
from models.pocketsphinx_decoder import PocketSphinxDecoder
from models.recognition import Frame, Recogniser
from models.whisper.encoder import Encoder
from models.whisper.free import FreeReader
from models.whisper.search import Search
from models.whisper.spoken import Spoken

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


class Broken:
    """In the place of a method or property of a library."""

    def __get__(self, _instance: object, _owner: type) -> object:
        raise RuntimeError("the library failed")


@pytest.mark.parametrize(
    ("recogniser", "step", "library", "name"),
    [
        ("phrase", "hear", PocketSphinxDecoder, "begin"),
        ("phrase", "feed", PocketSphinxDecoder, "follow"),
        ("phrase", "so_far", PocketSphinxDecoder, "words"),
        ("phrase", "drop", PocketSphinxDecoder, "end"),
        ("phrase", "finish", PocketSphinxDecoder, "end"),
        ("phrase", "finish", PocketSphinxDecoder, "look_at"),
        ("held", "feed", InferenceSession, "run"),
        ("held", "so_far", Spoken, "speech"),
        ("held", "so_far", Encoder, "encode"),
        ("held", "so_far", Search, "run"),
        ("held", "finish", Spoken, "speech"),
        ("held", "finish", FreeReader, "read"),
        ("free", "feed", InferenceSession, "run"),
        ("free", "finish", Spoken, "speech"),
        ("free", "finish", Encoder, "encode"),
    ],
    indirect=["recogniser"],
)
def test_a_library_that_fails_is_told_in_a_sentence_and_the_next_is_heard(
    recogniser: Recogniser, step: str, library: type, name: str, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    hearing = recogniser.hear("book")
    hearing.feed(recorded("nonsense.slt"))
    steps: dict[str, Callable[[], object]] = {
        "hear": lambda: recogniser.hear("book"),
        "feed": lambda: hearing.feed(np.ones(1280, np.int16)),
        "so_far": hearing.so_far,
        "drop": hearing.drop,
        "finish": hearing.finish,
    }
    with monkeypatch.context() as broken:
        broken.setattr(library, name, Broken())
        with pytest.raises(RecogniserError, match=r"does not work on this machine: the library failed"):
            steps[step]()
    hearing = recogniser.hear("book")
    hearing.feed(recorded("schedule_today.slt"))
    assert "schedule today" in hearing.finish().text
