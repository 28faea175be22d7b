"""A technician's desk at the practice business."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from assistant.desk import Desk
from erp import Language
from sync.client import Hero365Client
from sync.relay import RelayClient
from sync.standin import PRACTICE, PRACTICE_PASSWORD, Seed, StandIn, email_of
from sync.store import Store


@pytest.fixture
def speaking(tmp_path: Path) -> Callable[[Language], AbstractAsyncContextManager[Desk]]:
    """In a language, with the business's records; nothing is delivered."""

    @asynccontextmanager
    async def _speaking(language: Language) -> AsyncIterator[Desk]:
        planted = Seed.load(PRACTICE)
        hero365 = await asyncio.to_thread(StandIn.start, tmp_path / "hero365.db", PRACTICE, day="today")
        try:
            account = await Hero365Client.sign_in(
                hero365.url,
                email_of(planted.technician),
                PRACTICE_PASSWORD,
                time_zone=planted.time_zone,
                language=language,
            )
            with Store.open(tmp_path / "desk.db") as store:
                async with Hero365Client(account, save=lambda _: None) as client, RelayClient(None) as relay:
                    desk = Desk.at(store, account, client, relay)
                    desk.cache.teach(
                        parts={part.name: {"en": part.spoken_en, "es": part.spoken_es} for part in planted.parts}
                    )
                    await desk.refresh()
                    yield desk
        finally:
            await asyncio.to_thread(hero365.stop)

    return _speaking


@pytest.fixture
async def desk(speaking: Callable[[Language], AbstractAsyncContextManager[Desk]]) -> AsyncIterator[Desk]:
    """In English."""
    async with speaking("en") as desk:
        yield desk
