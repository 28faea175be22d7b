"""The variables of a CTranslate2 ``model.bin``, mapped into memory and not copied.

The file is little-endian: format version, name of the specification, its revision, the number of variables; of each its
name, rank, shape, type, length in bytes, and the bytes. Strings are their length in two bytes and end with a zero that
the length counts (CTranslate2, ``python/ctranslate2/specs/model_spec.py``).
"""

import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.store import ModelDamagedError

Weights = Mapping[str, NDArray[np.generic]]
"""Variable name to array; 16-bit floats where the file has them."""

_TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
_SPEC = "WhisperSpec"
_VERSIONS = (5, 6)


def read_weights(path: Path) -> Weights:
    """The variables of the Whisper model at `path`.

    Raises:
        ModelDamagedError: the file is no such model, ends too early, or cannot be read.
    """
    try:
        return _read(_Cursor(np.memmap(path, np.uint8, "r")))
    except OSError as error:
        raise ModelDamagedError(f"{path} cannot be read ({error.strerror}); pull the model again.") from error
    except (struct.error, ValueError, KeyError, UnicodeDecodeError) as error:
        raise ModelDamagedError(f"{path} is no Whisper model of CTranslate2 ({error}); pull it again.") from error


def _read(file: "_Cursor") -> Weights:
    version, spec, _revision = file.number("I"), file.string(), file.number("I")
    if spec != _SPEC or version not in _VERSIONS:
        raise ValueError(f"it holds {spec} in version {version}")
    weights = {}
    for _ in range(file.number("I")):
        name = file.string()
        shape = [file.number("I") for _ in range(file.number("B"))]
        kind, size = file.number("B"), file.number("I")
        weights[name] = file.take(size).view(_TYPES[kind]).reshape(shape)
    return weights


class _Cursor:
    """Reads on from where it stands."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> NDArray[np.uint8]:
        piece = self._data[self._at : self._at + size]
        if len(piece) < size:
            raise ValueError("it ends too early")
        self._at += size
        return piece

    def number(self, code: str) -> int:
        return int(struct.unpack(f"<{code}", self.take(struct.calcsize(code)).tobytes())[0])

    def string(self) -> str:
        return self.take(self.number("H")).tobytes()[:-1].decode()
