"""Recognition alone: a recording in, words out."""

from collections.abc import Iterable, Iterator

from edge_agent.engines import Engine, opened_recogniser
from edge_agent.wake_phrase import with_wake_word, without_wake_word
from hardware.audio import AudioSource
from models.phrases import PhraseBook
from models.recognition import Transcript

_BOOK = "transcribed"


def transcripts(sources: Iterable[AudioSource], phrases: PhraseBook, engine: Engine | None) -> Iterator[Transcript]:
    """What each source says when it is one utterance held to `phrases`.

    Raises:
        hardware.audio.AudioError: a source failed.
        models.errors.ModelError: the engine cannot be loaded.
    """
    with opened_recogniser(engine) as recogniser:
        recogniser.prepare(_BOOK, with_wake_word(phrases))
        for source in sources:
            hearing = recogniser.hear(_BOOK)
            for frame in source.frames():
                hearing.feed(frame)
            yield without_wake_word(hearing.finish())
