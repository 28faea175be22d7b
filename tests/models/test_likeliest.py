"""The likeliest allowed token is the one that looking at all of them gives, with its probability and share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import CompletionError
from models.likeliest import Tokens, likeliest


@given(
    seed=st.integers(0, 1000),
    vocabulary=st.integers(2, 10_000),
    spread=st.sampled_from([0.01, 1.0, 8.0, 60.0]),
    part=st.sampled_from([0.0005, 0.01, 0.5, 1.0]),
)
def test_it_is_what_looking_at_every_token_gives(seed: int, vocabulary: int, spread: float, part: float) -> None:
    random = np.random.default_rng(seed)
    logits = (spread * random.standard_normal(vocabulary)).astype(np.float32)
    allowed = random.random(vocabulary) < part
    allowed[random.integers(vocabulary)] = True
    choice = likeliest(logits, lambda tokens: allowed[tokens])
    exactly = logits.astype(np.float64)
    best = np.argmax(np.where(allowed, exactly, -np.inf))
    assert exactly[choice.token] == exactly[best]
    assert allowed[choice.token]
    assert choice.log_probability == pytest.approx(exactly[best] - log_sum(exactly), abs=1e-5)
    assert choice.log_share == pytest.approx(exactly[best] - log_sum(exactly[allowed]), abs=1.1e-3)


def test_where_the_likely_ones_are_allowed_no_others_are_asked_about() -> None:
    logits = np.linspace(0, 10_000, 150_000, dtype=np.float32)
    asked = list[int]()

    def allowed(tokens: Tokens) -> np.ndarray:
        asked.extend(tokens)
        return tokens % 2 == 0

    assert likeliest(logits, allowed).token == 149_998
    assert len(asked) < 1000


def test_where_no_token_is_allowed_it_says_so() -> None:
    with pytest.raises(CompletionError, match="No token"):
        likeliest(np.zeros(1000, np.float32), lambda tokens: np.zeros(len(tokens), np.bool_))


@pytest.mark.parametrize("garbage", [np.nan, np.inf])
def test_what_is_no_number_is_not_chosen_from(garbage: float) -> None:
    logits = np.zeros(1000, np.float32)
    logits[7] = garbage
    with pytest.raises(CompletionError, match="gives no numbers"):
        likeliest(logits, lambda tokens: np.ones(len(tokens), np.bool_))


def log_sum(logits: np.ndarray) -> float:
    return float(logits.max() + np.log(np.exp(logits - logits.max()).sum()))
