"""What became of commands that were saved, and taking back those of them that still wait."""

from dataclasses import dataclass

from conversation.memory import Fate
from erp import Instruction, Undo
from sync.errors import OutboxError, UnknownRowError
from sync.outbox import Outbox
from sync.rows import QueuedCommand, State


@dataclass(frozen=True, slots=True)
class SavedCommands:
    """Those in one outbox."""

    outbox: Outbox

    def fate(self, instruction: Instruction) -> Fate:
        """How it stands."""
        row = self._row(instruction)
        if row is None:
            return Fate.GONE
        if row.state is State.CANCELLED:
            return Fate.TAKEN_BACK
        return Fate.WAITS if row.can_be_taken_back else Fate.GONE

    def cancelled(self, instruction: Instruction) -> Fate:
        """Takes it back where it waits; returns how it stood.

        Raises:
            sync.errors.StoreError: the store cannot be written.
        """
        fate = self.fate(instruction)
        if fate is Fate.WAITS:
            try:
                self.outbox.cancel(str(instruction.id))
            except OutboxError:  # it went this very moment
                return Fate.GONE
        return fate

    def would_double(self, instruction: Instruction) -> bool:
        """Whether another one in its place comes on top of it, since it may be at Hero365."""
        row = self._row(instruction)
        return row is not None and row.asks and instruction.command.spec.undo is Undo.REPLACED

    def _row(self, instruction: Instruction) -> QueuedCommand | None:
        """None where it has gone so long ago that its row is deleted."""
        try:
            return self.outbox.get(str(instruction.id))
        except UnknownRowError:
            return None
