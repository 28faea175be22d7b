"""PocketSphinx: its dictionary, its grammars, and the paths it finds."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, takewhile
from typing import Any

import pocketsphinx

from models.misfit import Segment
from models.pronunciation import PhonemeSource, pronounce
from models.word_graph import WordGraph

_TO_NATS = 1024
"""PocketSphinx gives likelihoods as numbers that its own scaling has brought near one."""
_TINY = 1e-300
_NO_SPEECH = ("<", "(", "[", "+", "SIL")
"""How PocketSphinx's names of silence, noise and empty arcs begin."""
_MOST_AT_ONCE = 3200
"""Bytes. More than its ring of features holds crashes PocketSphinx."""

Search = dict[str, Any]
"""PocketSphinx's settings of one search."""
Ways = Mapping[str, Sequence[str]]
"""What is said, and its pronunciations."""


class PocketSphinxDecoder:
    """A decoder that can be held to one of several graphs of words."""

    def __init__(self, search: Search) -> None:
        model = pocketsphinx.get_model_path("en-us")
        self._decoder = pocketsphinx.Decoder(
            hmm=f"{model}/en-us",
            dict=f"{model}/cmudict-en-us.dict",
            lm=None,
            fsgusealtpron=False,  # the graph has them already; here it compares every word with every arc
            **search,
        )
        self._mean = self._decoder.get_cmn(False)
        self._numbers, self._open = count(1), 0

    def begin(self, name: str) -> int:
        """Begins to follow an utterance held to the graph `name`, and numbers it; one that was not ended is dropped."""
        self.end(self._open)
        self._decoder.activate_search(name)
        self._decoder.set_cmn(self._mean)  # the same sound gives the same words, whatever was heard before
        self._decoder.start_utt()
        self._open = next(self._numbers)
        return self._open

    def follow(self, utterance: int, sound: bytes) -> None:
        """Takes what was said since; nothing of an utterance that is over."""
        if utterance != self._open:
            return
        for start in range(0, len(sound), _MOST_AT_ONCE):
            self._decoder.process_raw(sound[start : start + _MOST_AT_ONCE])

    def end(self, utterance: int) -> None:
        """Ends the utterance of that number, unless it is over."""
        if self._open and utterance == self._open:
            self._open = 0  # first: an utterance that does not end well is over all the same
            self._decoder.end_utt()

    def look_at(self, name: str, sound: bytes) -> list[Segment]:
        """The best path through a whole utterance held to the graph `name`."""
        self._decoder.activate_search(name)
        return list(whole_path(self._decoder, sound))

    @property
    def words(self) -> str:
        """The words of the best path so far; empty where nothing fits to its end."""
        guess = self._decoder.hyp()
        return guess.hypstr if guess else ""

    def pronunciations(self, word: str) -> tuple[str, ...]:
        """The dictionary's, most common first; none of a word that is not in it."""
        ways = (self._decoder.lookup_word(_label(word, way)) for way in count())
        return tuple(takewhile(bool, ways))

    def grammar(self, name: str, graph: WordGraph, ways: Ways) -> pocketsphinx.FsgModel:
        """`graph` as PocketSphinx takes it up, with an arc for each way of saying what is said."""
        labels = {said: [_label(said, way) for way in range(len(phones))] for said, phones in ways.items()}
        end = max(max(source, target) for source, target, _ in graph.arcs) + 1
        arcs = [(source, target, 1.0, label) for source, target, said in graph.arcs if said for label in labels[said]]
        silent = [(source, target, 1.0) for source, target, said in graph.arcs if not said]
        ends = [(state, end, 1.0) for state in graph.ends]
        return self._decoder.create_fsg(name, graph.start, end, [*arcs, *silent, *ends])

    def take_up(self, name: str, grammar: pocketsphinx.FsgModel, ways: Ways) -> None:
        """Takes up `grammar`, which may be another decoder's, and puts all that it says into the dictionary."""
        for said, phones in ways.items():
            for way, spoken in enumerate(phones):
                if self._decoder.lookup_word(_label(said, way)) is None:
                    self._decoder.add_word(_label(said, way), spoken, False)
        self._decoder.add_fsg(name, grammar)


def learn(name: str, graph: WordGraph, phonemes: PhonemeSource, decoders: Sequence[PocketSphinxDecoder]) -> None:
    """Holds all `decoders` to `graph` under `name`. It is laid once for all: they weigh words and silence alike.

    Raises:
        PronunciationError: one of its words cannot be said.
    """
    ways = pronounce(graph.vocabulary, decoders[0].pronunciations, phonemes)
    grammar = decoders[0].grammar(name, graph, ways)
    for decoder in decoders:
        decoder.take_up(name, grammar, ways)


def phone_decoder(search: Search) -> pocketsphinx.Decoder:
    """A decoder that is held to nothing: any phones, by how often they follow one another in English."""
    model = pocketsphinx.get_model_path("en-us")
    return pocketsphinx.Decoder(
        hmm=f"{model}/en-us", allphone=f"{model}/en-us-phone.lm.bin", lm=None, dict=None, **search
    )


def whole_path(decoder: pocketsphinx.Decoder, sound: bytes) -> Iterator[Segment]:
    """The best path of `decoder` through a whole utterance of at least one sample."""
    decoder.start_utt()
    try:
        decoder.process_raw(sound, full_utt=True)
    finally:
        decoder.end_utt()  # or no other utterance could be started
    for part in decoder.seg() or ():
        log_likelihood = _TO_NATS * math.log(max(part.ascore, _TINY))
        speech = not part.word.startswith(_NO_SPEECH)
        yield Segment(part.start_frame, part.end_frame, log_likelihood, speech=speech)


def _label(said: str, way: int) -> str:
    """PocketSphinx's name for the n-th pronunciation."""
    return said if way == 0 else f"{said}({way + 1})"
