"""Whom a session is for, and how it stands: in the words of Hero365's own session API."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

LONGEST: Final = timedelta(minutes=480)
"""Of a session."""


class AgentType(StrEnum):
    """Who speaks with the agent."""

    INTERNAL = "internal"
    """An employee, in their own name."""
    EXTERNAL = "external"
    """A customer of the business."""


class Status(StrEnum):
    """How a session stands."""

    CONNECTING = "connecting"
    """The agent is on its way into the room."""
    ACTIVE = "active"
    """The agent is there."""
    DISCONNECTED = "disconnected"
    """The agent was lost, and another one is on its way."""
    INACTIVE = "inactive"
    """It has ended."""
    ERROR = "error"
    """It has ended without an agent."""


OVER = frozenset({Status.INACTIVE, Status.ERROR})
