"""The phrase recogniser: PocketSphinx held to the sentences of a phrase book, and made to refuse other speech."""

import math

import numpy as np
from numpy.typing import NDArray

from models.errors import RecogniserError
from models.espeak_phonemes import phonemes as espeak_phonemes
from models.figures import figures
from models.misfit import cost, misfit
from models.native import failing_as
from models.phrases import FigureString, PhraseBook
from models.pocketsphinx_decoder import PocketSphinxDecoder, Search, learn, phone_decoder, whole_path
from models.pronunciation import PhonemeSource
from models.recognition import Frame, Hearing, Transcript
from models.voice_activity import WINDOW, VoiceActivity
from models.word_graph import compile_book

ENGINE = "phrase"

MOST_MISFIT = 4.0
MOST_COST = 5.6
"""Words that fit worse, or cost more (see `models.misfit`), are refused."""
SOFTNESS = 0.5
"""How quickly confidence falls around the limits; it is one half there."""

_SPEECH = 0.5
"""Silero's own threshold."""
_AROUND_S = 0.5
"""What is looked at before and behind the speech. More of a noisy silence spoils the mean that features are held
against: 15 dB of kitchen noise, 213 clips of 8.6 s, 0.91 right untrimmed and 0.95 trimmed."""

_MOST_PATHS = 2500
"""Phones that are gone on with in a frame: in noise the wide search would go on with all of a large book. Of 36
recordings without noise and 22 with noise at 22 dB it heard the same ones rightly with this limit and without, in 0.5
and 0.7 s of processor time each instead of 1.2 and 2.9."""
_HELD: Search = {
    "bestpath": False,  # its lattice search takes seconds on a grammar
    "lw": 3.0,
    "silprob": 0.05,
    "fillprob": 1e-4,
    "loglevel": "FATAL",
}
_WHOLE: Search = {
    "cmn": "batch",  # the mean of the whole utterance
    "compallsen": True,  # likelihoods relative to the best of all sounds: only so can two paths be compared
}
_SETTLING: Search = _HELD | _WHOLE | {"beam": 1e-80, "wbeam": 1e-60, "pbeam": 1e-80, "maxhmmpf": _MOST_PATHS}
_FREE: Search = _WHOLE | {"bestpath": False, "lw": 2.0, "beam": 1e-20, "pbeam": 1e-20, "loglevel": "FATAL"}


class PhraseRecogniser:
    """Recognises the sentences of prepared books; one utterance at a time.

    While a person speaks, their level and the colour of the microphone are a guess, and a narrow search follows
    them, so that the end-pointer knows what was said so far. Behind their last word the whole utterance is looked at
    again, with its own mean and a wide search, and against a free path of phones.
    """

    @failing_as("PocketSphinx")
    def __init__(self, phonemes: PhonemeSource = espeak_phonemes) -> None:
        """Loads the models.

        Raises:
            RecogniserError: this machine cannot run them.
        """
        self._phonemes = phonemes
        self._has_strings: dict[str, bool] = {}
        """Of each prepared book, whether there are strings of figures in it. These are asked about, however well they
        fit: of 120 without noise 0.29 were heard rightly, and hardly one was refused."""
        self._activity = VoiceActivity()
        self._following = PocketSphinxDecoder(_HELD)
        self._settling = PocketSphinxDecoder(_SETTLING)
        self._free = phone_decoder(_FREE)

    @failing_as("PocketSphinx")
    def prepare(self, name: str, book: PhraseBook) -> None:
        """Compiles `book` under `name`, replacing what was there.

        Raises:
            RecogniserError: the book is not in English.
            PhraseError: it cannot be understood.
            PronunciationError: one of its words cannot be said.
        """
        if book.language != "en":
            raise RecogniserError(f"PocketSphinx knows English only; the phrases {name!r} are in {book.language!r}")
        graph = compile_book(book)
        learn(name, graph, self._phonemes, (self._following, self._settling))
        self._has_strings[name] = any(isinstance(values, FigureString) for values in book.lists.values())

    @failing_as("PocketSphinx")
    def hear(self, name: str) -> Hearing:
        """Starts an utterance held to the book `name`.

        Raises:
            RecogniserError: no book was prepared under that name, or the engine failed.
        """
        if name not in self._has_strings:
            raise RecogniserError(f"no phrases were prepared under {name!r}; prepared are {sorted(self._has_strings)}")
        return _PhraseHearing(name, self._following, self)

    @failing_as("PocketSphinx")
    def settle(self, name: str, sound: Frame) -> Transcript:
        """What a whole utterance says in the sentences of the book `name`; refused where it says something else.

        Raises:
            RecogniserError: the engine failed.
        """
        speech = self._speech_in(sound).tobytes()
        if not speech:
            return _REFUSED
        held = self._settling.look_at(name, speech)
        text = self._settling.words
        if not text:
            return _REFUSED
        free = list(whole_path(self._free, speech))
        excess = max(misfit(held, free) - MOST_MISFIT, cost(held, free) - MOST_COST)
        confidence, fits = 1 / (1 + math.exp(excess / SOFTNESS)), excess <= 0
        if fits and self._has_strings[name] and figures(text).replace(" ", "").isdigit():
            return Transcript(text, ENGINE, confidence, accepted=False, guesses=(text,))
        return Transcript(text, ENGINE, confidence, accepted=fits)

    def _speech_in(self, sound: Frame) -> NDArray[np.int16]:
        """The speech in `sound` with a little around it; empty where nobody speaks."""
        self._activity.reset()
        spoken = np.flatnonzero(np.array(self._activity.hear(sound)) > _SPEECH)
        if not spoken.size:
            return sound[:0]
        around = round(_AROUND_S * 16_000)
        return sound[max(spoken[0] * WINDOW - around, 0) : (spoken[-1] + 1) * WINDOW + around]


_REFUSED = Transcript("", ENGINE, confidence=0.0, accepted=False)


class _PhraseHearing:
    """One utterance on its way."""

    def __init__(self, name: str, following: PocketSphinxDecoder, recogniser: PhraseRecogniser) -> None:
        self._name = name
        self._following = following
        self._recogniser = recogniser
        self._sound = [np.zeros(0, np.int16)]
        self._utterance = following.begin(name)

    @failing_as("PocketSphinx")
    def feed(self, frame: Frame) -> None:
        self._sound.append(frame)
        self._following.follow(self._utterance, frame.tobytes())

    @failing_as("PocketSphinx")
    def so_far(self) -> str:
        return self._following.words

    @failing_as("PocketSphinx")
    def drop(self) -> None:
        self._following.end(self._utterance)

    @failing_as("PocketSphinx")
    def finish(self) -> Transcript:
        self._following.end(self._utterance)
        return self._recogniser.settle(self._name, np.concatenate(self._sound))
