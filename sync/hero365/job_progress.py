"""Jobs: set the status."""

from collections.abc import Mapping

from erp import Sentence
from erp.job_progress import JobSetStatus
from erp.job_status import explain_illegal, is_legal, spoken_status
from erp.sentences import in_each
from sync.answers import RefusedError, Verdict
from sync.client import Hero365Client
from sync.errors import ImpossibleError
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Overtaken, Task, made_meanwhile

_LATER: Mapping[str, frozenset[str]] = {
    "completed": frozenset({"invoiced", "paid"}),
    "invoiced": frozenset({"paid"}),
}
"""Statuses that a job can only have come to through the one asked for."""


class SetJobStatus(CommandMapping):
    """``PATCH /jobs/{id}/status`` with a marker in the note, which is appended to the job's internal notes."""

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        return {"status": (await read_job(task, hero365))["status"]}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        command: JobSetStatus = task.command
        await move(task, hero365, command.status, command.note or "by voice")
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        command: JobSetStatus = task.command
        job = await read_job(task, hero365)
        noted = task.marker in (job["internal_notes"] or "")
        if noted or job["status"] == command.status or job["status"] in _LATER.get(command.status, ()):
            lost = "" if noted or command.note is None else _WITHOUT_NOTE
            return Found(job["id"], job["job_number"], note=lost, ours=noted)
        if task.marker in job["tags"]:  # it was moved in bulk, and went on since
            return Found(job["id"], job["job_number"])
        if job["status"] != task.observed.get("status", job["status"]):
            return _overtaken(command.job, job["status"])
        return Absent(job["status"])

    def refusal(self, task: Task, held: str, said: str | Sentence) -> Sentence:  # noqa: ARG002 - said better here
        command: JobSetStatus = task.command  # Hero365's own words name the statuses as its database does
        return explain_illegal(command.job, held, command.status)


_WITHOUT_NOTE = in_each(
    "Hero365 has the status, but took no note with it.", "Hero365 tiene el estado, pero no guardó la nota."
)


def _overtaken(number: str, status: str) -> Overtaken:
    record = in_each(f"job {number}", f"el trabajo {number}")
    return made_meanwhile(record, in_each(spoken_status(status), spoken_status(status, "es")))


async def read_job(task: Task, hero365: Hero365Client) -> Document:
    """The job that `task` is about."""
    return task.belongs(await hero365.ask("GET", f"/jobs/{task.refs['job']}"))


async def move(task: Task, hero365: Hero365Client, status: str, note: str = "by voice") -> None:
    """Moves the job of `task` to `status`.

    Published servers cannot change one job: they fail, or say yes and keep the old status. All of them change several
    at once, though past their own rules, which are therefore kept here.

    Raises:
        ImpossibleError: the rules forbid it.
    """
    body = {"status": status, "notes": f"{note} {task.marker}"}
    changed = await unless_incapable(hero365, "PATCH", f"/jobs/{task.refs['job']}/status", body)
    if changed and changed["status"] == status:
        return
    job = await read_job(task, hero365)
    if not is_legal(job["status"], status):
        raise ImpossibleError(explain_illegal(task.command.job, job["status"], status))
    await change_in_bulk(task, hero365, status=status)


async def unless_incapable(hero365: Hero365Client, method: str, path: str, body: Document) -> Document | None:
    """What Hero365 answers; None where this server cannot do it, and has done nothing."""
    try:
        return dict(await hero365.ask(method, path, json=body))
    except RefusedError as error:
        if error.verdict is not Verdict.INCAPABLE:
            raise
        return None


async def change_in_bulk(task: Task, hero365: Hero365Client, **changes: str) -> None:
    """``POST /jobs/bulk-update`` for the one job of `task`. There are no notes in bulk: the marker becomes a tag."""
    body = {"job_ids": [task.refs["job"]], "tags_to_add": [task.marker], **changes}
    await hero365.ask("POST", "/jobs/bulk-update", json=body)
