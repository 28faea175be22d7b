"""Somebody whom the relay knows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["person", "device", "worker"]


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks, and for which business. Nothing of another business is ever theirs."""

    kind: Kind
    id: str
    """Hero365's id of a person, ours of a unit."""
    business: str
    """Hero365's id."""
    name: str
    """What people call them."""
    role: str = ""
    """A person's, as Hero365 calls it."""
    permissions: frozenset[str] = frozenset()
    """A person's, as Hero365 calls them."""


@dataclass(frozen=True, slots=True)
class Admission:
    """A principal, and the token that was shown."""

    principal: Principal
    token: str
    """The token's id."""
    ends_at: datetime
