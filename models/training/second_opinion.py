"""Makes the table of `models/second_opinion.py`: ``python -m models.training.second_opinion --corpus FILE --out FILE``.

Logistic regression by AdaGrad. A part of each line's features is left out while it learns, so that no few words decide.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.second_opinion import SIZE, places_of
from models.training.examples import lines

_ROUNDS, _AT_ONCE, _RATE, _LEFT_OUT = 4, 32, 0.2, 0.35
_CALM: Final = 1e-3
"""Keeps the first steps small."""
_MOST: Final = 127
_PROMPT_END: Final = " =>"
_NONE: Final = " none"


@dataclass(frozen=True, slots=True)
class Sentences:
    """Features of all lines, one behind the other, and which are no command."""

    places: NDArray[np.int32]
    ends: NDArray[np.int64]
    """Where each line's begin, and the end of the last."""
    nones: NDArray[np.float32]


class Table:
    """The weights while they are learnt."""

    def __init__(self) -> None:
        self.weights, self._sums = np.zeros(SIZE, np.float32), np.full(SIZE, _CALM, np.float32)
        self.bias, self._sum = 0.0, _CALM

    def learn(self, sentences: Sentences, which: NDArray[np.int64], chance: np.random.Generator) -> None:
        """A step towards what `which` lines are."""
        rows = [sentences.places[sentences.ends[at] : sentences.ends[at + 1]] for at in which]
        rows = [kept if len(kept := row[chance.random(len(row)) >= _LEFT_OUT]) else row for row in rows]
        lengths = np.array([len(row) for row in rows])
        places, scale = np.concatenate(rows), 1 / np.sqrt(lengths)
        begins = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        odds = np.add.reduceat(self.weights[places], begins) * scale + self.bias
        wrong = 1 / (1 + np.exp(-odds)) - sentences.nones[which]
        slopes = np.repeat(wrong * scale, lengths).astype(np.float32)
        np.add.at(self._sums, places, slopes**2)
        np.add.at(self.weights, places, -_RATE * slopes / np.sqrt(self._sums[places]))
        self._sum += float((wrong**2).sum())
        self.bias -= _RATE * float(wrong.sum()) / self._sum**0.5

    def write(self, file: Path) -> None:
        """In whole numbers, of which one byte each is enough."""
        unit = np.abs(self.weights).max() / _MOST or 1.0
        whole = np.rint(self.weights / unit).astype(np.int8)
        np.savez_compressed(file, weights=whole, unit=np.float64(unit), bias=np.float64(self.bias))


def read(corpus: Path) -> Sentences:
    """The lines of a corpus file.

    Raises:
        models.training.examples.CorpusError: it is none.
        OSError: it cannot be read.
    """
    rows, nones = [], []
    for text, answer in lines(corpus):
        rows.append(places_of(text.removesuffix(_PROMPT_END)).astype(np.int32))
        nones.append(answer == _NONE)
    ends = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
    return Sentences(np.concatenate(rows), ends, np.array(nones, np.float32))


def learnt(sentences: Sentences) -> Table:
    """What tells them apart; the same sentences give the same table."""
    table, chance = Table(), np.random.default_rng(1)
    for _ in range(_ROUNDS):
        order = chance.permutation(len(sentences.nones))
        for begin in range(0, len(order), _AT_ONCE):
            table.learn(sentences, order[begin : begin + _AT_ONCE], chance)
    return table


def main() -> None:
    """Learns and writes."""
    options = argparse.ArgumentParser(prog="python -m models.training.second_opinion", description=__doc__)
    options.add_argument("--corpus", type=Path, required=True, help="a text, a tab and its answer a line")
    options.add_argument("--out", type=Path, required=True, help="the file to write")
    said = options.parse_args()
    learnt(read(said.corpus)).write(said.out)
    sys.stdout.write(f"written to {said.out}\n")


if __name__ == "__main__":
    main()
