"""The relay's clock: its machine has a right one."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Tells the time, aware."""


def now() -> datetime:
    """By the wall."""
    return datetime.now(UTC)
