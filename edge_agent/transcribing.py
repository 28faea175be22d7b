"""Recognition alone: a recording in, words out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

from edge_agent.listening import behind_wake_word, with_wake_word
from hardware.audio import AudioSource
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import PhraseBook
from models.recognition import Transcript

_BOOK = "transcribed"


class Engine(StrEnum):
    """The recognisers that can be chosen."""

    PHRASE = "phrase"
    """PocketSphinx, held to the phrases."""


def transcripts(sources: Iterable[AudioSource], phrases: PhraseBook, engine: Engine) -> Iterator[Transcript]:
    """What each source says when it is one utterance held to `phrases`.

    Raises:
        hardware.audio.AudioError: a source failed.
    """
    recogniser = {Engine.PHRASE: PhraseRecogniser}[engine]()
    recogniser.prepare(_BOOK, with_wake_word(phrases))
    for source in sources:
        hearing = recogniser.hear(_BOOK)
        for frame in source.frames():
            hearing.feed(frame)
        transcript = hearing.finish()
        yield replace(transcript, text=behind_wake_word(transcript.text))
