"""Which units are there, and what they were at last."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update

from cloud_relay.database import Sessions
from cloud_relay.tables import Device
from sync.signals import STALE_AFTER, Beat


@dataclass(frozen=True, slots=True)
class Presence:
    """Kept in the store, so that each gateway knows of the units of the others."""

    sessions: Sessions

    async def beat(self, device: UUID, beat: Beat, *, now: datetime) -> bool:
        """Notes that a unit is there. Returns whether it still belongs to its business."""
        values: dict[str, object] = {"seen_at": now, "busy": beat.busy}
        if beat.job is not None:
            values["last_job"] = beat.job
        async with self.sessions.begin() as session:
            there = await session.execute(
                update(Device)
                .where(Device.id == device, Device.removed_at.is_(None))
                .values(**values)
                .returning(Device.id)
            )
            return there.first() is not None

    async def gone(self, device: UUID, seen_at: datetime | None) -> None:
        """Notes that a unit has said goodbye or was cut off: nobody waits until it would be stale.

        Args:
            device: the unit.
            seen_at: its last beat over the connection that has ended. One that has beaten over another one since is
                still there.
        """
        theirs = (Device.id == device) & (Device.seen_at == seen_at)
        async with self.sessions.begin() as session:
            await session.execute(update(Device).where(theirs).values(seen_at=None))


def is_there(device: Device, now: datetime) -> bool:
    """Whether somebody may count on a unit."""
    return device.seen_at is not None and now - device.seen_at < timedelta(seconds=STALE_AFTER)
