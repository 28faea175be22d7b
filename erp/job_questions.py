"""Questions about jobs: one by its number or name, several by what they have in common."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo
from erp.job_status import JobStatus
from erp.slots import WHICH_JOB
from erp.values import Name, Number, Priority, When

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
                "(tell me about|pull up|bring up|look up|read me|show me|describe) <named_job>",
                "(open|open up|read|show|check|check on) <named_job>",
                "(what's|what is|what about) <named_job>",
                "(what's|what is) <named_job> (about|for)",
                "[what's|what is|check|give me|tell me] [the] status (of|on|for) <job>",
                "(how's|how is) <named_job> (going|doing|coming|coming along|looking)",
                "(where are we|where do we stand) (on|with) <named_job>",
                "(what's|what is|give me|tell me) the address (of|for|on) <job>",
                "where is <named_job>",
                "when is <named_job> [scheduled]",
                "who is (on|doing|assigned to) <named_job>",
                "(who|which customer) is <named_job> for",
                "[(give me|show me|read me|tell me|i need)] [the] (details|info|information|rundown|summary)"
                " (of|on|for|about) <job>",
                "(how much is|what does) <named_job> [come to]",
            ),
            "es": (
                "(dime|cuéntame|léeme|lee|muéstrame|enséñame|ábreme|abre|busca|consulta|revisa|checa) <named_job>",
                "(háblame|cuéntame|dime) (de|del) <named_job>",
                "(qué es|qué hay en|qué hay con|qué pasa con|qué onda con) <named_job>",
                "(cómo va|cómo está|cómo sigue|en qué va|en qué quedó) <named_job>",
                "[cuál es|dime|dame] el (estado|estatus) (de|del) <job>",
                "[cuál es|dime|dame] la dirección (de|del) <job>",
                "(dónde es|dónde está|dónde queda) <named_job>",
                "(cuándo es|a qué hora es|para cuándo es) <named_job>",
                "(quién tiene|quién está en|quién hace|de quién es|para quién es) <named_job>",
                "[dame|dime|léeme|muéstrame|necesito] (los detalles|detalles|la información|los datos) (de|del) <job>",
                "(cuánto es|cuánto cuesta) <named_job>",
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
                "(do i|do we) have any ({statuses:status}|{priorities:priority}) jobs",
                "are there any ({statuses:status}|{priorities:priority}) jobs",
                "(which|what|how many) jobs (do we have|have we got|are there) (for|with) <known>",
                "[(do we have|are there)] [any] jobs (for|with|at) <known> [<on_when>]",
                "(which|what) jobs (does <assignee> have|has <assignee> got|is <assignee> on) [<on_when>]",
                "what (does <assignee> have|has <assignee> got|is <assignee> doing|is <assignee> working on)"
                " [<on_when>]",
                "(which|what) jobs are (assigned to|given to) <assignee>",
                "(find|search for|look for|look up) (a job|jobs|the jobs)",
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
                "(tenemos|hay) (trabajos|servicios|órdenes) ({statuses:status}|{priorities:priority})",
                "(qué|cuáles) (trabajos|servicios|órdenes) (tenemos|hay) (con|para|de) <known>",
                "(qué|cuáles) (trabajos|servicios|órdenes) tiene <assignee> [<on_when>]",
                "qué (tiene|hace|le toca a|está haciendo) <assignee> [<on_when>]",
                "(busca|buscar|encuentra) (un trabajo|trabajos|los trabajos)",
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
