"""Model files that are not what they should be are named, and never half read."""

import struct
from pathlib import Path

import numpy as np
import pytest

from models.store import ModelDamagedError
from models.whisper.weights import read_weights


def string(text: str) -> bytes:
    return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"


def model(spec: str = "WhisperSpec", version: int = 6) -> bytes:
    values = np.arange(6, dtype=np.float16)
    variable = string("decoder/x/weight") + struct.pack("<BII", 2, 2, 3) + struct.pack("<BI", 4, values.nbytes)
    return struct.pack("<I", version) + string(spec) + struct.pack("<II", 3, 1) + variable + values.tobytes()


def test_variables_have_their_names_shapes_and_types(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(model() + b"aliases follow")
    weights = read_weights(path)
    assert list(weights) == ["decoder/x/weight"]
    assert weights["decoder/x/weight"].dtype == np.float16
    assert weights["decoder/x/weight"].tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize("length", range(1, len(model())))
def test_a_file_that_was_cut_off_is_refused_wherever_it_ends(length: int, tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(model()[:length])
    with pytest.raises(ModelDamagedError, match=r"model\.bin"):
        read_weights(path)


@pytest.mark.parametrize(
    "content",
    [bytes(4096), b"GGUF" + bytes(100), model(spec="TransformerSpec"), model(version=3), b"\xff" * 4096],
    ids=["zeros", "another format", "another model", "another version", "ones"],
)
def test_another_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(content)
    with pytest.raises(ModelDamagedError, match="no Whisper model"):
        read_weights(path)
