"""The agent on real devices, kept going through what fails around it: a headset unplugged, a disk that is full."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress
from typing import Any
from uuid import uuid4

from conversation.prompts import fixed
from edge_agent.agent import Agent, SpokenTurn
from edge_agent.settings import Places
from edge_agent.unit import Unit
from hardware.audio import AudioError, DeviceError, LiveSource
from models.errors import ModelError
from sync.errors import StoreError, UnsavedError

_log = logging.getLogger(__name__)

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 5.0
"""Between two tries at the microphone."""
_LOOKS_WHOSE_EVERY_S = 1.0


async def keep_running(  # noqa: PLR0913 - what runs, what it is told and what it tells
    unit: Unit,
    agent: Agent,
    microphone: Callable[[], LiveSource],
    stop: asyncio.Event,
    heard: Callable[[SpokenTurn], None],
    *,
    had_microphone: bool = False,
) -> None:
    """Takes turns until `stop` is set. `heard` is told each, and what it raises ends the running.

    Nothing that fails in a turn does: a defect that nobody foresaw is in the log with its traceback, and the next turn
    is heard, since nobody sees that a unit has become deaf. What is often said is made sound beside the listening.

    Raises:
        DeviceError: there was no microphone to begin with. One that is lost later is opened again and again, and so is
            the first with `had_microphone`, which says that the unit had one before.
    """
    pauses = _pauses()
    async with _beside(_make_prompts(unit, agent)):
        source = await (_reopened(microphone, stop, pauses) if had_microphone else _opened(microphone, stop))
        while source:
            try:
                async with asyncio.TaskGroup() as tasks:
                    stopping = tasks.create_task(_close_at(stop, source))
                    async with aclosing(_turns(unit, agent, source)) as turns:
                        async for turn in turns:
                            pauses = _pauses()
                            heard(turn)
                    stopping.cancel()
            finally:
                await asyncio.to_thread(source.close)
            source = await _reopened(microphone, stop, pauses)


@asynccontextmanager
async def until_switched(places: Places, stop: asyncio.Event) -> AsyncIterator[asyncio.Event]:
    """An event that is set with `stop`, and as soon as the unit works for somebody else."""
    over, whose = asyncio.Event(), places.account.resolve()

    async def watch() -> None:
        try:
            with _logged("not seen whom the unit works for"):
                while not stop.is_set() and await asyncio.to_thread(places.account.resolve) == whose:
                    await _stopped(stop, _LOOKS_WHOSE_EVERY_S)
        finally:
            over.set()  # whatever happened: nobody else would end the unit

    async with _beside(watch()):
        yield over


async def say_that_it_ends(unit: Unit, agent: Agent) -> None:
    """Tells whoever wears the unit, which nobody looks at, that it works for nobody now and ends. What cannot be spoken
    is in the log."""
    with _logged("not spoken"):
        await agent.say(unit.assistant.tongue.sentences.WORKS_FOR_NOBODY)


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Does `work` meanwhile, and ends it afterwards."""
    working = asyncio.create_task(work)
    try:
        yield
    finally:
        working.cancel()
        await asyncio.wait({working})


async def _make_prompts(unit: Unit, agent: Agent) -> None:
    with _logged("prompts not made ahead"):
        await agent.keep(fixed(unit.assistant.tongue))


async def _stopped(stop: asyncio.Event, within_s: float) -> bool:
    """Whether it was stopped before so many seconds were over."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within_s):
            return await stop.wait()
    return False


def _pauses() -> Iterator[float]:
    """Seconds, longer and longer: what fails at once, over and over, keeps neither the processor nor the log busy."""
    pause = _FIRST_PAUSE_S
    while True:
        yield pause
        pause = min(2 * pause, _LONGEST_PAUSE_S)


async def _close_at(stop: asyncio.Event, source: LiveSource) -> None:
    """The thread that waits for the next frame is let go by the source alone."""
    await stop.wait()
    await asyncio.to_thread(source.close)


async def _opened(microphone: Callable[[], LiveSource], stop: asyncio.Event) -> LiveSource | None:
    """The microphone; None where the unit stopped while it was opened, which can take seconds."""
    source = await asyncio.to_thread(microphone)
    if not stop.is_set():
        return source
    await asyncio.to_thread(source.close)
    return None


async def _reopened(
    microphone: Callable[[], LiveSource], stop: asyncio.Event, pauses: Iterator[float]
) -> LiveSource | None:
    """The microphone, as soon as it is there again; None where the unit stops first."""
    for pause in pauses:
        if await _stopped(stop, pause):
            break
        _log.info("opening the microphone again", extra={"after_s": pause})
        try:
            return await _opened(microphone, stop)
        except DeviceError as error:
            _log.warning("no microphone", extra={"error": str(error)})
    return None


async def _turns(unit: Unit, agent: Agent, source: LiveSource) -> AsyncGenerator[SpokenTurn, None]:
    """The turns until the source ends or something fails. News is told behind each."""
    with _logged("turn failed"):
        try:
            async with aclosing(agent.turns(source, uuid4)) as turns:
                async for turn in turns:
                    yield turn
                    if turn.interrupted or not unit.assistant.may_tell:  # nobody wants to hear more just now
                        continue
                    with _logged("news not told"):
                        await _tell_news(unit, agent)
        except UnsavedError as error:
            _log.error("not saved", extra={"error": str(error)})
            with _logged("not spoken"):
                await agent.say(unit.assistant.tongue.sentences.UNSAVED)


async def _tell_news(unit: Unit, agent: Agent) -> None:
    """Says what happened meanwhile, until somebody interrupts; what cannot be said stays news."""
    while True:
        async with unit.news() as news:
            if not news or await agent.say(news):
                break


@contextmanager
def _logged(failure: str) -> Iterator[None]:
    """Ends what fails inside, and no more than that. What the rooms foresee is told in its sentence."""
    try:
        yield
    except (AudioError, ModelError, StoreError) as error:
        _log.error(failure, extra={"error": str(error)})
    except Exception:  # noqa: BLE001 - a deaf unit is worse than one that goes on; the log has the traceback
        _log.exception(failure)
