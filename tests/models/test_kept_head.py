"""What is kept is given back for the same model, head and engine only, and only where it is whole."""

from pathlib import Path

import pytest

from models.kept_head import KeptHead

STATE = bytes(range(256)) * 40


@pytest.fixture
def model(tmp_path: Path) -> Path:
    model = tmp_path / "model.gguf"
    model.write_bytes(b"weights")
    return model


@pytest.fixture
def kept(tmp_path: Path, model: Path) -> KeptHead:
    """With a state that was written."""
    kept = KeptHead(tmp_path / "unit" / "head.state", model, [1, 2, 3], "1.0")
    assert kept.read() is None
    kept.write(STATE)
    return kept


def test_what_was_written_is_read(kept: KeptHead, tmp_path: Path) -> None:
    assert kept.read() == STATE
    assert [path.name for path in (tmp_path / "unit").iterdir()] == ["head.state"]


@pytest.mark.parametrize(
    ("head", "engine", "weights"),
    [([1, 2], "1.0", b"weights"), ([1, 2, 3], "1.1", b"weights"), ([1, 2, 3], "1.0", b"others")],
    ids=["another head", "another engine", "another model"],
)
def test_what_is_of_something_else_is_not_read(
    kept: KeptHead, tmp_path: Path, model: Path, head: list[int], engine: str, weights: bytes
) -> None:
    model.write_bytes(weights)
    other = KeptHead(tmp_path / "unit" / "head.state", model, head, engine)
    assert other.read() is None
    other.write(b"newer")
    assert other.read() == b"newer"
    assert kept.read() is None


@pytest.mark.parametrize("damage", [b"", b"short", STATE, bytes(10_272)])
def test_what_is_damaged_is_not_read(kept: KeptHead, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "unit" / "head.state").write_bytes(damage)
    assert kept.read() is None


def test_any_byte_counts(kept: KeptHead, tmp_path: Path) -> None:
    file = tmp_path / "unit" / "head.state"
    whole = file.read_bytes()
    for place in (0, 31, 32, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert kept.read() is None


def test_a_disk_that_takes_nothing_is_only_told_of(
    model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a file").touch()
    kept = KeptHead(tmp_path / "a file" / "head.state", model, [1], "1.0")
    kept.write(STATE)
    assert kept.read() is None
    assert "is not kept" in caplog.text
