"""Whoever has sent a message learns that it will not come."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from redis import RedisError
from sqlalchemy import select

from cloud_relay.clock import Clock
from cloud_relay.database import Sessions
from cloud_relay.identity.principal import Principal
from cloud_relay.messages.policy import NOT_DELIVERED
from cloud_relay.tables import CustomerMessage
from cloud_relay.units.bus import Bus
from sync.signals import MessageFailed

_log = logging.getLogger(__name__)

_TOLD_FOR = timedelta(days=7)
"""As long a unit may have been away, and still learns that a message of its has failed."""


@dataclass(frozen=True, slots=True)
class Failures:
    """Told at once, and once more to whoever was not there."""

    sessions: Sessions
    bus: Bus
    clock: Clock

    async def listed(self, of: Principal) -> list[MessageFailed]:
        """Which messages of theirs have failed in the last days, the oldest first."""
        since = self.clock() - _TOLD_FOR
        theirs = (CustomerMessage.asked_by == of.id) & (CustomerMessage.business == of.business)
        failed = select(CustomerMessage).where(theirs, CustomerMessage.failed_at > since)
        async with self.sessions() as session:
            return [_signal(row) for row in await session.scalars(failed.order_by(CustomerMessage.failed_at))]

    async def tell(self, failed: CustomerMessage) -> None:
        """Says so now. Whoever is not there is told when they come."""
        try:
            await self.bus.tell(_signal(failed))
        except RedisError:
            _log.exception("a unit was not told that its message failed", extra={"id": str(failed.id)})


def _signal(row: CustomerMessage) -> MessageFailed:
    return MessageFailed.model_validate(
        {"business": row.business, "unit": row.asked_by, "id": row.id, "reason": row.reason or NOT_DELIVERED}
    )
