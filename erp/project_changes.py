"""Projects, changed: made, moved on, given people."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.lengths import MARK, NOTES, too_long
from erp.project_status import spoken_project_status
from erp.sentences import Sentence, in_each
from erp.slots import FOR_WHICH_CUSTOMER, NOTE, TO_WHOM, WHICH_PROJECT
from erp.snapshot import Snapshot
from erp.values import Amount, Name, Number, ProjectStatus, Text

_BUDGET = "(with a budget of|budget|over) <amount>"
_PRESUPUESTO = "(con un presupuesto de|con presupuesto de|por|de) <amount>"
_LLAMADO = "(llamado|que se llame|que se llama|de nombre)"

_TO_WHICH_STATUS = Slot(
    "project_statuses",
    {
        "en": "To which status? For a note, say: add a note to that project.",
        "es": "¿A qué estado? Para una nota, di: agrega una nota a ese proyecto.",
    },
)


class ProjectCreate(Command):
    """Makes a project for a customer, with its budget where one was said."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="project.create",
        risk=Risk.READ_BACK,
        permission="create_projects",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        creates="project",
        phrases={
            "en": (
                f"(<make> <an>|create|make|new) [{{works:title}}] project [for <known>] [{_BUDGET}]",
                # What a title may be followed by is said, so that it does not swallow it.
                f"(<make> <an>|create|make|new) project (called|named) {{words:title}} for <anyone> [{_BUDGET}]",
                f"(<make> <an>|create|make|new) project for <anyone> (called|named) {{words:title}} [{_BUDGET}]",
                f"(<make> <an>|create|make|new) project (called|named) {{words:title}} [{_BUDGET}]",
                "<make> <an> <amount> [dollar] [{works:title}] project for <known>",
            ),
            "es": (
                f"<make> [<an>] proyecto [nuevo] [de {{works:title}}] [(para|de|a) <known>] [{_PRESUPUESTO}]",
                f"<make> [<an>] proyecto [nuevo] {_LLAMADO} {{words:title}} para <anyone> [{_PRESUPUESTO}]",
                f"<make> [<an>] proyecto [nuevo] para <anyone> {_LLAMADO} {{words:title}} [{_PRESUPUESTO}]",
                f"<make> [<an>] proyecto [nuevo] {_LLAMADO} {{words:title}} [{_PRESUPUESTO}]",
                "nuevo proyecto [de {works:title}] [para <known>]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Create the project {title} for {customer}{with_budget}?",
                saved="Project {number}, {title}, for {customer} is saved.",
                done="Project {number} created for {customer}.",
                about="project {number} for {customer}",
            ),
            "es": Wording(
                confirm="¿Creo el proyecto {title} para {customer}{with_budget}?",
                saved="El proyecto {number}, {title}, para {customer} quedó guardado.",
                done="El proyecto {number} quedó creado para {customer}.",
                about="el proyecto {number} para {customer}",
            ),
        },
    )

    title: Annotated[Text, Slot("words", {"en": "What is the project called?", "es": "¿Cómo se llama el proyecto?"})]
    customer: Annotated[Name, FOR_WHICH_CUSTOMER]
    """Hero365 takes no project without one."""
    amount: Annotated[Amount | None, Slot("amounts")] = None
    """The budget."""
    number: Number
    """Given by the unit: the digits that Hero365's project number will end in."""

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """The number from the unit's own counter."""
        return {"number": snapshot.next_number, **slots}

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """Whose it is comes before what it is called."""
        return tuple(name for name in ("customer", "title") if name not in slots)

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Two projects of one name and one customer could not be told apart."""
        title, customer = slots.get("title", "").casefold(), slots.get("customer")
        for project in snapshot.projects:
            if customer and project.customer == customer and project.name.casefold() == title:
                return in_each(
                    f"{customer} has a project called {project.name} already, number {project.number}.",
                    f"{customer} ya tiene un proyecto llamado {project.name}, el número {project.number}.",
                )
        return None


class ProjectUpdate(Command):
    """Moves a project to another status, or writes a note to it."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="project.update",
        risk=Risk.TELL,
        permission="edit_projects",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(update|change|set|switch|move|put|mark) <project> [status] [(as|to|in|into|back to)]"
                " {project_statuses:status}",
                "(update|change|set) [the] status (of|for|on) <project> to {project_statuses:status}",
                "(put|set|mark|move|change) the project [status] [(as|to|in|into|back to)] {project_statuses:status}",
                "{project_verbs:status} <named_project> [now]",
                "{project_verbs:status} the project",
                "(add|put|write|make) <an> note (to|on|for) <project> [(that|saying)] {words:note}",
                "(add|put|write|make) <an> note (to|on|for) <project>",
                "note (on|for) <project> [that] {words:note}",
                "{anew:wants} (<project>|a project|the project)",
            ),
            "es": (
                "(actualiza|actualizar|cambia|cambiar|pon|poner|marca|marcar|pasa|pasar) <project>"
                " [(a|en|como|al estado)] {project_statuses:status}",
                "(cambia|cambiar|actualiza|actualizar|pon) el estado (de|del) <project> (a|en|como)"
                " {project_statuses:status}",
                "(pon|poner|marca|marcar|pasa|pasar) el proyecto [(a|en|como)] {project_statuses:status}",
                "{project_verbs:status} (<named_project>|el proyecto) [ahora]",
                "(agrega|agregar|añade|añadir|pon|ponle|escribe|anota) [una] nota (a|al|en|en el|para) <project>"
                " [(que|de que|diciendo que)] {words:note}",
                "(agrega|agregar|añade|añadir|pon|ponle|escribe) [una] nota (a|al|en|en el|para) <project>",
                "{anew:wants} (<named_project>|un proyecto|el proyecto)",
                "(actualiza|actualizar|cambia|cambiar) {that_project:project}",
            ),
        },
        statements={
            "en": ("<named_project> is [now] {project_statuses:status}",),
            "es": ("<named_project> (está|ya está|queda|quedó) {project_statuses:status}",),
        },
        wording={
            "en": Wording(
                confirm="Update project {project}{now_status}{with_note}?",
                saved="Project {project} is saved{as_status}{with_note}.",
                done="Project {project} is updated{now_status}{with_note}.",
                about="the update of project {project}",
            ),
            "es": Wording(
                confirm="¿Actualizo el proyecto {project}{now_status}{with_note}?",
                saved="El proyecto {project} quedó guardado{as_status}{with_note}.",
                done="El proyecto {project} quedó actualizado{now_status}{with_note}.",
                about="el cambio del proyecto {project}",
            ),
        },
    )

    project: Annotated[Number, WHICH_PROJECT]
    status: Annotated[ProjectStatus | None, _TO_WHICH_STATUS] = None
    note: Annotated[Text | None, NOTE] = None

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:  # noqa: ARG003 - overrides
        """That a status is wanted, and no note, is kept until it is known."""
        return cls, {name: value for name, value in slots.items() if name != "wants" or "status" not in slots}

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """One of status and note there must be."""
        wanted = slots.get("wants", "note")
        return super().missing(slots) + (() if "status" in slots or "note" in slots else (wanted,))

    @classmethod
    def risk(cls, slots: Slots) -> Risk:
        """Whether a project is given up is asked, as of a job."""
        return Risk.CONFIRM if slots.get("status") == "cancelled" else cls.spec.risk

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """What it is already it need not become; and not more of a note than Hero365 takes."""
        if "note" in slots:
            return too_long(slots["note"], NOTES - MARK)
        project = snapshot.project(slots.get("project", ""))
        if project is None or project.status != slots.get("status"):
            return None
        return in_each(
            f"Project {project.number} is {spoken_project_status(project.status)} already.",
            f"El proyecto {project.number} ya está {spoken_project_status(project.status, 'es')}.",
        )


class ProjectAssign(Command):
    """Puts somebody on a project."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="project.assign",
        risk=Risk.TELL,
        permission="edit_projects",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(assign|put|add|get) <assignee> (to|on) <project>",
                "assign <project> [to <assignee>]",
                "(give|hand) (project [number] {project_numbers:project}|[the] {project_names:project} project) to"
                " <assignee>",
                "(assign|put|add) <assignee> (to|on) (a|the) project",
                "assign a project [to <assignee>]",
            ),
            "es": (
                "(asigna|asignar|asigne|pon|poner|mete|agrega|agregar) a <assignee> (a|al|en|en el) <project>",
                "(asigna|asignar|asigne) <project> a <assignee>",
                "(dale|darle|pásale|pasa) el proyecto ([número] {project_numbers:project}|{project_names:project}) a"
                " <assignee>",
                "(asigna|asignar) <project>",
                "(asigna|asignar) un proyecto [a <assignee>]",
            ),
        },
        statements={
            "en": ("project [number] {project_numbers:project} (goes to|is for) <assignee>",),
            "es": ("el proyecto [número] {project_numbers:project} es para <assignee>",),
        },
        wording={
            "en": Wording(
                confirm="Put {assignee} on project {project}?",
                saved="{assignee} on project {project} is saved.",
                done="{assignee} is on project {project}.",
                about="{assignee} on project {project}",
            ),
            "es": Wording(
                confirm="¿Asigno a {assignee} al proyecto {project}?",
                saved="La asignación de {assignee} al proyecto {project} quedó guardada.",
                done="{assignee} quedó en el proyecto {project}.",
                about="la asignación de {assignee} al proyecto {project}",
            ),
        },
    )

    project: Annotated[Number, WHICH_PROJECT]
    assignee: Annotated[Name, TO_WHOM]

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Nobody is put where they are already."""
        project, assignee = snapshot.project(slots.get("project", "")), slots.get("assignee")
        if project is None or assignee is None or assignee not in project.team:
            return None
        return in_each(
            f"{assignee} is on project {project.number} already.",
            f"{assignee} ya está en el proyecto {project.number}.",
        )
