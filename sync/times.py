"""When a spoken time is, as two moments: Hero365 wants both ends of an appointment."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

USUAL_LENGTH = timedelta(hours=2)
"""How long a visit is planned where nobody said."""

_LONGEST = timedelta(hours=24)
"""What lasts longer was no visit, but a span of days."""

_PARTS = {
    "": (time(8), time(17)),
    "morning": (time(8), time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(20)),
}
"""The hours of a day, or of a part of it, that somebody is told to expect us in."""


def appointment(when: str, zone: ZoneInfo, planned: Sequence[datetime | None] = ()) -> tuple[datetime, datetime]:
    """Start and end, with their offsets, of ``2026-11-26T09:00``, ``2026-11-26`` or ``2026-11-26/morning``.

    `planned` are start and end that it had so far, if any: a visit that is moved to another hour stays as long.
    """
    if "T" in when:
        start = datetime.fromisoformat(when).replace(tzinfo=zone)
        return start, start + _length(*planned)
    day, _, part = when.partition("/")
    start_time, end_time = _PARTS[part]
    on = date.fromisoformat(day)
    return datetime.combine(on, start_time, zone), datetime.combine(on, end_time, zone)


def _length(start: datetime | None = None, end: datetime | None = None) -> timedelta:
    if start is None or end is None:
        return USUAL_LENGTH
    return end - start if timedelta() < end - start <= _LONGEST else USUAL_LENGTH
