"""A small model of two files, a store that knows it, and a stick that carries it."""

import hashlib
from pathlib import Path

import pytest

from models.store import Manifest, Model, ModelFile, ModelStore

CONTENTS = {"config.json": b'{"layers": 2}', "model.bin": bytes(range(256)) * 4000}


@pytest.fixture
def contents() -> dict[str, bytes]:
    """The bytes of the model's files, by name."""
    return dict(CONTENTS)


@pytest.fixture
def model() -> Model:
    return Model(
        name="tiny",
        kind="recognition",
        languages=("en",),
        licence="MIT",
        memory_mb=2,
        repository="someone/tiny",
        revision="a" * 40,
        folder="en/",
        files=tuple(
            ModelFile(name=name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
            for name, content in CONTENTS.items()
        ),
    )


@pytest.fixture
def store(tmp_path: Path, model: Model) -> ModelStore:
    return ModelStore(tmp_path / "models", Manifest(models=(model,)))


@pytest.fixture
def home(store: ModelStore, model: Model) -> Path:
    """Where the store keeps the model's files."""
    return store.folder / model.name / model.revision


@pytest.fixture
def stick(tmp_path: Path, contents: dict[str, bytes]) -> Path:
    """A mounted stick with the model on it."""
    folder = tmp_path / "stick" / "hero365-models" / "tiny"
    folder.mkdir(parents=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return tmp_path / "stick"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy, mirror or index of the machine that runs the tests."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "HERO365_EDGE_MIRROR", "PIP_INDEX_URL", "UV_DEFAULT_INDEX"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
