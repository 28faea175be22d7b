"""Who wants no more messages."""

from dataclasses import dataclass
from datetime import datetime

from cloud_relay.database import Sessions
from cloud_relay.tables import OptOut


@dataclass(frozen=True, slots=True)
class OptOuts:
    """By number or e-mail address, for every business of this relay: they share its number."""

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

    async def has(self, address: str) -> bool:
        """Whether somebody wants no more messages."""
        async with self.sessions() as session:
            return await session.get(OptOut, address.lower()) is not None
