"""A sentence whose values are marked, and the line that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Final

from conversation.calls import Call, written
from conversation.corpus.values import is_value
from conversation.tongues import TONGUES
from erp import CATALOGUE, Language, kinds_of

FREE_KINDS: Final = frozenset({"words", "works"})
"""Kinds of values that are any words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word between values, or a value."""

    words: str
    slot: str = ""
    """Empty for what is no value."""
    call: int = 0
    """Which of the sentence's commands it belongs to."""


@dataclass(frozen=True, slots=True)
class Head:
    """A command without what is read from the words."""

    command: str
    own: Mapping[str, str] = field(default_factory=dict)
    """Values that are Hero365's own."""
    out: bool = False

    def kind(self, slot: str) -> str:
        """The kind of values that `slot` has."""
        return _kinds_of(self.command)[slot]


@cache
def _kinds_of(command: str) -> Mapping[str, str]:
    """Asked for each piece of hundreds of thousands of sentences."""
    return kinds_of(CATALOGUE[command])


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the commands that it says; none for what is no command."""

    language: Language
    pieces: tuple[Piece, ...]
    heads: tuple[Head, ...] = ()

    @property
    def words(self) -> str:
        """As it is said."""
        return " ".join(piece.words for piece in self.pieces)

    @property
    def ends_freely(self) -> bool:
        """Whether it ends in words that go on in any others."""
        last = self.pieces[-1]
        return bool(last.slot) and self.heads[last.call].kind(last.slot) in FREE_KINDS

    def of(self, *pieces: Piece) -> "Said":
        """The same commands in other pieces."""
        return replace(self, pieces=pieces)


@dataclass(frozen=True, slots=True)
class Example:
    """A line of the corpus."""

    text: str
    """In the form in which words are compared."""
    answer: str

    def __str__(self) -> str:
        return f" {self.text} =>\t{self.answer}"


class NoExampleError(Exception):
    """A sentence is none to learn from."""


def plain(words: str) -> tuple[Piece, ...]:
    """Words that are no value, each a piece."""
    return tuple(map(Piece, words.split()))


def example(said: Said) -> Example:
    """The line for `said`.

    Raises:
        NoExampleError: a value's words run into others ("job forty two ten thirty"), or are no value of their kind.
    """
    normal = TONGUES[said.language].forms.normal
    text = normal(said.words)
    pieces = [_normal(piece.words, said.language) for piece in said.pieces]
    if not text or " ".join(filter(None, pieces)) != text:
        raise NoExampleError("runs together")
    slots: list[dict[str, str]] = [dict(head.own) for head in said.heads]
    for piece, words in zip(said.pieces, pieces, strict=True):
        if not piece.slot:
            continue
        if not words or piece.slot in slots[piece.call]:
            raise NoExampleError("said twice")
        if not is_value(said.heads[piece.call].kind(piece.slot), words, said.language):
            raise NoExampleError("no value")
        slots[piece.call][piece.slot] = words
    calls = (Call(head.command, given, out=head.out) for head, given in zip(said.heads, slots, strict=True))
    return Example(text, written(calls))


@lru_cache(maxsize=200_000)
def _normal(words: str, language: Language) -> str:
    return TONGUES[language].forms.normal(words)
