"""A heavy engine that is shared: one thread works with it, and nobody waits for it without an end."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from cloud_relay.errors import BusyError
from cloud_relay.voice.own_thread import OwnThread

_log = logging.getLogger(__name__)

MOST_WAITING: Final = 8
"""Whoever comes behind as many is told so at once, rather than left in silence."""
STUCK_AFTER_S: Final = 60.0
LOADED_WITHIN_S: Final = 300.0
_CLOSED_WITHIN_S: Final = 5.0
_Engine = TypeVar("_Engine")
_Result = TypeVar("_Result")


@dataclass(slots=True)
class SharedEngine(Generic[_Engine]):
    """Loaded when it is first needed, and used by one at a time in a thread of its own: a blocked engine blocks no
    loop."""

    load: Callable[[], AbstractContextManager[_Engine]]
    within_s: float
    """How long one waits for it, those before included."""
    _waiting: int = 0
    _thread: OwnThread = field(default_factory=OwnThread)
    _held: ExitStack = field(default_factory=ExitStack)
    _engine: _Engine | None = None
    _began: float | None = None
    """When what it is at was begun."""

    @property
    def is_stuck(self) -> bool:
        """Whether it has been at one thing for longer than anything takes: it comes to no end, and all others wait."""
        began, longest = self._began, LOADED_WITHIN_S if self._engine is None else STUCK_AFTER_S
        return began is not None and time.monotonic() - began > longest

    async def do(self, work: Callable[[_Engine], _Result]) -> _Result:
        """What comes of `work` with the engine.

        Raises:
            BusyError: too many wait for it, or it takes too long; what it is at is done to its end, and what it has not
                begun, for somebody who has given up, is not done.
            models.errors.ModelError: it cannot be loaded, or failed.
        """
        if self._waiting >= MOST_WAITING:
            raise BusyError("Too many speak at the same time; try again in a moment.")
        self._waiting += 1
        asked = self._thread.submit(lambda: self._do(work))
        doing = asyncio.wrap_future(asked)
        doing.add_done_callback(self._done)
        try:
            async with asyncio.timeout(self.within_s):
                return await asyncio.shield(doing)
        except TimeoutError as error:
            raise BusyError("This takes too long; try again in a moment.") from error
        finally:
            asked.cancel()

    async def load_now(self) -> None:
        """Loads it before it is needed, however long that takes.

        Raises:
            models.errors.ModelError: it cannot be loaded.
        """
        await asyncio.wrap_future(self._thread.submit(self._loaded))

    def _do(self, work: Callable[[_Engine], _Result]) -> _Result:
        engine, self._began = self._loaded(), time.monotonic()
        try:
            return work(engine)
        finally:
            self._began = None

    def _loaded(self) -> _Engine:
        if self._engine is None:
            self._began = time.monotonic()
            try:
                self._engine = self._held.enter_context(self.load())
            finally:
                self._began = None
        return self._engine

    def _done(self, doing: "asyncio.Future[_Result]") -> None:
        """Also of what nobody waits for any more: its error is known to have been raised."""
        self._waiting -= 1
        if not doing.cancelled():
            doing.exception()

    async def close(self) -> None:
        """Lets go of the engine, once it is at nothing. One that comes to no end is left to the end of the process."""
        closing = asyncio.wrap_future(self._thread.submit(self._let_go))
        self._thread.end()
        await asyncio.wait({closing}, timeout=_CLOSED_WITHIN_S)
        if not closing.done():
            closing.cancel()
            _log.error("an engine does not come to an end, and is left")

    def _let_go(self) -> None:
        self._engine = None
        self._held.close()
