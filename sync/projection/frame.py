"""Records, and what an effect of a saved command on them is. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self
from zoneinfo import ZoneInfo

from erp import Customer, Estimate, Invoice, Job, Member, Part, Project
from sync.order import resolved
from sync.rows import QueuedCommand


@dataclass(frozen=True, slots=True)
class Records:
    """A business's records by their `ref`, family by family; what comes first is preferred where two have one name."""

    customers: Mapping[str, Customer] = field(default_factory=dict)
    jobs: Mapping[str, Job] = field(default_factory=dict)
    projects: Mapping[str, Project] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    invoices: Mapping[str, Invoice] = field(default_factory=dict)
    team: Mapping[str, Member] = field(default_factory=dict)

    def added(self, family: str, record: Any) -> Self:
        """With a new record in front of the others; as they are where it is among them already."""
        known = getattr(self, family)
        return self if record.ref in known else replace(self, **{family: {record.ref: record, **known}})

    def changed(self, family: str, ref: str | None, change: Callable[[Any], Any]) -> Self:
        """With what `change` makes of the record of that `ref`; as they are where there is none."""
        known = getattr(self, family)
        return replace(self, **{family: {**known, ref: change(known[ref])}}) if ref in known else self


@dataclass(frozen=True, slots=True)
class Change:
    """A saved command with the references it has by now."""

    row: QueuedCommand
    creators: Mapping[str, QueuedCommand]
    device: str
    """The unit's code."""

    @property
    def refs(self) -> Mapping[str, str]:
        """Slot name to the record meant."""
        return {slot: resolved(ref, self.creators) for slot, ref in self.row.refs.items()}

    @property
    def made(self) -> str:
        """The `ref` of the record that the command makes: its own id until Hero365 has given one."""
        return str(self.row.outcome.get("id") or self.row.id)

    @property
    def target(self) -> str:
        """The `ref` of the record that the command makes or changes."""
        return self.made if self.row.entity == self.row.id else resolved(self.row.entity, self.creators)

    @property
    def zone(self) -> ZoneInfo:
        """Where the spoken times are meant."""
        return ZoneInfo(self.row.origin.time_zone)

    def full_number(self, digits: str, prefix: str = "") -> str:
        """The number that Hero365 will write for what is made, of the `digits` that people say."""
        return str(self.row.progress.get("number") or f"{self.device}-{prefix}{digits}")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a command does to the records of one family."""

    family: str
    on: Callable[[Records, Any, Change], Records]
    """Of the records, the command and what is known about it. Applied once for each command that Hero365 may not have
    shown yet."""
    makes: bool = False
    """Whether it is about a record that Hero365 makes in answer, and not about the one that the command names."""


Effects = Mapping[type, tuple[Effect, ...]]
"""By the class of the command."""
