"""Asking from short tokens to long ones finds the same tokens as asking about all of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.token_tree import Tokens, TokenTree

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


def test_nothing_may_follow() -> None:
    assert not len(TokenTree([b"a"], []).allowed(lambda tokens: np.zeros(len(tokens), np.bool_)))
