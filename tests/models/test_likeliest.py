"""The likeliest allowed token is chosen, and its probability and share are those of all tokens and of the allowed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import CompletionError
from models.likeliest import beginnings, likeliest


@given(
    logits=st.lists(st.floats(-900, 900, width=32), min_size=1, max_size=50),
    allowed=st.sets(st.integers(0, 49), min_size=1),
)
def test_the_numbers_are_those_of_their_definition(logits: list[float], allowed: set[int]) -> None:
    tokens = sorted(token % len(logits) for token in allowed)
    choice = likeliest(np.array(logits, np.float32), np.array(sorted(set(tokens)), np.int32))
    assert choice.token in tokens
    assert logits[choice.token] == max(logits[token] for token in tokens)
    inside = np.logaddexp.reduce([logits[token] for token in set(tokens)])
    assert choice.log_probability == pytest.approx(logits[choice.token] - np.logaddexp.reduce(logits), abs=1e-9)
    assert choice.log_share == pytest.approx(logits[choice.token] - inside, abs=1e-9)


def test_beginnings_are_the_likeliest_that_are_allowed_with_their_shares() -> None:
    logits = np.log(np.array([0.5, 0.2, 0.2, 0.1], np.float32))
    found = beginnings(logits, np.array([1, 3], np.int32))
    assert [token for token, _ in found] == [1, 3]
    assert [share for _, share in found] == pytest.approx([2 / 3, 1 / 3])


def test_where_no_token_is_allowed_it_says_so() -> None:
    with pytest.raises(CompletionError, match="No token"):
        likeliest(np.zeros(1000, np.float32), np.zeros(0, np.int32))


@pytest.mark.parametrize("garbage", [np.nan, np.inf])
def test_what_is_no_number_is_not_chosen_from(garbage: float) -> None:
    logits = np.zeros(1000, np.float32)
    logits[7] = garbage
    with pytest.raises(CompletionError, match="gives no numbers"):
        likeliest(logits, np.arange(1000, dtype=np.int32))
