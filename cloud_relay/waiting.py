"""Waiting for whichever comes first, and for the end."""

import asyncio
import logging
from typing import Any

_log = logging.getLogger(__name__)


async def first_of(*events: asyncio.Event, within: float | None = None) -> None:
    """Until one of them is set, or for so many seconds."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, timeout=within, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
        await asyncio.wait(waiting)


async def end(task: "asyncio.Task[Any]", said: str) -> None:
    """Ends what has no end by itself. What it died of before is in the log, under what is `said`."""
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled() and (error := task.exception()):
        _log.error(said, extra={"error": repr(error)})
