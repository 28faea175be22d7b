"""A trained network on disk: its shape, its weights in half precision, its tokenizer. Read with NumPy alone."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

TOKENIZER: Final = "tokenizer.json"
SHAPE: Final = "network.json"
_PIECE = 15_000_000
"""Bytes of weights in one file at most, so that it can be sent where larger ones cannot."""


def save(folder: Path, shape: Mapping[str, Any], weights: Mapping[str, NDArray[np.float32]]) -> None:
    """Writes shape and weights into `folder`, in the place of what is there. Who learnt the tokenizer saves it."""
    (folder / SHAPE).write_text(json.dumps(shape, indent=2) + "\n", "utf-8")
    written = []
    for number, piece in enumerate(_pieces(weights), 1):
        written.append(folder / f"new-{number}.npz")
        np.savez(written[-1], **piece)  # type: ignore[arg-type]  # names of arrays, not of options
    for old in _files(folder):
        old.unlink()
    for number, path in enumerate(written, 1):
        path.replace(folder / f"weights-{number}.npz")


def load(folder: Path) -> tuple[dict[str, Any], dict[str, NDArray[np.float32]]]:
    """Shape and weights of the network in `folder`.

    Raises:
        OSError: there is none.
    """
    shape = json.loads((folder / SHAPE).read_text("utf-8"))
    weights: dict[str, NDArray[np.float32]] = {}
    for path in _files(folder):
        with np.load(path) as piece:
            weights |= {name: piece[name].astype(np.float32) for name in piece.files}
    return shape, weights


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("weights-*.npz"))


def _pieces(weights: Mapping[str, NDArray[np.float32]]) -> Iterator[dict[str, NDArray[np.float16]]]:
    piece: dict[str, NDArray[np.float16]] = {}
    for name, matrix in weights.items():
        if piece and sum(each.nbytes for each in piece.values()) + matrix.size * 2 > _PIECE:
            yield piece
            piece = {}
        piece[name] = matrix.astype(np.float16)
    yield piece
