"""Whisper's decoder over one encoding: log-probabilities behind any tree of prefixes."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models.whisper.encoder import Encoding
from models.whisper.graphs import (
    NEVER,
    Floats,
    cross_graph,
    decoder_layers,
    session,
    step_graph,
    vocabulary_graph,
)
from models.whisper.weights import Weights

Cross = Mapping[str, Floats]
"""Keys and values of one encoding, by layer."""
Rows = NDArray[np.int64]
"""Numbers of rows in a `Memory`."""
_STEP = 512
"""Rows by which a `Memory` grows."""


class Decoder:
    """Decodes; what the tokens' probabilities are shares among is said by a `Vocabulary`."""

    def __init__(self, weights: Weights, threads: int) -> None:
        self._threads = threads
        self._embeddings = weights["decoder/embeddings/weight"]
        self._positions = np.asarray(weights["decoder/position_encodings/encodings"], np.float32)
        self._cross = session(cross_graph(weights), threads)
        self._cross_names = [output.name for output in self._cross.get_outputs()]
        self._step = session(step_graph(weights), threads)
        self._shape = 2 * decoder_layers(weights), self._embeddings.shape[1]

    def vocabulary(self, tokens: Sequence[int]) -> "Vocabulary":
        """The vocabulary of these tokens."""
        embeddings = np.asarray(self._embeddings[list(tokens)], np.float32)
        return Vocabulary(tokens, len(self._embeddings), session(vocabulary_graph(embeddings), self._threads))

    def attend(self, encoding: Encoding) -> Cross:
        """What the steps over `encoding` attend to."""
        return dict(zip(self._cross_names, self._cross.run(None, {"encoding": encoding}), strict=True))

    def memory(self) -> "Memory":
        """Room for positions."""
        return Memory(*self._shape)

    def step(
        self, tokens: Sequence[int], depths: Sequence[int], past: Floats, mask: Floats, cross: Cross
    ) -> tuple[Floats, Floats]:
        """The hidden state [1, B, d] behind each of `tokens` [B], and their own keys and values [2L, B, d].

        Args:
            tokens: the new tokens.
            depths: how many tokens stand before each.
            past: [2L, U, d], what they look back on.
            mask: [B, U + B], 0 where a token sees a position, `NEVER` elsewhere.
            cross: from `attend`.
        """
        x = self._embeddings[list(tokens)].astype(np.float32) + self._positions[list(depths)]
        hidden, new = self._step.run(None, {"x": x[None], "past": past, "mask": mask[None, None], **cross})
        return hidden, new


class Vocabulary:
    """The tokens that probabilities are shares among."""

    def __init__(self, tokens: Sequence[int], size: int, graph: onnxruntime.InferenceSession) -> None:
        self._graph = graph
        self._rows = np.full(size, -1)
        self._rows[list(tokens)] = np.arange(len(tokens))

    def logp(self, hidden: Floats) -> Floats:
        """Log-probabilities [B, V] behind hidden states [1, B, d]."""
        return np.asarray(self._graph.run(None, {"hidden": hidden})[0][0], np.float32)

    def rows(self, tokens: NDArray[np.int64] | Sequence[int]) -> NDArray[np.int64]:
        """Where tokens stand in that."""
        return self._rows[tokens]


class Memory:
    """Keys and values of positions that were decoded over one encoding, a row each.

    A prefix is the numbers of its rows, so that a branch copies nothing. There is room for what is kept and less than
    `_STEP` rows more.
    """

    def __init__(self, planes: int, width: int) -> None:
        self._planes = [np.empty((_STEP, width), np.float32) for _ in range(planes)]
        self._used = 0

    def __len__(self) -> int:
        return self._used

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(plane.nbytes for plane in self._planes)

    def keep(self, new: Floats) -> Rows:
        """Keeps positions [2L, B, d], and gives their rows."""
        begin, self._used = self._used, self._used + new.shape[1]
        self._make_room()
        for plane, rows in zip(self._planes, new, strict=True):
            plane[begin : self._used] = rows
        return np.arange(begin, self._used)

    def clear(self) -> None:
        """Forgets all rows, and gives back what they took."""
        self._used = 0
        self._make_room()

    def recall(self, rows: Rows) -> Floats:
        """[2L, U, d] of these rows."""
        recalled = np.empty((len(self._planes), len(rows), self._planes[0].shape[1]), np.float32)
        for plane, out in zip(self._planes, recalled, strict=True):
            np.take(plane, rows, axis=0, out=out, mode="clip")  # the other modes copy it once more
        return recalled

    def _make_room(self) -> None:
        room = max(math.ceil(self._used / _STEP), 1) * _STEP
        for plane in self._planes:
            if len(plane) != room:  # grown where it lies: a copy would take twice the memory while it is made
                plane.resize((room, plane.shape[1]), refcheck=False)


def seen(parents: Sequence[int], paths: Sequence[Rows], past: Rows) -> Floats:
    """The mask [B, U + B] of new tokens of which each sees its path in `past` and the new ones that lead to it.

    Args:
        parents: of each new token, the new token before it, or -1.
        paths: of each new token without such a parent, the rows that it continues; else empty.
        past: the rows that are looked back on, rising.
    """
    mask = np.full((len(parents), len(past) + len(parents)), NEVER, np.float32)
    for token, parent in enumerate(parents):
        if parent >= 0:
            mask[token] = mask[parent]
        else:
            mask[token, np.searchsorted(past, paths[token])] = 0
        mask[token, len(past) + token] = 0
    return mask
