"""Whom a session is for."""

from enum import StrEnum


class AgentType(StrEnum):
    """Who speaks with the agent."""

    INTERNAL = "internal"
    """An employee, in their own name."""
    EXTERNAL = "external"
    """A customer of the business."""
