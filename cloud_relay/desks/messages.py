"""Messages to customers, and requests for the office, of somebody who speaks to the relay: its own books take them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.errors import ConflictError, ForbiddenError, NotFoundError
from cloud_relay.identity.principal import Principal
from cloud_relay.messages.book import MessageBook
from cloud_relay.messages.sending import Sending
from cloud_relay.office.escalations import Escalations
from erp.sentences import in_each
from sync.answers import Answer, RefusedError, Verdict
from sync.errors import LostAnswerError
from sync.escalations import Escalation, EscalationState
from sync.messages import Message, MessageState

_AWAY = in_each("The relay's store is away.", "El almacén del servicio no está disponible.")


class Clock(Protocol):
    """Tells the time, aware."""

    def __call__(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class OwnMessages:
    """A `sync.relay.MessageService` in the relay itself."""

    book: MessageBook
    sending: Sending
    escalations: Escalations
    principal: Principal
    clock: Clock

    @property
    def is_connected(self) -> bool:
        """As `MessageService`."""
        return True

    async def send(self, message: Message) -> MessageState:
        """As `MessageService`."""
        try:
            state, is_new = await self.book.take(message, self.principal, now=self.clock())
            if is_new and not await self.sending.may_go(message):
                state = await self.book.show(message.id, self.principal)
        except (ConflictError, ForbiddenError) as error:
            raise RefusedError(Verdict.RULE, Answer(409), in_each(str(error), str(error))) from error
        except SQLAlchemyError as error:
            raise LostAnswerError(_AWAY) from error
        self.sending.wake()
        return state

    async def find(self, message_id: str) -> MessageState | None:
        """As `MessageService`."""
        try:
            return await self.book.show(UUID(message_id), self.principal)
        except NotFoundError:
            return None
        except SQLAlchemyError as error:
            raise LostAnswerError(_AWAY) from error

    async def escalate(self, asked: Escalation) -> EscalationState:
        """As `MessageService`."""
        try:
            state, _ = await self.escalations.take_in(asked, self.principal, now=self.clock())
        except (ConflictError, ForbiddenError) as error:
            raise RefusedError(Verdict.RULE, Answer(409), in_each(str(error), str(error))) from error
        except SQLAlchemyError as error:
            raise LostAnswerError(_AWAY) from error
        return state

    async def find_escalation(self, escalation_id: str) -> EscalationState | None:
        """As `MessageService`."""
        try:
            return await self.escalations.show(UUID(escalation_id), self.principal)
        except NotFoundError:
            return None
        except SQLAlchemyError as error:
            raise LostAnswerError(_AWAY) from error
