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
from sync.telling import Telling

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
    telling: Telling = field(init=False)
    """Takes what somebody said here and has changed at Hero365."""

    def __post_init__(self) -> None:
        failing = (RedisError, OSError)
        self.telling = Telling(self.bus.tell, self.business, by=str(self.desk), failing=failing)

    async def run(self, take: Callable[[Signal], None]) -> None:
        """Until it is cancelled. `take` is called in the event loop, not with what this desk has told itself."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.telling.run())
            tasks.create_task(self._hearing(take))

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
