"""Messages to customers, which go to the relay's message service."""

from datetime import datetime
from uuid import UUID, uuid5

from pydantic import ValidationError

from erp.messages import CustomerMessage
from erp.sentences import Sentence, in_each
from sync.errors import ImpossibleError
from sync.hero365.contacts import international
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Overtaken, Service, Task
from sync.messages import LONGEST, Message, Recipient
from sync.relay import MessageService

_NOT_DELIVERED = in_each("The message could not be delivered.", "No se pudo entregar el mensaje.")


class SendMessage(CommandMapping):
    """``POST /v1/messages``. The service sends a message of one id once, so it may be handed over again at once.

    One that could not be delivered stays so under its id: when a person has it tried again, it goes under another one,
    made of the first, so that it is the same however often that is asked for.
    """

    service = Service.RELAY
    repeatable = True

    async def observe(self, task: Task, relay: MessageService) -> Document:
        """What is known of the time when it was said may get better; a message that was handed over stays the same."""
        message_id = UUID(task.id)
        while (held := await relay.find(str(message_id))) and held.status == "failed":
            message_id = uuid5(message_id, "again")
        return {"said_at": task.said_at.isoformat(), "id": str(message_id)}

    async def send(self, task: Task, relay: MessageService) -> str | None:
        await relay.send(message_of(task))
        return None

    async def find(self, task: Task, relay: MessageService) -> Finding:
        held = await relay.find(_id_of(task))
        if held is None:
            return Absent()
        if held.status == "failed":
            return Overtaken(held.reason or _NOT_DELIVERED)
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
            id=UUID(_id_of(task)),
            business=task.business,
            channel=command.channel,
            recipient=Recipient(name=command.customer, phone=phone, email=command.email),
            text=command.message,
            language=command.language,
            said_at=said_at,
            expires=said_at + lasting if lasting else None,
        )
    except ValidationError as error:
        why = _why_not(error, command)
        raise ImpossibleError(
            in_each(
                f"The message to {command.customer} can't be sent: {why['en']}.",
                f"El mensaje para {command.customer} no se puede enviar: {why['es']}.",
            )
        ) from error


def _why_not(error: ValidationError, command: CustomerMessage) -> Sentence:
    """What stands first in the way of a message."""
    wrong = error.errors()[0]["loc"]
    return _WHY_NOT.get(str(wrong[0]) if wrong else f"by {command.channel}", _AS_IT_IS)


_WHY_NOT = {
    "text": in_each(
        f"it is longer than {LONGEST} characters; say it shorter",
        f"tiene más de {LONGEST} caracteres; dilo más corto",
    ),
    "phone": in_each(
        "the phone number is no complete one; correct it in the contacts",
        "el teléfono no está completo; corrígelo en los contactos",
    ),
    "email": in_each(
        "the e-mail address is no complete one; correct it in the contacts",
        "la dirección de correo no está completa; corrígela en los contactos",
    ),
    "by sms": in_each("a text message needs a phone number", "un mensaje de texto necesita un teléfono"),
    "by email": in_each("an e-mail needs an address", "un correo necesita una dirección"),
}
"""By the field of a message that cannot be as it is; of one without an address, by the way that it was to go."""
_AS_IT_IS = in_each("the message service doesn't take it as it is", "el servicio de mensajes no lo acepta así")


def _id_of(task: Task) -> str:
    """What it is called at the service: as its command, unless that failed or was saved by an earlier version."""
    return str(task.observed.get("id", task.id))
