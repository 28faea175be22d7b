"""Projects, asked for: where one stands, which there are, and what they come to."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Undo
from erp.slots import WHICH_PROJECT
from erp.values import Number
from erp.values import ProjectStatus as Status


class ProjectStatus(Command):
    """Says where a project stands."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="project.status",
        risk=Risk.SILENT,
        permission="view_projects",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "[(what's|what is|check|give me|tell me)] [the] status (of|on|for) <project>",
                "(what's|what is|check) [the] project status [(of|on|for) <named_project>]",
                "(how is|how's) <named_project> [doing|going|coming|coming along|looking]",
                "(where are we|where do we stand|how are we doing) (on|with) <named_project>",
                "(what's|what is) (going on|up|happening) with <named_project>",
                "how far (along|are we) (is|with|on) <named_project>",
                "<named_project> status",
                "(give me|i need) an update on <named_project>",
                "[what's the] status of [the] project",
            ),
            "es": (
                "[(cuál es|dame|dime|revisa|checa)] [el] (estado|estatus) (de|del) <project>",
                "(cómo va|cómo está|cómo anda|qué tal va|qué pasa con|qué hay de) <named_project>",
                "en qué (va|estamos con|quedó|está) <named_project>",
                "cuánto (falta|le falta|nos falta) (a|al|para|en|con) <named_project>",
                "(dime|dame|cuéntame) (cómo va|qué hay de|novedades de|noticias de) <named_project>",
                "[(cuál es|dame|dime)] [el] (estado|estatus) del proyecto",
            ),
        },
    )

    project: Annotated[Number, WHICH_PROJECT]


class ProjectList(Command):
    """Says which projects there are, all that are not over or those of one status."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="project.list",
        risk=Risk.SILENT,
        permission="view_projects",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(what|which) [{project_statuses:status}] projects (do we have|do i have|have we got|are there|are we"
                " on)",
                "(what|which) projects are {project_statuses:status}",
                "(list|show|show me|read|read me|tell me) [(the|my|our|all|all the|all our)]"
                " [{project_statuses:status}] projects",
                "(what|which) projects (are we working on|are going on|are running|am i on)",
                "(my|our) projects",
            ),
            "es": (
                "(qué|cuáles) proyectos (tenemos|tengo|hay|llevamos) [{project_statuses:status}]",
                "(qué|cuáles) proyectos (están|hay|tenemos) [(en|que están)] {project_statuses:status}",
                "(lista|listar|muéstrame|enséñame|léeme|dime|dame) [(los|mis|nuestros|todos los)] proyectos"
                " [[que están] {project_statuses:status}]",
                "(mis|nuestros) proyectos",
            ),
        },
    )

    status: Annotated[Status | None, Slot("project_statuses")] = None


class ProjectAnalytics(Command):
    """Says in one sentence how many projects there are, and what they were to cost and have cost."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="project.analytics",
        risk=Risk.SILENT,
        permission="view_projects",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "how are (our|the|all the|all our|my) projects [(doing|going|looking)] [(overall|altogether)]",
                "how many projects (do we have|have we got|are there|are we running|are active)",
                "[(give me|show me|what are|what's|read me)] [(the|our)] project"
                " (numbers|statistics|stats|analytics|figures|summary|overview|report)",
                "how much (have we spent|did we spend|is spent) on [(all|the|our|all the|all our)] projects",
                "(are we|are the projects) (on|over|under|within) budget",
                "(what's|how much is) (our|the) [total] project budget",
            ),
            "es": (
                "cómo (van|andan|están) [(los|nuestros|mis|todos los)] proyectos",
                "cuántos proyectos (tenemos|hay|llevamos|están activos)",
                "[(dame|dime|muéstrame|cuáles son)] [(los|las|el|un)]"
                " (números|estadísticas|cifras|resumen|reporte|análisis) de [los] proyectos",
                "cuánto (hemos gastado|llevamos gastado|se ha gastado|gastamos) en [(los|todos los)] proyectos",
                "(estamos|vamos|van los proyectos) (dentro del|arriba del|debajo del|en) presupuesto",
                "(cuál es|cuánto es) el presupuesto [total] de los proyectos",
            ),
        },
    )
