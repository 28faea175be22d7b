"""What was spoken of last: "it", "that job", "him"."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from erp import Command, Instruction, Slots, Snapshot
from erp.job_status import OPEN

REFERENCE = "@"
"""The value of words that stand for what was spoken of last."""
MENTION = "@?"
"""The same of words that ask about it, and are ordinary talk where nothing was spoken of: "where is it"."""
REFERENCES = frozenset({REFERENCE, MENTION})
_FRESH = timedelta(hours=1)
_FEW_TURNS = 6
"""What was spoken of so many turns ago, and not since, is nobody's "it" any more: then it is asked for."""
_CREATED = {"contact": ("customer", "customer")} | {
    kind: (kind, "number") for kind in ("job", "estimate", "invoice", "project")
}
"""Kind of record to the slot that names it, and the field that holds its name when it is made."""
_KNOWN: Mapping[str, Callable[[Snapshot, str], object | None]] = {
    "job": Snapshot.job,
    "customer": Snapshot.customer,
    "invoice": Snapshot.invoice,
    "estimate": Snapshot.estimate,
    "project": Snapshot.project,
    "part": Snapshot.part,
}
"""What is most spoken of first."""


@dataclass(frozen=True, slots=True)
class Focus:
    """The last record of each kind that was spoken of."""

    names: Slots = field(default_factory=dict)
    """Slot to its value; what was spoken of last is last."""
    since: datetime | None = None
    ages: Mapping[str, int] = field(default_factory=dict)
    """Slot to how many turns ago it was spoken of."""

    @property
    def recent(self) -> tuple[str, ...]:
        """The slots that something can be referred to in, what was spoken of last first, and then what people mostly
        speak of."""
        return tuple(dict.fromkeys([*reversed(list(self.names)), *_KNOWN]))

    def meant(self, slot: str, snapshot: Snapshot) -> str:
        """What is referred to in that slot, empty where nothing is: what was spoken of last, for a job also the only
        open one of a customer who was spoken of just now ("tell Linda I'm late and put her job on hold")."""
        if slot in self.names or slot != "job" or self.ages.get("customer") != 0:
            return self.names.get(slot, "")
        theirs = [job.number for job in snapshot.jobs if job.customer == self.names["customer"] and job.status in OPEN]
        return theirs[0] if len(theirs) == 1 else ""

    def at(self, now: datetime) -> "Focus":
        """What can be referred to now: after a while of silence nothing."""
        return self if self.since and now - self.since <= _FRESH else Focus()

    def with_made(self, made: Slots, now: datetime) -> "Focus":
        """The focus as if the records `made`, by the slots that name them, had been spoken of last."""
        names = {**{slot: name for slot, name in self.names.items() if slot not in made}, **made}
        return Focus(names, now, {**self.ages, **dict.fromkeys(made, 0)})

    def after(self, slots: Slots, made: Iterable[Instruction], snapshot: Snapshot, now: datetime) -> "Focus":
        """The focus behind a command with `slots`, of which `made` came."""
        mentioned = _mentioned(slots, snapshot)
        for instruction in made:
            command = instruction.command
            mentioned |= _mentioned(dict(command), snapshot)
            if command.spec.creates in _CREATED:
                slot, named_by = _CREATED[command.spec.creates]
                mentioned.pop(slot, None)
                if name := getattr(command, named_by, None):
                    mentioned[slot] = name
        ages = {**{slot: age + 1 for slot, age in self.ages.items()}, **dict.fromkeys(mentioned, 0)}
        others = {slot: name for slot, name in self.names.items() if slot not in mentioned}
        names = {**others, **mentioned}
        kept = {slot: name for slot, name in names.items() if ages.get(slot, 0) < _FEW_TURNS}
        return Focus(kept, now if mentioned else self.since, {slot: ages.get(slot, 0) for slot in kept})


def to_be_made(command: type[Command], slots: Slots, snapshot: Snapshot) -> Slots:
    """The record that `command` would make, under the slot that names it."""
    slot, named_by = _CREATED.get(command.spec.creates or "", ("", ""))
    name = snapshot.next_number if named_by == "number" else slots.get(named_by)
    return {slot: name} if name else {}


def _mentioned(slots: Mapping[str, object], snapshot: Snapshot) -> dict[str, str]:
    """The records that `slots` name, the customer whom a job or another one is for before it."""
    found = {slot: find(snapshot, str(slots[slot])) for slot, find in _KNOWN.items() if slots.get(slot)}
    names = {slot: str(slots[slot]) for slot, record in reversed(found.items()) if record}
    owner = next((owner for record in found.values() if (owner := getattr(record, "customer", None))), None)
    return {"customer": str(owner), **names} if owner and "customer" not in names else names
