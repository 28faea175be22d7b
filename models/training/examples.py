"""The examples of a corpus file, as tokens in memory."""

import gzip
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.training.tokens import end_of

_AT_ONCE = 50_000
"""Lines that are cut into tokens together, on all cores."""


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
    end = end_of(tokenizer)
    pieces: list[NDArray[np.uint16]] = []
    lengths: list[int] = []
    texts: list[int] = []
    left_out = 0
    source = lines(path)
    while some := list(itertools.islice(source, _AT_ONCE)):
        said = tokenizer.encode_batch_fast([text for text, _ in some], add_special_tokens=False)
        meant = tokenizer.encode_batch_fast([answer for _, answer in some], add_special_tokens=False)
        chosen = [
            (text.ids, answer.ids)
            for text, answer in zip(said, meant, strict=True)
            if len(text.ids) + len(answer.ids) < longest
        ]
        left_out += len(some) - len(chosen)
        pieces.append(np.fromiter((token for text, answer in chosen for token in (*text, *answer, end)), np.uint16))
        lengths += [len(text) + len(answer) + 1 for text, answer in chosen]
        texts += [len(text) for text, _ in chosen]
    if not lengths:
        raise CorpusError(f"{path} has no example of at most {longest} tokens.")
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    return Examples(np.concatenate(pieces), starts, np.array(texts, np.int32), left_out)
