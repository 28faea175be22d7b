"""The day that is meant where a visit is moved and only an hour was said: its own."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from conversation.tongue import Tongue
from conversation.values import Heard
from erp import Command, Slots
from erp.appointments import ScheduleReschedule
from erp.jobs import JobReschedule, JobSchedule

_MOVES: tuple[type[Command], ...] = (JobSchedule, JobReschedule, ScheduleReschedule)
"""What gives a job another time."""


def on_its_day(command: type[Command], slots: Slots, time: Heard) -> Slots:
    """`slots`, whose ``when`` was said as `time`: on the day that the job is planned for, where `command` moves it,
    that day lies ahead, and nothing but an hour was said."""
    if command not in _MOVES or "when" not in slots:
        return slots
    job = time.snapshot.job(command.complete(slots, time.snapshot).get("job", ""))
    if job is None or job.scheduled_start is None or not _is_only_an_hour(time.said, time.now, time.tongue):
        return slots
    planned = job.scheduled_start.astimezone(ZoneInfo(time.snapshot.time_zone))
    moved = f"{planned.date().isoformat()}T{slots['when'].partition('T')[2]}"
    return {**slots, "when": moved} if datetime.fromisoformat(moved) > time.now.replace(tzinfo=None) else slots


def _is_only_an_hour(said: str, now: datetime, tongue: Tongue) -> bool:
    """An hour alone is the next such hour: said at the beginning of a day it is another one than at its end."""
    first = tongue.times.parse_when(said, now.replace(hour=0, minute=0))
    last = tongue.times.parse_when(said, now.replace(hour=23, minute=59))
    if first is None or last is None or "T" not in first:
        return False
    return datetime.fromisoformat(last) - datetime.fromisoformat(first) == timedelta(days=1)
