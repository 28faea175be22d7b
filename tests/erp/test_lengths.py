"""What is longer than Hero365 takes is refused at once, and not when it is sent."""

import pytest

from erp import Command, Snapshot
from erp.appointments import ScheduleTimeOff
from erp.job_crew import JobAddNote
from erp.job_progress import JobCancel, JobComplete, JobSetStatus
from erp.project_changes import ProjectUpdate
from erp.snapshot import Job

BUSINESS = Snapshot(
    "Rosa Delgado",
    "Northside Plumbing",
    "America/Chicago",
    1,
    jobs=(Job("j57", "57", "JOB-000057", "Boiler", "in_progress"),),
)
FREE = [
    (JobAddNote, {"job": "57"}, "note", 1957),
    (ProjectUpdate, {"project": "3"}, "note", 1957),
    (JobSetStatus, {"job": "57", "status": "on_hold"}, "note", 457),
    (JobComplete, {"job": "57"}, "note", 457),
    (JobCancel, {"job": "57"}, "reason", 457),
    (ScheduleTimeOff, {"date": "2031-03-10"}, "reason", 500),
]


@pytest.mark.parametrize(("command", "slots", "free", "most"), FREE)
def test_what_hero365_takes_may_be_said_and_no_more(
    command: type[Command], slots: dict[str, str], free: str, most: int
) -> None:
    assert command.objection({**slots, free: "x" * most}, BUSINESS) is None
    assert command.objection({**slots, free: "x" * (most + 1)}, BUSINESS) == {
        "en": f"That is too long: Hero365 takes {most} characters of it, and this has {most + 1}. Say it shorter.",
        "es": f"Eso es demasiado largo: Hero365 admite {most} caracteres, y esto tiene {most + 1}. Dilo más corto.",
    }


@pytest.mark.parametrize(("command", "slots", "free", "most"), FREE)
def test_what_is_not_said_is_not_too_long(command: type[Command], slots: dict[str, str], free: str, most: int) -> None:
    assert command.objection(slots, BUSINESS) is None
