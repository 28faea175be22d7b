"""What saved commands do to projects."""

from dataclasses import replace
from decimal import Decimal

from erp import Project
from erp.project_changes import ProjectAssign, ProjectCreate, ProjectUpdate
from sync.projection.frame import Change, Effect, Effects, Records


def _create(records: Records, command: ProjectCreate, change: Change) -> Records:
    made = Project(
        ref=change.made,
        number=command.number,
        name=command.title,
        status="planning",
        customer=command.customer,
        budget=Decimal(command.amount) if command.amount else None,
    )
    return records.added("projects", made)


def _update(records: Records, command: ProjectUpdate, change: Change) -> Records:
    def updated(project: Project) -> Project:
        return replace(project, status=command.status or project.status)

    return records.changed("projects", change.refs.get("project"), updated)


def _assign(records: Records, command: ProjectAssign, change: Change) -> Records:
    def joined(project: Project) -> Project:
        return replace(project, team=tuple(dict.fromkeys([*project.team, command.assignee])))

    return records.changed("projects", change.refs.get("project"), joined)


EFFECTS: Effects = {
    ProjectAssign: (Effect("projects", _assign),),
    ProjectCreate: (Effect("projects", _create),),
    ProjectUpdate: (Effect("projects", _update),),
}
