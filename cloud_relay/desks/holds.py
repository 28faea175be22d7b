"""Which process of the relay works on which desk: one at a time, until it lets go or falls silent."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from cloud_relay.database import Sessions
from cloud_relay.desks.mirror import Hold
from cloud_relay.tables import Desk, DeskRow

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
        """Keeps who somebody is at Hero365; what they said before stays. Another process that works on it is told."""
        known = (
            update(Desk)
            .where(Desk.id == desk)
            .values(account=account, seen_at=now, wanted=Desk.holder.is_not(None) & (Desk.holder != self.holder))
        )
        new = Desk(id=desk, business=business, person=person, account=account, seen_at=now, held_until=now)
        async with self.sessions.begin() as session:
            if (await session.execute(known.returning(Desk.id))).first():
                return
        try:
            async with self.sessions.begin() as session:
                session.add(new)
        except IntegrityError:  # they sign in twice at the same moment
            async with self.sessions.begin() as session:
                await session.execute(known)

    async def account(self, desk: UUID) -> bytes | None:
        """The login that was kept; None where nobody of that desk has signed in, or it was forgotten."""
        async with self.sessions() as session:
            return await session.scalar(select(Desk.account).where(Desk.id == desk)) or None

    async def command(self, desk: UUID, command: UUID) -> dict[str, Any] | None:
        """The row of a command in its outbox; None where there is none."""
        named = (DeskRow.desk == desk) & (DeskRow.kind == "outbox") & (DeskRow.row["id"].as_string() == str(command))
        async with self.sessions() as session:
            return await session.scalar(select(DeskRow.row).where(named))

    async def knows(self, desk: UUID) -> bool:
        """Whether there is such a desk."""
        async with self.sessions() as session:
            return await session.scalar(select(Desk.id).where(Desk.id == desk)) is not None

    async def has(self, hold: Hold) -> bool:
        """Whether nobody has taken it over."""
        async with self.sessions() as session:
            return await session.scalar(select(Desk.id).where(hold.is_on)) is not None

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

    async def renew(self, holds: Collection[Hold], *, now: datetime) -> dict[UUID, bool]:
        """Holds them on. Those that were taken over are missing in what this returns; of the others it tells whether
        somebody waits for them elsewhere, or has signed in there."""
        turns = {hold.desk: hold.turn for hold in holds}
        mine = (Desk.holder == self.holder) & Desk.id.in_(turns)
        renewing = update(Desk).where(mine).values(held_until=now + LASTS).returning(Desk.id, Desk.turn, Desk.wanted)
        async with self.sessions.begin() as session:
            return {desk: wanted for desk, turn, wanted in await session.execute(renewing) if turn == turns[desk]}

    async def release(self, hold: Hold, *, now: datetime, seen_at: datetime) -> None:
        """Lets go of it."""
        free = {"holder": None, "held_until": now, "seen_at": seen_at, "wanted": False}
        async with self.sessions.begin() as session:
            await session.execute(update(Desk).where(hold.is_on).values(**free))

    async def forget(self, hold: Hold) -> bool:
        """Deletes the desk, with all that was said there. Returns whether it did: nothing may wait to be delivered."""
        async with self.sessions.begin() as session:
            gone = await session.execute(delete(Desk).where(hold.is_on, Desk.waits.is_(False)).returning(Desk.id))
            return gone.first() is not None

    async def left_alone(self, *, now: datetime, but: Collection[UUID] = ()) -> list[UUID]:
        """The desks whose commands nobody delivers, without some."""
        alone = or_(Desk.holder.is_(None), Desk.held_until < now)
        waiting = select(Desk.id).where(Desk.waits, alone, Desk.id.not_in(but))
        async with self.sessions() as session:
            return list((await session.scalars(waiting.order_by(Desk.seen_at).limit(20))).all())
