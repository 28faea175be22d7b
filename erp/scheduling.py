"""Scheduling: what a day holds."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Undo, Wording
from erp.values import Date


class ScheduleToday(Command):
    """Says what the technician has on today, or on another day."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="schedule.today",
        risk=Risk.SILENT,
        permission="view_jobs",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(what's|what is|what does) [on] (my|the|our) (schedule|calendar|agenda|day) [look like] [<on_date>]",
                "(what|which) (appointments|jobs|work|stops|calls) (do i have|have i got|are there) [<on_date>]",
                "what (do i have|have i got|do we have) [on|scheduled|planned|going on|to do] [<on_date>]",
                "(what's|what is) (on|up|scheduled|planned) [for] {days:date}",
                "how (does my day look|is my day looking|does {days:date} look)",
                "(show me|read me|tell me|check|read) (my|the) (schedule|calendar|appointments|jobs) [<on_date>]",
                "(my|the) schedule [<on_date>]",
                "schedule for {days:date}",
                "(do i have|have i got) (anything|any jobs|any appointments|any work) [on] [<on_date>]",
                "where (do i have to be|am i going|do i go) <on_date>",
            )
        },
        wording={"en": Wording(about="the schedule")},
    )

    date: Annotated[Date | None, Slot("dates")] = None
