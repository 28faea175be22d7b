"""Examples packed into rows of one width: every step computes the same shape, and next to nothing for nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.training.examples import Examples


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of tokens, with several examples in each."""

    tokens: NDArray[np.int64]
    examples: NDArray[np.int64]
    """Which example of its row each token belongs to, from 1 on; 0 where there is none."""
    answers: NDArray[np.bool_]
    """Whether it belongs to the answer, whose end included."""


def endless(examples: Examples, rows: int, width: int, random: np.random.Generator) -> Iterator[Batch]:
    """Batches without end: every example once, in an order of its own, and all of them again.

    `width` is at least the longest example.
    """
    lengths = examples.lengths.tolist()
    chosen: list[int] = []
    places: list[tuple[int, int, int]] = []
    row = column = number = 0
    while True:
        for which in random.permutation(len(examples)).tolist():
            if column + lengths[which] > width:
                row, column, number = row + 1, 0, 0
            if row == rows:
                yield packed(examples, np.array(chosen), np.array(places), (rows, width))
                chosen, places, row = [], [], 0
            number += 1
            chosen.append(which)
            places.append((row, column, number))
            column += lengths[which]


def one_a_row(examples: Examples, rows: int) -> Iterator[tuple[NDArray[np.int64], Batch]]:
    """All examples once, `rows` together, the short ones first; which they are, and the batch."""
    order = np.argsort(examples.lengths, kind="stable")
    for start in range(0, len(order), rows):
        chosen = order[start : start + rows]
        places = np.stack([np.arange(len(chosen)), np.zeros_like(chosen), np.ones_like(chosen)], axis=1)
        yield chosen, packed(examples, chosen, places, (len(chosen), int(examples.lengths[chosen].max())))


def packed(examples: Examples, chosen: NDArray[np.int64], places: NDArray[np.int64], shape: tuple[int, int]) -> Batch:
    """The `chosen` examples in a batch of `shape`; each one's place is a row, a column and its number in the row."""
    lengths = examples.lengths[chosen]
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    source = np.repeat(examples.starts[chosen], lengths) + within
    target = np.repeat(places[:, 0] * shape[1] + places[:, 1], lengths) + within
    tokens, numbers, answers = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.bool_)
    tokens.flat[target] = examples.tokens[source]
    numbers.flat[target] = np.repeat(places[:, 2], lengths)
    answers.flat[target] = within >= np.repeat(examples.texts[chosen], lengths)
    return Batch(tokens, numbers, answers)
