"""The likeliest token among those that are allowed, and how likely it is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.errors import CompletionError

Tokens = NDArray[np.int32]
Logits = NDArray[np.float32]

_FIRST = 256
_WIDER = 16
_UNSEEN = 1e-3
"""What the tokens that were not looked at may have at most, as a part of those that are allowed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A token, and its probability."""

    token: int
    log_probability: float
    """Among all tokens."""
    log_share: float
    """Among those that are allowed; no more than 0.001 above the truth."""


def likeliest(logits: Logits, allowed: Callable[[Tokens], NDArray[np.bool_]]) -> Choice:
    """The likeliest allowed token.

    Asking a grammar about each of 150,000 tokens takes longer than the model does: the likeliest are asked about first,
    and more only where too little of what may be allowed was among them.

    Args:
        logits: one for each token of the vocabulary.
        allowed: which of some tokens may come next.

    Raises:
        CompletionError: no token is allowed, or `logits` are no numbers.
    """
    highest = logits.max()
    if not np.isfinite(highest):
        raise CompletionError("The language model's engine gives no numbers here; `make llm` builds it anew.")
    width = _FIRST
    while True:
        looked_at, others = _parted(logits, width)
        found = looked_at[allowed(looked_at)]
        if len(found):
            token = found[np.argmax(logits[found])]
            inside = _weight(logits[found], logits[token])
            if _weight(logits[others], logits[token]) <= _UNSEEN * inside:
                break
        elif not len(others):
            raise CompletionError("No token of the language model may follow; its grammar cannot be written in full.")
        width *= _WIDER
    log_whole = float(highest) + np.log(_weight(logits, highest))
    return Choice(int(token), float(logits[token] - log_whole), -float(np.log(inside)))


def _parted(logits: Logits, count: int) -> tuple[Tokens, Tokens]:
    """The tokens with the highest logits, and the others."""
    if count >= len(logits):
        return np.arange(len(logits), dtype=np.int32), np.zeros(0, np.int32)
    order = np.argpartition(logits, -count).astype(np.int32)
    return order[-count:], order[:-count]


def _weight(logits: Logits, unit: np.float32) -> float:
    """What tokens with these logits have together, where one with the logit `unit` has 1."""
    return float(np.exp(logits.astype(np.float64) - unit).sum())
