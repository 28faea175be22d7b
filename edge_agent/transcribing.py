"""Recognition alone: a recording in, words out."""

from collections.abc import Iterable, Iterator

from assistant.engines import Engine, opened_recogniser
from assistant.wake_phrase import with_wake_word, without_wake_word
from hardware.recordings import Recording
from models.errors import RecogniserError
from models.phrases import PhraseBook
from models.recognition import Transcript

_BOOK = "transcribed"


def transcripts(recordings: Iterable[Recording], phrases: PhraseBook, engine: Engine | None) -> Iterator[Transcript]:
    """What each recording says when it is one utterance held to `phrases`.

    Raises:
        hardware.audio.AudioError: a recording cannot be decoded.
        models.errors.ModelError: the engine cannot be loaded, or a recording is more than it hears at once.
    """
    with opened_recogniser(engine) as recogniser:
        recogniser.prepare(_BOOK, with_wake_word(phrases))
        for recording in recordings:
            hearing = recogniser.hear(_BOOK)
            for frame in recording.frames():
                hearing.feed(frame)
            try:
                transcript = hearing.finish()
            except RecogniserError as error:  # which does not know what it hears
                raise RecogniserError(f"{recording.path}: {error}") from error
            yield without_wake_word(transcript)
