"""Projects: create, change, assign."""

import re
from datetime import UTC

from erp.project_changes import ProjectCreate, ProjectUpdate
from erp.project_status import spoken_project_status
from erp.sentences import in_each
from sync.answers import RefusedError, Verdict
from sync.client import Hero365Client
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Taken, Task, made_meanwhile
from sync.hero365.notes import with_note

_LONGEST_TERM = 100
_UNSEARCHABLE = re.compile(r'[,()"\\%]+')
"""What Hero365 stumbles over in a search."""


class CreateProject(CommandMapping):
    """``POST /projects``. The number made on the unit is refused when it comes twice."""

    numbered = "P"
    repeatable = True

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:  # noqa: ARG002 - nothing to read
        """What is known of the time when it was said may get better; a project that was sent stays the same."""
        return {"start": task.said_at.astimezone(UTC).isoformat(timespec="seconds")}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        made = await hero365.ask("POST", "/projects", json=new_project(task))
        return str(made["id"])

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        number = task.number(self.numbered)
        name = task.command.title[:200]
        term = max(_UNSEARCHABLE.split(name), key=len).strip()[:_LONGEST_TERM]
        found = await hero365.ask("POST", "/projects/search", params={"limit": 1000}, json={"search": term})
        for listed in found["projects"]:
            if listed["name"] == name:  # the list does not show the numbers
                project = await hero365.ask("GET", f"/projects/{listed['id']}")
                if project["project_number"] == number:
                    ours = task.marker in (project["notes"] or "")
                    return Found(task.belongs(project)["id"], number) if ours else Taken()
        return Absent()


def new_project(task: Task) -> Document:
    """The body of ``POST /projects``. What nobody says, type and importance, is for the office."""
    command: ProjectCreate = task.command
    body: Document = {
        "name": command.title[:200],
        "description": "Project created via voice",
        "project_type": "installation",
        "status": "planning",
        "priority": "medium",
        "start_date": task.observed["start"],
        "client_name": command.customer,
        "project_number": task.number("P"),
        "notes": f"[{task.marker}]",
    }
    if "customer" in task.refs:
        body["contact_id"] = task.refs["customer"]
    if command.amount:
        body["budget_amount"] = command.amount
    return body


class UpdateProject(CommandMapping):
    """``PUT /projects/{id}`` with the status, and with the old notes and the new one. There is no other way to either,
    and published servers fail over it before they do anything."""

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        return {"status": (await _read(task, hero365))["status"]}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        project = await _read(task, hero365)
        try:
            await hero365.ask("PUT", f"/projects/{project['id']}", json=_changes(task, project))
        except RefusedError as error:
            if error.is_bare_failure and await _read(task, hero365) == project:
                raise RefusedError(Verdict.INCAPABLE, error.answer) from error
            raise
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        command: ProjectUpdate = task.command
        project = await _read(task, hero365)
        if command.note and task.marker not in (project["notes"] or ""):
            return Absent(project["status"])
        # With its note it has arrived, whatever has become of the status since.
        if command.note or project["status"] == command.status:
            return Found(project["id"], project["project_number"], ours=command.note is not None)
        if project["status"] != task.observed.get("status", project["status"]):
            record = in_each(f"project {command.project}", f"el proyecto {command.project}")
            held = project["status"]
            return made_meanwhile(record, in_each(spoken_project_status(held), spoken_project_status(held, "es")))
        return Absent(project["status"])


class AssignToProject(CommandMapping):
    """``POST /projects/{id}/assign``, which adds whoever is not there yet."""

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        body = {"user_ids": [task.refs["assignee"]]}
        await hero365.ask("POST", f"/projects/{task.refs['project']}/assign", json=body)
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        project = await _read(task, hero365)
        there = task.refs["assignee"] in project["team_members"]
        return Found(project["id"], project["project_number"], ours=False) if there else Absent()


async def _read(task: Task, hero365: Hero365Client) -> Document:
    return task.belongs(await hero365.ask("GET", f"/projects/{task.refs['project']}"))


def _changes(task: Task, project: Document) -> Document:
    command: ProjectUpdate = task.command
    changes: Document = {"status": command.status} if command.status else {}
    if command.note:
        full = in_each(
            f"The notes of project {command.project} are full. Make room in Hero365 first.",
            f"Las notas del proyecto {command.project} están llenas. Primero haz sitio en Hero365.",
        )
        changes["notes"] = with_note(project["notes"], command.note, task, full)
    return changes
