"""The phrase recogniser: PocketSphinx held to the sentences of a phrase book."""

import math
from itertools import count, takewhile

import pocketsphinx

from models.errors import RecogniserError
from models.espeak_phonemes import phonemes as espeak_phonemes
from models.misfit import Segment, cost, misfit
from models.phrases import PhraseBook
from models.pronunciation import PhonemeSource, pronounce
from models.recognition import Frame, Hearing, Transcript
from models.word_graph import WordGraph, compile_book

ENGINE = "phrase"

MOST_MISFIT = 4.0
MOST_COST = 5.6
"""Words that fit worse, or cost more (see `models.misfit`), are refused. Chosen on 25 clips of people who order coffee
(none accepted as one of the unit's commands), on such clips against their own phrases, and on synthetic commands."""
_SOFTNESS = 0.5
"""How quickly confidence falls around the limits; it is one half there."""
_TO_NATS = 1024
"""PocketSphinx gives likelihoods as numbers that its own scaling has brought near one."""
_TINY = 1e-300
_NO_SPEECH = ("<", "(", "[", "+", "SIL")
"""How PocketSphinx's names of silence, noise and empty arcs begin."""
_MOST_AT_ONCE = 1600
"""Samples."""
_SEARCH = {
    "bestpath": False,  # its lattice search takes seconds on a grammar
    "compallsen": True,  # likelihoods are relative to the best sound of all; only so can two paths be compared
    "cmn": "batch",  # of whole utterances; while one is spoken, PocketSphinx goes by its running mean instead
    "lw": 3.0,
    "silprob": 0.05,
    "fillprob": 1e-4,
    "beam": 1e-60,
    "wbeam": 1e-40,
    "pbeam": 1e-60,
    "loglevel": "FATAL",
}
_FREE_SEARCH = {
    "bestpath": False,
    "compallsen": True,
    "cmn": "batch",
    "lw": 2.0,
    "beam": 1e-20,
    "pbeam": 1e-20,
    "loglevel": "FATAL",
}


class PhraseRecogniser:
    """Recognises the sentences of prepared books; one utterance at a time."""

    def __init__(self, phonemes: PhonemeSource = espeak_phonemes) -> None:
        model = pocketsphinx.get_model_path("en-us")
        self._phonemes = phonemes
        self._prepared: set[str] = set()
        self._decoder = pocketsphinx.Decoder(
            hmm=f"{model}/en-us",
            dict=f"{model}/cmudict-en-us.dict",
            lm=None,
            **_SEARCH,
            fsgusealtpron=False,  # the graph has them already; here it compares every word with every arc
        )
        self._free = pocketsphinx.Decoder(
            hmm=f"{model}/en-us", allphone=f"{model}/en-us-phone.lm.bin", lm=None, dict=None, **_FREE_SEARCH
        )
        self._mean = self._decoder.get_cmn(False)

    def prepare(self, name: str, book: PhraseBook) -> None:
        """Compiles `book` under `name`, replacing what was there.

        Raises:
            PhraseError: the book cannot be understood.
            PronunciationError: one of its words cannot be said.
        """
        graph = compile_book(book)
        labels = self._learn(graph)
        end = max(max(source, target) for source, target, _ in graph.arcs) + 1
        arcs = [(source, target, 1.0, label) for source, target, said in graph.arcs for label in labels[said]]
        ends = [(state, end, 1.0) for state in graph.ends]
        self._decoder.add_fsg(name, self._decoder.create_fsg(name, graph.start, end, arcs + ends))
        self._prepared.add(name)

    def hear(self, name: str) -> Hearing:
        """Starts an utterance held to the book `name`.

        Raises:
            RecogniserError: no book was prepared under that name.
        """
        if name not in self._prepared:
            raise RecogniserError(f"no phrases were prepared under {name!r}; prepared are {sorted(self._prepared)}")
        self._decoder.activate_search(name)
        self._decoder.set_cmn(self._mean)  # the same sound gives the same words, whatever was heard before
        self._decoder.start_utt()
        return _PhraseHearing(self._decoder, self._free)

    def _learn(self, graph: WordGraph) -> dict[str, list[str]]:
        """Puts all that is said in the graph into the decoder's dictionary; the labels of each one's pronunciations."""
        labels = {}
        for said, ways in pronounce(graph.vocabulary, self._pronunciations, self._phonemes).items():
            labels[said] = [_label(said, way) for way in range(len(ways))]
            for label, phones in zip(labels[said], ways, strict=True):
                if self._decoder.lookup_word(label) is None:
                    self._decoder.add_word(label, phones, False)
        return labels

    def _pronunciations(self, word: str) -> tuple[str, ...]:
        ways = (self._decoder.lookup_word(_label(word, way)) for way in count())
        return tuple(takewhile(bool, ways))


class _PhraseHearing:
    """One utterance: followed while it is spoken, and settled by a second look at all of it.

    While somebody speaks, the level of their voice and the colour of the microphone are a guess; at the end they are
    known (cepstral mean of the whole utterance), which halves the errors and takes some hundredths of its length.
    """

    def __init__(self, decoder: pocketsphinx.Decoder, free: pocketsphinx.Decoder) -> None:
        self._decoder = decoder
        self._free = free
        self._sound = bytearray()

    def feed(self, frame: Frame) -> None:
        self._sound += frame.tobytes()
        for start in range(0, len(frame), _MOST_AT_ONCE):  # more than its ring of features holds crashes PocketSphinx
            self._decoder.process_raw(frame[start : start + _MOST_AT_ONCE].tobytes())

    def so_far(self) -> str:
        return _words(self._decoder)

    def finish(self) -> Transcript:
        self._decoder.end_utt()
        sound = bytes(self._sound)
        if not sound:
            return Transcript("", ENGINE, confidence=0.0, accepted=False)
        held = _path(self._decoder, sound)
        text = _words(self._decoder)
        if not text:
            return Transcript("", ENGINE, confidence=0.0, accepted=False)
        free = _path(self._free, sound)
        excess = max(misfit(held, free) - MOST_MISFIT, cost(held, free) - MOST_COST)
        return Transcript(text, ENGINE, confidence=1 / (1 + math.exp(excess / _SOFTNESS)), accepted=excess <= 0)


def _path(decoder: pocketsphinx.Decoder, sound: bytes) -> list[Segment]:
    """The best path through a whole utterance."""
    decoder.start_utt()
    decoder.process_raw(sound, full_utt=True)
    decoder.end_utt()
    return [
        Segment(
            part.start_frame,
            part.end_frame,
            _TO_NATS * math.log(max(part.ascore, _TINY)),
            speech=not part.word.startswith(_NO_SPEECH),
        )
        for part in decoder.seg() or ()
    ]


def _words(decoder: pocketsphinx.Decoder) -> str:
    guess = decoder.hyp()
    return guess.hypstr if guess else ""


def _label(said: str, way: int) -> str:
    """PocketSphinx's name for the n-th pronunciation."""
    return said if way == 0 else f"{said}({way + 1})"
