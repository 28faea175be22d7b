"""What no longer serves goes; what is in use, or is not the store's, stays."""

import os
from pathlib import Path

import pytest

from models.store import FolderSource, Manifest, Model, ModelStore
from models.store.locks import only_writer


@pytest.fixture
def newer(store: ModelStore, stick: Path, model: Model) -> ModelStore:
    """A store that holds the old revision, seen with a manifest that names the next one."""
    store.pull("tiny", [FolderSource(stick)])
    return ModelStore(store.folder, Manifest(models=(model.model_copy(update={"revision": "b" * 40}),)))


def test_a_revision_that_is_not_named_goes(newer: ModelStore, home: Path) -> None:
    assert newer.remove_leftovers() == [home]
    assert not home.parent.exists()


def test_a_revision_in_use_stays(store: ModelStore, newer: ModelStore, contents: dict[str, bytes]) -> None:
    with store.open("tiny") as folder:
        assert newer.remove_leftovers() == []
        assert (folder / "model.bin").read_bytes() == contents["model.bin"]
    assert newer.remove_leftovers() == [folder]


def test_a_named_model_stays(store: ModelStore, stick: Path) -> None:
    store.pull("tiny", [FolderSource(stick)])
    assert store.remove_leftovers() == []
    store.verify("tiny")


def test_an_interrupted_pull_is_kept_to_be_continued_but_not_for_ever(store: ModelStore, model: Model) -> None:
    partial = store.folder / ".partial" / f"tiny@{model.revision}"
    partial.mkdir(parents=True)
    (partial / "carrier-1.0-py3-none-any.whl.partial").write_bytes(b"PK")
    assert store.remove_leftovers() == []
    for path in (partial / "carrier-1.0-py3-none-any.whl.partial", partial):
        os.utime(path, (0, 0))
    assert store.remove_leftovers() == [partial]


def test_partial_files_of_an_unnamed_revision_go(store: ModelStore) -> None:
    partial = store.folder / ".partial" / f"tiny@{'c' * 40}"
    partial.mkdir(parents=True)
    (partial / "model.bin.partial").write_bytes(b"half")
    assert store.remove_leftovers() == [partial]


def test_what_is_not_the_stores_stays(store: ModelStore) -> None:
    letter = store.folder / "letters" / "2026" / "letter.txt"
    letter.parent.mkdir(parents=True)
    letter.write_text("Dear customer")
    assert store.remove_leftovers() == []
    assert letter.exists()


def test_nothing_is_removed_during_a_pull(newer: ModelStore, home: Path) -> None:
    with only_writer(newer.folder / ".lock"):
        assert newer.remove_leftovers() == []
    assert home.exists()
