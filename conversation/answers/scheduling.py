"""What a day holds."""

from collections.abc import Mapping
from datetime import date, datetime

from conversation.answers.pieces import Answer, age, local
from conversation.tongue import Tongue
from erp import Command, Job, Slots, Snapshot
from erp.scheduling import ScheduleToday

_OFF_THE_SCHEDULE = frozenset({"cancelled"})


def _schedule(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    day = slots.get("date") or now.date().isoformat()
    jobs = jobs_of(date.fromisoformat(day), snapshot)
    on_day, how_old = tongue.times.on_date(day, now), age("jobs", snapshot, now, tongue)
    if not jobs:
        return tongue.says(
            f"You have nothing scheduled {on_day}{how_old}.", f"No tienes nada agendado {on_day}{how_old}."
        )
    stops = "; ".join(_stop(job, snapshot, tongue) for job in jobs)
    count = tongue.numbers.count(len(jobs), tongue.says("job", "trabajo"), tongue.says("jobs", "trabajos"))
    return tongue.says(f"You have {count} {on_day}{how_old}: {stops}.", f"Tienes {count} {on_day}{how_old}: {stops}.")


def jobs_of(day: date, snapshot: Snapshot) -> list[Job]:
    """The technician's jobs of a day, and those that are nobody's yet, in order of time."""
    starts = [
        (job.scheduled_start, job)
        for job in snapshot.jobs
        if job.scheduled_start
        and job.status not in _OFF_THE_SCHEDULE
        and local(job.scheduled_start, snapshot).date() == day
        and (not job.assigned_to or snapshot.technician in job.assigned_to)
    ]
    return [job for _, job in sorted(starts, key=lambda start: start[0])]


def _stop(job: Job, snapshot: Snapshot, tongue: Tongue) -> str:
    at = tongue.times.at_time(local(job.scheduled_start, snapshot).time()) if job.scheduled_start else ""
    told = job.customer if job.customer and job.customer not in job.title else ""
    en, es = (f" for {told}", f", para {told}") if told else ("", "")
    return tongue.says(f"{at} job {job.number}, {job.title}{en}", f"{at} el trabajo {job.number}, {job.title}{es}")


ANSWERS: Mapping[type[Command], Answer] = {ScheduleToday: _schedule}
