"""What goes to the relay's services and not to Hero365, messages to customers and requests for the office, of somebody
who speaks to the relay: its own books take them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.clock import Clock
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
from sync.relay import ANOTHER_HAS_ITS_ID, OF_ANOTHER_BUSINESS

_AWAY = in_each("The relay's store is away.", "El almacén del servicio no está disponible.")


@dataclass(frozen=True, slots=True)
class OwnService:
    """A `sync.relay.MessageService` in the relay itself, for messages and escalations."""

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
        with _answering():
            state, is_new = await self.book.take(message, self.principal, now=self.clock())
            if is_new and not await self.sending.may_go(state):
                state = await self.book.show(message.id, self.principal)
        self.sending.wake()
        return state

    async def find(self, message_id: str) -> MessageState | None:
        """As `MessageService`."""
        with _answering(), suppress(NotFoundError):
            return await self.book.show(UUID(message_id), self.principal)
        return None

    async def escalate(self, asked: Escalation) -> EscalationState:
        """As `MessageService`."""
        with _answering():
            state, _ = await self.escalations.take_in(asked, self.principal, now=self.clock())
        return state

    async def find_escalation(self, escalation_id: str) -> EscalationState | None:
        """As `MessageService`."""
        with _answering(), suppress(NotFoundError):
            return await self.escalations.show(UUID(escalation_id), self.principal)
        return None


@contextmanager
def _answering() -> Iterator[None]:
    """What the books raise, as whoever delivers is told by a service elsewhere."""
    try:
        yield
    except ConflictError as error:
        raise RefusedError(Verdict.RULE, Answer(409), ANOTHER_HAS_ITS_ID) from error
    except ForbiddenError as error:
        raise RefusedError(Verdict.RULE, Answer(403), OF_ANOTHER_BUSINESS) from error
    except SQLAlchemyError as error:
        raise LostAnswerError(_AWAY) from error
