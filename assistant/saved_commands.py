"""What became of commands that were saved, and taking back those of them that still wait."""

from dataclasses import dataclass, replace

from conversation.decision import Decision, Outcome
from conversation.memory import Fate
from conversation.replies import too_late_to_change, undone_reply
from conversation.tongue import Tongue
from erp import Instruction, Snapshot, Undo
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

    def taken_back(self, decision: Decision, snapshot: Snapshot, tongue: Tongue) -> Decision:
        """Takes back what waits of what `decision` takes back, the last first; the decision then says what has gone
        already, or may have. Where that leaves no place for what is said instead, nothing is to be saved.

        Raises:
            sync.errors.StoreError: the store cannot be written.
        """
        if decision.instructions and any(map(self._would_double, decision.takes_back)):
            return _too_late(decision, snapshot, tongue)
        with self.outbox.store.transaction():  # all or, where the disk fails, nothing
            fates = [(each, self._cancelled(each)) for each in reversed(decision.takes_back)][::-1]
        taken_back, gone, before = (
            [each for each, fate in fates if fate is wanted] for wanted in (Fate.WAITS, Fate.GONE, Fate.TAKEN_BACK)
        )
        as_decided = len(taken_back) == len(fates)
        if decision.instructions and not as_decided:
            return _too_late(decision, snapshot, tongue)
        reply = decision.reply if as_decided else undone_reply(taken_back, gone, before, snapshot, tongue)
        rows = [self.outbox.get(str(each.id)) for each in taken_back]
        perhaps_taken = dict.fromkeys(row.reason_in(tongue.language) for row in rows)
        return replace(decision, reply=" ".join(filter(None, [reply, *perhaps_taken])))

    def _cancelled(self, instruction: Instruction) -> Fate:
        """Takes it back where it waits; returns how it stood."""
        fate = self.fate(instruction)
        if fate is Fate.WAITS:
            try:
                self.outbox.cancel(str(instruction.id))
            except OutboxError:  # it went this very moment
                return Fate.GONE
        return fate

    def _would_double(self, instruction: Instruction) -> bool:
        """Whether another one in its place comes on top of it, since it may be at Hero365."""
        row = self._row(instruction)
        return row is not None and row.asks and instruction.command.spec.undo is Undo.REPLACED

    def _row(self, instruction: Instruction) -> QueuedCommand | None:
        """None where it has gone so long ago that its row is deleted."""
        try:
            return self.outbox.get(str(instruction.id))
        except UnknownRowError:
            return None


def _too_late(decision: Decision, snapshot: Snapshot, tongue: Tongue) -> Decision:
    """What was said before is at Hero365, or may be: it is not saved once more, and nothing is learnt."""
    reply = too_late_to_change(decision.takes_back, snapshot, tongue)
    return replace(decision, outcome=Outcome.REFUSED, instructions=(), reply=reply, chosen=(), unlearnt=())
