"""A visit that is moved: its own day is meant where only an hour was said, and its own hour where only a day was."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from conversation.tongue import Tongue
from conversation.values import Heard
from erp import Command, Slots, Snapshot
from erp.appointments import ScheduleReschedule
from erp.calendar import with_its_hour
from erp.jobs import JobReschedule, JobSchedule
from erp.reminder_changes import MoveReminder

_MOVES: tuple[type[Command], ...] = (JobSchedule, JobReschedule, ScheduleReschedule)
"""What gives a job another time."""


def on_its_day(command: type[Command], slots: Slots, time: Heard) -> Slots:
    """`slots`, whose ``when`` was said as `time`: on the day that the job or the reminder is planned for, where
    `command` moves it, that day lies ahead, and nothing but an hour was said."""
    planned = _planned_day(command, slots, time.snapshot) if "when" in slots else ""
    if not planned or not _is_only_an_hour(time.said, time.now, time.tongue):
        return slots
    moved = f"{planned}T{slots['when'].partition('T')[2]}"
    return {**slots, "when": moved} if datetime.fromisoformat(moved) > time.now.replace(tzinfo=None) else slots


def _planned_day(command: type[Command], slots: Slots, snapshot: Snapshot) -> str:
    """The date of what `command` moves; empty where it moves nothing, or nothing that is planned."""
    completed = command.complete(slots, snapshot)
    if command is MoveReminder:
        return next((one.when[:10] for one in snapshot.reminders if one.ref == completed.get("reminder")), "")
    job = snapshot.job(completed.get("job", "")) if command in _MOVES else None
    start = job and job.scheduled_start
    return start.astimezone(ZoneInfo(snapshot.time_zone)).date().isoformat() if start else ""


def on_the_day_said(when: str, day: str, time: Heard) -> str:
    """`when`, which was said as `time`, on the `day` that was said before, where nothing but an hour was said now."""
    if not day or not _is_only_an_hour(time.said, time.now, time.tongue):
        return when
    return f"{day[:10]}T{when.partition('T')[2]}"


def held_hour(command: type[Command], slots: Slots, snapshot: Snapshot) -> str:
    """The ``when`` of a visit that is moved to the day in `slots`, with the hour or the part of the day that it keeps;
    empty where it keeps none."""
    if command not in _MOVES or "when" not in slots:
        return ""
    job = snapshot.job(command.complete(slots, snapshot).get("job", ""))
    if job is None:
        return ""
    held = with_its_hour(slots["when"], ZoneInfo(snapshot.time_zone), job.scheduled_start, job.scheduled_end)
    return held if held != slots["when"] else ""


def _is_only_an_hour(said: str, now: datetime, tongue: Tongue) -> bool:
    """An hour alone is the next such hour: said at the beginning of a day it is another one than at its end."""
    first = tongue.times.parse_when(said, now.replace(hour=0, minute=0))
    last = tongue.times.parse_when(said, now.replace(hour=23, minute=59))
    if first is None or last is None or "T" not in first:
        return False
    return datetime.fromisoformat(last) - datetime.fromisoformat(first) == timedelta(days=1)
