"""Days of work: the hours that are meant by a time, who is at work in them, and what is left free. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from erp.job_status import NOT_BEGUN
from erp.snapshot import Job, Snapshot

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

_OFF = frozenset({"cancelled"})
"""Jobs that nobody goes to."""


class Span(NamedTuple):
    """A stretch of time between two aware moments."""

    start: datetime
    end: datetime


def span(when: str, zone: ZoneInfo, length: timedelta = USUAL_LENGTH) -> Span:
    """What ``2026-11-26T09:00`` (for as long as `length`), ``2026-11-26`` or ``2026-11-26/morning`` means."""
    if "T" in when:
        start = datetime.fromisoformat(when).replace(tzinfo=zone)
        return Span(start, start + length)
    day, _, part = when.partition("/")
    first, last = _PARTS[part]
    on = date.fromisoformat(day)
    return Span(datetime.combine(on, first, zone), datetime.combine(on, last, zone))


def appointment(
    when: str, zone: ZoneInfo, planned: Sequence[datetime | None] = (), duration: str | None = None
) -> Span:
    """Start and end, with their offsets, of ``2026-11-26T09:00``, ``2026-11-26`` or ``2026-11-26/morning``.

    Args:
        when: what was said.
        zone: where it was said.
        planned: start and end that it had so far, if any: a visit that is moved to another hour stays as long, and one
            that is moved to another day keeps its hour.
        duration: minutes, where a length was said: it counts from the hour, or from the beginning of the day or of
            that part of it.
    """
    meant = span(with_its_hour(when, zone, *planned), zone, _length(zone, *planned))
    return meant if duration is None else Span(meant.start, meant.start + timedelta(minutes=int(duration)))


def with_its_hour(when: str, zone: ZoneInfo, start: datetime | None = None, end: datetime | None = None) -> str:
    """`when`, and where it is a date alone, at the hour or in the part of the day of a visit that was planned so far
    from `start` to `end`."""
    if "T" in when or "/" in when or start is None:
        return when
    part = _named_part(start, end, zone) if end else None
    if part is None:
        return f"{when}T{start.astimezone(zone):%H:%M}"
    return f"{when}/{part}" if part else when


def with_hour_of(when: str, before: str) -> str:
    """`when`, and where it is a date alone, at the hour or in the part of the day of `before`, as it was said."""
    return when if len(when) > len(before[:10]) else f"{when}{before[10:]}"


def _length(zone: ZoneInfo, start: datetime | None = None, end: datetime | None = None) -> timedelta:
    if start is None or end is None or is_named_part(start, end, zone):
        return USUAL_LENGTH
    return end - start if timedelta() < end - start <= _LONGEST else USUAL_LENGTH


def is_named_part(start: datetime, end: datetime, zone: ZoneInfo) -> bool:
    """Whether these are the hours of a day, or of a part of it: nobody said how long the visit takes."""
    return _named_part(start, end, zone) is not None


def _named_part(start: datetime, end: datetime, zone: ZoneInfo) -> str | None:
    """The part of the day, or the day under the empty string, whose hours these are."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    hours = first.time(), last.time()
    return next((part for part in _PARTS if first.date() == last.date() and hours == _PARTS[part]), None)


def asked_about(when: str, zone: ZoneInfo) -> Span:
    """What a question about such a time is about: the minute, the hours of that part of the day, the day as a whole."""
    if "T" in when or "/" in when:
        return span(when, zone, timedelta(minutes=1))
    midnight = datetime.combine(date.fromisoformat(when), time(), zone)
    return Span(midnight, datetime.combine(midnight.date() + timedelta(days=1), time(), zone))


def overlaps(job: Job, within: Span) -> bool:
    """Whether a job is planned for some of that time."""
    at = planned(job)
    return at is not None and at.start < within.end and at.end > within.start


def planned(job: Job) -> Span | None:
    """When a job is planned, as far as it is."""
    if job.scheduled_start is None:
        return None
    end = job.scheduled_end
    return Span(job.scheduled_start, end if end and end > job.scheduled_start else job.scheduled_start + USUAL_LENGTH)


def jobs_on(days: Iterable[date], snapshot: Snapshot) -> list[Job]:
    """The technician's jobs that begin on these days, and those that are nobody's yet, in order of time."""
    wanted, zone = frozenset(days), ZoneInfo(snapshot.time_zone)
    starts = [
        (job.scheduled_start, job)
        for job in snapshot.jobs
        if job.scheduled_start and job.scheduled_start.astimezone(zone).date() in wanted and _is_own(job, snapshot)
    ]
    return [job for _, job in sorted(starts, key=lambda start: start[0])]


def next_job(snapshot: Snapshot, now: datetime) -> Job | None:
    """The first of the technician's jobs, from today on, that has not begun; `now` is the local time."""
    starts = [
        (job.scheduled_start, job)
        for job in snapshot.jobs
        if job.scheduled_start
        and job.scheduled_start.astimezone(now.tzinfo).date() >= now.date()
        and job.status in NOT_BEGUN
        and _is_own(job, snapshot)
    ]
    return min(starts, key=lambda start: start[0])[1] if starts else None


def jobs_in_hand(snapshot: Snapshot) -> list[Job]:
    """The jobs that the technician is at."""
    return [job for job in snapshot.jobs if job.status == "in_progress" and _is_own(job, snapshot)]


def jobs_of(person: str, within: Span, snapshot: Snapshot) -> list[Job]:
    """What `person` has to do in a stretch of time."""
    return [
        job for job in snapshot.jobs if person in job.assigned_to and job.status not in _OFF and overlaps(job, within)
    ]


def free(day: date, snapshot: Snapshot, now: datetime, shortest: timedelta = timedelta(minutes=30)) -> list[Span]:
    """The gaps of `day`'s working hours between the jobs that `jobs_on` tells, from `now` on, none under `shortest`."""
    hours = span(day.isoformat(), ZoneInfo(snapshot.time_zone))
    at = max(hours.start, now)
    gaps = []
    own = (job for job in snapshot.jobs if _is_own(job, snapshot) and overlaps(job, hours))
    taken = sorted(filter(None, map(planned, own)))
    for busy in [*taken, Span(hours.end, hours.end)]:
        if busy.start - at >= shortest:
            gaps.append(Span(at, busy.start))
        at = max(at, busy.end)
    return gaps


def _is_own(job: Job, snapshot: Snapshot) -> bool:
    """Whether the technician goes there: nobody else does."""
    return job.status not in _OFF and (not job.assigned_to or snapshot.technician in job.assigned_to)
