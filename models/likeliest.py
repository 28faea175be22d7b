"""The likeliest token among those that are allowed, and how likely it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.errors import CompletionError
from models.token_tree import Tokens

Logits = NDArray[np.float32]
_FEW = 16


@dataclass(frozen=True, slots=True)
class Choice:
    """A token, and its probability."""

    token: int
    log_probability: float
    """Among all tokens."""
    log_share: float
    """Among those that are allowed."""


def likeliest(logits: Logits, allowed: Tokens) -> Choice:
    """The likeliest of the `allowed` tokens; `logits` are those of the whole vocabulary.

    Raises:
        CompletionError: no token is allowed, or `logits` are no numbers.
    """
    if not len(allowed):
        raise CompletionError("No token of the language model may follow; its grammar cannot be written in full.")
    if not np.isfinite(logits.max()):
        raise CompletionError("The language model's engine gives no numbers here; `make llm` builds it anew.")
    token = int(allowed[np.argmax(logits[allowed])])
    own = float(logits[token])
    return Choice(token, own - _log_sum(logits), own - _log_sum(logits[allowed]))


def beginnings(logits: Logits, allowed: Tokens) -> list[tuple[int, float]]:
    """The likeliest few of the `allowed` tokens, each with its probability among those that are allowed."""
    few = allowed[np.argsort(-logits[allowed], kind="stable")[:_FEW]]
    total = _log_sum(logits[allowed])
    return [(int(token), float(np.exp(logits[token] - total))) for token in few]


def _log_sum(logits: Logits) -> float:
    highest = float(logits.max())
    return highest + float(np.log(np.exp(logits.astype(np.float64) - highest).sum()))
