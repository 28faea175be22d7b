"""Models that are fetched for the tests that need them."""

import pytest

from edge_agent.settings import default_models
from models.store import ModelStore


@pytest.fixture
def pulled() -> ModelStore:
    """The store, which has Whisper tiny.en and Piper's voice."""
    store = ModelStore(default_models())
    for name in ("whisper-tiny.en", "piper-en_US-joe-medium"):
        if not store.installed(name):
            pytest.skip(f"{name} is not here; `make models` fetches it")
    return store
