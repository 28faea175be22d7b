"""When a spoken time is, as two moments: Hero365 wants both ends of an appointment."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

USUAL_LENGTH = timedelta(hours=2)
"""How long a visit is planned where nobody said."""

_PARTS = {
    "": (time(8), time(17)),
    "morning": (time(8), time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(20)),
}
"""The hours of a day, or of a part of it, that somebody is told to expect us in."""


def appointment(when: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Start and end, with their offsets, of ``2026-11-26T09:00``, ``2026-11-26`` or ``2026-11-26/morning``."""
    if "T" in when:
        start = datetime.fromisoformat(when).replace(tzinfo=zone)
        return start, start + USUAL_LENGTH
    day, _, part = when.partition("/")
    start_time, end_time = _PARTS[part]
    on = date.fromisoformat(day)
    return datetime.combine(on, start_time, zone), datetime.combine(on, end_time, zone)
