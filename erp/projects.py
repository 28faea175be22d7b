"""Projects: where one stands."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Undo, Wording
from erp.values import Number


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
                "(what's|what is|check) [the] project status [(of|on|for) <project>]",
                "(how is|how's) <project> [doing|going|coming|coming along|looking]",
                "(where are we|where do we stand|how are we doing) (on|with) <project>",
                "(what's|what is) (going on|up|happening) with <project>",
                "how far (along|are we) (is|with|on) <project>",
                "<project> status",
                "(give me|i need) an update on <project>",
                "[what's the] status of [the] project",
            )
        },
        wording={"en": Wording(about="the status of project {project}")},
    )

    project: Annotated[Number, Slot("projects", {"en": "Which project?"})]
