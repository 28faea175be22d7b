"""Reminders: what the unit says to the technician when its time has come. They are saved as commands are, and wait in
the outbox, where nothing takes them anywhere."""

from datetime import datetime
from zoneinfo import ZoneInfo

from erp.reminders import RemindMe
from sync.outbox import Outbox
from sync.rows import QueuedCommand, State
from sync.times import appointment


class Reminders:
    """The reminders of one person. Its methods may be called from any thread."""

    def __init__(self, outbox: Outbox, user: str) -> None:
        self._outbox = outbox
        self._user = user

    def due(self, now: datetime) -> list[QueuedCommand]:
        """Those whose time has come and that nobody has heard, in the order of their times: also those that came while
        the unit was off. What was said for a part of a day is due as it begins."""
        waiting = [(due_at(row), row) for row in self._waiting()]
        return [row for due, row in sorted(waiting, key=lambda one: (one[0], one[1].seq)) if due <= now]

    def said(self, row: QueuedCommand) -> QueuedCommand:
        """Somebody has heard it.

        Raises:
            RowStateError: it was taken back meanwhile.
        """
        return self._outbox.move(row, State.DONE, {State.PENDING}, outcome={"id": row.id})

    def _waiting(self) -> list[QueuedCommand]:
        return [row for row in self._outbox.pending(RemindMe.spec.name) if row.origin.user == self._user]


def due_at(row: QueuedCommand) -> datetime:
    """When a reminder is to be said."""
    start, _ = appointment(str(row.slots["when"]), ZoneInfo(row.origin.time_zone))
    return start
