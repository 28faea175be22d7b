"""What days hold, and where there is room in them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from conversation.answers.pieces import Answer, age, ended, local, told
from conversation.tongue import Tongue
from erp import Command, Job, Slots, Snapshot
from erp.calendar import Span, asked_about, free, jobs_of, jobs_on, span
from erp.scheduling import ScheduleFreeSlots, ScheduleToday, ScheduleWeek, ScheduleWhoIsAvailable

_SHORTEST_GAP = timedelta(minutes=30)
_MOST_STOPS = 6
"""A day's visits are told up to so many: whoever plans it has to know of each."""


def _day(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    day = slots.get("date") or now.date().isoformat()
    jobs = jobs_on([date.fromisoformat(day)], snapshot)
    on_day, how_old = tongue.times.on_date(day, now), age("jobs", snapshot, now, tongue)
    if not jobs:
        return tongue.says(
            f"You have nothing scheduled {on_day}{how_old}.", f"No tienes nada agendado {on_day}{how_old}."
        )
    stops = told([_stop(job, snapshot, tongue) for job in jobs], tongue, _MOST_STOPS)
    return tongue.says(
        f"You have {_count(jobs, tongue)} {on_day}{how_old}: {stops}.",
        f"Tienes {_count(jobs, tongue)} {on_day}{how_old}: {stops}.",
    )


def _stop(job: Job, snapshot: Snapshot, tongue: Tongue) -> str:
    customer = job.customer if job.customer and job.customer not in job.title else ""
    en, es = (f" for {customer}", f", para {customer}") if customer else ("", "")
    at = _at(job, snapshot, tongue)
    return tongue.says(f"{at} job {job.number}, {job.title}{en}", f"{at} el trabajo {job.number}, {job.title}{es}")


def _week(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """The days that are left of this week, or those of the week in which the date lies."""
    meant = date.fromisoformat(slots["date"]) if "date" in slots else now.date()
    monday = meant - timedelta(days=meant.weekday())
    days = [monday + timedelta(days=ahead) for ahead in range(7) if monday + timedelta(days=ahead) >= now.date()]
    jobs = jobs_on(days, snapshot)
    in_week, how_old = _in_week(monday, now, tongue), age("jobs", snapshot, now, tongue)
    if not jobs:
        return tongue.says(
            f"You have nothing scheduled {in_week}{how_old}.", f"No tienes nada agendado {in_week}{how_old}."
        )
    by_day = [list(on_day) for _, on_day in groupby(jobs, key=lambda job: _on(job, snapshot))]
    said = "; ".join(_of_day(on_day, snapshot, now, tongue) for on_day in by_day)
    return ended(
        tongue.says(
            f"You have {_count(jobs, tongue)} {in_week}{how_old}: {said}",
            f"Tienes {_count(jobs, tongue)} {in_week}{how_old}: {said}",
        )
    )


def _in_week(monday: date, now: datetime, tongue: Tongue) -> str:
    ahead = (monday - now.date()).days
    if ahead <= 0:
        return tongue.says("this week", "esta semana")
    if ahead <= 7:
        return tongue.says("next week", "la próxima semana")
    first = tongue.times.spoken_date(monday.isoformat(), now)
    return tongue.says(f"in the week of {first}", f"en la semana que empieza {first}")


def _of_day(jobs: list[Job], snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    day = tongue.times.spoken_date(_on(jobs[0], snapshot).isoformat(), now)
    each = [(job.number, _at(job, snapshot, tongue)) for job in jobs]
    stops = [tongue.says(f"job {number} {at}", f"el trabajo {number} {at}") for number, at in each]
    return f"{day} {tongue.joined(stops)}"


def _free(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    day = slots.get("date") or now.date().isoformat()
    shortest = timedelta(minutes=int(slots["duration"])) if "duration" in slots else _SHORTEST_GAP
    gaps = free(date.fromisoformat(day), snapshot, now, shortest)
    on_day, how_old = tongue.times.on_date(day, now), age("jobs", snapshot, now, tongue)
    long = tongue.times.spoken_duration(int(slots["duration"])) if "duration" in slots else ""
    if not gaps:
        en, es = (f" for {long}", f" de {long}") if long else ("", "")
        return tongue.says(
            f"You have no free time{en} {on_day}{how_old}.", f"No tienes ningún hueco{es} {on_day}{how_old}."
        )
    if gaps == [span(day, ZoneInfo(snapshot.time_zone))]:
        return tongue.says(f"You are free all day {on_day}{how_old}.", f"Estás libre todo el día {on_day}{how_old}.")
    said = told([_gap(gap, snapshot, now, tongue) for gap in gaps], tongue)
    return ended(tongue.says(f"You are free {on_day}{how_old}: {said}", f"Estás libre {on_day}{how_old}: {said}"))


def _gap(gap: Span, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    start, end = (local(moment, snapshot).time() for moment in gap)
    until, said_end = tongue.times.at_time(end), tongue.times.spoken_time(end)
    if gap.start == now:
        return tongue.says(f"from now to {said_end}", f"de aquí {until}")
    since = tongue.times.at_time(start)[1:]  # "a las 8" becomes "de las 8", and "al mediodía" "del mediodía"
    return tongue.says(f"from {tongue.times.spoken_time(start)} to {said_end}", f"de{since} {until}")


def _who(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    within = asked_about(slots["when"], ZoneInfo(snapshot.time_zone))
    busy = {name: jobs_of(name, within, snapshot) for name in _team(snapshot)}
    idle = [name for name, jobs in busy.items() if not jobs]
    when, how_old = tongue.times.spoken_when(slots["when"], now), age("jobs", snapshot, now, tongue)
    if not idle:
        return ended(tongue.says(f"Nobody is free {when}{how_old}", f"Nadie está libre {when}{how_old}"))
    said = tongue.says(f"Free {when}{how_old}: {told(idle, tongue)}.", f"Libres {when}{how_old}: {told(idle, tongue)}.")
    taken = [f"{name}, {_jobs_in_words(jobs, tongue)}" for name, jobs in busy.items() if jobs]
    return f"{said} {tongue.says('Busy', 'Ocupados')}: {told(taken, tongue)}." if taken else said


def _team(snapshot: Snapshot) -> list[str]:
    """Everybody who is known to work here, and whoever has a job."""
    named = [member.name for member in snapshot.team]
    return list(
        dict.fromkeys([*named, snapshot.technician, *(name for job in snapshot.jobs for name in job.assigned_to)])
    )


def _jobs_in_words(jobs: list[Job], tongue: Tongue) -> str:
    if len(jobs) > 1:
        return _count(jobs, tongue)
    return tongue.says(f"job {jobs[0].number}", f"trabajo {jobs[0].number}")


def _count(jobs: list[Job], tongue: Tongue) -> str:
    return tongue.numbers.count(len(jobs), tongue.says("job", "trabajo"), tongue.says("jobs", "trabajos"))


def _on(job: Job, snapshot: Snapshot) -> date:
    assert job.scheduled_start is not None  # noqa: S101 - it stands on a day
    return local(job.scheduled_start, snapshot).date()


def _at(job: Job, snapshot: Snapshot, tongue: Tongue) -> str:
    return tongue.times.at_time(local(job.scheduled_start, snapshot).time()) if job.scheduled_start else ""


ANSWERS: Mapping[type[Command], Answer] = {
    ScheduleToday: _day,
    ScheduleWeek: _week,
    ScheduleFreeSlots: _free,
    ScheduleWhoIsAvailable: _who,
}
