"""Whisper that holds to no phrases: for the desk, where it is asked what a recording says."""

from pathlib import Path

from models.errors import RecogniserError
from models.native import failing_as
from models.phrases import Language, PhraseBook
from models.recognition import Frame, Hearing, Transcript
from models.voice_activity import VoiceActivity
from models.whisper.encoder import Encoder
from models.whisper.free import FreeReader
from models.whisper.spoken import Spoken
from models.whisper.tokens import beginning, read_tokenizer

ENGINE = "free"


class FreeRecogniser:
    """Writes down what is said, told the names of a prepared book; one utterance at a time."""

    @failing_as("Whisper")
    def __init__(self, folder: Path, language: Language = "en", threads: int = 1) -> None:
        """Loads the Whisper model in `folder`.

        Raises:
            ModelDamagedError: its files cannot be used.
            RecogniserError: it knows English only and another language is asked.
        """
        tokenizer = read_tokenizer(folder)
        self._encoder = Encoder(folder, threads)
        prompt = beginning(tokenizer, folder, language, multilingual=self._encoder.whisper.is_multilingual)
        self._reader = FreeReader(self._encoder, tokenizer, prompt)
        self._names: dict[str, tuple[str, ...]] = {}
        self._activity = VoiceActivity()

    def prepare(self, name: str, book: PhraseBook) -> None:
        """Keeps the names of `book`."""
        self._names[name] = book.names

    def hear(self, name: str) -> Hearing:
        """Starts an utterance in which the names of the book `name` are expected.

        Raises:
            RecogniserError: no book was prepared under that name.
        """
        if name not in self._names:
            raise RecogniserError(f"no phrases were prepared under {name!r}; prepared are {sorted(self._names)}")
        return _FreeHearing(name, self, self._activity)

    @failing_as("Whisper")
    def read(self, name: str, spoken: Spoken) -> Transcript:
        """What was said, accepted where it is trusted.

        Raises:
            RecogniserError: the engine failed.
        """
        if not spoken.ends():
            return Transcript("", ENGINE, confidence=0.0, accepted=False)
        speech = spoken.speech()
        reading = self._reader.read(self._encoder.encode(speech.sound), speech.seconds, self._names[name])
        return Transcript(reading.words, ENGINE, reading.confidence, reading.trusted, free=True)


class _FreeHearing:
    def __init__(self, name: str, recogniser: FreeRecogniser, activity: VoiceActivity) -> None:
        self._name = name
        self._recogniser = recogniser
        self._spoken = Spoken(activity)

    def feed(self, frame: Frame) -> None:
        self._spoken.feed(frame)

    def so_far(self) -> str:
        """Nothing: a pause is no end of what may be anything."""
        return ""

    def drop(self) -> None:
        """Nothing is under way."""

    def finish(self) -> Transcript:
        return self._recogniser.read(self._name, self._spoken)
