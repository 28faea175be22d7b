"""The messages that the relay was given: each once, by its id, whatever was asked how often."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from cloud_relay.clock import Clock
from cloud_relay.database import Sessions
from cloud_relay.errors import ConflictError, ForbiddenError, NotFoundError
from cloud_relay.identity.principal import Principal
from cloud_relay.messages.failures import Failures
from cloud_relay.messages.policy import NOBODY_KNOWS, NOT_DELIVERED
from cloud_relay.messages.reports import Reports
from cloud_relay.rows import changed
from cloud_relay.tables import CustomerMessage
from erp.sentences import Sentence
from sync.messages import Message, MessageState

_log = logging.getLogger(__name__)

_BATCH = 16


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that one gateway is at."""

    message: Message
    attempts: int
    tried_at: datetime | None
    """When it was first given to the carrier, which may have taken it."""
    taken_at: datetime
    due_at: datetime
    """When the gateway's lease on it ends."""


Seen = Waiting | MessageState
"""A message as somebody has looked at it: where its `due_at` is another one by now, it is in other hands."""


@dataclass(frozen=True, slots=True)
class MessageBook:
    """Takes messages, hands out those that are due, and notes what became of them."""

    sessions: Sessions
    reports: Reports
    failures: Failures
    clock: Clock

    async def take(self, message: Message, by: Principal, *, now: datetime) -> tuple[MessageState, bool]:
        """Keeps a message, unless it is kept already. Returns how it stands, and whether it is new.

        Raises:
            ForbiddenError: it is another business's.
            ConflictError: another message has its id.
        """
        if not by.acts_for(message.business):
            raise ForbiddenError("This message is another business's.")
        content = message.model_dump(mode="json", exclude_none=True)
        row = CustomerMessage(
            id=message.id,
            business=message.business,
            asked_by=by.id,
            content=content,
            status="queued",
            due_at=now,
            taken_at=now,
        )
        try:
            async with self.sessions.begin() as session:
                session.add(row)
        except IntegrityError:
            held = await self._row(message.id)
            if held is None or held.business != message.business or held.content != content:
                raise ConflictError("Another message has this id.") from None
            return _state(held), False
        return _state(row), True

    async def show(self, message_id: UUID, to: Principal) -> MessageState:
        """How a message stands.

        Raises:
            NotFoundError: their business has no such message.
        """
        row = await self._row(message_id)
        if row is None or not to.acts_for(row.business):
            raise NotFoundError("There is no such message.")
        return _state(row)

    async def _row(self, message_id: UUID) -> CustomerMessage | None:
        async with self.sessions() as session:
            return await session.get(CustomerMessage, message_id)

    async def lease(self, now: datetime, lasting: timedelta) -> list[Waiting]:
        """The messages that are due, for this gateway alone until the lease ends; the oldest first. What cannot be read
        has failed."""
        due = (
            select(CustomerMessage.id)
            .where(CustomerMessage.status == "queued", CustomerMessage.due_at <= now)
            .order_by(CustomerMessage.due_at)
            .limit(_BATCH)
            .with_for_update(skip_locked=True)
        )
        async with self.sessions.begin() as session:
            rows = await session.scalars(
                update(CustomerMessage)
                .where(CustomerMessage.id.in_(due), CustomerMessage.due_at <= now)
                .values(due_at=now + lasting)
                .returning(CustomerMessage)
            )
            read = [(row, _waiting(row)) for row in rows]
            unreadable = [row for row, waiting in read if waiting is None]
            for row in unreadable:  # or it would be due for ever
                row.status, row.failed_at = "failed", now
                row.reason = dict[str, str]((NOT_DELIVERED if row.tried_at is None else NOBODY_KNOWS).items())
        for row in unreadable:
            await self.failures.tell(row)
        return [waiting for _, waiting in read if waiting is not None]

    async def has(self, carrier_id: str) -> bool:
        """Whether that is what a carrier calls one of the messages."""
        async with self.sessions() as session:
            known = select(CustomerMessage.id).where(CustomerMessage.carrier_id == carrier_id)
            return await session.scalar(known) is not None

    async def begin(self, waiting: Waiting, *, now: datetime) -> bool:
        """Notes, before the carrier is asked, that it may have a message from now on. Returns whether it is still this
        gateway's to send."""
        return await self._change(waiting, tried_at=waiting.tried_at or now) is not None

    async def put_off(self, seen: Seen, until: datetime) -> None:
        """Notes that it is not looked at before."""
        await self._change(seen, due_at=until)

    async def try_again(self, waiting: Waiting, at: datetime, *, may_have_it: bool) -> None:
        """Notes that the carrier did not take it, or may have, and when that is looked into."""
        values = {} if may_have_it else {"tried_at": None}
        await self._change(waiting, due_at=at, attempts=waiting.attempts + 1, **values)

    async def sent(self, message_id: UUID, carrier_id: str) -> None:
        """Notes that the carrier has it, and what it calls it there: that is so, in whosever hands it is by now."""
        its = (CustomerMessage.id == message_id) & (CustomerMessage.status == "queued")
        values = {"status": "sent", "carrier_id": carrier_id, "tried_at": None}
        if await changed(self.sessions, CustomerMessage, its, values):
            await self.reports.heed(carrier_id)

    async def failed(self, seen: Seen, reason: Sentence) -> None:
        """Notes that it will not come."""
        if row := await self._change(seen, status="failed", reason=reason, tried_at=None, failed_at=self.clock()):
            await self.failures.tell(row)

    async def _change(self, seen: Seen, **values: object) -> CustomerMessage | None:
        """The message as it is then; None, and nothing is changed, where it is in other hands: a machine that was
        asleep goes on behind the end of its lease."""
        its = (CustomerMessage.id == seen.message.id) & (CustomerMessage.status == "queued")
        return await changed(self.sessions, CustomerMessage, its & (CustomerMessage.due_at == seen.due_at), values)


def _waiting(row: CustomerMessage) -> Waiting | None:
    try:
        return Waiting(Message.model_validate(row.content), row.attempts, row.tried_at, row.taken_at, row.due_at)
    except ValidationError:
        _log.exception("a message that cannot be read", extra={"id": str(row.id)})
        return None


def _state(row: CustomerMessage) -> MessageState:
    return MessageState.model_validate(
        {"message": row.content, "status": row.status, "reason": row.reason, "due_at": row.due_at}
    )
