"""Which gateway looks after which session: the one that its agent has reached, or the first to see that nobody does."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, case, or_, select, update

from cloud_relay.database import Sessions
from cloud_relay.errors import ConflictError, NotFoundError
from cloud_relay.sessions.kinds import OVER, Status
from cloud_relay.tables import VoiceSession

WATCHED: Final = timedelta(seconds=10)
"""After so long without a word of its gateway another one looks after a session."""
IS_ON: Final = VoiceSession.status.not_in([str(status) for status in OVER])


@dataclass(frozen=True, slots=True)
class Claim:
    """By what right a gateway looks after a session, until another one takes it over."""

    session: UUID
    watcher: UUID
    number: int

    @property
    def is_good(self) -> ColumnElement[bool]:
        """Of the row of the session: whether nobody has taken it over."""
        mine = (VoiceSession.watcher == self.watcher) & (VoiceSession.claim == self.number)
        return (VoiceSession.id == self.session) & mine


class ClaimState(Enum):
    """How a claim stands."""

    GOOD = auto()
    LOST = auto()
    """Another gateway looks after the session."""
    OVER = auto()
    """The session has ended."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Those of one gateway."""

    sessions: Sessions
    watcher: UUID = field(default_factory=uuid4)

    async def take(self, session_id: UUID, agent: str, *, now: datetime) -> VoiceSession:
        """Looks after a session from now on, since that agent of it has come here. Whoever has looked after it lets go.

        Raises:
            NotFoundError: the session is over, or there is none.
            ConflictError: another agent is served, or this one was lost before.
        """
        async with self.sessions.begin() as session:
            if await session.scalar(select(VoiceSession.id).where(VoiceSession.id == session_id, IS_ON)) is None:
                raise NotFoundError("This session is over.")
            nobody_else = or_(
                VoiceSession.agent.is_(None), VoiceSession.agent == agent, VoiceSession.watched_until < now
            )
            taken: VoiceSession | None = await session.scalar(
                update(VoiceSession)
                .where(VoiceSession.id == session_id, IS_ON, nobody_else)
                .values(**self._mine(now), agent=agent)
                .returning(VoiceSession)
            )
            if taken is None:
                raise ConflictError("Another agent serves this session.")
            if agent in taken.gone:  # as it is now: it may have been lost at this moment
                raise ConflictError("This agent was lost; another one is on its way.")
            return taken

    async def take_over(self, *, now: datetime, but: Collection[UUID] = ()) -> list[VoiceSession]:
        """The sessions that nobody looks after, which this gateway does from now on; without some."""
        left_alone = (VoiceSession.watched_until < now) & VoiceSession.id.not_in(but)
        taking = update(VoiceSession).where(IS_ON, left_alone).values(**self._mine(now), agent=None)
        async with self.sessions.begin() as session:
            return list((await session.scalars(taking.returning(VoiceSession))).all())

    def _mine(self, now: datetime) -> dict[str, object]:
        number = VoiceSession.claim + case((VoiceSession.watcher == self.watcher, 0), else_=1)
        return {"watcher": self.watcher, "claim": number, "watched_until": now + WATCHED}

    async def renew(self, claim: Claim, gone: Collection[str], *, now: datetime) -> ClaimState:
        """Looks after the session on. Where the store was away as one of the agents in `gone` was lost, that is noted
        now: no other one would be let in."""
        if gone:
            losing = update(VoiceSession).where(claim.is_good, IS_ON, VoiceSession.agent.in_(gone))
            async with self.sessions.begin() as session:
                await session.execute(losing.values(**_lost(gone)))
        return await self.note(claim, watched_until=now + WATCHED)

    async def release(self, claim: Claim, *, now: datetime) -> ClaimState:
        """Leaves the session to whichever gateway sees it first."""
        return await self.note(claim, watched_until=now)

    async def lose(self, claim: Claim, gone: Collection[str]) -> ClaimState:
        """Notes that the agent is lost, as those before in `gone`: another one may come, to whichever gateway."""
        return await self.note(claim, **_lost(gone))

    async def note(self, claim: Claim, **values: object) -> ClaimState:
        """Notes something about a session, as long as the claim is good."""
        async with self.sessions.begin() as session:
            noting = update(VoiceSession).where(claim.is_good, IS_ON).values(**values).returning(VoiceSession.id)
            if (await session.execute(noting)).first():
                return ClaimState.GOOD
            is_on = await session.scalar(select(VoiceSession.id).where(VoiceSession.id == claim.session, IS_ON))
            return ClaimState.OVER if is_on is None else ClaimState.LOST


def _lost(gone: Collection[str]) -> dict[str, object]:
    errors = VoiceSession.errors + 1
    return {"agent": None, "gone": sorted(gone), "status": Status.DISCONNECTED, "errors": errors}
