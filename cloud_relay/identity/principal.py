"""Somebody whom the relay knows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LONGEST_NAME = 200
"""Characters that are kept of a name."""
Kind = Literal["person", "device", "worker", "service"]

Grant = Literal["changes", "escalations", "callbacks", "messages"]
"""What a service may: tell what has changed at Hero365, ask for a person, take down who wants to be called back, send
messages to customers."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks, and for which business. Nothing of another business is ever theirs."""

    kind: Kind
    id: str
    """Hero365's id of a person, ours of a unit or of a service's key."""
    business: str
    """Hero365's id; empty for a service of the machine, which serves all of them."""
    name: str
    """What people call them."""
    role: str = ""
    """A person's, as Hero365 calls it."""
    permissions: frozenset[str] = frozenset()
    """A person's, as Hero365 calls them; a service's grants."""

    def acts_for(self, business: str) -> bool:
        """Whether what they tell of that business is theirs to tell."""
        return self.business == business or (self.kind == "service" and not self.business)


@dataclass(frozen=True, slots=True)
class Admission:
    """A principal, and the token that was shown."""

    principal: Principal
    token: str
    """The token's id."""
    ends_at: datetime
