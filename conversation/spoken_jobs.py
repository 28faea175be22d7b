"""Jobs that are named by what is known of them beside their names: the "nine o'clock", "this afternoon's", the "one on
hold"."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from conversation.lists import words_of
from conversation.tongue import Tongue
from erp import Job, Snapshot
from erp.calendar import span
from erp.job_status import OPEN


def jobs_meant(said: str, snapshot: Snapshot, tongue: Tongue, now: datetime) -> tuple[str, ...]:
    """The numbers of the open jobs whose time or status was `said`, of the technician's own where there is one; none
    for words that are neither."""
    if said.isdigit():  # a number is a job's own
        return ()
    jobs = [job for job in snapshot.jobs if job.status in OPEN]
    mine = [job for job in jobs if snapshot.technician in job.assigned_to]
    for is_meant in _readings(re.sub(r"'s\b|'(?!\w)", "", said), tongue, now):
        if found := list(filter(is_meant, mine)) or list(filter(is_meant, jobs)):
            return tuple(job.number for job in found)
    return ()


def _readings(said: str, tongue: Tongue, now: datetime) -> Iterator[Callable[[Job], bool]]:
    """What can be meant by `said`, the likeliest first."""
    statuses = {tongue.forms.normal(each.spoken): each.value for each in words_of(tongue.lists["statuses"])}
    if status := statuses.get(said.removeprefix("1 ")):  # "the one on hold"
        yield lambda job: job.status == status
    # People speak of a job that has begun too: a time of day is today's, and the next such time only then.
    times = (tongue.times.parse_when(said, at) for at in (now.replace(hour=0, minute=0), now))
    zone = ZoneInfo(str(now.tzinfo))
    for when in dict.fromkeys(filter(None, times)):
        yield partial(_begins, when=when, zone=zone)


def _begins(job: Job, when: str, zone: ZoneInfo) -> bool:
    """Whether it begins at that moment, on that day, or in that part of the day."""
    if job.scheduled_start is None:
        return False
    start = job.scheduled_start
    local = start.astimezone(zone)
    day, _, part = when.partition("/")
    if part:
        meant = span(when, zone)
        return meant.start <= start < meant.end
    return local.isoformat().startswith(day)
