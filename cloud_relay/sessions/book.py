"""The sessions that there were and are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from cloud_relay.database import Sessions
from cloud_relay.errors import BusyError, NotFoundError
from cloud_relay.identity.principal import Principal
from cloud_relay.sessions.claims import IS_ON, WATCHED
from cloud_relay.sessions.kinds import AgentType, Status
from cloud_relay.tables import VoiceSession


@dataclass(frozen=True, slots=True)
class SessionBook:
    """Kept in the store, so that a gateway that is gone takes no session with it."""

    sessions: Sessions
    most: int
    """Sessions of one business at the same time."""

    async def start(
        self, person: Principal, kind: AgentType, lasting: timedelta, watcher: UUID, *, now: datetime
    ) -> tuple[VoiceSession, list[UUID]]:
        """A new session, which that gateway looks after, and those of the same person that are over with that.

        Raises:
            BusyError: the business has as many as it may.
        """
        earlier = (VoiceSession.business == person.business) & (VoiceSession.person == person.id)
        ending = update(VoiceSession).where(IS_ON, earlier).values(status=Status.INACTIVE, last_activity=now)
        async with self.sessions.begin() as session:
            await _alone_in(session, person.business)
            ended = list((await session.scalars(ending.returning(VoiceSession.id))).all())
            theirs = select(func.count()).where(IS_ON, VoiceSession.business == person.business)
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
                watcher=watcher,
                claim=1,
                watched_until=now + WATCHED,
                gone=[],
                turns=0,
                commands=0,
                errors=0,
            )
            session.add(started)
        return started, ended

    async def show(self, session_id: UUID, to: Principal) -> VoiceSession:
        """How it stands.

        Raises:
            NotFoundError: it is none of theirs.
        """
        async with self.sessions() as session:
            found = await session.get(VoiceSession, session_id)
        if found is None or (found.business, found.person) != (to.business, to.id):
            raise NotFoundError("There is no such session.")
        return found

    async def end(self, session_id: UUID, *, now: datetime) -> bool:
        """It is over, whichever gateway looks after it: that one learns of it. Returns whether it was on."""
        ended = {"status": Status.INACTIVE, "last_activity": now}
        return await self._change(session_id, **ended)

    async def count_turn(self, session_id: UUID, turn: UUID, commands: int, *, now: datetime) -> None:
        """Notes that somebody has spoken, and may not have heard the answer."""
        more = {"turns": VoiceSession.turns + 1, "commands": VoiceSession.commands + commands, "last_activity": now}
        await self._change(session_id, unheard=turn, **more)

    async def heard(self, session_id: UUID, turn: UUID) -> None:
        """Notes that they have heard the answer to that turn."""
        await self._change(session_id, VoiceSession.unheard == turn, unheard=None)

    async def unheard(self, session_id: UUID) -> UUID | None:
        """The turn whose answer may not have been heard."""
        async with self.sessions() as session:
            return await session.scalar(select(VoiceSession.unheard).where(VoiceSession.id == session_id))

    async def _change(self, session_id: UUID, *which: ColumnElement[bool], **values: object) -> bool:
        """Of a session that is on."""
        changing = update(VoiceSession).where(VoiceSession.id == session_id, IS_ON, *which).values(**values)
        async with self.sessions.begin() as session:
            return (await session.execute(changing.returning(VoiceSession.id))).first() is not None


async def _alone_in(session: AsyncSession, business: str) -> None:
    """Until the end of the transaction nobody else starts one in that business, or two would count the same places.
    SQLite has one writer anyway, and whoever starts one writes first."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(business, 0))))
