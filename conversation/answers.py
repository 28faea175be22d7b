"""Questions answered from the snapshot, with the age of the answer when that matters."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from conversation.replies import spoken_amount, spoken_part
from conversation.times import spoken_date, spoken_time
from erp import Command, Job, Slots, Snapshot
from erp.inventory import InventoryStock
from erp.projects import ProjectStatus
from erp.scheduling import ScheduleToday

_FRESH = timedelta(minutes=15)
_OFF_THE_SCHEDULE = frozenset({"cancelled"})


def answer(command: type[Command], slots: Slots, snapshot: Snapshot, now: datetime) -> str:
    """The answer to a reading command. `now` is the local time."""
    return _ANSWERS[command](slots, snapshot, now)


def _stock(slots: Slots, snapshot: Snapshot, now: datetime) -> str:
    part = snapshot.part(slots["part"])
    name = spoken_part(slots["part"], snapshot)
    if part is None or part.on_hand is None:
        return f"I don't know how many of {name} there are."
    count = "none" if part.on_hand <= 0 else _figure(part.on_hand)
    return f"{name.capitalize()}: {count} in stock{_age('parts', snapshot, now)}."


def _schedule(slots: Slots, snapshot: Snapshot, now: datetime) -> str:
    day = slots.get("date") or now.date().isoformat()
    jobs = _jobs_of(date.fromisoformat(day), snapshot)
    said_day = spoken_date(day, now)
    on_day = said_day if said_day in {"today", "tomorrow"} else f"on {said_day}"
    age = _age("jobs", snapshot, now)
    if not jobs:
        return f"You have nothing scheduled {on_day}{age}."
    stops = "; ".join(_stop(job, snapshot) for job in jobs)
    return f"You have {len(jobs)} job{'s' if len(jobs) > 1 else ''} {on_day}{age}: {stops}."


def _project(slots: Slots, snapshot: Snapshot, now: datetime) -> str:
    project = snapshot.project(slots["project"])
    if project is None:
        return f"I don't know project {slots['project']}."
    said = [f"Project {project.number}, {project.name}, is {project.status.replace('_', ' ')}"]
    if project.budget is not None and project.spent is not None:
        said.append(f"{spoken_amount(_money(project.spent))} of {spoken_amount(_money(project.budget))} are spent")
    elif project.budget is not None:
        said.append(f"the budget is {spoken_amount(_money(project.budget))}")
    if project.end_date:
        said.append(f"it is due {spoken_date(_local(project.end_date, snapshot).date().isoformat(), now)}")
    return f"{', '.join(said)}{_age('projects', snapshot, now)}."


_ANSWERS: Mapping[type[Command], Callable[[Slots, Snapshot, datetime], str]] = {
    InventoryStock: _stock,
    ScheduleToday: _schedule,
    ProjectStatus: _project,
}


def _jobs_of(day: date, snapshot: Snapshot) -> list[Job]:
    """The technician's jobs of a day, and those that are nobody's yet, in order of time."""
    starts = [
        (job.scheduled_start, job)
        for job in snapshot.jobs
        if job.scheduled_start
        and job.status not in _OFF_THE_SCHEDULE
        and _local(job.scheduled_start, snapshot).date() == day
        and (not job.assigned_to or snapshot.technician in job.assigned_to)
    ]
    return [job for _, job in sorted(starts, key=lambda start: start[0])]


def _stop(job: Job, snapshot: Snapshot) -> str:
    at = spoken_time(_local(job.scheduled_start, snapshot).time()) if job.scheduled_start else ""
    customer = f" for {job.customer}" if job.customer and job.customer not in job.title else ""
    return f"at {at} job {job.number}, {job.title}{customer}"


def _age(records: str, snapshot: Snapshot, now: datetime) -> str:
    """How old the answer is, where that may make a difference."""
    read = snapshot.as_of.get(records)
    if read is None or now - read <= _FRESH:
        return ""
    minutes = int((now - read).total_seconds() // 60)
    for unit, name in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if minutes >= unit:
            count = minutes // unit
            return f", as of {count} {name}{'s' if count > 1 else ''} ago"
    return ""


def _local(moment: datetime, snapshot: Snapshot) -> datetime:
    return moment.astimezone(ZoneInfo(snapshot.time_zone))


def _figure(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _money(number: Decimal) -> str:
    return f"{number:.2f}"
