"""Looks after a session: nobody is left in a silent room.

LiveKit drops a dispatch that finds no free worker, and says nothing; of a dead agent it tells after 20 seconds, and
sends no other one. So the gateway waits for an agent to report itself, asks again, and has another one sent when the
life line of the one that is there has ended.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.clock import Clock
from cloud_relay.errors import UpstreamError
from cloud_relay.sessions import metrics
from cloud_relay.sessions.claims import WATCHED, Claim, ClaimState
from cloud_relay.sessions.kinds import Status
from cloud_relay.sessions.live import Live
from cloud_relay.sessions.rooms import Rooms
from cloud_relay.sessions.sentences import NOBODY_FREE, ONE_MOMENT
from cloud_relay.waiting import end, first_of
from erp.sentences import Sentence

_log = logging.getLogger(__name__)

AGAIN_AFTER: Final = 3.0
"""Seconds until another agent is asked for."""
TOLD_AFTER: Final = 8.0
"""Seconds without an agent, after which the person is told."""
GIVEN_UP_AFTER: Final = 30.0
"""Seconds without an agent, after which the session ends."""

LASTS: Final = 8.0
"""Seconds; an agent that was there for less has been none: what lets one fail at once may let all fail."""

_NOT_LOOKED_AFTER: Final = "a session is not looked after as it should be"

Tell = Callable[[Live, Sentence], Awaitable[None]]
"""Says in the room of a session what no agent says."""


class Notes(Protocol):
    """What becomes of a session, as `Claims` keep it."""

    async def note(self, claim: Claim, **values: object) -> ClaimState:
        """Notes something about a session, as long as the claim is good."""
        ...

    async def renew(self, claim: Claim, gone: Collection[str], *, now: datetime) -> ClaimState:
        """Looks after the session on, whose agents in `gone` are lost."""
        ...


@dataclass(slots=True)
class Watch:
    """Over one session, from its start to its end."""

    live: Live
    rooms: Rooms
    claims: Notes
    tell: Tell
    clock: Clock
    _alone_since: float = 0.0
    """By the loop's clock."""
    _told: bool = False

    async def run(self) -> None:
        """Until it is over: ended by somebody, at its time, or for want of an agent; or until another gateway looks
        after it."""
        watching = asyncio.create_task(self._keep_watching())
        try:
            async with asyncio.timeout((self.live.ends_at - self.clock()).total_seconds()):
                status = await self._served()
        except TimeoutError:
            status = Status.INACTIVE
        finally:
            await end(watching, _NOT_LOOKED_AFTER)
        if not self.live.is_elsewhere and await self._note(status=status, last_activity=self.clock()):
            metrics.ENDED.labels(status).inc()
        self.live.over.set()
        if not self.live.is_elsewhere:  # as the note may have told
            await self.rooms.close(self.live.session)

    async def _served(self) -> Status:
        """An agent after the other, as long as it is on. Returns how it ended."""
        loop = asyncio.get_running_loop()
        self._alone_since = loop.time()
        while await self._has_agent():
            came = loop.time()
            await self._note(status=Status.ACTIVE)
            await first_of(self.live.lost, self.live.over)
            if self.live.over.is_set():
                return Status.INACTIVE
            _log.warning("an agent was lost", extra={"session": str(self.live.session)})
            if loop.time() - came >= LASTS:
                self._alone_since, self._told = loop.time(), False
        return Status.INACTIVE if self.live.over.is_set() else Status.ERROR

    async def _has_agent(self) -> bool:
        """Asks until one is there; False where none comes, or nobody needs one any more."""
        loop = asyncio.get_running_loop()
        telling = asyncio.create_task(self._tell_in_time())
        try:
            while (now := loop.time()) < self._alone_since + GIVEN_UP_AFTER:
                if self.live.arrived.is_set():  # where this gateway took the session up, an agent may have been first
                    return True
                if self.live.identity is None:  # else one has come, and waits for the desk
                    await self._ask()
                until = min(now + AGAIN_AFTER, self._alone_since + GIVEN_UP_AFTER)
                await first_of(self.live.arrived, self.live.over, within=until - loop.time())
                if not (self.live.arrived.is_set() or self.live.over.is_set()):
                    await self._hold_on()  # it may have come to another gateway
                if self.live.over.is_set():
                    return False
            return self.live.arrived.is_set()
        finally:
            await end(telling, _NOT_LOOKED_AFTER)

    async def _ask(self) -> None:
        try:
            async with asyncio.timeout(AGAIN_AFTER):
                await self.rooms.send_agent(self.live.session)
        except (UpstreamError, TimeoutError) as error:  # asked again in a moment
            _log.warning("no agent was asked for", extra={"error": str(error)})

    async def _tell_in_time(self) -> None:
        """That nobody can come is not said of an agent that is there and waits for the desk, as behind a gateway that
        was killed: it has the word in a moment, and whoever begins meanwhile has it at once."""
        if self._told:
            return
        await asyncio.sleep(self._alone_since + TOLD_AFTER - asyncio.get_running_loop().time())
        if self.live.identity is not None:
            await self.tell(self.live, ONE_MOMENT)
            await self.live.lost.wait()
            if self.live.identity is not None:  # another is there already
                return
        self._told = True
        await self.tell(self.live, NOBODY_FREE)

    async def _keep_watching(self) -> None:
        """So long as this goes on no other gateway takes the session up by itself."""
        while True:
            await self._hold_on()
            await asyncio.sleep(WATCHED.total_seconds() / 4)

    async def _hold_on(self) -> None:
        with contextlib.suppress(SQLAlchemyError, OSError):  # the store is away; the session goes on
            self.live.heed(await self.claims.renew(self.live.claim, self.live.gone, now=self.clock()))

    async def _note(self, **values: object) -> bool:
        """Returns whether it is noted."""
        with contextlib.suppress(SQLAlchemyError, OSError):  # as above
            standing = await self.claims.note(self.live.claim, **values)
            self.live.heed(standing)
            return standing is ClaimState.GOOD
        return False
