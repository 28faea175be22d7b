"""The declaration of a command: from it come phrases, schema, risk, permission, wording and documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from erp.sentences import Language, Sentence
from erp.snapshot import Snapshot

Slots = Mapping[str, str]
"""Slot name to value, both as the catalogue writes them. What was not said is absent."""


class Risk(StrEnum):
    """How much a command asks of the person before it runs."""

    SILENT = "silent"
    """Changes nothing: answered at once."""
    TELL = "tell"
    """Runs at once, and what was done is said."""
    CONFIRM = "confirm"
    """Runs only after a yes."""
    READ_BACK = "read_back"
    """Runs only after the amount or the name was read back and answered with a yes."""


class Offline(StrEnum):
    """What a command does without a network."""

    QUEUED = "queued"
    """It waits in the outbox."""
    CACHED = "cached"
    """It is answered from the local cache, with the age of the answer when that matters."""
    KEPT = "kept"
    """It is saved like what is queued and goes nowhere: the unit itself does it when its time has come."""


class Undo(StrEnum):
    """What taking a command back means."""

    NOTHING = "nothing"
    """It changes nothing."""
    FOR_GOOD = "for good"
    """It is not taken back: whoever wants to have it as it was says so again."""
    BEFORE_SENDING = "before sending"
    """It is taken back as long as it waits on the unit; what Hero365 holds stays."""
    REPLACED = "replaced"
    """As `BEFORE_SENDING`; and as long as it waits, who says what it shall be instead puts that in its place."""
    COUNTERED = "countered"
    """As long as it waits it is taken back; after that, who says what it shall be instead puts that in its place."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the values of a command's field come from, and how a missing one is asked for."""

    values: str
    """The kind of its values: ``customers`` (known ones), ``anyone`` (known or new), ``jobs``, ``estimates``,
    ``invoices``, ``parts``, ``projects``, ``team``, ``businesses``, ``statuses``, ``times``, ``dates``, ``amounts``,
    ``durations``, ``quantities``, ``words`` (free), ..."""
    ask: Mapping[Language, str] = field(default_factory=dict)
    """The question when it is missing; empty for a field that is never asked for."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said about a command, as `str.format` templates over its spoken slot values. What is never said is empty:
    of a command that others carry out, only the question is its own."""

    confirm: str = ""
    """The question before it runs: where its risk asks for one, or it may have been asked and not commanded."""
    saved: str = ""
    """Once it is on disk, while Hero365 has not answered."""
    done: str = ""
    """Once Hero365 holds it."""
    about: str = ""
    """What it is about, as it follows "Hero365 refused"."""


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """All that is declared about a command beside its fields."""

    name: str
    """``family.verb``: what queues, logs and evaluations call it."""
    risk: Risk
    permission: str | None
    """The Hero365 permission it takes, or None where none is needed."""
    offline: Offline
    undo: Undo
    phrases: Mapping[Language, tuple[str, ...]]
    """Sentence templates in hassil's syntax: ``[optional]``, ``(one|another)``, ``{slot}``, ``<rule>``."""
    statements: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """Those that say how something is, or what somebody else has done: "job 42 is done". It may as well be asked so,
    which the tone alone tells, and that is not heard: behind them it runs only after a yes."""
    wording: Mapping[Language, Wording] = field(default_factory=dict)
    """Empty for one that is never saved itself: it is answered, or other commands carry it out."""
    of_next_visit: bool = False
    """Where no customer is named, it is for that of the visit that comes next today."""
    creates: str | None = None
    """What it makes, if anything: ``job``, ``contact``, ``estimate``, ``invoice``, ``project``, ``message``."""
    meaningful_for: timedelta | None = None
    """How long after it was said it may still be sent by itself; None for as long as it takes."""

    def templates(self, language: Language) -> tuple[str, ...]:
        """All that it is said with."""
        return (*self.phrases[language], *self.statements.get(language, ()))


class Command(BaseModel):
    """Base of every command: its fields are the slots, its `spec` the rest of the declaration.

    The methods are the decisions that a command may take for itself. They are pure, and work on slots that are not all
    there yet.
    """

    # What was said stays out of what a log holds of a failure.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    spec: ClassVar[CommandSpec]

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:  # noqa: ARG003 - overridden
        """The command that the words stand for, given the records: a neighbour, where a boundary lies between."""
        return cls, slots

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:  # noqa: ARG003 - overridden
        """`slots` with what the records and the defaults say about those that were not said."""
        return slots

    @classmethod
    def candidates(cls, slots: Slots, snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:  # noqa: ARG003 - overridden
        """Slots that were not said in so many words, with the few values that can be meant."""
        return {}

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """The slots that must still be there before it runs, in the order of asking."""
        return tuple(name for name, field in cls.model_fields.items() if field.is_required() and name not in slots)

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:  # noqa: ARG003 - overridden
        """Why Hero365 would not have it, as a sentence to speak; None where nothing speaks against it."""
        return None

    @classmethod
    def risk(cls, slots: Slots) -> Risk:  # noqa: ARG003 - overridden
        """What it asks of the person before it runs with these slots."""
        return cls.spec.risk

    @classmethod
    def takes_back(cls, slots: Slots, snapshot: Snapshot) -> tuple[Instruction, ...]:  # noqa: ARG003 - overridden
        """What was saved before and is taken back by it."""
        return ()

    def steps(self) -> tuple[Command, ...]:
        """The commands that carry it out, in order."""
        return (self,)


@dataclass(frozen=True, slots=True)
class Instruction:
    """A command that a person decided on, with its identity and the records it refers to."""

    id: UUID
    """Made before the command is stored, so that storing it twice changes nothing. A record it creates has this as its
    reference until Hero365 has given it an id."""
    command: Command
    refs: Mapping[str, str] = field(default_factory=dict)
    """Slot name to the `ref` of the record meant: a Hero365 id, or the id of the instruction that creates it. Under
    ``after`` stands an instruction that has to be done first."""
