"""Models that are fetched, for the tests that need them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from edge_agent.settings import default_models
from models.store import ModelStore


@pytest.fixture(scope="session")
def whisper() -> Iterator[Path]:
    """The folder of Whisper tiny.en."""
    yield from _opened("whisper-tiny.en")


@pytest.fixture(scope="session")
def joe() -> Iterator[Path]:
    """The folder of Piper's voice."""
    yield from _opened("piper-en_US-joe-medium")


def _opened(name: str) -> Iterator[Path]:
    store = ModelStore(default_models())
    if not store.installed(name):
        pytest.skip(f"{name} is not here; `make models` fetches it")
    with store.open(name) as folder:
        yield folder
