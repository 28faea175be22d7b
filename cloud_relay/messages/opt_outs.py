"""Who wants no more messages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from cloud_relay.database import Sessions
from cloud_relay.identity.principal import Principal
from cloud_relay.tables import NotedOptOut, OptOut


@dataclass(frozen=True, slots=True)
class OptOuts:
    """By number or e-mail address. What customers answer holds for every business of this relay, since they share its
    number; what they tell the people of one business, for that one."""

    sessions: Sessions

    async def note(self, address: str, words: str, *, now: datetime) -> None:
        """Notes that somebody wants no more messages, and in which words they said so."""
        async with self.sessions.begin() as session:
            await session.merge(OptOut(address=address.lower(), since=now, words=words[:100]))

    async def lift(self, address: str) -> None:
        """Notes that somebody wants messages again."""
        async with self.sessions.begin() as session:
            if found := await session.get(OptOut, address.lower()):
                await session.delete(found)

    async def note_for(self, person: Principal, address: str, words: str, *, now: datetime) -> None:
        """Notes that somebody has told that person so; the first time counts."""
        noted = NotedOptOut(
            business=person.business, address=address.lower(), since=now, words=words, noted_by=person.id
        )
        async with self.sessions.begin() as session:
            if await session.get(NotedOptOut, (noted.business, noted.address)) is None:
                session.add(noted)

    async def lift_for(self, person: Principal, address: str) -> None:
        """Notes that they have taken that back."""
        theirs = (NotedOptOut.business == person.business) & (NotedOptOut.address == address.lower())
        async with self.sessions.begin() as session:
            await session.execute(delete(NotedOptOut).where(theirs))

    async def has(self, address: str, business: str) -> bool:
        """Whether somebody wants no more messages from that business."""
        async with self.sessions() as session:
            noted = await session.get(NotedOptOut, (business, address.lower()))
            return noted is not None or await session.get(OptOut, address.lower()) is not None
