"""Reminders: what the unit says to the technician when its time has come. They are saved as commands are, and wait in
the outbox, where nothing takes them anywhere."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from erp.calendar import Span, span
from erp.reminders import RemindMe
from sync.errors import OutboxError
from sync.outbox import Outbox
from sync.rows import QueuedCommand, State

_log = logging.getLogger(__name__)

_PROMPT = timedelta(minutes=15)
"""How long after its time a reminder is said without a word about that; what was said for a part of a day, while that
lasts."""


class Punctuality(StrEnum):
    """How a reminder comes."""

    IN_TIME = "in_time"
    LATE = "late"
    UNSURE = "unsure"
    """The clock was wrong when it was saved: what it was saved for need not be what was meant."""


class Due(NamedTuple):
    """A reminder whose time has come."""

    row: QueuedCommand
    comes: Punctuality


class Reminders:
    """The reminders of one person. Its methods may be called from any thread."""

    def __init__(self, outbox: Outbox, user: str) -> None:
        self._outbox = outbox
        self._user = user
        self._heard: set[tuple[str, int]] = set()
        self._unreadable: set[str] = set()
        """What the log has already."""

    def due(self) -> list[Due]:
        """Those whose time has come and that nobody has heard, in the order of their times: also those that came while
        the unit was off. What was said for a part of a day is due as it begins. One that this version of the unit
        cannot read stays in the outbox, and keeps no other back.

        While the clock cannot be right none is due but what was said by that very clock: they come when it is right.
        """
        believed = self._outbox.calendar.believed()
        due = []
        for meant, row in sorted(self._waiting(), key=lambda one: (one[0].start, one[1].seq)):
            now = self._time_for(row, meant, believed)
            if now is not None and meant.start <= now:
                late = Punctuality.LATE if meant.end <= now else Punctuality.IN_TIME
                due.append(Due(row, Punctuality.UNSURE if self._was_misunderstood(row) else late))
        return due

    def said(self, row: QueuedCommand) -> QueuedCommand:
        """Somebody has heard it, and does not again, also where the disk is too full to keep that.

        Raises:
            RowStateError: it was taken back meanwhile.
            StoreError: it cannot be kept.
        """
        self._heard.add((row.id, row.decisions))
        return self._outbox.move(row, State.DONE, {State.PENDING}, outcome={"id": row.id})

    def _time_for(self, row: QueuedCommand, meant: Span, believed: datetime | None) -> datetime | None:
        """What the clock shows that the time of a reminder was understood by; None where that cannot be told yet.

        "In ten minutes" is right by a wrong clock too, as long as its error is known.
        """
        if row.stamp is None or not self._was_misunderstood(row):
            return believed
        if (age := self._outbox.calendar.age(row.stamp)) is not None:
            return row.stamp.wall + age
        return None if believed is None else meant.start  # nobody ever knows when: it is said once the time is known

    def _was_misunderstood(self, row: QueuedCommand) -> bool:
        """Whether the clock was wrong when it was saved, and nobody has looked at it since."""
        return row.stamp is not None and not row.confirmed and self._outbox.calendar.was_wrong(row.stamp)

    def _waiting(self) -> Iterator[tuple[Span, QueuedCommand]]:
        """What nobody has heard, with when it is to be said."""
        for row in self._outbox.pending(RemindMe.spec.name):
            if row.origin.user != self._user or (row.id, row.decisions) in self._heard:
                continue
            try:
                yield _meant(row), row
            except (OutboxError, ValueError) as error:
                if row.id not in self._unreadable:
                    _log.error("reminder not read", extra={"command": row.id, "error": str(error)})
                self._unreadable.add(row.id)


def _meant(row: QueuedCommand) -> Span:
    """From when a reminder is to be said, and until when that is in time.

    Raises:
        OutboxError: this version of the unit cannot read it.
        ValueError: there is no such day.
    """
    reminder = RemindMe.model_validate(row.instruction.command)
    return span(reminder.when, ZoneInfo(row.origin.time_zone), _PROMPT)
