"""The held recogniser: Whisper made to choose among the sentences of a phrase book, and to refuse other speech."""

import math
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from models.errors import RecogniserError
from models.espeak_phonemes import VOICES, phonemes
from models.homophones import WITHIN_S, Homophones
from models.native import failing_as
from models.phrases import FigureString, Language, PhraseBook
from models.recognition import Frame, Hearing, Transcript
from models.store import ModelDamagedError
from models.voice_activity import VoiceActivity
from models.whisper import figure_strings
from models.whisper.decoder import Decoder
from models.whisper.encoder import Encoder, Encoding
from models.whisper.free import FreeReader, FreeReading
from models.whisper.grammar import Grammar
from models.whisper.lists import Lists
from models.whisper.readings import Candidate, Reading, candidates, decided
from models.whisper.search import Context, Search
from models.whisper.sentences import Sentences
from models.whisper.spoken import Speech, Spoken
from models.whisper.tokens import beginning, letters_of, read_tokenizer, special
from models.whisper.weights import read_weights

ENGINE = "held"

_FREQUENT = 4000
"""Tokens that probabilities are shares among, beside those of the grammar: the lowest, which are the most frequent."""
_SILENCE_S = 6
_STRETCH_BOOK = PhraseBook(
    {"figures": ("{figures:figures}",)}, {"figures": FigureString(1, figure_strings.MOST_AT_ONCE)}
)
_STEEPNESS = 4.0
"""How quickly confidence rises inside the limits; it is one half there."""
_SURE_NOT = 20.0
"""The largest exponent: with a margin of 0 it would be infinite."""
_DECODER_THREADS = 1
"""A search is many small steps; with a second thread each waits longer for it than it saves, most of all where other
programs want the cores too (two busy cores, the best of 25 times: 37 ms a search with one, 135 ms with two)."""
_TIMESTAMPS = 1501
"""Tokens that stand behind all that a tokenizer knows: every 0.02 s of Whisper's window."""
_REFUSED = Transcript("", ENGINE, confidence=0.0, accepted=False)


@dataclass(frozen=True, slots=True)
class Encoded:
    """What was spoken, ready to be read."""

    speech: Speech
    encoding: Encoding


class HeldRecogniser:
    """Recognises the sentences of prepared books; one utterance at a time."""

    @failing_as("Whisper")
    def __init__(self, folder: Path, language: Language = "en", threads: int = 1) -> None:
        """Loads the Whisper model in `folder`, to hear books in `language`; `threads` are the encoder's.

        Raises:
            ModelDamagedError: its files cannot be used.
            RecogniserError: this machine cannot run it, or the model knows English only and another language is asked.
        """
        weights = read_weights(folder / "model.bin")
        self._tokenizer = read_tokenizer(folder)
        if self._tokenizer.get_vocab_size() + _TIMESTAMPS != len(weights["decoder/embeddings/weight"]):
            raise ModelDamagedError(f"tokenizer.json and model.bin in {folder} are of two models; pull them again.")
        self._encoder = Encoder(folder, threads)
        self._decoder = Decoder(weights, _DECODER_THREADS)
        self._lists = Lists(self._tokenizer, language)
        self._language = language
        prompt = beginning(self._tokenizer, folder, language, multilingual=self._encoder.whisper.is_multilingual)
        self._free = FreeReader(self._encoder, self._tokenizer, prompt)
        figures = np.zeros(len(weights["decoder/embeddings/weight"]), np.bool_)
        figures[list(self._lists.figures)] = True
        silence = self._decoder.attend(self._encoder.encode(np.zeros(_SILENCE_S * 16_000, np.int16)))
        end, silent, sounding = special(self._tokenizer, "endoftext"), self._decoder.memory(), self._decoder.memory()
        self._context = Context(prompt, end, letters_of(self._tokenizer), figures, silence, silent, sounding)
        self._searches: dict[str, tuple[Sentences, Search]] = {}
        self._books: dict[str, PhraseBook] = {}
        self._activity, self._stretch_activity = VoiceActivity(), VoiceActivity()
        self._stretch_search = self._compiled(_STRETCH_BOOK)
        self._known_stretches: dict[bytes, list[Candidate]] = {}
        self._homophones = Homophones(partial(phonemes, voice=VOICES[language], within_s=WITHIN_S))

    @failing_as("Whisper")
    def prepare(self, name: str, book: PhraseBook) -> None:
        """Compiles `book` under `name`, replacing what was there.

        Raises:
            PhraseError: the book cannot be understood.
            RecogniserError: it is in another language than this recogniser hears.
        """
        if book.language != self._language:
            raise RecogniserError(f"the phrases {name!r} are in {book.language!r}, but {self._language!r} is heard")
        self._searches[name] = self._compiled(book)
        self._books[name] = book
        self._lists.keep(values for known in (_STRETCH_BOOK, *self._books.values()) for values in known.lists.values())

    def _compiled(self, book: PhraseBook) -> tuple[Sentences, Search]:
        grammar = Grammar(book, self._lists)
        tokens = sorted(grammar.tokens | set(range(_FREQUENT)) | {self._context.end})
        return Sentences(grammar), Search(self._decoder, self._decoder.vocabulary(tokens), grammar, self._context)

    def hear(self, name: str) -> Hearing:
        """Starts an utterance held to the book `name`.

        Raises:
            RecogniserError: no book was prepared under that name.
        """
        if name not in self._searches:
            raise RecogniserError(f"no phrases were prepared under {name!r}; prepared are {sorted(self._searches)}")
        self._known_stretches.clear()
        return _HeldHearing(name, self, self._activity)

    @failing_as("Whisper")
    def encoded(self, speech: Speech) -> Encoded:
        """`speech` as it can be read.

        Raises:
            RecogniserError: the engine failed.
        """
        return Encoded(speech, self._encoder.encode(speech.sound))

    @failing_as("Whisper")
    def read(self, name: str, encoded: Encoded) -> Reading | None:
        """The best sentence of the book `name` for what was said; None where none fits at all.

        Raises:
            RecogniserError: the engine failed.
        """
        search, sound = self._searches[name], encoded.speech.sound
        found = self._found(search, encoded.encoding)
        if found and found[0].sentence.figures:
            again = self._found(search, self._encoder.encode(figure_strings.later(sound)))
            heard = [self._of_stretch(one) for one in figure_strings.stretches(sound, self._stretch_activity)]
            found = figure_strings.weighed(found, again, heard, self._lengths_of(name))
        return decided(found, self._homophones.of)

    @failing_as("Whisper")
    def read_freely(self, name: str, encoded: Encoded) -> FreeReading:
        """What was said in whatever words, where the names of the book `name` are to be expected.

        Raises:
            RecogniserError: the engine failed.
        """
        return self._free.read(encoded.encoding, encoded.speech.seconds, self._books[name].names)

    def may_guess(self, name: str) -> bool:
        """Whether it is of use to read freely what the book `name` does not fit."""
        return self._books[name].guessable

    def _lengths_of(self, name: str) -> range:
        """The figures that strings of the book `name` may have."""
        strings = [values for values in self._books[name].lists.values() if isinstance(values, FigureString)]
        return range(min(one.shortest for one in strings), max(one.longest for one in strings) + 1)

    def _of_stretch(self, stretch: figure_strings.Stretch) -> list[Candidate]:
        """What a stretch may be; read once in an utterance, which is read in every pause."""
        key = stretch.sound.tobytes()
        if key not in self._known_stretches:
            found = self._found(self._stretch_search, self._encoder.encode(stretch.sound))
            self._known_stretches[key] = [one for one in found if len(one.sentence.figures) <= stretch.most]
        return self._known_stretches[key]

    def _found(self, search: tuple[Sentences, Search], encoding: Encoding) -> list[Candidate]:
        sentences, finder = search
        return candidates(sentences, finder.run(self._decoder.attend(encoding)), self._context)


class _HeldHearing:
    """One utterance on its way. It is read in the first pause, and again only when somebody has gone on speaking."""

    def __init__(self, name: str, recogniser: HeldRecogniser, activity: VoiceActivity) -> None:
        self._name = name
        self._recogniser = recogniser
        self._spoken = Spoken(activity)
        self._read: tuple[int, Encoded | None, Transcript] = 0, None, _REFUSED

    def feed(self, frame: Frame) -> None:
        self._spoken.feed(frame)

    @failing_as("Whisper")
    def so_far(self) -> str:
        _, heard = self._held()
        return heard.text if heard.accepted else ""

    def drop(self) -> None:
        """Nothing is under way."""

    @failing_as("Whisper")
    def finish(self) -> Transcript:
        encoded, heard = self._held()
        if encoded is None or heard.accepted or heard.guesses or not self._recogniser.may_guess(self._name):
            return heard
        free = self._recogniser.read_freely(self._name, encoded)
        return replace(heard, guesses=(free.words,), free=True) if free.trusted else heard

    def _held(self) -> tuple[Encoded | None, Transcript]:
        """What was encoded last, and the reading of it."""
        ends = self._spoken.ends()
        if self._read[0] != ends:
            encoded = self._recogniser.encoded(self._spoken.speech())
            self._read = ends, encoded, as_transcript(self._recogniser.read(self._name, encoded))
        return self._read[1:]


def as_transcript(reading: Reading | None) -> Transcript:
    """What the held reading comes to: it is accepted, or guessed with what is as near, or refused."""
    if reading is None:
        return _REFUSED
    words, rival = reading.sentence.words, reading.rival
    guesses = ((words, rival.words) if rival else (words,)) if reading.fit > 0 and reading.clear <= 0 else ()
    inside = min(reading.fit, reading.clear)
    confidence = 1 / (1 + math.exp(min(-_STEEPNESS * inside, _SURE_NOT)))
    return Transcript(words, ENGINE, confidence, accepted=inside > 0, guesses=guesses)
