"""The examples of a corpus file, as tokens in memory."""

import gzip
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.training.tokens import Cutter, end_of


class CorpusError(Exception):
    """A corpus file is none."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples as tokens, one behind another: the text, its answer, the end."""

    tokens: NDArray[np.uint16]
    starts: NDArray[np.int64]
    """Where each example begins, and where the last one ends."""
    texts: NDArray[np.int32]
    """How many of its tokens are the text."""
    left_out: int = 0
    """Examples that were longer than the network reads."""

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Tokens of each example."""
        return np.diff(self.starts)

    def text(self, which: int) -> NDArray[np.uint16]:
        """The tokens of the text."""
        start = int(self.starts[which])
        return self.tokens[start : start + int(self.texts[which])]

    def answer(self, which: int) -> NDArray[np.uint16]:
        """The tokens of the answer, without the end."""
        start = int(self.starts[which] + self.texts[which])
        return self.tokens[start : int(self.starts[which + 1]) - 1]


def lines(path: Path) -> Iterator[tuple[str, str]]:
    """The texts and answers in the corpus file at `path`, which may be compressed (`.gz`).

    Raises:
        CorpusError: a line has no tab, or more than one, or nothing before or behind it.
        OSError: it cannot be read.
    """
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            parts = line.rstrip("\n").split("\t")
            if len(parts) != 2 or not all(parts):
                raise CorpusError(f"Line {number} of {path} is no example; write a text, a tab and its answer.")
            yield parts[0], parts[1]


def read(path: Path, tokenizer: Tokenizer, longest: int) -> Examples:
    """The examples of the corpus file at `path`, without those of more than `longest` tokens.

    Raises:
        CorpusError: it is no corpus, or nothing in it is short enough.
        OSError: it cannot be read.
    """
    end, cutter = end_of(tokenizer), Cutter(tokenizer)
    found, lengths, texts = array("H"), array("q", [0]), array("i")
    left_out = 0
    for text, answer in lines(path):
        said, meant = cutter.cut(text), cutter.cut(answer)
        length = len(said) + len(meant) + 1
        if length > longest:
            left_out += 1
            continue
        found.extend((*said, *meant, end))
        lengths.append(length)
        texts.append(len(said))
    if not texts:
        raise CorpusError(f"{path} has no example of at most {longest} tokens.")
    return Examples(np.array(found), np.cumsum(lengths), np.array(texts), left_out)
