"""The edge to LiveKit: rooms without a server. Whoever is sent for comes, or does not, as a test says."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from pydantic import AnyUrl, SecretStr

from cloud_relay.errors import UpstreamError
from cloud_relay.sessions.rooms import Rooms
from cloud_relay.settings import LiveKit

SERVER = LiveKit(url=AnyUrl("ws://127.0.0.1:9"), api_key="devkey", api_secret=SecretStr("of-the-tests-" * 3))


@dataclass(frozen=True, slots=True)
class FakeRooms(Rooms):
    """Notes what it is asked for."""

    sent: list[UUID] = field(default_factory=list)
    """For each agent that was asked for, the session."""
    removed: list[str] = field(default_factory=list)
    closed: list[UUID] = field(default_factory=list)
    sends: list[Callable[[UUID], None]] = field(default_factory=list)
    """Who is told of each agent that is asked for: a worker."""
    removes: list[Callable[[str], None]] = field(default_factory=list)
    """Who is told of each agent that is taken out of its room: that ends it, as it ends a worker's process."""
    is_away: list[bool] = field(default_factory=list)
    """One entry for each time that LiveKit is not reached."""
    hangs: list[bool] = field(default_factory=list)
    """One entry where LiveKit never answers."""

    @classmethod
    def none(cls) -> "FakeRooms":
        return cls(SERVER, None)  # type: ignore[arg-type] # nothing is asked of a server

    async def send_agent(self, session: UUID) -> None:
        self.sent.append(session)
        if self.hangs:
            await asyncio.Event().wait()
        if self.is_away:
            self.is_away.pop()
            raise UpstreamError("LiveKit can't be reached; try again.")
        for each in self.sends:
            each(session)

    async def remove(self, session: UUID, identity: str) -> None:
        self.removed.append(identity)
        for each in self.removes:
            each(identity)

    async def close(self, session: UUID) -> None:
        self.closed.append(session)
