"""The tally of a run: what was saved on the unit against what took effect in Hero365."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from erp.jobs import JobSchedule
from sync.rows import QueuedCommand, State
from sync.standin import Effect


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of saved commands."""

    saved: int
    delivered: int
    lost: int
    """Saved, and without effect in Hero365."""
    duplicated: int
    """Effects in Hero365 beyond one for each saved command."""


def tally(rows: Sequence[QueuedCommand], journal: Iterable[Effect]) -> Tally:
    """Holds every saved command against the stand-in's journal of committed effects."""
    effects = list(journal)
    wanted = [row for row in rows if row.state is not State.CANCELLED]
    counts = [_effects_of(row, effects) for row in wanted]
    return Tally(
        saved=len(rows),
        delivered=sum(row.state is State.DONE for row in wanted),
        lost=sum(count == 0 for count in counts),
        duplicated=sum(max(count - 1, 0) for count in counts),
    )


def _effects_of(row: QueuedCommand, effects: Sequence[Effect]) -> int:
    if isinstance(row.instruction.command, JobSchedule):
        # A change of times has no room for a command's id; the script gives each job a time once.
        job = row.outcome.get("id")
        return sum(effect.row_id == job and "scheduled_start" in effect.changed for effect in effects)
    return sum(effect.command == row.id for effect in effects)
