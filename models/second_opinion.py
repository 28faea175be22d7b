"""Whether a sentence is a command at all, told by its words and letters: a table of weights, of which those of the
sentence are added up.

Another kind of model than the one that reads commands, and a far smaller one. Alone it tells it worse; but it errs
about other sentences.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

FILE: Final = Path(__file__).with_name("second_opinion.npz")
SIZE: Final = 1 << 20
"""Places of the table. Some features share one."""
_SHORTEST, _LONGEST = 2, 5
"""Letters of a piece of a word; its ends count as letters."""
_FIGURES: Final = str.maketrans("123456789", "000000000")
_AT_ONCE = 65_536

Places = NDArray[np.int64]


def places_of(text: str) -> Places:
    """Where the weights of `text` stand, which is in the form in which words are compared: words, two and three that
    stand side by side, two with another between them, and pieces of words."""
    words = ["", *text.translate(_FIGURES).split(), ""]
    together = [
        *map(" ".join, pairwise(words)),
        *map(" ".join, zip(words, words[1:], words[2:], strict=False)),
        *map("  ".join, zip(words, words[2:], strict=False)),
    ]
    found = [crc32(each.encode()) % SIZE for each in together]
    for word in words[1:-1]:
        found += _places_of_word(word)
    return np.array(found, np.int64)


@lru_cache(maxsize=_AT_ONCE)
def _places_of_word(word: str) -> tuple[int, ...]:
    return tuple(crc32(each.encode(), 1) % SIZE for each in (f" {word} ", *_pieces(f" {word} ")))


def _pieces(word: str) -> Iterator[str]:
    for length in range(_SHORTEST, min(_LONGEST, len(word) - 1) + 1):
        for start in range(len(word) - length + 1):
            yield word[start : start + length]


def odds_of_none(text: str) -> float:
    """The logarithm of how much likelier it is that `text` is no command than that it is one."""
    weights, unit, bias = table()
    places = places_of(text)
    return float(weights[places].sum(dtype=np.int64) * unit / np.sqrt(len(places)) + bias)


@cache
def table() -> tuple[NDArray[np.int8], float, float]:
    """The weights, what one of them is worth, and what is added to all."""
    with np.load(FILE) as file:
        return file["weights"], float(file["unit"]), float(file["bias"])
