"""A phrase book as a machine over Whisper's tokens.

The sentences are one graph of words with references to lists (`models.word_graph`); every list is a trie of tokens,
laid once, whatever refers to it, and kept as long as its values stay. A position is a place in the trie of one word or
value, and where the sentence goes on behind it. Which tokens are legal behind a prefix is worked out when it is asked,
and remembered: of the many states of a long list only a few are ever met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.phrases import FigureString, NumberRange, PhraseBook
from models.whisper.lists import Lists
from models.whisper.trie import Node, Trie
from models.word_graph import compile_book

_MOST_STATES = 50_000
"""Remembered from utterance to utterance."""


class Behind(NamedTuple):
    """Where the sentence goes on behind a value."""

    state: int
    slot: str
    numbers: NumberRange | FigureString | None


Position = tuple[Node, Behind | None]
"""A place in a trie. A word of the sentence itself knows where it leads; then there is no `Behind`."""


@dataclass(eq=False, slots=True)
class State:
    """All that a prefix of tokens can stand for."""

    positions: frozenset[Position]
    may_end: bool
    in_figures: bool
    """Whether a string of figures goes on here, or nothing but one may begin."""
    tokens: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """The tokens that may follow, rising; empty until `Grammar.follow`."""
    after: list[State] = field(default_factory=list, repr=False)
    """The state behind each."""
    followed: bool = False


class Grammar:
    """All sentences of one book."""

    def __init__(self, book: PhraseBook, lists: Lists) -> None:
        """Takes up `book`.

        Raises:
            PhraseError: as `models.word_graph.compile_book`.
        """
        graph = compile_book(book, references=True)
        self.lists = lists
        self._words = lists.words(graph)
        self._laid = {name: lists.laid(values) for name, values in book.lists.items()}
        self._numbers = {name: values for name, values in book.lists.items() if not isinstance(values, tuple)}
        self._full_stop = Trie()
        for tokens in lists.tokens([".", "?", "!"]):
            self._full_stop.children[tokens[0]] = Trie()
        self._entered: dict[int, tuple[Position, ...]] = {}
        self._states: dict[frozenset[Position], State] = {}
        self.origin = graph.start
        """Where every sentence begins."""
        self.start = self._state(self.enter(graph.start))

    def begin(self) -> None:
        """Begins another utterance."""
        if len(self._states) > _MOST_STATES:
            self._states.clear()
            self.start = self._state(self.enter(self.origin))

    @property
    def tokens(self) -> set[int]:
        """Every token that any sentence can have."""
        return set(self._words.tokens).union(self._full_stop.children, *(laid.tokens for laid in self._laid.values()))

    def follow(self, state: State) -> None:
        """Works out what may follow `state`."""
        if state.followed:
            return
        reached: defaultdict[int, dict[Position, None]] = defaultdict(dict)
        for trie, behind in state.positions:
            for token, child in trie.children.items():
                reached[token][child, behind] = None
        state.tokens = np.array(sorted(reached), np.int64)
        state.after = [self._state(reached[token]) for token in sorted(reached)]
        state.followed = True

    def _state(self, positions: Iterable[Position]) -> State:
        """The state of these positions and of all that begins where a word or value is complete."""
        closed = dict.fromkeys(positions)
        waiting = list(closed)
        while waiting:
            trie, behind = waiting.pop()
            for said in trie.said:
                for position in self.enter(behind.state if behind else said.target):
                    if position not in closed:
                        closed[position] = None
                        waiting.append(position)
        key = frozenset(position for position in closed if position[0].children or self.is_end(position))
        if key not in self._states:
            strings = [behind and isinstance(behind.numbers, FigureString) for _, behind in key]
            begun = any(string and self._is_inside(position) for string, position in zip(strings, key, strict=True))
            self._states[key] = State(key, any(map(self.is_end, key)), begun or all(strings))
        return self._states[key]

    def _is_inside(self, position: Position) -> bool:
        """Whether some of the value was said."""
        trie, behind = position
        return behind is not None and behind.numbers is not None and trie is not self.lists.laid(behind.numbers).root

    def is_end(self, position: Position) -> bool:
        behind = position[1]
        return behind is not None and behind.slot.startswith("=")

    def enter(self, state: int) -> tuple[Position, ...]:
        """The positions where a word or a value may begin."""
        if state not in self._entered:
            fork, others = self._words.trie(state), list[Position]()
            for said, target in self._words.arcs(state):
                if said.startswith("="):
                    others.append((self._full_stop, Behind(state, said, None)))
                elif said.startswith("{"):
                    name, _, slot = said.strip("{}").partition(":")
                    others.append((self._laid[name].root, Behind(target, slot, self._numbers.get(name))))
                elif said in self.lists.orthography.silent:
                    others += self.enter(target)
            self._entered[state] = ((fork, None), *others) if fork.children else tuple(others)
        return self._entered[state]
