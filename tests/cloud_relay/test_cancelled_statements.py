"""Whoever is cancelled within a transaction, wherever that is, leaves no lock behind: others can write at once."""

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from cloud_relay.database import Sessions, connected, prepared

_STEPS = 120
"""Of the event loop, in front of each of which a task is cancelled."""


@pytest.fixture
def no_garbage_is_looked_for() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


async def change(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(text("UPDATE desks SET seen_at = seen_at"))
        await session.execute(text("SELECT count(*) FROM desks"))


async def look(sessions: Sessions) -> None:
    async with sessions() as session:
        await session.execute(text("SELECT name FROM sqlite_schema"))


@pytest.mark.parametrize("work", [change, look], ids=["changes", "looks"])
async def test_a_cancelled_task_keeps_nobody_from_writing(
    work: Callable[[Sessions], Coroutine[Any, Any, None]], tmp_path: Path, no_garbage_is_looked_for: None
) -> None:
    engine = connected(f"sqlite+aiosqlite:///{tmp_path / 'relay.db'}")
    sessions = await prepared(engine)
    cancelled = 0
    for step in range(_STEPS):
        task = asyncio.create_task(work(sessions))
        for _ in range(step):
            await asyncio.sleep(0)
        task.cancel()
        cancelled += isinstance((await asyncio.gather(task, return_exceptions=True))[0], asyncio.CancelledError)
        await change(sessions)
    assert cancelled > _STEPS / 4
    await engine.dispose()
