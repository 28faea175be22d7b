"""Jobs: create, schedule, reschedule."""

from datetime import datetime

from erp.calendar import appointment
from erp.job_status import spoken_status
from erp.jobs import JobCreate, JobReschedule, JobSchedule
from erp.sentences import in_each
from sync.client import Hero365Client
from sync.hero365.job_progress import move, read_job
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Overtaken, Taken, Task


class CreateJob(CommandMapping):
    """``POST /jobs``. The number made on the unit is refused when it comes twice."""

    numbered = ""
    repeatable = True

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        made = await hero365.ask("POST", "/jobs", json=new_job(task))
        return str(made["id"])

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        number = task.number()
        for listed in (await hero365.ask("POST", "/jobs/search", json={"search_term": number}))["jobs"]:
            if listed["job_number"] == number:  # the search looks into titles too, and takes parts of numbers
                job = await hero365.ask("GET", f"/jobs/{listed['id']}")
                ours = (job["custom_fields"] or {}).get("h365_cmd") == task.id
                return Found(task.belongs(job)["id"], number) if ours else Taken()
        return Absent()


def new_job(task: Task) -> Document:
    """The body of ``POST /jobs``. The source and the types are those that every version of the database takes."""
    command: JobCreate = task.command
    body: Document = {
        "title": command.title[:255],
        "description": command.description,
        "job_type": command.job_type,
        "job_address": {
            "street_address": command.street,
            "city": command.city,
            "state": command.state,
            "postal_code": command.postal_code,
        },
        "source": "other",
        "job_number": task.number(),
        "custom_fields": {"h365_cmd": task.id},
    }
    if "customer" in task.refs:
        body["contact_id"] = task.refs["customer"]
    if command.priority:
        body["priority"] = command.priority
    return body


_WITHOUT_TIME = frozenset({"draft", "quoted"})
"""Statuses from which work cannot be started; a job that has got its time is moved on from them."""


class ScheduleJob(CommandMapping):
    """``PUT /jobs/{id}`` with both times (a start alone would erase the end), and the status that goes with them."""

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        return {"times": _times(await read_job(task, hero365))}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        job = await hero365.ask("GET", f"/jobs/{task.refs['job']}")
        if not _has_wanted_times(job, task):
            start, end = _wanted(task)
            body = {"scheduled_start": start.isoformat(), "scheduled_end": end.isoformat()}
            job = await hero365.ask("PUT", f"/jobs/{task.refs['job']}", json=body)
        if job["status"] in _WITHOUT_TIME and _has_wanted_times(job, task):
            await move(task, hero365, "scheduled")
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        job = await read_job(task, hero365)
        if _has_wanted_times(job, task):
            if job["status"] in _WITHOUT_TIME:  # half done
                return Absent(spoken_status(job["status"]))
            return Found(job["id"], job["job_number"], ours=False)
        shown = _times(job)
        if shown != task.observed.get("times", shown):
            return Overtaken(
                in_each(
                    f"Somebody has given job {task.command.job} another time meanwhile.",
                    f"Entretanto alguien ha dado otra hora al trabajo {task.command.job}.",
                )
            )
        return Absent(spoken_status(job["status"]))


def _wanted(task: Task) -> tuple[datetime, datetime]:
    """A job that has its length keeps it, unless another one was said."""
    command: JobSchedule | JobReschedule = task.command
    planned = [_moment(time) for time in task.observed.get("times", ())]
    return appointment(command.when, task.zone, planned, command.duration)


def _has_wanted_times(job: Document, task: Task) -> bool:
    return [_moment(time) for time in _times(job)] == list(_wanted(task))


def _times(job: Document) -> list[str | None]:
    return [job["scheduled_start"], job["scheduled_end"]]


def _moment(time: str | None) -> datetime | None:
    return datetime.fromisoformat(time) if time else None
