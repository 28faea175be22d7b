"""When a spoken time is, as two moments: Hero365 wants both ends of an appointment."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from erp.calendar import USUAL_LENGTH, Span, is_named_part, span

_LONGEST = timedelta(hours=24)
"""What lasts longer was no visit, but a span of days."""


def a_time_zone(name: str) -> str:
    """The name, if this unit knows a time zone of that name.

    Raises:
        ValueError: it knows none.
    """
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:  # a path, a folder, nothing
        raise ValueError(f"{name!r} is no time zone; one is America/Chicago") from error
    return name


def appointment(
    when: str, zone: ZoneInfo, planned: Sequence[datetime | None] = (), duration: str | None = None
) -> Span:
    """Start and end, with their offsets, of ``2026-11-26T09:00``, ``2026-11-26`` or ``2026-11-26/morning``.

    Args:
        when: what was said.
        zone: where it was said.
        planned: start and end that it had so far, if any: a visit that is moved to another hour stays as long.
        duration: minutes, where a length was said: it counts from the hour, or from the beginning of the day or of
            that part of it.
    """
    meant = span(when, zone, _length(zone, *planned))
    return meant if duration is None else Span(meant.start, meant.start + timedelta(minutes=int(duration)))


def _length(zone: ZoneInfo, start: datetime | None = None, end: datetime | None = None) -> timedelta:
    if start is None or end is None or is_named_part(start, end, zone):
        return USUAL_LENGTH
    return end - start if timedelta() < end - start <= _LONGEST else USUAL_LENGTH
