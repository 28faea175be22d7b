"""Questions about jobs: one by its number or name, several by what they have in common."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo
from erp.job_status import JobStatus
from erp.scheduling import ScheduleToday
from erp.slots import WHICH_JOB
from erp.snapshot import Snapshot
from erp.values import Name, Number, Priority, When

NEXT = "next"
"""Stands in place of the number for the job that the technician goes to next, where there is none."""
_ANY_ONE_OF = ("customer", "status", "assignee", "when", "priority")


class JobRead(Command):
    """Says what a job is: its work, its customer, where it stands, when and where it is, and whose."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.read",
        risk=Risk.SILENT,
        permission="view_jobs",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(tell me about|pull up|bring up|look up|read me|show me|describe) (<named_job>|{next_job:job})",
                "(open|open up|read|show|check|check on) <named_job>",
                "(what's|what is|what about) (<named_job>|{next_job:job})",
                "(what's|what is|who's|who is) [up] {next:job}",
                "(what|where|who) (do i have|have i got|do i do|am i doing|do i go|am i going|am i headed|am i seeing"
                "|to) {next:job}",
                "(which|what) job is {next:job}",
                "(how do i get|directions|take me) to (<named_job>|{next_job:job})",
                "(what's|what is) (wrong|the problem) (on|at|with) <named_job>",
                "(what's|what is) <named_job> (about|for)",
                "[what's|what is|check|give me|tell me] [the] status (of|on|for) <job>",
                "(how's|how is) <named_job> [(going|doing|coming|coming along|looking)]",
                "is <named_job> [(already|still|all)] {statuses:asked_status} [(yet|already|now)]",
                "(what's|what is) <named_job> (status|address)",
                "(where are we|where do we stand) (on|with) <named_job>",
                "(what's|what is|give me|tell me) the address (of|for|on) (<job>|{next_job:job})",
                "(what's|what is|give me|read me) {mentioned_address:job}",
                "(where is|where's|when is|when's|how long is) <asked_job> [scheduled]",
                "what time is (<named_job>|{next_job:job})",  # "what time is it" asks for the time of day
                "what time is <asked_job> scheduled",
                "how long (will|does) <asked_job> take",
                "(who is|who's) (on|doing|assigned to|going to|working on) <asked_job>",
                "(who has|who's got|who does) <named_job>",
                "(who is|who's|which customer is) <asked_job> for",
                "[(give me|show me|read me|tell me|i need)] [the] (details|info|information|rundown|summary)"
                " (of|on|for|about) <job>",
                "(how much is|what does) <named_job> [come to]",
            ),
            "es": (
                "(dime|cuéntame|léeme|lee|muéstrame|enséñame|ábreme|abre|busca|consulta|revisa|checa) <named_job>",
                "(háblame|cuéntame|dime) (de|del) <named_job>",
                "(qué es|qué hay en|qué hay con|qué pasa con|qué onda con) <named_job>",
                "(cómo va|cómo está|cómo sigue|cómo quedó|en qué va|en qué quedó|cuál es) <asked_job>",
                "(qué|cuál|quién|a dónde|adónde|dónde) {next:job}",
                "(está|sigue) {statuses:asked_status} <named_job>",
                "{asks_of_job:job}",
                "[cuál es|dime|dame] el (estado|estatus) (de|del) <job>",
                "[cuál es|dime|dame] la dirección (de|del) (<job>|{next_job:job})",
                "(cómo llego|llévame) (a|al) <asked_job>",
                "(qué tiene|qué problema tiene|de qué se trata|de qué es) <named_job>",
                "(dónde es|dónde está|dónde queda|en dónde es) <asked_job>",
                "(cuándo es|a qué hora es|para cuándo es|cuánto dura|cuánto tarda) <asked_job>",
                "(quién tiene|quién hace|de quién es|para quién es|quién (va|está|anda) (a|al|en)) <asked_job>",
                "[dame|dime|léeme|muéstrame|necesito] (los detalles|detalles|la información|los datos) (de|del) <job>",
                "(cuánto es|cuánto cuesta) <named_job>",
            ),
        },
    )

    job: Annotated[Number, WHICH_JOB]

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:  # noqa: ARG003 - overrides
        """Where no job comes next, the day is told. Whatever status is asked about, how the job stands is told."""
        known = {name: value for name, value in slots.items() if name != "asked_status"}
        return (ScheduleToday, {}) if slots.get("job") == NEXT else (cls, known)


class JobNotes(Command):
    """Says what is noted about a job, the latest first, with what waits here to be sent."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.notes",
        risk=Risk.SILENT,
        permission="view_jobs",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(read|read me|tell me|give me|show me|what are|list|hear) [all] [the|my] [last|latest] notes"
                " (of|on|for|in|about|from) <job>",
                "[(what|which|are there|is there|do we have|have we got)] [any] notes"
                " [are there|are|do we have|have we got] (of|on|for|about) <job>",
                "(read|read me|tell me|what are) {mentioned_notes:job}",
                "what (did i|did we|was|is|has been|have i|have we) (note|noted|written|written down) (on|for|about|in)"
                " <job>",
                "what (does the note|do the notes|do my notes) (on|for|of|about|in) <job> say",
            ),
            "es": (
                "(léeme|lee|dime|dame|muéstrame|enséñame|repíteme|cuáles son|quiero oír) [todas] [las|mis] [últimas]"
                " notas (de|del|en|sobre|para) <job>",
                "[qué|cuáles] [hay|tenemos] [las|alguna|algunas] notas [hay|tenemos|tengo] (de|del|en|sobre|para)"
                " <job>",
                "qué notas tiene <job>",
                "{asks_of_notes:job}",
                "tiene [alguna|algunas] (nota|notas) <job>",
                "qué (anoté|apunté|anotamos|apuntamos|se anotó|hay anotado|hay apuntado) (de|del|en|sobre|para) <job>",
                "qué (dice la nota|dicen las notas) (de|del|en|sobre) <job>",
            ),
        },
    )

    job: Annotated[Number, WHICH_JOB]


class JobSearch(Command):
    """Lists the jobs of a customer, of somebody of the team, of a time, a status or a priority."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.search",
        risk=Risk.SILENT,
        permission="view_jobs",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(find|find me|list|show|show me|look up|search for|get me) [all] [the|our] jobs (for|of|with) <known>"
                " [<on_when>]",
                "(find|find me|list|show|show me|look up|search for|get me) [all] [the|our] jobs"
                " (assigned to|given to|of) <assignee> [<on_when>]",
                "(find|find me|list|show|show me|get me) [all] [the|our] jobs (that are|which are) {statuses:status}"
                " [<on_when>]",
                "(find|find me|list|show|show me|read me|get me) [all] [the|our|my] {statuses:status} jobs"
                " [for <known>]",
                "(find|find me|list|show|show me|read me|get me) [all] [the|our|my] {priorities:priority} jobs",
                "(which|what|how many) jobs are [still] {statuses:status} [<on_when>]",
                "(which|what|how many) jobs are {priorities:priority}",
                "[(do i|do we) have|are there] any ({statuses:status}|{priorities:priority}) jobs",
                "(which|what|how many) jobs (do we have|have we got|are there) (for|with) <known>",
                "[(do we have|are there)] [any] jobs (for|with|at) <known> [<on_when>]",
                "(when is|when's) ({customers:customer} scheduled|{owners:customer} (appointment|visit))",
                "(which|what) jobs (does <assignee> have|has <assignee> got|is <assignee> on) [<on_when>]",
                "what (does <assignee> have|has <assignee> got|is <assignee> doing|is <assignee> working on)"
                " [<on_when>]",
                "(what's|what is) <assignee> (doing|working on|up to) [<on_when>]",
                "is <assignee> (free|available|busy|booked) <on_when>",
                "(which|what) jobs are (assigned to|given to) <assignee>",
                "(find|search for|look for|look up) (a job|jobs|the jobs)",
                "{priorities:priority} jobs",
            ),
            "es": (
                "(busca|buscar|muéstrame|enséñame|dime|lista) [todos] [los] (trabajos|servicios) (de|del|para|con)"
                " <known> [<on_when>]",
                "(busca|buscar|muéstrame|enséñame|dime|lista) [todos] [los] (trabajos|servicios)"
                " (asignados a|que tiene) <assignee> [<on_when>]",
                "(busca|buscar|muéstrame|enséñame|dime|lista) [todos] [los] (trabajos|servicios) [que están]"
                " {statuses:status} [<on_when>]",
                "(busca|buscar|muéstrame|enséñame|dime|lista) [todos] [los] (trabajos|servicios) {priorities:priority}",
                "(qué|cuáles) (trabajos|servicios|órdenes) están {statuses:status} [<on_when>]",
                "(qué|cuáles) (trabajos|servicios|órdenes) (son|hay) {priorities:priority}",
                "(cuándo|para cuándo) está (agendado|agendada|programado|programada) {customers:customer}",
                "(tenemos|hay) (trabajos|servicios|órdenes) ({statuses:status}|{priorities:priority})",
                "(qué|cuáles) (trabajos|servicios|órdenes) (tenemos|hay) (con|para|de) <known>",
                "(qué|cuáles) (trabajos|servicios|órdenes) tiene <assignee> [<on_when>]",
                "(qué (tiene|trae|hace|le toca a|está haciendo)|(está|anda) (libre|disponible|ocupado|ocupada))"
                " <assignee>"
                " [<on_when>]",
                "(busca|buscar|encuentra) (un trabajo|trabajos|los trabajos)",
                "(trabajos|servicios) {priorities:priority}",
            ),
        },
    )

    customer: Annotated[Name | None, Slot("customers", {"en": "For which customer?", "es": "¿De qué cliente?"})] = None
    status: Annotated[JobStatus | None, Slot("statuses")] = None
    assignee: Annotated[Name | None, Slot("team")] = None
    when: Annotated[When | None, Slot("times")] = None
    priority: Annotated[Priority | None, Slot("priorities")] = None

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """Something to look for; a customer, where nothing was said."""
        return () if any(name in slots for name in _ANY_ONE_OF) else ("customer",)
