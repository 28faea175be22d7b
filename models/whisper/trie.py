"""Tries of tokens: the words and values that may stand at one place of a sentence, however they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Said:
    """What is complete at a node."""

    words: str
    """As it is spoken; empty for a number, whose words are those that were written."""
    value: str = ""
    """What a value of a list means."""
    target: int = -1
    """Where the sentence goes on behind a word of its own."""


class Node(Protocol):
    """A place in a trie. Two are the same only where they are one."""

    @property
    def children(self) -> Mapping[int, Node]:
        """The tokens that may follow, and where they lead."""

    @property
    def said(self) -> Sequence[Said]:
        """What is complete here."""


@dataclass(eq=False, slots=True)
class Trie:
    """A node that is laid at once. Numbers make it a graph without cycles."""

    children: dict[int, Node] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)

    def lay(self, tokens: Iterable[int], said: Said) -> Trie:
        """Adds one spelling of `said`; returns its last node."""
        node = self
        for token in tokens:
            node = node._own(token)
        if said not in node.said:
            node.said.append(said)
        return node

    def lead(self, tokens: Sequence[int], to: Node) -> None:
        """Adds a spelling that leads to the node `to`."""
        node = self
        for token in tokens[:-1]:
            node = node._own(token)
        node.children[tokens[-1]] = to

    def _own(self, token: int) -> Trie:
        child = self.children.setdefault(token, Trie())
        assert isinstance(child, Trie)  # noqa: S101 - what is laid by hand is laid here
        return child


def tokens_below(roots: Iterable[Node]) -> set[int]:
    """Every token of some tries."""
    return {token for node in _below(roots) for token in node.children}


def _below(roots: Iterable[Node]) -> Iterator[Node]:
    waiting, seen = list(roots), set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting.extend(node.children.values())
