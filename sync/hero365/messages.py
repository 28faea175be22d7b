"""Messages to customers, which go to the relay's message service."""

from datetime import datetime
from uuid import UUID

from pydantic import ValidationError

from erp.messages import CustomerMessage
from sync.errors import ImpossibleError
from sync.hero365.contacts import international
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Overtaken, Service, Task
from sync.messages import Message, Recipient
from sync.relay import RelayClient


class SendMessage(CommandMapping):
    """``POST /v1/messages``. The service sends a message of one id once, so it may be handed over again at once."""

    service = Service.RELAY
    repeatable = True

    async def observe(self, task: Task, relay: RelayClient) -> Document:  # noqa: ARG002 - it is asked nothing
        """What is known of the time when it was said may get better; a message that was handed over stays the same."""
        return {"said_at": task.said_at.isoformat()}

    async def send(self, task: Task, relay: RelayClient) -> str | None:
        await relay.send(message_of(task))
        return None

    async def find(self, task: Task, relay: RelayClient) -> Finding:
        held = await relay.find(task.id)
        if held is None:
            return Absent()
        if held["status"] == "failed":
            return Overtaken(str(held.get("reason") or "The message could not be delivered."))
        return Found(task.id)


def message_of(task: Task) -> Message:
    """The message that a command sends.

    Raises:
        ImpossibleError: there is nowhere to send it to, or it is too long.
    """
    command: CustomerMessage = task.command
    lasting = command.spec.meaningful_for
    phone = international(command.phone) if command.phone else None
    said_at = datetime.fromisoformat(task.observed["said_at"])
    try:
        return Message(
            id=UUID(task.id),
            business=task.business,
            channel=command.channel,
            recipient=Recipient(name=command.customer, phone=phone, email=command.email),
            text=command.message,
            language=command.language,
            said_at=said_at,
            expires=said_at + lasting if lasting else None,
        )
    except ValidationError as error:
        said = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise ImpossibleError(f"The message to {command.customer} can't be sent: {said}.") from error
