"""The day that is meant where a visit is moved and only an hour was said: its own."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from conversation.tongue import Tongue
from erp import Command, Slots, Snapshot
from erp.appointments import ScheduleReschedule
from erp.jobs import JobReschedule, JobSchedule

_MOVES = frozenset({JobSchedule, JobReschedule, ScheduleReschedule})
"""What gives a job another time."""


def on_its_day(
    command: type[Command], slots: Slots, said: str, snapshot: Snapshot, now: datetime, tongue: Tongue
) -> Slots:
    """`slots`, whose ``when`` was `said` so at `now`: on the day that the job is planned for, where `command` moves it,
    that day lies ahead, and nothing but an hour was said."""
    if command not in _MOVES or "when" not in slots:
        return slots
    return {**slots, "when": _moved(slots["when"], command.complete(slots, snapshot), said, snapshot, now, tongue)}


def _moved(when: str, slots: Slots, said: str, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    job = snapshot.job(slots.get("job", ""))
    if job is None or job.scheduled_start is None or not _is_only_an_hour(said, now, tongue):
        return when
    planned = job.scheduled_start.astimezone(ZoneInfo(snapshot.time_zone))
    moved = f"{planned.date().isoformat()}T{when.partition('T')[2]}"
    return moved if datetime.fromisoformat(moved) > now.replace(tzinfo=None) else when


def _is_only_an_hour(said: str, now: datetime, tongue: Tongue) -> bool:
    """An hour alone is the next such hour: said at the beginning of a day it is another one than at its end."""
    first = tongue.times.parse_when(said, now.replace(hour=0, minute=0))
    last = tongue.times.parse_when(said, now.replace(hour=23, minute=59))
    if first is None or last is None or "T" not in first:
        return False
    return datetime.fromisoformat(last) - datetime.fromisoformat(first) == timedelta(days=1)
