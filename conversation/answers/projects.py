"""Where a project stands."""

from collections.abc import Mapping
from datetime import datetime

from conversation.answers.pieces import Answer, age, local, money
from conversation.tongue import Tongue
from erp import Command, Slots, Snapshot
from erp.projects import ProjectStatus


def _project(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    project = snapshot.project(slots["project"])
    if project is None:
        return tongue.sentences.UNKNOWN["projects"].format(name=slots["project"])
    status = tongue.sentences.VALUES["project_statuses"].get(project.status, project.status.replace("_", " "))
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


ANSWERS: Mapping[type[Command], Answer] = {ProjectStatus: _project}
