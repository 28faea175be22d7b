"""What has become of what somebody said."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from cloud_relay.gateway.access import Person, UsesRelay
from cloud_relay.gateway.refusals import ADMITTED, refusals
from erp import Language
from sync.rows import QueuedCommand, State

router = APIRouter(prefix="/v1/commands", responses=ADMITTED, tags=["voice"])


class Operation(BaseModel):
    """A command that somebody has put on its way."""

    id: UUID
    command: str
    state: State
    reason: str
    """Why it stands so, in the language of whoever spoke."""

    @classmethod
    def of(cls, row: QueuedCommand, language: Language) -> "Operation":
        """As it stands now."""
        return cls(id=UUID(row.id), command=row.command, state=row.state, reason=row.reason_in(language))


@router.get("/{command_id}", responses=refusals(404))
async def show(command_id: UUID, person: Person, relay: UsesRelay) -> Operation:
    """How a command of one's own stands, also long after it was said."""
    return Operation.of(await relay.desks.command(person, command_id), await relay.desks.language(person))
