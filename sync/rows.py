"""A command in the queue: what was said, by whom, and what has become of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self
from uuid import UUID

from erp import CATALOGUE, Instruction, Language
from sync.clock import Stamp, Trust
from sync.errors import OutboxError
from sync.times import a_time_zone


class State(StrEnum):
    """Where a command stands. It ends in one of the last three, and stays readable there."""

    PENDING = "pending"
    """To be sent."""
    IN_FLIGHT = "in_flight"
    """Being sent at this moment."""
    UNKNOWN = "unknown"
    """It may have reached Hero365; what Hero365 holds is looked up before anything is sent again."""
    DONE = "done"
    """Hero365 holds it."""
    REJECTED = "rejected"
    """Hero365 will not have it; it can be tried again."""
    CANCELLED = "cancelled"
    """Taken back by the person before it was sent."""


LIVE = frozenset({State.PENDING, State.IN_FLIGHT, State.UNKNOWN})
"""Still on its way."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who said a command, and how it was heard."""

    user: str
    """Hero365's id of the person signed in."""
    business: str
    """Hero365's id of the business it was said for."""
    time_zone: str
    """IANA name: what "nine o'clock" meant."""
    turn: UUID
    words: str
    """The words heard."""
    engine: str
    """What heard them: ``phrase``, ``held``, ``typed``, ..."""
    said_at: datetime
    """By the wall clock, for people to read; nothing is decided by it."""
    confirmation: str = ""
    """The words that were taken for a yes."""


@dataclass(frozen=True, slots=True)
class QueuedCommand:
    """One row of the outbox."""

    seq: int
    """The order of saying."""
    id: str
    command: str
    slots: Mapping[str, Any]
    refs: Mapping[str, str]
    """Slot name to the record meant: Hero365's id, or the id of the queued command that creates it."""
    entity: str
    """The record it changes; its own id where it creates one."""
    needs: tuple[str, ...]
    """Other records that must be there first."""
    origin: Origin
    state: State
    attempts: int = 0
    """How often it was sent without coming to an end."""
    reason: str = ""
    """Why it stands where it stands, in words for people; empty while nothing is wrong."""
    sentence: Mapping[str, str] = field(default_factory=dict)
    """The reason in each language, where it is the unit's own: Hero365 speaks English."""
    progress: Mapping[str, Any] = field(default_factory=dict)
    """What delivery noted on the way: the state observed before the first send, a number or id given."""
    outcome: Mapping[str, Any] = field(default_factory=dict)
    """What Hero365 holds: ``id``, and ``number`` where it has one."""
    settled: int | None = None
    """The order of coming to an end."""
    settled_at: datetime | None = None
    asks: bool = False
    """Whether it waits for a person to decide what its `reason` says."""
    stamp: Stamp | None = None
    """When it was saved, by all clocks; None where the version that saved it kept no stamps."""
    confirmed: bool = False
    """Whether a person has looked at it since and said that it is to be sent as it is."""
    decisions: int = 0
    """How often a person has changed it or had it tried again: what was under way before that is out of date."""

    @property
    def can_be_taken_back(self) -> bool:
        """Whether it was not sent, or Hero365 refused it, or only a person can find out what became of it."""
        return self.state in (State.PENDING, State.REJECTED) or (self.asks and self.state is State.UNKNOWN)

    @property
    def instruction(self) -> Instruction:
        """The instruction that was queued.

        Raises:
            OutboxError: this version of the unit no longer knows the command in this form, or where it is meant.
        """
        try:
            command = CATALOGUE[self.command].model_validate(self.slots)
            a_time_zone(self.origin.time_zone)  # a system may forget one
        except (KeyError, ValueError) as error:
            raise OutboxError(f"This version of the unit can't read the saved command {self.command}.") from error
        return Instruction(UUID(self.id), command, self.refs)

    @property
    def place(self) -> "Place":
        """What order needs to know of it."""
        return Place(
            seq=self.seq,
            id=self.id,
            command=self.command,
            entity=self.entity,
            needs=self.needs,
            user=self.origin.user,
            business=self.origin.business,
            state=self.state,
            asks=self.asks,
            reason=self.reason,
            decisions=self.decisions,
            made=str(self.outcome.get("id") or ""),
        )

    def reason_in(self, language: Language) -> str:
        """The reason as somebody is told it who speaks that language."""
        own = self.sentence.get("en") == self.reason  # what was written beside it later is in English
        return self.sentence.get(language, self.reason) if own else self.reason

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """The command of a database row."""
        origin = Origin(
            user=row["user"],
            business=row["business"],
            time_zone=row["time_zone"],
            turn=UUID(row["turn"]),
            words=row["words"],
            engine=row["engine"],
            said_at=datetime.fromisoformat(row["said_at"]),
            confirmation=row["confirmation"],
        )
        return cls(
            seq=row["seq"],
            id=row["id"],
            command=row["command"],
            slots=json.loads(row["slots"]),
            refs=json.loads(row["refs"]),
            entity=row["entity"],
            needs=tuple(json.loads(row["needs"])),
            origin=origin,
            state=State(row["state"]),
            attempts=row["attempts"],
            reason=row["reason"],
            sentence=json.loads(row["sentence"]),
            progress=json.loads(row["progress"]),
            outcome=json.loads(row["outcome"]),
            settled=row["settled"],
            settled_at=datetime.fromisoformat(row["settled_at"]) if row["settled_at"] else None,
            asks=bool(row["asks"]),
            stamp=Stamp(row["boot"], row["elapsed"], datetime.fromtimestamp(row["wall"], UTC), Trust(row["trust"]))
            if row["boot"]
            else None,
            confirmed=bool(row["confirmed"]),
            decisions=row["decisions"],
        )


PLACE = (
    "seq, id, command, entity, needs, user, business, state, asks, reason, decisions, "
    "json_extract(outcome, '$.id') AS made"
)
"""The columns that a `Place` is read from."""


class Place(NamedTuple):
    """What order needs to know of a row: there may be tens of thousands of them in memory."""

    seq: int
    id: str
    command: str
    entity: str
    needs: tuple[str, ...]
    user: str
    business: str
    state: State
    asks: bool
    reason: str
    decisions: int
    made: str
    """Hero365's id of the record it has made or changed; empty where that is not known."""

    @property
    def makes(self) -> bool:
        """Whether it makes a record, or stands for itself."""
        return self.entity == self.id

    @property
    def owner(self) -> tuple[str, str]:
        """Under whose login alone it goes: the person, and the business."""
        return self.user, self.business

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """The place of a database row with these columns."""
        needs = tuple(json.loads(row["needs"])) if row["needs"] != "[]" else ()
        rest = {"needs": needs, "state": State(row["state"]), "asks": bool(row["asks"]), "made": row["made"] or ""}
        return cls(**{**row, **rest})


def records_of(instruction: Instruction) -> tuple[str, tuple[str, ...]]:
    """The record an instruction changes, and the others that it speaks about.

    It changes the one that it creates, else the one that the first of its fields names. One that has to wait for
    another changes nothing that others wait for in their turn: who knows how long it takes.
    """
    refs = instruction.refs
    if instruction.command.spec.creates or "after" in refs:
        entity = str(instruction.id)
    else:
        named = (refs[name] for name in type(instruction.command).model_fields if name in refs)
        entity = next(named, None) or str(instruction.id)
    return entity, tuple(sorted({*refs.values()} - {entity}))
