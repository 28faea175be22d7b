"""The agent on real devices, kept going through what fails around it: a headset unplugged, a disk that is full."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing, suppress
from uuid import uuid4

from edge_agent.agent import Agent, SpokenTurn
from edge_agent.unit import Unit
from hardware.audio import AudioError, DeviceError, LiveSource
from models.errors import ModelError
from sync.errors import StoreError

_log = logging.getLogger(__name__)

UNSAVED = "That could not be saved. Please say it again later."
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 5.0
"""Between two tries at the microphone."""


async def keep_running(
    unit: Unit,
    agent: Agent,
    microphone: Callable[[], LiveSource],
    stop: asyncio.Event,
    heard: Callable[[SpokenTurn], None],
) -> None:
    """Takes turns until `stop` is set. `heard` is told each.

    Raises:
        DeviceError: there was no microphone to begin with; one that is lost later is opened again and again.
    """
    source: LiveSource | None = await asyncio.to_thread(microphone)
    while source and not stop.is_set():
        try:
            async with asyncio.TaskGroup() as tasks:
                stopping = tasks.create_task(_close_at(stop, source))
                await _listen(unit, agent, source, heard)
                stopping.cancel()
        finally:
            await asyncio.to_thread(source.close)
        source = await _reopened(microphone, stop)


async def _close_at(stop: asyncio.Event, source: LiveSource) -> None:
    """The thread that waits for the next frame is let go by the source alone."""
    await stop.wait()
    await asyncio.to_thread(source.close)


async def _reopened(microphone: Callable[[], LiveSource], stop: asyncio.Event) -> LiveSource | None:
    """The microphone, as soon as it is there again; None where the unit stops first."""
    pause = _FIRST_PAUSE_S
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
            break
        pause = min(2 * pause, _LONGEST_PAUSE_S)
        try:
            return await asyncio.to_thread(microphone)
        except DeviceError as error:
            _log.warning("no microphone", extra={"error": str(error)})
    return None


async def _listen(unit: Unit, agent: Agent, source: LiveSource, heard: Callable[[SpokenTurn], None]) -> None:
    """Takes turns until the source ends or something fails."""
    try:
        async with aclosing(agent.turns(source, uuid4)) as turns:
            async for turn in turns:
                heard(turn)
                if turn.interrupted or unit.assistant.is_asking:  # nobody wants to hear more, or is to answer first
                    continue
                for report in unit.reports():
                    if await agent.say(report):
                        break
    except StoreError as error:
        _log.error("not saved", extra={"error": str(error)})
        await _say(agent, UNSAVED)
    except (AudioError, ModelError) as error:
        _log.error("turn failed", extra={"error": str(error)})


async def _say(agent: Agent, text: str) -> None:
    try:
        await agent.say(text)
    except (AudioError, ModelError) as error:
        _log.error("not spoken", extra={"error": str(error)})
