"""Asking from short tokens to long ones finds the same tokens as asking about all of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.token_tree import Tokens, TokenTree, is_utf8

PIECES = st.lists(st.text("ab ", max_size=5).map(str.encode), min_size=1, max_size=40)


@given(pieces=PIECES, answers=st.lists(st.text("ab ", min_size=1, max_size=8).map(str.encode), max_size=4))
def test_all_that_may_follow_are_found(pieces: list[bytes], answers: list[bytes]) -> None:
    vocabulary = [*pieces, b""]
    end = len(pieces)
    allowed = np.array([any(answer.startswith(piece) for answer in answers) and piece != b"" for piece in vocabulary])
    allowed[end] = True
    asked = list[int]()

    def may_follow(tokens: Tokens) -> np.ndarray:
        asked.extend(tokens.tolist())
        return allowed[tokens]

    found = TokenTree(vocabulary, [end]).allowed(may_follow)
    assert sorted(found.tolist()) == np.flatnonzero(allowed).tolist()
    assert len(set(asked)) == len(asked)


def test_what_begins_with_something_that_may_not_follow_is_not_asked_about() -> None:
    tree = TokenTree([b"a", b"b", b"ab", b"aba", b"ba", b"bab"], [])
    asked = list[int]()

    def may_follow(tokens: Tokens) -> np.ndarray:
        asked.extend(tokens.tolist())
        return np.isin(tokens, [0])

    assert tree.allowed(may_follow).tolist() == [0]
    assert asked == [0, 1, 2]


@pytest.mark.parametrize("piece", ["a", "ñ", "1,50 €", "😀", ""])
def test_whole_characters_are_text(piece: str) -> None:
    assert is_utf8(piece.encode())


@pytest.mark.parametrize("piece", [b"\xc3", b"a\xc3", b"\xb1", b"\xb1o", b"\xb1a\xc3"])
def test_one_byte_of_two_is_a_part_of_a_text(piece: bytes) -> None:
    assert is_utf8(piece)


@pytest.mark.parametrize(
    "piece", [b"\xe0", b"\xf0", b"\xe2\x82", b"\x82\xac", b"\xc1", b"\xc3a", b"\xe0\x81\x81", b"\xff"]
)
def test_other_bytes_are_no_text(piece: bytes) -> None:
    assert not is_utf8(piece)


def test_nothing_may_follow() -> None:
    assert not len(TokenTree([b"a"], []).allowed(lambda tokens: np.zeros(len(tokens), np.bool_)))
