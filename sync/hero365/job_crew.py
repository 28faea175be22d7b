"""Jobs: assign, add a note."""

from erp.job_crew import JobAddNote, JobAssign
from erp.sentences import in_each
from sync.client import Hero365Client
from sync.hero365.job_progress import change_in_bulk, read_job, unless_incapable
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Overtaken, Task
from sync.hero365.notes import with_note


class AssignJob(CommandMapping):
    """``PATCH /jobs/{id}/assign`` with the whole list in the old one's place: what is only added is not stored.
    Published servers cannot do that, and take a single assignee in bulk."""

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        return {"assigned_to": (await read_job(task, hero365))["assigned_to"]}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        wanted = _wanted(task, hero365)
        body = {"user_ids": [wanted], "replace_existing": True}
        changed = await unless_incapable(hero365, "PATCH", f"/jobs/{task.refs['job']}/assign", body)
        if changed is None or changed["assigned_to"] != [wanted]:
            await change_in_bulk(task, hero365, assigned_to=wanted)
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        command: JobAssign = task.command
        job = await read_job(task, hero365)
        if job["assigned_to"] == [_wanted(task, hero365)]:
            return Found(job["id"], job["job_number"], ours=False)
        if job["assigned_to"] != task.observed.get("assigned_to", job["assigned_to"]):
            return Overtaken(
                in_each(
                    f"Somebody has assigned job {command.job} to others meanwhile.",
                    f"Entretanto alguien ha asignado el trabajo {command.job} a otros.",
                )
            )
        return Absent()


class AddJobNote(CommandMapping):
    """``PUT /jobs/{id}`` with the old notes and the new one: Hero365 has no way to add to them."""

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        command: JobAddNote = task.command
        noted = (await read_job(task, hero365))["notes"]
        full = in_each(
            f"The notes of job {command.job} are full. Make room for it in Hero365 first.",
            f"Las notas del trabajo {command.job} están llenas. Primero haz sitio en Hero365.",
        )
        notes = with_note(noted, command.note, task, full)
        await hero365.ask("PUT", f"/jobs/{task.refs['job']}", json={"notes": notes})
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        job = await read_job(task, hero365)
        return Found(job["id"], job["job_number"]) if task.marker in (job["notes"] or "") else Absent()


def _wanted(task: Task, hero365: Hero365Client) -> str:
    """Hero365's id of the assignee. Who speaks is known even where it does not list the team."""
    return task.refs.get("assignee", hero365.account.user_id)
