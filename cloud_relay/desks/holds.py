"""Which process of the relay works on which desk: one at a time, until it lets go or falls silent."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4, uuid5

from sqlalchemy import ColumnElement, or_, select, update

from cloud_relay.database import Sessions
from cloud_relay.desks.mirror import Hold
from cloud_relay.tables import Desk

LASTS: Final = timedelta(seconds=20)
"""After so long without a renewal another process takes over."""
_DESKS: Final = UUID("6b0c2f6e-9f4c-4f0b-8f0e-3a8f2c0e7d11")


def desk_id(business: str, person: str) -> UUID:
    """The id of somebody's desk: the same wherever it is asked for."""
    return uuid5(_DESKS, f"{business}/{person}")


@dataclass(frozen=True, slots=True)
class Holds:
    """The holds of one process."""

    sessions: Sessions
    holder: UUID = field(default_factory=uuid4)

    async def keep(self, desk: UUID, business: str, person: str, account: bytes, *, now: datetime) -> None:
        """Keeps who somebody is at Hero365; what they said before stays."""
        async with self.sessions.begin() as session:
            known = await session.get(Desk, desk, with_for_update=True)
            if known is None:
                session.add(
                    Desk(id=desk, business=business, person=person, account=account, seen_at=now, held_until=now)
                )
            else:
                known.account, known.seen_at = account, now

    async def account(self, desk: UUID) -> bytes | None:
        """The login that was kept; None where nobody of that desk has signed in."""
        async with self.sessions() as session:
            return await session.scalar(select(Desk.account).where(Desk.id == desk))

    async def take(self, desk: UUID, *, now: datetime) -> Hold | None:
        """The hold of a desk that nobody holds; None where somebody does, who is told that it is wanted."""
        free = or_(Desk.holder.is_(None), Desk.holder == self.holder, Desk.held_until < now)
        taking = (
            update(Desk)
            .where((Desk.id == desk) & free)
            .values(holder=self.holder, held_until=now + LASTS, turn=Desk.turn + 1, wanted=False)
            .returning(Desk.turn)
        )
        async with self.sessions.begin() as session:
            turn = (await session.execute(taking)).scalar()
            if turn is None:
                await session.execute(update(Desk).where(Desk.id == desk).values(wanted=True))
                return None
            return Hold(desk, self.holder, turn)

    async def renew(self, hold: Hold, *, now: datetime, seen_at: datetime) -> bool | None:
        """Holds it on. Returns whether another process waits for it; None where it was taken over."""
        renewing = update(Desk).where(_is(hold)).values(held_until=now + LASTS, seen_at=seen_at).returning(Desk.wanted)
        async with self.sessions.begin() as session:
            return (await session.execute(renewing)).scalar()

    async def release(self, hold: Hold, *, now: datetime) -> None:
        """Lets go of it."""
        async with self.sessions.begin() as session:
            await session.execute(update(Desk).where(_is(hold)).values(holder=None, held_until=now, wanted=False))

    async def left_alone(self, *, now: datetime) -> list[UUID]:
        """The desks whose commands nobody delivers."""
        waiting = select(Desk.id).where(Desk.waits, or_(Desk.holder.is_(None), Desk.held_until < now))
        async with self.sessions() as session:
            return list((await session.scalars(waiting.order_by(Desk.seen_at).limit(20))).all())


def _is(hold: Hold) -> ColumnElement[bool]:
    return (Desk.id == hold.desk) & (Desk.holder == hold.holder) & (Desk.turn == hold.turn)
