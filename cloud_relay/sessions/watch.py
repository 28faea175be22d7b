"""Looks after a session: nobody is left in a silent room.

LiveKit drops a dispatch that finds no free worker, and says nothing; of a dead agent it tells after 20 seconds, and
sends no other one. So the gateway waits for an agent to report itself, asks again, and has another one sent when the
life line of the one that is there has ended.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.errors import UpstreamError
from cloud_relay.sessions.book import WATCHED, SessionBook
from cloud_relay.sessions.kinds import Status
from cloud_relay.sessions.live import Live
from cloud_relay.sessions.rooms import Rooms

_log = logging.getLogger(__name__)

AGAIN_AFTER: Final = 3.0
"""Seconds until another agent is asked for."""
TOLD_AFTER: Final = 8.0
"""Seconds without an agent, after which the person is told."""
GIVEN_UP_AFTER: Final = 30.0
"""Seconds without an agent, after which the session ends."""

Tell = Callable[[Live], Awaitable[None]]
"""Says in the room of a session that nobody can come now."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Over one session, from its start to its end."""

    live: Live
    rooms: Rooms
    book: SessionBook
    tell: Tell
    clock: Callable[[], datetime]

    async def run(self, ends_at: datetime) -> None:
        """Until it is over: ended by somebody, at its time, or for want of an agent."""
        watching = asyncio.create_task(self._keep_watching())
        try:
            async with asyncio.timeout((ends_at - self.clock()).total_seconds()):
                status = await self._served()
        except TimeoutError:
            status = Status.INACTIVE
        finally:
            watching.cancel()
            await asyncio.wait({watching})
        self.live.over.set()
        await self.book.note(self.live.session, status=status, last_activity=self.clock())
        await self.rooms.close(self.live.session)

    async def _served(self) -> Status:
        """An agent after the other, as long as it is on. Returns how it ended."""
        while await self._has_agent():
            await self._note(Status.ACTIVE)
            await _first_of(self.live.lost, self.live.over)
            if self.live.over.is_set():
                return Status.INACTIVE
            _log.warning("an agent was lost", extra={"session": str(self.live.session)})
            await self._note(Status.DISCONNECTED)
        return Status.INACTIVE if self.live.over.is_set() else Status.ERROR

    async def _has_agent(self) -> bool:
        """Asks until one is there; False where none comes, or nobody needs one any more."""
        loop = asyncio.get_running_loop()
        began, told = loop.time(), False
        while (waited := loop.time() - began) < GIVEN_UP_AFTER:
            with contextlib.suppress(UpstreamError):  # asked again in a moment
                await self.rooms.send_agent(self.live.session)
            await _first_of(self.live.arrived, self.live.over, within=min(AGAIN_AFTER, TOLD_AFTER - waited))
            if self.live.arrived.is_set() or self.live.over.is_set():
                return not self.live.over.is_set()
            if not told and loop.time() - began >= TOLD_AFTER:
                told = True
                await self.tell(self.live)
        return False

    async def _keep_watching(self) -> None:
        """So long as this goes on no other gateway takes the session up."""
        while True:
            with contextlib.suppress(SQLAlchemyError, OSError):
                await self.book.note(self.live.session, watched_until=self.clock() + WATCHED)
            await asyncio.sleep(WATCHED.total_seconds() / 4)

    async def _note(self, status: Status) -> None:
        with contextlib.suppress(SQLAlchemyError, OSError):  # a note for whoever asks; the session goes on
            await self.book.note(self.live.session, status=status)


async def _first_of(*events: asyncio.Event, within: float | None = None) -> None:
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        seconds = None if within is None else max(within, 0.1)
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
        await asyncio.wait(waiting)
