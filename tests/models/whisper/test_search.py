"""The beam of a search, without a sound: which of the prefixes that may be said next are followed."""

from collections.abc import Sequence

import numpy as np

from models.whisper.grammar import State
from models.whisper.search import Hypothesis, best_next
from models.whisper.trie import Trie

LETTERS = ("job", "job", "job", "juan", "")
"""Of the tokens " job", " Job" and "job", of " Juan", and of the end of the text."""


def leaf() -> State:
    return State(frozenset({(Trie(), None)}), may_end=False, in_figures=False)


def fork(tokens: Sequence[int], after: Sequence[State]) -> State:
    made = leaf()
    made.tokens, made.after = np.array(tokens), list(after)
    return made


def scored(*scores: float) -> np.ndarray:
    """Of each token, and of the end of the text, which nobody says here."""
    return np.array([*scores, -np.inf], np.float32)


def followed(behind: State, *scores: float) -> list[int]:
    one = Hypothesis((4,), behind, heard=scored(*scores))
    return [found.tokens[-1] for found in best_next([one], [scored(*scores)], -np.inf, LETTERS)]


def test_the_likeliest_are_followed_in_their_order() -> None:
    assert followed(fork([0, 3], [leaf(), leaf()]), -2.0, -1.0) == [3, 0]


def test_what_lies_far_behind_the_best_is_dropped() -> None:
    assert followed(fork([0, 3], [leaf(), leaf()]), -1.0, -7.1) == [0]


def test_of_what_says_the_same_and_leads_to_the_same_two_are_followed() -> None:
    assert followed(fork([0, 1, 2, 3], [leaf()] * 4), -1.0, -1.1, -1.2, -5.0) == [0, 1, 3]


def test_what_says_the_same_and_leads_elsewhere_is_something_else() -> None:
    assert followed(fork([0, 1, 2], [leaf(), leaf(), leaf()]), -1.0, -1.1, -1.2) == [0, 1, 2]
