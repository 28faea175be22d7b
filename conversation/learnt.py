"""Names that were heard otherwise than they are, and the records that were meant: those come first the next time.

Of lasting records alone, by their names: nothing is learnt about commands, a yes or a no, times, amounts and numbers.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import AwareDatetime

LASTING: Final[Mapping[str, str]] = {
    "anyone": "customers",
    **{kind: kind for kind in ("customers", "parts", "team", "businesses", "projects")},
}
"""Kinds of values of which names are learnt, to the kind that they are learnt as. Jobs and invoices come and go."""
_UNUSED: Final = timedelta(days=183)
"""What was not heard for so long is forgotten."""
_MOST: Final = 300
_USUAL: Final = 2
"""So often a record has to be chosen, and no other, before it is taken."""


@dataclass(frozen=True, slots=True)
class Misheard:
    """What was heard in the place of a name."""

    kind: str
    """As it is learnt."""
    heard: str
    """In its compared form, without what stands beside a name."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The record that somebody meant by what was heard."""

    misheard: Misheard
    value: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt of one such choice."""

    chosen: Chosen
    times: int
    at: AwareDatetime
    """When it was made last."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What one person's choices at one business have taught."""

    lessons: tuple[Lesson, ...] = ()
    """The latest first."""

    def meant(self, kind: str, heard: str) -> tuple[str, ...]:
        """The records that were meant by `heard`, the latest first."""
        return tuple(lesson.chosen.value for lesson in self._about(kind, heard))

    def usual(self, kind: str, heard: str) -> str:
        """The record that was meant again and again, and never another one; empty where there is none. A figure in what
        was heard may be the very thing that was misheard: then there is none."""
        match self._about(kind, heard):
            case (only,) if only.times >= _USUAL and not any(map(str.isdigit, heard)):
                return only.chosen.value
        return ""

    def after(self, chosen: Iterable[Chosen], now: datetime) -> "Learnt":
        """With what was chosen at the aware time `now`, and without what was not used for long."""
        times = Counter({lesson.chosen: lesson.times for lesson in self.lessons})
        latest = tuple(dict.fromkeys(chosen))
        kept = (each for each in self.lessons if each.chosen not in latest and now - each.at <= _UNUSED)
        return Learnt((*(Lesson(each, times[each] + 1, now) for each in latest), *kept)[:_MOST])

    def without(self, heard: Collection[str]) -> "Learnt":
        """Without what was learnt of these words."""
        return Learnt(tuple(each for each in self.lessons if each.chosen.misheard.heard not in heard))

    def _about(self, kind: str, heard: str) -> tuple[Lesson, ...]:
        misheard = Misheard(LASTING.get(kind, ""), heard)
        return tuple(lesson for lesson in self.lessons if lesson.chosen.misheard == misheard)
