"""Jobs: create, set status, schedule."""

from collections.abc import Mapping
from datetime import datetime

from erp.job_status import explain_illegal, spoken_status
from erp.jobs import JobCreate, JobSchedule, JobSetStatus
from sync.client import Hero365Client
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Overtaken, Taken, Task
from sync.times import appointment

_LATER: Mapping[str, frozenset[str]] = {
    "completed": frozenset({"invoiced", "paid"}),
    "invoiced": frozenset({"paid"}),
}
"""Statuses that a job can only have come to through the one asked for."""


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


class SetJobStatus(CommandMapping):
    """``PATCH /jobs/{id}/status`` with a marker in the note, which is appended to the job's internal notes."""

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        job = task.belongs(await hero365.ask("GET", f"/jobs/{task.refs['job']}"))
        return {"status": job["status"]}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        command: JobSetStatus = task.command
        body = {"status": command.status, "notes": f"by voice {task.marker}"}
        await hero365.ask("PATCH", f"/jobs/{task.refs['job']}/status", json=body)
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        command: JobSetStatus = task.command
        job = task.belongs(await hero365.ask("GET", f"/jobs/{task.refs['job']}"))
        reached = job["status"] == command.status or job["status"] in _LATER.get(command.status, ())
        if reached or task.marker in (job["internal_notes"] or ""):
            return Found(job["id"], job["job_number"])
        if job["status"] != task.observed.get("status", job["status"]):
            return Overtaken(f"Somebody has made job {command.job} {spoken_status(job['status'])} meanwhile.")
        return Absent(job["status"])

    def refusal(self, task: Task, held: str, said: str) -> str:  # noqa: ARG002 - said better here
        command: JobSetStatus = task.command  # Hero365's own words name the statuses as its database does
        return explain_illegal(command.job, held, command.status)["en"]


_WITHOUT_TIME = frozenset({"draft", "quoted"})
"""Statuses from which work cannot be started; a job that has got its time is moved on from them."""


class ScheduleJob(CommandMapping):
    """``PUT /jobs/{id}`` with both times (a start alone would erase the end), and the status that goes with them."""

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        job = task.belongs(await hero365.ask("GET", f"/jobs/{task.refs['job']}"))
        return {"times": _times(job)}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        job = await hero365.ask("GET", f"/jobs/{task.refs['job']}")
        if not _has_wanted_times(job, task):
            start, end = _wanted(task)
            body = {"scheduled_start": start.isoformat(), "scheduled_end": end.isoformat()}
            job = await hero365.ask("PUT", f"/jobs/{task.refs['job']}", json=body)
        if job["status"] in _WITHOUT_TIME and _has_wanted_times(job, task):
            moved = {"status": "scheduled", "notes": f"by voice {task.marker}"}
            await hero365.ask("PATCH", f"/jobs/{task.refs['job']}/status", json=moved)
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        job = task.belongs(await hero365.ask("GET", f"/jobs/{task.refs['job']}"))
        if _has_wanted_times(job, task):
            half_done = job["status"] in _WITHOUT_TIME
            return Absent(spoken_status(job["status"])) if half_done else Found(job["id"], job["job_number"])
        shown = _times(job)
        if shown != task.observed.get("times", shown):
            return Overtaken(f"Somebody has given job {task.command.job} another time meanwhile.")
        return Absent(spoken_status(job["status"]))


def _wanted(task: Task) -> tuple[datetime, datetime]:
    """A job that has its length keeps it."""
    command: JobSchedule = task.command
    planned = [_moment(time) for time in task.observed.get("times", ())]
    return appointment(command.when, task.zone, planned=planned)


def _has_wanted_times(job: Document, task: Task) -> bool:
    return [_moment(time) for time in _times(job)] == list(_wanted(task))


def _times(job: Document) -> list[str | None]:
    return [job["scheduled_start"], job["scheduled_end"]]


def _moment(time: str | None) -> datetime | None:
    return datetime.fromisoformat(time) if time else None
