"""How a desk keeps in touch with the rest of its business: as a unit does, over the bus."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.units.bus import Bus
from sync.signals import Changed, Signal

_log = logging.getLogger(__name__)

_LISTENS_AGAIN_AFTER_S: Final = 5.0


@dataclass(slots=True)
class InTouch:
    """One desk's. What it misses of changes it reads by its own clock."""

    bus: Bus
    business: str
    desk: UUID
    missed: Callable[[], Awaitable[Iterable[Signal]]]
    """What the desk may not have heard while it did not listen."""
    _to_tell: "asyncio.Queue[Changed]" = field(default_factory=asyncio.Queue)

    def tell(self, record: str, ids: Iterable[str]) -> None:
        """What somebody said here has changed these records at Hero365. Called in the event loop."""
        self._to_tell.put_nowait(Changed(business=self.business, record=record, ids=tuple(ids), by=str(self.desk)))

    async def run(self, take: Callable[[Signal], None]) -> None:
        """Until it is cancelled. `take` is called in the event loop, not with what this desk has told itself."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._telling())
            tasks.create_task(self._hearing(take))

    async def _telling(self) -> None:
        while True:
            change = await self._to_tell.get()
            try:
                await self.bus.tell(change)
            except (RedisError, OSError):
                _log.exception("the units were not told of a change")

    async def _hearing(self, take: Callable[[Signal], None]) -> None:
        while True:
            try:
                await self._heard(take)
            except (RedisError, SQLAlchemyError, OSError):
                _log.exception("a desk does not hear of changes")
            await asyncio.sleep(_LISTENS_AGAIN_AFTER_S)

    async def _heard(self, take: Callable[[Signal], None]) -> None:
        """Until no more will come."""
        async with self.bus.listening(self.business) as signals:
            for missed in await self.missed():
                take(missed)
            while signal := await signals.get():
                if not (isinstance(signal, Changed) and signal.by == str(self.desk)):
                    take(signal)
