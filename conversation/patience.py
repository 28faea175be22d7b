"""How much somebody's patience was tried: what went wrong lately, and whether it was too much."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

_LASTS = timedelta(minutes=2)
_MOST = 3


@dataclass(frozen=True, slots=True)
class Patience:
    """What went wrong lately."""

    troubles: tuple[datetime, ...] = ()
    """When somebody was not understood, wanted to hear something again, or insisted on what they had said."""
    was_offered: bool = False
    """Whether they were told of another way since."""

    @property
    def is_tried(self) -> bool:
        """Whether it was too much."""
        return len(self.troubles) >= _MOST

    def at(self, now: datetime) -> "Patience":
        """As it is at the aware time `now`: what is a while ago is forgotten."""
        lately = tuple(trouble for trouble in self.troubles if now - trouble <= _LASTS)
        return Patience(lately, self.was_offered and bool(lately))

    def after_trouble(self, now: datetime) -> "Patience":
        """With one more."""
        return replace(self, troubles=(*self.troubles, now))
