"""The values of a list as a trie that unfolds where a search comes by.

A list of two thousand parts has some ten thousand ways of saying them and two hundred thousand of writing those: laid
at once that takes ten seconds. So a list is laid in words, which takes milliseconds, each word is spelled once however
often it occurs, and which tokens may follow at a place is worked out when it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.whisper.trie import Node, Said, Trie

Spelled = Mapping[str, Sequence[tuple[int, ...]]]
"""A word, or several that are written together, to the tokens of its spellings."""


@dataclass(eq=False, slots=True)
class Place:
    """A place between the words of a list."""

    words: dict[str, Place] = field(default_factory=dict)
    """What may be said next, and where it leads."""
    said: list[Said] = field(default_factory=list)
    """What is complete here."""
    written: list[tuple[tuple[int, ...], Place]] = field(default_factory=list)
    """Spellings of whole values that are not made word by word."""

    def lay(self, words: Sequence[str]) -> Place:
        """The place behind `words`."""
        place = self
        for word in words:
            place = place.words.setdefault(word, Place())
        return place

    def complete(self, said: Said) -> None:
        """Says that `said` is complete here."""
        if said not in self.said:
            self.said.append(said)


Way = tuple[tuple[int, ...], Place]
"""What is left of a spelling, and the place behind it."""


class ValueTrie:
    """A node of the trie: the ways on which its beginning may be gone on."""

    __slots__ = ("_children", "_shared", "_ways", "said")

    def __init__(self, ways: Sequence[Way], shared: SharedSpellings) -> None:
        self._ways, self._shared = ways, shared
        self._children: Mapping[int, Node] | None = None
        self.said: Sequence[Said] = [said for rest, place in ways if not rest for said in place.said]

    @property
    def children(self) -> Mapping[int, Node]:
        """The tokens that may follow, and where they lead."""
        if self._children is None:
            self._children = self._unfolded()
        return self._children

    def _unfolded(self) -> Mapping[int, Node]:
        following: dict[int, dict[Way, None]] = {}
        for rest, place in self._ways:
            for tokens, behind in [(rest, place)] if rest else self._shared.ways(place):
                following.setdefault(tokens[0], {})[tokens[1:], behind] = None
        unfolded: dict[int, Node] = {token: self._shared.node(tuple(ways)) for token, ways in following.items()}
        if self.said:
            unfolded.setdefault(self._shared.comma, Trie(said=list(self.said)))
        return unfolded


class SharedSpellings:
    """What the nodes of one trie share."""

    def __init__(self, root: Place, spelled: Spelled, comma: int) -> None:
        self._spelled = spelled
        self.comma = comma
        self._nodes: dict[tuple[Way, ...], ValueTrie] = {}
        self.root = self.node((((), root),))

    def node(self, ways: tuple[Way, ...]) -> ValueTrie:
        """The node of these ways: the same for all spellings that go on alike."""
        if ways not in self._nodes:
            self._nodes[ways] = ValueTrie(ways, self)
        return self._nodes[ways]

    def ways(self, place: Place) -> list[Way]:
        """How it may go on behind `place`."""
        by_word = [(tokens, behind) for word, behind in place.words.items() for tokens in self._spelled[word]]
        return by_word + place.written
