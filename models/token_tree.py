"""Which tokens a grammar allows, found without asking about each of 150,000.

Asking about all takes 100 to 600 ms, longer than the model does for a token. But a token can only follow where its
beginnings can, and most tokens begin with a shorter one: so the short ones are asked about first, and longer ones only
where what they begin with is allowed. That comes to some hundred questions, and none is left out.
"""

from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

Tokens = NDArray[np.int32]
_NONE = -1
_FIRST_OF_TWO, _SECOND_OF_TWO = range(0xC2, 0xE0), range(0x80, 0xC0)


class TokenTree:
    """The tokens of a vocabulary, each below the longest one that it begins with."""

    def __init__(self, pieces: Sequence[bytes], ends: Collection[int]) -> None:
        """`pieces` are what the tokens stand for; one that stands for nothing never follows, but for the `ends`."""
        tokens = {piece: token for token, piece in enumerate(pieces) if piece}
        longest = max(map(len, tokens), default=0)
        above = [_above(piece, tokens, longest) for piece in pieces]
        asked_first = [token for token, piece in enumerate(pieces) if piece and above[token] == _NONE]
        self._first = np.array(sorted({*asked_first, *ends}), np.int32)
        self._used = np.array([is_utf8(piece) for piece in pieces])
        self._below = np.argsort(above, kind="stable").astype(np.int32)
        self._begin = np.searchsorted(np.sort(above), np.arange(len(pieces) + 1))

    def allowed(self, may_follow: Callable[[Tokens], NDArray[np.bool_]]) -> Tokens:
        """All tokens that may follow, where `may_follow` says it of some; those that are not `is_utf8` are left out."""
        found, asked = [np.zeros(0, np.int32)], self._first
        while len(asked):
            found.append(asked[may_follow(asked)])
            asked = self._below_these(found[-1])
        every: Tokens = np.concatenate(found)
        usable: Tokens = every[self._used[every]]
        return usable

    def _below_these(self, tokens: Tokens) -> Tokens:
        parts = [self._below[self._begin[token] : self._begin[token + 1]] for token in tokens]
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)


def is_utf8(piece: bytes) -> bool:
    """Whether the piece is some characters, with perhaps one byte of two at its beginning or at its end.

    llama.cpp takes three bytes or four for a character that is written with one or two, so that with other pieces than
    these no text may come out. A character that takes three is written by a token that has it whole, or not at all.
    """
    begin = len(piece) > 0 and piece[0] in _SECOND_OF_TWO
    try:
        piece[begin : len(piece) - is_begun(piece)].decode()
    except UnicodeDecodeError:
        return False
    return True


def is_begun(piece: bytes) -> bool:
    """Whether the piece ends with the first byte of two."""
    return len(piece) > 0 and piece[-1] in _FIRST_OF_TWO


def _above(piece: bytes, tokens: dict[bytes, int], longest: int) -> int:
    """The longest token that the piece begins with and that is shorter."""
    for length in range(min(len(piece) - 1, longest), 0, -1):
        token = tokens.get(piece[:length])
        if token is not None:
            return token
    return _NONE
