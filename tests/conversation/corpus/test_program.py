"""``python -m conversation.corpus`` writes what a trainer reads."""

import gzip
from pathlib import Path

import pytest

from conversation.corpus.__main__ import main


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two"):
        main(["--out", str(tmp_path / name), "--examples", "300", "--valid", "20"])
    for name in ("train.tsv.gz", "valid.tsv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    lines = gzip.decompress((tmp_path / "one" / "train.tsv.gz").read_bytes()).decode().splitlines()
    assert 200 < len(lines) <= 310
    assert all(len(line.split("\t")) == 2 for line in lines)
    assert "lines to train with" in capsys.readouterr().out


def test_values_that_no_parser_takes_are_listed(tmp_path: Path) -> None:
    listed = tmp_path / "unparsed.txt"
    main(["--out", str(tmp_path), "--examples", "50", "--valid", "5", "--unparsed", str(listed)])
    assert all(len(line.split("\t")) == 4 for line in listed.read_text().splitlines())


def test_a_folder_without_wordings_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="There are no wordings in"):
        main(["--out", str(tmp_path), "--wordings", str(tmp_path)])
