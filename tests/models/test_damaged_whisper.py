"""A Whisper model that is not what it should be is refused in a sentence, and nothing of it is used."""

from pathlib import Path

import pytest

from models.held_recogniser import HeldRecogniser
from models.store import ModelDamagedError


@pytest.fixture
def copied(whisper: Path, tmp_path: Path) -> Path:
    """The model, each file of which can be replaced."""
    for file in whisper.iterdir():
        (tmp_path / file.name).symlink_to(file)
    return tmp_path


def replace(folder: Path, name: str, content: bytes | None) -> None:
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)


def refusal(folder: Path) -> str:
    with pytest.raises(ModelDamagedError) as refused:
        HeldRecogniser(folder)
    said = str(refused.value)
    assert "\n" not in said
    assert str(folder) in said
    return said


@pytest.mark.parametrize("kept", [0, 100, 0.5, 0.999])
def test_weights_that_were_cut_off(copied: Path, whisper: Path, kept: float) -> None:
    content = (whisper / "model.bin").read_bytes()
    replace(copied, "model.bin", content[: int(kept if kept > 1 else kept * len(content))])
    assert "model.bin" in refusal(copied)


def test_weights_whose_last_byte_is_missing(copied: Path, whisper: Path) -> None:
    """All variables are whole; what is cut stands behind them, and only CTranslate2 reads it."""
    replace(copied, "model.bin", (whisper / "model.bin").read_bytes()[:-1])
    assert "incomplete" in refusal(copied)


@pytest.mark.parametrize("zeros_from", [0, 0.5])
def test_weights_of_the_right_size_that_are_zeros(copied: Path, whisper: Path, zeros_from: float) -> None:
    content = (whisper / "model.bin").read_bytes()
    begin = int(zeros_from * len(content))
    replace(copied, "model.bin", content[:begin] + bytes(len(content) - begin))
    assert "model.bin" in refusal(copied)


def test_another_model_of_the_right_size(copied: Path, whisper: Path, joe: Path) -> None:
    size = (whisper / "model.bin").stat().st_size
    replace(copied, "model.bin", (joe / "en_US-joe-medium.onnx").read_bytes().ljust(size, b"\0"))
    assert "no Whisper model" in refusal(copied)


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json"])
def test_files_of_another_size_of_whisper(copied: Path, whisper_base: Path, name: str) -> None:
    replace(copied, name, (whisper_base / name).read_bytes())
    assert "of two models" in refusal(copied)


@pytest.mark.parametrize("content", [b"", b"{}", b'{"version": "1.0"', bytes(1000)])
def test_a_tokenizer_that_is_none(copied: Path, content: bytes) -> None:
    replace(copied, "tokenizer.json", content)
    assert "tokenizer.json" in refusal(copied)


def test_a_tokenizer_that_was_cut_off(copied: Path, whisper: Path) -> None:
    replace(copied, "tokenizer.json", (whisper / "tokenizer.json").read_bytes()[:100_000])
    assert "tokenizer.json" in refusal(copied)


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json", "vocabulary.txt"])
def test_a_file_that_is_missing(copied: Path, name: str) -> None:
    replace(copied, name, None)
    assert name.split(".", maxsplit=1)[0] in refusal(copied)


def test_a_configuration_that_was_cut_off(copied: Path) -> None:
    replace(copied, "config.json", b'{"alignment_heads": [[1,')
    assert "parse error" in refusal(copied)
