"""All that a conversation remembers between two turns.

It is never changed, only replaced as a whole: where what was decided could not be saved, what was remembered before
still holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from conversation.decision import Decision, Outcome
from conversation.drafts import Open
from conversation.focus import Focus
from conversation.learnt import Misheard
from conversation.manners import Manners
from conversation.patience import Patience
from conversation.understood import Understood
from erp import Instruction, Slots

_MOST_UNDONE = 10
"""Turns that can be taken back, one after another."""
_A_WHILE = timedelta(minutes=5)
"""After that nobody is certain any more what was saved last."""

_AGAIN = timedelta(minutes=1)
"""Within which what was not understood is said in other words."""


class Fate(StrEnum):
    """What became of a command that was saved."""

    WAITS = "waits"
    """It can be taken back."""
    GONE = "gone"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Saved:
    """What a turn saved."""

    instructions: tuple[Instruction, ...]
    at: datetime
    corrected: tuple[Instruction, ...] = ()
    """What they took the place of, "no, at ten": it is taken back with them, the first said first."""
    heard: Slots = field(default_factory=dict)
    """Slots to what was heard in the place of a record's name."""

    @property
    def all(self) -> tuple[Instruction, ...]:
        """What is taken back together, in the order in which it was saved."""
        return (*self.corrected, *self.instructions)


@dataclass(frozen=True, slots=True)
class Memory:
    """What was asked, saved and said."""

    open: Open | None = None
    """What was asked last, and not answered yet."""
    following: tuple[str, ...] = ()
    """What was said in the same breath and is still to be taken."""
    as_read: Mapping[str, Understood] = field(default_factory=dict)
    """Words of that breath to what they were read as together with the rest: it counts where no phrase fits them, and
    by themselves they are read as something else. A process that goes on with this need not know it."""
    has_saved: bool = False
    """Whether something of the same breath was saved before the open question."""
    saved: tuple[Saved, ...] = ()
    """What the last turns saved, the latest last: as many as can be taken back."""
    is_at_hand: bool = False
    """Whether what was saved last, or taken back, is what was spoken of last."""
    answered: tuple[str, Slots] | None = None
    """The command that was answered last, and what it was answered with, as long as nothing else was spoken of."""
    hinted: int = 0
    """How many commands help has named, as long as nothing else was spoken of."""
    offered: tuple[str, ...] = ()
    """The jobs behind whose completion it was told what can be said next, the latest last."""
    said: str = ""
    """What the person heard last, but for that they were not understood: who only talks beside it is not told so."""
    manners: Manners = field(default_factory=Manners)
    """How the unit listens and speaks."""
    patience: Patience = field(default_factory=Patience)
    """Only `Patience.at` tells what still counts of it."""
    focus: Focus = field(default_factory=Focus)
    """What was spoken of last; only `Focus.at` tells whether that is still remembered."""
    misheard: tuple[Misheard, datetime] | None = None
    """The name that nobody has, where it was said just now: a process that goes on with this need not know it."""

    def after(self, decision: Decision, now: datetime) -> "Memory":
        """What is remembered behind a decision, as it is once that is saved."""
        saved = self._with(decision, now) if decision.instructions else self.saved
        is_open = self.open is not None
        return replace(
            self,
            following=self.following if is_open else (),
            as_read=self.as_read if is_open else {},
            has_saved=is_open and (self.has_saved or bool(decision.instructions)),
            saved=saved[-_MOST_UNDONE:],
            is_at_hand=self.is_at_hand if _changes_nothing(decision) else _saves(decision),
            answered=self.answered if _changes_nothing(decision) else _answered(decision),
            hinted=self.hinted if decision.outcome is Outcome.NOTHING else decision.hinted,
            said=self.said if decision.outcome is Outcome.NOTHING else decision.reply,
        )

    def keeping(self, words: str) -> "Memory":
        """With `words` of the same breath to be taken next."""
        return replace(self, following=(words, *self.following))

    def reading(self, as_read: Mapping[str, Understood]) -> "Memory":
        """With what parts of the breath were `as_read` together."""
        return replace(self, as_read={**self.as_read, **as_read})

    def _with(self, decision: Decision, now: datetime) -> tuple[Saved, ...]:
        if not decision.corrects or not self.saved:
            return (*self.saved, Saved(decision.instructions, now, heard=decision.heard))
        *before, last = self.saved
        corrected = tuple(each for each in last.all if each not in decision.takes_back)
        return (*before, Saved(decision.instructions, now, corrected, decision.heard))

    def misheard_by(self, now: datetime) -> Misheard | None:
        """The name that may be said again, in other words, at the time `now`."""
        return self.misheard[0] if self.misheard and now - self.misheard[1] <= _AGAIN else None

    def is_plainly_meant(self, last: Saved, now: datetime) -> bool:
        """Whether "undo that", said `now`, can mean nothing but what was saved last."""
        return self.is_at_hand and now - last.at <= _A_WHILE


Decided = tuple[Decision, Memory]
"""What is decided, and what is remembered then, but for what `Memory.after` adds."""


def _answered(decision: Decision) -> tuple[str, Slots] | None:
    return (decision.command, decision.slots) if decision.command and decision.outcome is Outcome.ANSWERED else None


def _saves(decision: Decision) -> bool:
    """Also where that which was saved last was taken back; a command that drops what was saved some time is no such."""
    return bool(decision.instructions) or (decision.outcome is Outcome.UNDONE and decision.command is None)


def _changes_nothing(decision: Decision) -> bool:
    """Whether the turn was about no command at all, not understood, said again, or help, or put nothing in the place of
    what was saved last."""
    if decision.corrects:
        return not decision.instructions
    return decision.command is None and decision.outcome in (Outcome.NOTHING, Outcome.ANSWERED)
