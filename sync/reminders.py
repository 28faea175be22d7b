"""Reminders: what the unit says to the technician when its time has come. They are saved as commands are, and wait in
the outbox, where nothing takes them anywhere."""

import logging
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from erp.calendar import appointment
from erp.reminders import RemindMe
from sync.errors import OutboxError
from sync.outbox import Outbox
from sync.rows import QueuedCommand, State

_log = logging.getLogger(__name__)


class Reminders:
    """The reminders of one person. Its methods may be called from any thread."""

    def __init__(self, outbox: Outbox, user: str) -> None:
        self._outbox = outbox
        self._user = user
        self._heard: set[tuple[str, int]] = set()
        self._unreadable: set[str] = set()
        """What the log has already."""

    def due(self, now: datetime) -> list[QueuedCommand]:
        """Those whose time has come and that nobody has heard, in the order of their times: also those that came while
        the unit was off. What was said for a part of a day is due as it begins. One that this version of the unit
        cannot read stays in the outbox, and keeps no other back."""
        waiting = sorted(self._waiting(), key=lambda one: (one[0], one[1].seq))
        return [row for due, row in waiting if due <= now]

    def said(self, row: QueuedCommand) -> QueuedCommand:
        """Somebody has heard it, and does not again, also where the disk is too full to keep that.

        Raises:
            RowStateError: it was taken back meanwhile.
            StoreError: it cannot be kept.
        """
        self._heard.add((row.id, row.decisions))
        return self._outbox.move(row, State.DONE, {State.PENDING}, outcome={"id": row.id})

    def _waiting(self) -> Iterator[tuple[datetime, QueuedCommand]]:
        """What nobody has heard, with when it is to be said."""
        for row in self._outbox.pending(RemindMe.spec.name):
            if row.origin.user != self._user or (row.id, row.decisions) in self._heard:
                continue
            try:
                yield _due_at(row), row
            except (OutboxError, ValueError) as error:
                if row.id not in self._unreadable:
                    _log.error("reminder not read", extra={"command": row.id, "error": str(error)})
                self._unreadable.add(row.id)


def _due_at(row: QueuedCommand) -> datetime:
    """When a reminder is to be said.

    Raises:
        OutboxError: this version of the unit cannot read it.
        ValueError: there is no such day.
    """
    reminder = RemindMe.model_validate(row.instruction.command)
    start, _ = appointment(reminder.when, ZoneInfo(row.origin.time_zone))
    return start
