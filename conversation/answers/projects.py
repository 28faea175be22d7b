"""Where a project stands, which there are, and what they come to."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from conversation.answers.pieces import Answer, age, local, money, told
from conversation.tongue import Tongue
from erp import Command, Project, Slots, Snapshot
from erp.project_status import spoken_project_status
from erp.projects import ProjectAnalytics, ProjectList, ProjectStatus

_OVER = frozenset({"completed", "cancelled"})


def _project(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    project = next(each for each in snapshot.projects if each.number == slots["project"])
    status = spoken_project_status(project.status, tongue.language)
    said = [
        tongue.says(
            f"Project {project.number}, {project.name}, is {status}",
            f"El proyecto {project.number}, {project.name}, está {status}",
        )
    ]
    if project.budget is not None and project.spent is not None:
        spent, budget = money(project.spent, tongue), money(project.budget, tongue)
        said.append(tongue.says(f"{spent} of {budget} are spent", f"se han gastado {spent} de {budget}"))
    elif project.budget is not None:
        budget = money(project.budget, tongue)
        said.append(tongue.says(f"the budget is {budget}", f"el presupuesto es de {budget}"))
    if project.end_date:
        day = tongue.times.spoken_date(local(project.end_date, snapshot).date().isoformat(), now)
        said.append(tongue.says(f"it is due {day}", f"vence {day}"))
    return f"{', '.join(said)}{age('projects', snapshot, now, tongue)}."


def _list(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """Those of the status asked for, else all that are not over."""
    wanted = slots.get("status")
    projects = [
        project
        for project in snapshot.projects
        if project.status == wanted or (wanted is None and project.status not in _OVER)
    ]
    how_old = age("projects", snapshot, now, tongue)
    if not projects and wanted:
        status = spoken_project_status(wanted, tongue.language)
        return tongue.says(f"No project is {status}{how_old}.", f"Ningún proyecto está {status}{how_old}.")
    if not projects:
        return tongue.says(f"You have no projects under way{how_old}.", f"No tienes proyectos abiertos{how_old}.")
    count = tongue.numbers.count(
        len(projects), tongue.says("project", "proyecto"), tongue.says("projects", "proyectos")
    )
    named = told([_named(project, tongue, with_status=wanted is None) for project in projects], tongue)
    return tongue.says(f"You have {count}{how_old}: {named}.", f"Tienes {count}{how_old}: {named}.")


def _named(project: Project, tongue: Tongue, *, with_status: bool) -> str:
    """``project 7, Mill Road repipe, active``."""
    status = f", {spoken_project_status(project.status, tongue.language)}" if with_status else ""
    number = f" {project.number}" if project.number else ""
    return f"{tongue.says('project', 'proyecto')}{number}, {project.name}{status}"


def _analytics(_: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """One sentence: how many, how many of them active, what they may cost and have cost; cancelled ones left out."""
    projects = [project for project in snapshot.projects if project.status != "cancelled"]
    how_old = age("projects", snapshot, now, tongue)
    if not projects:
        return tongue.says(f"There are no projects{how_old}.", f"No hay proyectos{how_old}.")
    active = sum(project.status == "active" for project in projects)
    budget = money(sum((project.budget or Decimal(0) for project in projects), Decimal(0)), tongue)
    known = [project.spent for project in projects if project.spent is not None]
    spent = money(sum(known, Decimal(0)), tongue)
    count = tongue.numbers.count(
        len(projects), tongue.says("project", "proyecto"), tongue.says("projects", "proyectos")
    )
    in_all = tongue.says(
        f"{count}, {active} of them active, with a budget of {budget} in all",
        f"{count}, {active} en marcha, con un presupuesto de {budget} en total",
    )
    if not known:  # what Hero365 does not say is not nothing
        return f"{in_all}{how_old}."
    return f"{in_all}, {tongue.says(f'{spent} of it spent', f'{spent} ya gastados')}{how_old}."


ANSWERS: Mapping[type[Command], Answer] = {
    ProjectAnalytics: _analytics,
    ProjectList: _list,
    ProjectStatus: _project,
}
