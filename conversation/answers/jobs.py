"""What jobs are, and which there are."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from conversation.answers.pieces import Answer, age, capitalised, ended, local, money, noted, told
from conversation.tongue import Tongue
from erp import Command, Job, Slots, Snapshot
from erp.calendar import asked_about, is_named_part, overlaps
from erp.job_questions import JobNotes, JobRead, JobSearch
from erp.job_status import OPEN, spoken_status

_MOST_NOTES = 3
"""Nobody keeps more in mind."""


def _job(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    job = next(each for each in snapshot.jobs if each.number == slots["job"])
    status = spoken_status(job.status, tongue.language)
    name, whose = _name(job, tongue), _for(job, tongue)
    said = [tongue.says(f"{name}{whose}, is {status}", f"{name}{whose}, está {status}")]
    where = _where(job, snapshot, tongue)
    if when := _when(job, snapshot, now, tongue):
        said.append(tongue.says(f"it is set for {when}", f"es {when}") + _for_how_long(job, snapshot, tongue))
    if where:
        said.append(where)
    if job.assigned_to:
        who = tongue.joined(job.assigned_to)
        said.append(tongue.says(f"assigned to {who}", f"lo tiene {who}"))
    if job.amount:
        said.append(tongue.says(f"it comes to {money(job.amount, tongue)}", f"son {money(job.amount, tongue)}"))
    return ended(f"{capitalised('; '.join(said))}{age('jobs', snapshot, now, tongue)}")


def _notes(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """Of a job that was never read alone, only what was noted here is known."""
    job = next(each for each in snapshot.jobs if each.number == slots["job"])
    latest = noted(job.notes, now, tongue, _MOST_NOTES)
    unread = tongue.says(
        f"I have not been able to read the notes of job {job.number} in Hero365 yet",
        f"Todavía no he podido leer las notas del trabajo {job.number} en Hero365",
    )
    if not latest and not job.notes_read:
        return f"{unread}."
    if not latest:
        return tongue.says(f"There are no notes on job {job.number}.", f"El trabajo {job.number} no tiene notas.")
    said = tongue.says(f"Notes on job {job.number}: {latest}.", f"Notas del trabajo {job.number}: {latest}.")
    return said if job.notes_read else f"{said} {unread}."


def _jobs(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    found = sorted((job for job in snapshot.jobs if _fits(job, slots, snapshot)), key=_open_and_soon_first)
    wanted, how_old = _wanted(slots, now, tongue, several=len(found) != 1), age("jobs", snapshot, now, tongue)
    if not found:
        return ended(tongue.says(f"I know of no jobs {wanted}{how_old}", f"No hay trabajos {wanted}{how_old}"))
    count = tongue.numbers.count(len(found), tongue.says("job", "trabajo"), tongue.says("jobs", "trabajos"))
    items = [_item(job, slots, snapshot, now, tongue) for job in found]
    return ended(f"{count} {wanted}{how_old}: {told(items, tongue)}")


def _fits(job: Job, slots: Slots, snapshot: Snapshot) -> bool:
    """Whether a job has all that was said."""
    return (
        slots.get("customer", job.customer) == job.customer
        and slots.get("status", job.status) == job.status
        and slots.get("priority", job.priority) == job.priority
        and ("assignee" not in slots or slots["assignee"] in job.assigned_to)
        and ("when" not in slots or overlaps(job, asked_about(slots["when"], ZoneInfo(snapshot.time_zone))))
    )


def _open_and_soon_first(job: Job) -> tuple[bool, bool, float]:
    start = job.scheduled_start
    return job.status not in OPEN, start is None, start.timestamp() if start else 0.0


def _wanted(slots: Slots, now: datetime, tongue: Tongue, *, several: bool) -> str:
    """What was looked for, as it follows the jobs."""
    said = []
    if "status" in slots:
        said.append(_in_status(slots["status"], tongue, several=several))
    if "priority" in slots:
        priority = tongue.sentences.VALUES.get("priorities", {}).get(slots["priority"], slots["priority"])
        said.append(tongue.says(f"of {priority} priority", f"de prioridad {priority}"))
    if "customer" in slots:
        said.append(tongue.says(f"for {slots['customer']}", f"para {slots['customer']}"))
    if "assignee" in slots:
        said.append(tongue.says(f"assigned to {slots['assignee']}", f"de {slots['assignee']}"))
    if "when" in slots:
        when = tongue.times.spoken_when(slots["when"], now)
        said.append(tongue.says(f"for {when}", f"para {when}"))
    return " ".join(said)


def _in_status(status: str, tongue: Tongue, *, several: bool) -> str:
    """``on hold``, ``in draft``; ``agendados`` of several."""
    spoken = spoken_status(status, tongue.language)
    if tongue.language == "es":
        return f"{spoken}s" if several and spoken.endswith("do") else spoken
    return "in draft" if status == "draft" else spoken


def _item(job: Job, slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """One of several: what was looked for is not said of each."""
    pieces = [_name(job, tongue)]
    if "customer" not in slots and job.customer and job.customer not in job.title:
        pieces[0] += _for(job, tongue)
    if "status" not in slots:
        pieces.append(spoken_status(job.status, tongue.language))
    if job.status in OPEN and (when := _when(job, snapshot, now, tongue)):
        pieces.append(when)
    return ", ".join(pieces)


def _name(job: Job, tongue: Tongue) -> str:
    return tongue.says(f"job {job.number}, {job.title}", f"el trabajo {job.number}, {job.title}")


def _for(job: Job, tongue: Tongue) -> str:
    if not job.customer or job.customer in job.title:
        return ""
    return tongue.says(f", for {job.customer}", f", para {job.customer}")


def _when(job: Job, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    if job.scheduled_start is None:
        return ""
    start = local(job.scheduled_start, snapshot).replace(tzinfo=None)
    return tongue.times.spoken_when(start.isoformat(timespec="minutes"), now)


def _for_how_long(job: Job, snapshot: Snapshot, tongue: Tongue) -> str:
    """Where somebody said it."""
    start, end = job.scheduled_start, job.scheduled_end
    if not start or not end or end <= start or is_named_part(start, end, ZoneInfo(snapshot.time_zone)):
        return ""
    length = tongue.times.spoken_duration(int((end - start).total_seconds()) // 60)
    return tongue.says(f" for {length}", f" por {length}")


def _where(job: Job, snapshot: Snapshot, tongue: Tongue) -> str:
    """At the job's own address; where a list did not show it, at the customer's."""
    customer = snapshot.customer(job.customer or "")
    address = job.address or (customer.address if customer else None)
    return (
        tongue.says(f"at {address.street}, {address.city}", f"en {address.street}, {address.city}") if address else ""
    )


ANSWERS: Mapping[type[Command], Answer] = {JobRead: _job, JobNotes: _notes, JobSearch: _jobs}
