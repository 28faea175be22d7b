"""The sessions that there were and are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import func, select, update

from cloud_relay.database import Sessions
from cloud_relay.errors import BusyError, NotFoundError
from cloud_relay.identity.principal import Principal
from cloud_relay.sessions.kinds import OVER, AgentType, Status
from cloud_relay.tables import VoiceSession

WATCHED: Final = timedelta(seconds=10)
"""After so long without a word of its gateway another one looks after a session."""
_IS_ON: Final = VoiceSession.status.not_in([str(status) for status in OVER])


@dataclass(frozen=True, slots=True)
class SessionBook:
    """Kept in the store, so that a gateway that is gone takes no session with it."""

    sessions: Sessions
    most: int
    """Sessions of one business at the same time."""

    async def start(self, person: Principal, kind: AgentType, lasting: timedelta, *, now: datetime) -> VoiceSession:
        """A new session.

        Raises:
            BusyError: the business has as many as it may.
        """
        async with self.sessions.begin() as session:
            theirs = select(func.count()).where(_IS_ON, VoiceSession.business == person.business)
            if (await session.scalar(theirs) or 0) >= self.most:
                raise BusyError("All places of this business are taken; try again when somebody has ended.")
            started = VoiceSession(
                id=uuid4(),
                business=person.business,
                person=person.id,
                agent_type=kind,
                status=Status.CONNECTING,
                started_at=now,
                last_activity=now,
                ends_at=now + lasting,
                watched_until=now + WATCHED,
                turns=0,
                commands=0,
                errors=0,
            )
            session.add(started)
        return started

    async def show(self, session_id: UUID, to: Principal) -> VoiceSession:
        """How it stands.

        Raises:
            NotFoundError: it is none of theirs.
        """
        found = await self.get(session_id)
        if found is None or (found.business, found.person) != (to.business, to.id):
            raise NotFoundError("There is no such session.")
        return found

    async def get(self, session_id: UUID) -> VoiceSession | None:
        """Whosever it is."""
        async with self.sessions() as session:
            return await session.get(VoiceSession, session_id)

    async def note(self, session_id: UUID, **values: object) -> bool:
        """Notes something about a session that is not over. Returns whether it is on."""
        async with self.sessions.begin() as session:
            noted = update(VoiceSession).where(VoiceSession.id == session_id, _IS_ON).values(**values)
            return (await session.execute(noted.returning(VoiceSession.id))).first() is not None

    async def count_turn(self, session_id: UUID, commands: int, *, now: datetime) -> None:
        """Notes that somebody has spoken."""
        more = {"turns": VoiceSession.turns + 1, "commands": VoiceSession.commands + commands, "last_activity": now}
        await self.note(session_id, **more)

    async def count_lost(self, session_id: UUID) -> None:
        """Notes that an agent was lost."""
        await self.note(session_id, status=Status.DISCONNECTED, errors=VoiceSession.errors + 1)

    async def left_alone(self, *, now: datetime) -> list[UUID]:
        """The sessions that nobody looks after, which is noted to be done from now on by whoever asks."""
        claiming = (
            update(VoiceSession)
            .where(_IS_ON, VoiceSession.watched_until < now)
            .values(watched_until=now + WATCHED)
            .returning(VoiceSession.id)
        )
        async with self.sessions.begin() as session:
            return list((await session.scalars(claiming)).all())
