"""The words of a book's sentences as tries of tokens: the same whatever the values of its lists are."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from models.languages import Orthography
from models.whisper.spellings import word_spellings
from models.whisper.trie import Said, Trie, tokens_below
from models.word_graph import WordGraph

_CAPITAL_WORDS = 3
"""Up to this word a sentence may begin with a capital: behind a wake word it begins anew."""


class Writing(Protocol):
    """How a language is written in tokens."""

    orthography: Orthography

    @property
    def comma(self) -> int:
        """What may stand behind any word."""

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Each text as Whisper most likely writes it."""


class Words:
    """The words that may come next in each state of one graph. Each trie is laid once."""

    def __init__(self, graph: WordGraph, writing: Writing) -> None:
        self._arcs: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for source, target, said in graph.arcs:
            self._arcs[source].append((said, target))
        self._writing = writing
        self._capitals = _near(graph.start, self._arcs, _CAPITAL_WORDS)
        self._tries: dict[int, Trie] = {}

    def arcs(self, state: int) -> Sequence[tuple[str, int]]:
        """What is said from `state` on, and where it leads."""
        return self._arcs.get(state, ())

    def trie(self, state: int) -> Trie:
        """The words from `state` on; references are left out."""
        if state not in self._tries:
            trie, orthography = Trie(), self._writing.orthography
            for said, target in self.arcs(state):
                if not said.startswith(("=", "{")):
                    whole = Said(said, target=target)
                    spelled = word_spellings(said, orthography, capital=state in self._capitals)
                    for tokens in self._writing.tokens(spelled):
                        trie.lay(tokens, whole).lay([self._writing.comma], whole)
            self._tries[state] = trie
        return self._tries[state]

    @cached_property
    def tokens(self) -> frozenset[int]:
        """Every token of a word."""
        return frozenset(tokens_below(map(self.trie, self._arcs)))


def _near(start: int, arcs: Mapping[int, Iterable[tuple[str, int]]], most: int) -> set[int]:
    """The states that fewer than `most` words lead to."""
    depths, waiting = {start: 0}, deque([start])
    while waiting:
        state = waiting.popleft()
        for _, target in arcs.get(state, ()):
            if target not in depths and depths[state] + 1 < most:
                depths[target] = depths[state] + 1
                waiting.append(target)
    return set(depths)
