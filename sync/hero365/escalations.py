"""Requests for a person in the office, which go to the relay."""

from datetime import datetime
from uuid import UUID

from pydantic import ValidationError

from erp.office import AskOffice
from erp.sentences import in_each
from sync.errors import ImpossibleError
from sync.escalations import Escalation
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Service, Task
from sync.relay import MessageService


class Escalate(CommandMapping):
    """``POST /v1/escalations``. The relay takes a request of one id once, so it may be handed over again at once."""

    service = Service.RELAY
    repeatable = True

    async def observe(self, task: Task, relay: MessageService) -> Document:  # noqa: ARG002 - nothing there is looked at
        """What is known of the time when it was said may get better; what was handed over stays the same."""
        return {"said_at": task.said_at.isoformat()}

    async def send(self, task: Task, relay: MessageService) -> str | None:
        await relay.escalate(escalation_of(task))
        return None

    async def find(self, task: Task, relay: MessageService) -> Finding:
        return Absent() if await relay.find_escalation(task.id) is None else Found(task.id)


def escalation_of(task: Task) -> Escalation:
    """The request that a command makes.

    Raises:
        ImpossibleError: it is too long.
    """
    command: AskOffice = task.command
    try:
        return Escalation(
            id=UUID(task.id),
            business=task.business,
            reason="asked",
            mode="assist",
            summary=command.message or "",
            job=task.refs.get("job"),
            customer=None,
            language=command.language,
            said_at=datetime.fromisoformat(task.observed["said_at"]),
        )
    except ValidationError as error:
        said = error.errors()[0]["msg"]
        raise ImpossibleError(
            in_each(
                f"The request to the office can't be sent: {said}.",
                f"La petición a la oficina no se puede enviar: {said}.",
            )
        ) from error
