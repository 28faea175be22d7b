"""Which of several records of a name is likeliest meant on this day. It orders what is asked, and settles nothing."""

from datetime import datetime
from typing import Final

from erp import Job, Snapshot
from erp.job_status import OPEN

Rank = tuple[int | float, ...]
_LATE: Final = float("inf")


def rank(kind: str, value: str, snapshot: Snapshot, now: datetime) -> Rank:
    """Lower is likelier, at the local time `now`."""
    match kind:
        case "customers" | "anyone":
            return min((_of_job(job, snapshot, now) for job in snapshot.jobs if job.customer == value), default=_NO_JOB)
        case "jobs":
            job = snapshot.job(value)
            return _of_job(job, snapshot, now) if job else _NO_JOB
        case "parts":
            part = snapshot.part(value)
            return (0 if part and part.on_hand else 1,)
        case _:
            return ()


def _of_job(job: Job, snapshot: Snapshot, now: datetime) -> Rank:
    """Open ones first, of these the technician's own, of which the one in progress is where they are; then today's, and
    the next."""
    start = job.scheduled_start
    is_today = start is not None and start.astimezone(now.tzinfo).date() == now.date()
    return (
        job.status not in OPEN,
        job.assigned_to != () and snapshot.technician not in job.assigned_to,
        job.status != "in_progress",
        not is_today,
        abs((start - now).total_seconds()) if start else _LATE,
    )


_NO_JOB: Final[Rank] = (2,)
