"""Which queued command may go: in the order of saying for each record, never one queue for everything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sync.rows import LIVE, QueuedCommand, State


@dataclass(frozen=True, slots=True)
class Ready:
    """It may be sent."""


@dataclass(frozen=True, slots=True)
class Waits:
    """An earlier command changes or makes a record that it speaks about."""

    behind: int
    """The `seq` of that command."""


@dataclass(frozen=True, slots=True)
class Held:
    """Something has to be decided by a person first."""

    reason: str


Standing = Ready | Waits | Held


def standings(
    live: Sequence[QueuedCommand], creators: Mapping[str, QueuedCommand], user: str, business: str
) -> dict[int, Standing]:
    """How each command stands, by its `seq`.

    Args:
        live: everything on its way, in the order of saying.
        creators: by their id, the queued commands that make records which `live` speaks about.
        user: who is signed in.
        business: what they are signed in for.
    """
    standing: dict[int, Standing] = {}
    changed_by: dict[str, int] = {}
    for row in live:
        records = [resolved(ref, creators) for ref in (row.entity, *row.needs)]
        earlier = [changed_by[record] for record in records if record in changed_by]
        held = _parked(row, user, business) or _orphaned(row, creators)
        if held:
            standing[row.seq] = Held(held)
        else:
            standing[row.seq] = Waits(max(earlier)) if earlier else Ready()
        changed_by[records[0]] = row.seq
    return standing


def resolved(ref: str, creators: Mapping[str, QueuedCommand]) -> str:
    """Hero365's id of a record, once it has one; records are compared by that."""
    creator = creators.get(ref)
    return str(creator.outcome["id"]) if creator and creator.state is State.DONE else ref


def _parked(row: QueuedCommand, user: str, business: str) -> str | None:
    """A command is never delivered under another person's or another business's name."""
    if row.origin.user != user:
        return "Somebody else said this; it waits until they sign in again."
    if row.origin.business != business:
        return "This was said for another business; it waits until the unit is signed in there."
    return None


def _orphaned(row: QueuedCommand, creators: Mapping[str, QueuedCommand]) -> str | None:
    """A command waits visibly where what it builds on did not come to be."""
    for ref in (row.entity, *row.needs):
        creator = creators.get(ref)
        if creator and creator.id != row.id and creator.state not in LIVE | {State.DONE}:
            fate = "Hero365 refused" if creator.state is State.REJECTED else "was cancelled"
            return f"It builds on {_kind(creator)} that {fate}."
    return None


def _kind(creator: QueuedCommand) -> str:
    return {"job.create": "a job", "contact.create": "a customer"}.get(creator.command, "something")
