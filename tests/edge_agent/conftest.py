"""A unit of the practice business, and models that are fetched for the tests that need them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from edge_agent.practice import practising
from edge_agent.settings import Places
from edge_agent.unit import Unit, opened
from erp import Language
from models.store import ModelStore, default_models


@pytest.fixture
async def unit(tmp_path: Path) -> AsyncIterator[Unit]:
    """With the business's records; nothing is delivered."""
    places = Places(tmp_path)
    async with practising(places), opened(places) as unit:
        await unit.refresh()
        yield unit


@pytest.fixture
def speaking(tmp_path: Path) -> Callable[[Language], AbstractAsyncContextManager[Unit]]:
    """The same, in a language."""

    @asynccontextmanager
    async def _speaking(language: Language) -> AsyncIterator[Unit]:
        places = Places(tmp_path)
        async with practising(places), opened(places, language) as unit:
            await unit.refresh()
            yield unit

    return _speaking


@pytest.fixture
def pulled() -> ModelStore:
    """The store, which has Whisper tiny.en and Piper's voice."""
    store = ModelStore(default_models())
    for name in ("whisper-tiny.en", "piper-en_US-joe-medium"):
        if not store.installed(name):
            pytest.skip(f"{name} is not here; `make models` fetches it")
    return store
