"""Requests for a person: each once, by its id, from the moment that somebody asks until it is seen to."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from redis import RedisError
from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.exc import IntegrityError

from cloud_relay.database import Sessions
from cloud_relay.errors import ConflictError, ForbiddenError, NotFoundError
from cloud_relay.identity.principal import LONGEST_NAME, Principal
from cloud_relay.rows import changed
from cloud_relay.tables import AskedEscalation
from cloud_relay.units.bus import Bus
from sync.escalations import Escalation, EscalationState, Stage
from sync.signals import Escalated

_log = logging.getLogger(__name__)

_NEWS = timedelta(days=1)
_ANOTHER = "Another request has this id."


@dataclass(frozen=True, slots=True)
class Escalations:
    """Takes requests, hands each to one person, and tells the units of the business how they stand."""

    sessions: Sessions
    bus: Bus

    async def take_in(self, asked: Escalation, by: Principal, *, now: datetime) -> tuple[EscalationState, bool]:
        """Keeps a request, unless it is kept already. Returns how it stands, and whether it is new.

        Raises:
            ForbiddenError: it is another business's.
            ConflictError: another request has its id.
        """
        if not by.acts_for(asked.business):
            raise ForbiddenError("This request is another business's.")
        row = AskedEscalation(
            id=asked.id,
            business=asked.business,
            asked_by=f"{by.kind}:{by.id}",
            asked_name=by.name[:LONGEST_NAME],
            asked_at=now,
            content=asked.model_dump(mode="json", exclude_none=True),
            stage="open",
        )
        try:
            async with self.sessions.begin() as session:
                session.add(row)
        except IntegrityError:
            held = await self._row(asked.id)
            if held is None or held.business != asked.business or held.content != row.content:
                raise ConflictError(_ANOTHER) from None
            return await self._told(held), False
        return await self._told(row), True

    async def show(self, escalation_id: UUID, to: Principal) -> EscalationState:
        """How a request stands.

        Raises:
            NotFoundError: their business has no such request.
        """
        return _state(await self._theirs(escalation_id, to))

    async def listed(
        self, of: Principal, stage: Stage | None, *, most: int, after: UUID | None = None
    ) -> list[EscalationState]:
        """The requests of somebody's business, the newest first; without a `stage` those that are not over.

        Raises:
            NotFoundError: their business has none whose id is `after`, behind which they begin.
        """
        its: ColumnElement[bool] = AskedEscalation.business == of.business
        its &= AskedEscalation.stage == stage if stage else AskedEscalation.stage != "ended"
        order = AskedEscalation.asked_at, AskedEscalation.id
        if after is not None:
            last = await self._theirs(after, of)
            its &= tuple_(*order) < (last.asked_at, last.id)
        newest = select(AskedEscalation).where(its).order_by(*(column.desc() for column in order)).limit(most)
        async with self.sessions() as session:
            return [_state(row) for row in await session.scalars(newest)]

    async def taken_lately(self, asked_by: Principal, *, now: datetime) -> list[Escalated]:
        """Which requests of theirs somebody has taken, as long as that is news."""
        its = AskedEscalation.business == asked_by.business
        theirs = its & (AskedEscalation.asked_by == f"{asked_by.kind}:{asked_by.id}")
        taken = (AskedEscalation.stage == "taken") & (AskedEscalation.taken_at > now - _NEWS)
        async with self.sessions() as session:
            return [_signal(row) for row in await session.scalars(select(AskedEscalation).where(theirs, taken))]

    async def take(self, escalation_id: UUID, person: Principal, *, now: datetime) -> EscalationState:
        """Somebody sees to it, and nobody else.

        Raises:
            NotFoundError: their business has no such request.
            ConflictError: somebody else has taken it, or it is over.
        """
        is_open = (AskedEscalation.stage == "open") & (AskedEscalation.business == person.business)
        taken = {"stage": "taken", "taken_by": person.id, "taken_name": person.name[:LONGEST_NAME], "taken_at": now}
        if row := await self._changed(escalation_id, is_open, taken):
            return await self._told(row)
        held = await self._theirs(escalation_id, person)
        if held.taken_by != person.id or held.stage == "ended":
            who = f"{held.taken_name or 'Somebody'} has taken it"
            raise ConflictError("This request is over." if held.stage == "ended" else f"{who} already.")
        return await self._told(held)

    async def end(self, escalation_id: UUID, by: Principal, *, now: datetime) -> EscalationState:
        """It is over: seen to, or not needed any more. People may say so, and whoever asked.

        Raises:
            NotFoundError: their business has no such request.
            ForbiddenError: a unit or service that has not asked for it.
        """
        held = await self._theirs(escalation_id, by)
        if by.kind != "person" and held.asked_by != f"{by.kind}:{by.id}":
            raise ForbiddenError("Only people, and whoever asked, end a request.")
        is_on = AskedEscalation.stage != "ended"
        if row := await self._changed(escalation_id, is_on, {"stage": "ended", "ended_at": now}):
            return await self._told(row)
        return await self._told(await self._theirs(escalation_id, by))

    async def _changed(
        self, escalation_id: UUID, is_so: ColumnElement[bool], values: Mapping[str, object]
    ) -> AskedEscalation | None:
        which = (AskedEscalation.id == escalation_id) & is_so
        return await changed(self.sessions, AskedEscalation, which, values)

    async def _theirs(self, escalation_id: UUID, somebody: Principal) -> AskedEscalation:
        row = await self._row(escalation_id)
        if row is None or not somebody.acts_for(row.business):
            raise NotFoundError("There is no such request.")
        return row

    async def _row(self, escalation_id: UUID) -> AskedEscalation | None:
        async with self.sessions() as session:
            return await session.get(AskedEscalation, escalation_id)

    async def _told(self, row: AskedEscalation) -> EscalationState:
        """It is kept, whoever hears of it now. It is told again with each repetition: nobody has heard of it where the
        bus was away for a moment."""
        try:
            await self.bus.tell(_signal(row))
        except RedisError:
            _log.exception("nobody was told how a request stands", extra={"id": str(row.id), "stage": row.stage})
        return _state(row)


def _signal(row: AskedEscalation) -> Escalated:
    taken = {"stage": row.stage, "taken_by": row.taken_name}
    return Escalated.model_validate({"business": row.business, "id": row.id, **taken})


def _state(row: AskedEscalation) -> EscalationState:
    return EscalationState.model_validate(
        {
            "escalation": row.content,
            "stage": row.stage,
            "asked_by": row.asked_name,
            "asked_at": row.asked_at,
            "taken_by": row.taken_name,
            "taken_at": row.taken_at,
            "ended_at": row.ended_at,
        }
    )
