"""What a person decides about a saved command, and how it reaches the outbox: at once where no process has it open, and
through the door of the one that has. Each decides about their own: whoever the unit works for at that moment."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from conversation.objections import objection_to_change
from conversation.tongues import TONGUES
from edge_agent.door import Answer, ask_at, door_of
from sync.cache import Cache
from sync.errors import EditError, OutboxError, OwnerError, StoreBusyError, SyncError
from sync.outbox import Outbox
from sync.rows import QueuedCommand, State
from sync.store import Store

_WAITED_FOR_S = 5.0
"""A unit that begins or ends has its database open for a moment and answers nobody."""
_TRIED_EVERY_S = 0.1


class _OneLine(BaseModel):
    """Goes from one process to another."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _Decision(_OneLine):
    """What `user` decides about a command of theirs."""

    command_id: str
    user: str


class Retry(_Decision):
    """Send it again, or look again whether it has arrived."""

    kind: Literal["retry"] = "retry"

    def made(self, outbox: Outbox) -> list[QueuedCommand]:
        """The command as it is then."""
        return [outbox.retry(self.command_id)]


class Edit(_Decision):
    """Change what it says, and send it."""

    kind: Literal["edit"] = "edit"
    slots: dict[str, str]

    def made(self, outbox: Outbox) -> list[QueuedCommand]:
        """The command as it is then.

        Raises:
            EditError: it would be refused if it were spoken so.
        """
        with outbox.store.transaction():
            edited = outbox.edit(self.command_id, **self.slots)
            if objected := _objection(edited, Cache(outbox.store)):
                raise EditError(objected)
        return [edited]


def _objection(row: QueuedCommand, cache: Cache) -> str | None:
    """What would be said against the command if it were spoken now."""
    snapshot = cache.snapshot_before(row)
    slots = {name: str(value) for name, value in row.slots.items()}
    now = datetime.now(ZoneInfo(row.origin.time_zone))
    return objection_to_change(type(row.instruction.command), slots, snapshot, now, TONGUES[snapshot.language])


class Settle(_Decision):
    """It has arrived, or has not."""

    kind: Literal["settle"] = "settle"
    arrived: bool

    def made(self, outbox: Outbox) -> list[QueuedCommand]:
        """The command as it is then."""
        return [outbox.settle(self.command_id, arrived=self.arrived)]


class Cancel(_Decision):
    """Take it back."""

    kind: Literal["cancel"] = "cancel"

    def made(self, outbox: Outbox) -> list[QueuedCommand]:
        """The command as it is then, and what went with it."""
        with outbox.store.transaction():
            built_on = outbox.built_on(outbox.get(self.command_id))
            cancelled = outbox.cancel(self.command_id)
            later = [outbox.get(row.id) for row in built_on]
        return [cancelled, *(row for row in later if row.state is State.CANCELLED)]


Decision = Retry | Edit | Settle | Cancel
_DECISION: TypeAdapter[Decision] = TypeAdapter(Annotated[Decision, Field(discriminator="kind")])


class Decided(_OneLine):
    """A command as it is after a decision."""

    id: str
    state: State

    @classmethod
    def of(cls, row: QueuedCommand) -> "Decided":
        """What is told of a queued command."""
        return cls(id=row.id, state=row.state)


class _Answered(_OneLine):
    """What a decision came to: the command and what went with it, or why not."""

    decided: list[Decided] = []
    refusal: str = ""


def decide(database: Path, decision: Decision) -> list[Decided]:
    """Makes a decision in the outbox of `database`, whoever has it open. Returns the command, and what went with it.

    Raises:
        sync.errors.OutboxError: the outbox refuses it, or somebody else has said the command.
        sync.errors.StoreError: the database cannot be used, or the process that has it open does not answer.
    """
    until = time.monotonic() + _WAITED_FOR_S
    while True:
        try:
            with Store.open(database) as store:
                return [Decided.of(row) for row in _made(decision, Outbox(store), decision.user)]
        except StoreBusyError:
            answer = ask_at(door_of(database), decision.model_dump_json().encode())
            if answer is None and time.monotonic() > until:
                raise
        if answer is not None:
            return _taken(answer)
        time.sleep(_TRIED_EVERY_S)


def _made(decision: Decision, outbox: Outbox, user: str) -> list[QueuedCommand]:
    """The decision, where the command is of the person who decides, and that is `user`, for whom the unit works."""
    if {outbox.get(decision.command_id).origin.user, decision.user} != {user}:
        raise OwnerError(
            "Somebody else said this command, and decides about it: first let the unit work for them,"
            " `hero365-edge people switch`."
        )
    return decision.made(outbox)


def _taken(answer: bytes) -> list[Decided]:
    answered = _Answered.model_validate_json(answer)
    if answered.refusal:
        raise OutboxError(answered.refusal)
    return answered.decided


def deciding(outbox: Outbox, user: str, decided: Callable[[str], None]) -> Answer:
    """Makes the decisions of `user` that come through the door; `decided` is told in the event loop which commands they
    were about."""

    async def answer(request: bytes) -> bytes:
        try:
            rows = await asyncio.to_thread(_made, _DECISION.validate_json(request), outbox, user)
        except ValidationError:
            return _line(_Answered(refusal="This version of the running unit does not know what was asked of it."))
        except SyncError as error:
            return _line(_Answered(refusal=str(error)))
        for row in rows:
            decided(row.id)
        return _line(_Answered(decided=[Decided.of(row) for row in rows]))

    return answer


def _line(answered: _Answered) -> bytes:
    return answered.model_dump_json().encode()
