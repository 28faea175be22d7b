"""All that a conversation remembers between two turns.

It is never changed, only replaced as a whole: where what was decided could not be saved, what was remembered before
still holds.
"""

from dataclasses import dataclass, field, replace

from conversation.decision import Decision, Outcome
from conversation.drafts import Open
from conversation.focus import Focus
from erp import Instruction

_MOST_UNDONE = 10
"""Turns that can be taken back, one after another."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What was asked, saved and said."""

    open: Open | None = None
    """What was asked last, and not answered yet."""
    following: tuple[str, ...] = ()
    """What was said in the same breath and is still to be taken."""
    has_saved: bool = False
    """Whether something of the same breath was saved before the open question."""
    saved: tuple[tuple[Instruction, ...], ...] = ()
    """What the last turns saved, the latest last: as many as can be taken back."""
    said: str = ""
    """What the person heard last, but for that they were not understood: who only talks beside it is not told so."""
    focus: Focus = field(default_factory=Focus)
    """What was spoken of last; only `Focus.at` tells whether that is still remembered."""

    def after(self, decision: Decision) -> "Memory":
        """What is remembered behind a decision, as it is once that is saved."""
        saved = (*self.saved, decision.instructions) if decision.instructions else self.saved
        return replace(
            self,
            following=self.following if self.open else (),
            has_saved=self.open is not None and (self.has_saved or bool(decision.instructions)),
            saved=saved[-_MOST_UNDONE:],
            said=self.said if decision.outcome is Outcome.NOTHING else decision.reply,
        )
