"""Models that are fetched, for the tests that need them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from edge_agent.settings import default_models
from models.store import ModelStore


@pytest.fixture(scope="session")
def whisper() -> Iterator[Path]:
    """The folder of Whisper tiny.en."""
    store = ModelStore(default_models())
    if not store.installed("whisper-tiny.en"):
        pytest.skip("Whisper tiny.en is not here; `make models` fetches it")
    with store.open("whisper-tiny.en") as folder:
        yield folder
