"""The held recogniser: Whisper made to choose among the sentences of a phrase book, and to refuse other speech."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from models.errors import RecogniserError
from models.native import failing_as
from models.phrases import PhraseBook
from models.recognition import Frame, Hearing, Transcript
from models.store import ModelDamagedError
from models.voice_activity import WINDOW, VoiceActivity
from models.whisper.decoder import Decoder
from models.whisper.encoder import Encoder
from models.whisper.grammar import Grammar, Sentence
from models.whisper.search import Context, Hypothesis, Search
from models.whisper.trie import Lists
from models.whisper.weights import read_weights

ENGINE = "held"

MOST_WORST, MOST_MEAN, LEAST_MARGIN = 6.0, 1.0, 1.0
"""Nats: a sentence is refused with a step whose regret is larger, with a larger mean regret per token, or if another
meaning is as near as this."""
_FREQUENT = 4000
"""Tokens that probabilities are shares among, beside those of the grammar: the lowest, which are the most frequent."""
_SILENCE_S = 6
_NEAR = 8.0
"""Nats behind the best within which sentences are read."""
_SPEECH = 0.5
_AROUND_S = 1.0
"""What is heard before and behind the speech."""
_STRANGER = 3.0
"""Nats that a number costs which stands for nothing: "42 for tomorrow" is easily written "4244 tomorrow"."""
_FEWEST_STEPS = 4
"""A word of two tokens is not refused for what a sentence would be forgiven."""
_STEEPNESS = 4.0
"""How quickly confidence rises inside the limits; it is one half there."""
_DECODER_THREADS = 1
"""A search is many small steps; with a second thread each waits longer for it than it saves, most of all where other
programs want the cores too (two busy cores, the best of 25 times: 37 ms a search with one, 135 ms with two)."""
_TIMESTAMPS = 1501
"""Tokens that stand behind all that a tokenizer knows: every 0.02 s of Whisper's window."""
_REFUSED = Transcript("", ENGINE, confidence=0.0, accepted=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """The best sentence for a sound."""

    sentence: Sentence
    worst: float
    """Nats, of the likeliest way of writing it; likewise `mean`."""
    mean: float
    margin: float
    """Nats to the next meaning; infinite where there is none."""

    @property
    def inside(self) -> float:
        """How far inside the limits it lies: 0 at a limit, 1 at best."""
        parts = (1 - self.worst / MOST_WORST, 1 - self.mean / MOST_MEAN, 1 - LEAST_MARGIN / max(self.margin, 1e-9))
        return min(parts)


class HeldRecogniser:
    """Recognises the sentences of prepared books; one utterance at a time."""

    @failing_as("Whisper")
    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Loads the Whisper model in `folder`; `threads` are the encoder's.

        Raises:
            ModelDamagedError: its files cannot be used.
            RecogniserError: this machine cannot run it.
        """
        weights = read_weights(folder / "model.bin")
        self._tokenizer = _read_tokenizer(folder / "tokenizer.json", len(weights["decoder/embeddings/weight"]))
        self._encoder = Encoder(folder, threads)
        self._decoder = Decoder(weights, _DECODER_THREADS)
        self._lists = Lists(self._tokenizer)
        prompt = tuple(self._special(name) for name in ("startoftranscript", "notimestamps"))
        figures = np.array(sorted(self._lists.figures))
        silence = self._decoder.attend(self._encoder.encode(np.zeros(_SILENCE_S * 16_000, np.int16)))
        self._context = Context(prompt, self._special("endoftext"), figures, silence)
        self._searches: dict[str, tuple[Grammar, Search]] = {}
        self._books: dict[str, PhraseBook] = {}
        self._activity = VoiceActivity()

    def _special(self, name: str) -> int:
        token = self._tokenizer.token_to_id(f"<|{name}|>")
        if token is None:
            raise ModelDamagedError(f"The tokenizer of the Whisper model lacks {name}; pull the model again.")
        return token

    @failing_as("Whisper")
    def prepare(self, name: str, book: PhraseBook) -> None:
        """Compiles `book` under `name`, replacing what was there.

        Raises:
            PhraseError: the book cannot be understood.
        """
        grammar = Grammar(book, self._lists)
        tokens = sorted(grammar.tokens | set(range(_FREQUENT)) | {self._context.end})
        search = Search(self._decoder, self._decoder.vocabulary(tokens), grammar, self._context)
        self._searches[name] = grammar, search
        self._books[name] = book
        self._lists.keep(values for known in self._books.values() for values in known.lists.values())

    def hear(self, name: str) -> Hearing:
        """Starts an utterance held to the book `name`.

        Raises:
            RecogniserError: no book was prepared under that name.
        """
        if name not in self._searches:
            raise RecogniserError(f"no phrases were prepared under {name!r}; prepared are {sorted(self._searches)}")
        return _HeldHearing(name, self, self._activity)

    @failing_as("Whisper")
    def read(self, name: str, speech: Frame) -> Reading | None:
        """The best sentence of the book `name` for `speech`; None where none fits at all.

        Raises:
            RecogniserError: the engine failed.
        """
        grammar, search = self._searches[name]
        return _decided(grammar, search.run(self._decoder.attend(self._encoder.encode(speech))), self._context)


def _read_tokenizer(path: Path, rows: int) -> Tokenizer:
    """The tokenizer of a model whose decoder has so many `rows` of tokens.

    Raises:
        ModelDamagedError: it cannot be read, or belongs to another model.
    """
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise ModelDamagedError(f"{path} is no tokenizer ({error}); pull the model again.") from error
    if tokenizer.get_vocab_size() + _TIMESTAMPS != rows:
        raise ModelDamagedError(f"{path} and the model.bin beside it are of two models; pull them again.")
    return tokenizer


def _decided(grammar: Grammar, finished: Iterable[Hypothesis], context: Context) -> Reading | None:
    """The meaning with the highest score over all ways of writing it."""
    grammar.forget()
    found = list(finished)
    floor = max((one.score for one in found), default=0.0) - _NEAR
    meanings: defaultdict[object, list[tuple[Hypothesis, Sentence]]] = defaultdict(list)
    for one in found:
        sentence = grammar.sentence(one.tokens[len(context.prompt) :]) if one.score >= floor else None
        if sentence:
            meanings[sentence.meaning].append((one, sentence))
    if not meanings:
        return None
    ranked = sorted(((_total(spelled), spelled) for spelled in meanings.values()), key=lambda pair: -pair[0])
    one, sentence = max(ranked[0][1], key=lambda pair: pair[0].held)
    # Other words are another meaning: a name can be a customer's, and a first name and a surname.
    rivals = (score for score, spelled in ranked[1:] if all(other.words != sentence.words for _, other in spelled))
    margin = ranked[0][0] - next(rivals, -math.inf)
    steps = max(len(one.tokens) - len(context.prompt) + 1, _FEWEST_STEPS)
    return Reading(sentence, one.worst, one.regret / steps, margin)


def _total(spelled: list[tuple[Hypothesis, Sentence]]) -> float:
    return float(np.logaddexp.reduce([one.score - _STRANGER * sentence.strangers for one, sentence in spelled]))


class _HeldHearing:
    """One utterance on its way. It is read in the first pause, and again only when somebody has gone on speaking."""

    def __init__(self, name: str, recogniser: HeldRecogniser, activity: VoiceActivity) -> None:
        self._name = name
        self._recogniser = recogniser
        self._activity = activity
        self._sound = [np.zeros(0, np.int16)]
        self._spoken: list[float] = []
        self._read: tuple[int, Transcript] = -1, _REFUSED
        activity.reset()

    def feed(self, frame: Frame) -> None:
        self._sound.append(frame)
        self._spoken += self._activity.hear(frame)

    def so_far(self) -> str:
        transcript = self.finish()
        return transcript.text if transcript.accepted else ""

    def drop(self) -> None:
        """Nothing is under way."""

    def finish(self) -> Transcript:
        spoken = np.flatnonzero(np.array(self._spoken) > _SPEECH)
        if not spoken.size:
            return _REFUSED
        first, last = int(spoken[0]), int(spoken[-1])
        if self._read[0] != last:
            around = round(_AROUND_S * 16_000)
            speech = np.concatenate(self._sound)[max(first * WINDOW - around, 0) : (last + 1) * WINDOW + around]
            self._read = last, _transcript(self._recogniser.read(self._name, speech))
        return self._read[1]


def _transcript(reading: Reading | None) -> Transcript:
    if reading is None:
        return _REFUSED
    confidence = 1 / (1 + math.exp(-_STEEPNESS * reading.inside))
    return Transcript(reading.sentence.words, ENGINE, confidence, accepted=reading.inside > 0)
