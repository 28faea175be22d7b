"""Waiting for whichever comes first."""

import asyncio


async def first_of(*events: asyncio.Event, within: float | None = None) -> None:
    """Until one of them is set, or for so many seconds."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, timeout=within, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
        await asyncio.wait(waiting)
