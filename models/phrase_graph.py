"""The smallest automaton that accepts a set of sentences.

It is built from the end of the sentences to their beginning: a piece of text is laid in front of the state that
follows it. States that go on in the same way are one state (hash-consing), and alternatives that begin alike are merged
at once, so that the graph is deterministic and minimal at every moment (compare Daciuk et al., "Incremental
Construction of Minimal Acyclic Finite-State Automata", Computational Linguistics 26, 2000).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

State = int
SPACE = " "
_PIECE = re.compile(r"\s+|[^\s]+")


class Graph:
    """States of an acyclic automaton over words, or over pieces of words and spaces."""

    def __init__(self) -> None:
        self.arcs: list[dict[str, State]] = []
        """Per state: what may come next, and where it leads."""
        self.accepting: list[bool] = []
        """Per state: whether a sentence may end there."""
        self._known: dict[tuple[bool, frozenset[tuple[str, State]]], State] = {}
        self._unions: dict[frozenset[State], State] = {}
        self.nothing = self._state({}, accepting=False)
        """From here no sentence ends."""
        self.end = self._state({}, accepting=True)
        """The end of the sentence."""

    def _state(self, arcs: dict[str, State], *, accepting: bool) -> State:
        key = accepting, frozenset(arcs.items())
        if key not in self._known:
            self._known[key] = len(self.arcs)
            self.arcs.append(arcs)
            self.accepting.append(accepting)
        return self._known[key]

    def word(self, word: str, then: State) -> State:
        """The state from which `word` leads to `then`."""
        return self.nothing if then == self.nothing else self._state({word: then}, accepting=False)

    def words(self, text: str, then: State) -> State:
        """The state from which `text`, as pieces and spaces, leads to `then`."""
        for piece in reversed(_PIECE.findall(text)):
            then = self.word(SPACE if piece.isspace() else piece, then)
        return then

    def either(self, states: Iterable[State]) -> State:
        """The state that goes on as any of `states` does."""
        wanted = frozenset(states) - {self.nothing}
        if len(wanted) <= 1:
            return next(iter(wanted), self.nothing)
        if wanted not in self._unions:
            targets: defaultdict[str, set[State]] = defaultdict(set)
            for state in wanted:
                for word, target in self.arcs[state].items():
                    targets[word].add(target)
            merged = {word: self.either(reached) for word, reached in targets.items()}
            self._unions[wanted] = self._state(merged, accepting=any(self.accepting[state] for state in wanted))
        return self._unions[wanted]

    def reachable(self, start: State) -> Iterator[State]:
        """Every state that a sentence from `start` can pass."""
        seen, waiting = {start}, [start]
        while waiting:
            state = waiting.pop()
            yield state
            fresh = set(self.arcs[state].values()) - seen
            seen |= fresh
            waiting.extend(fresh)


def join_pieces(pieces: Graph, start: State) -> tuple[Graph, State]:
    """The same sentences with whole words on the arcs; words are what stands between spaces."""
    words = Graph()
    joined: dict[tuple[State, str], State] = {}

    def join(state: State, begun: str) -> State:
        if (state, begun) not in joined:
            ways = [words.word(begun, words.end) if begun else words.end] if pieces.accepting[state] else []
            for piece, target in pieces.arcs[state].items():
                if piece != SPACE:
                    ways.append(join(target, begun + piece))
                else:
                    ways.append(words.word(begun, join(target, "")) if begun else join(target, ""))
            joined[state, begun] = words.either(ways)
        return joined[state, begun]

    return words, join(start, "")
