"""The workload of a person. The measured server stumbles over its own times; the contract's face reckons it."""

from datetime import datetime, timedelta
from decimal import Decimal

from fastapi import APIRouter

from sync.standin import wire
from sync.standin.auth import InBusiness
from sync.standin.errors import broken
from sync.standin.face import Face
from sync.standin.jobs.routes import permit
from sync.standin.jobs.rules import is_overdue
from sync.standin.wire import Document

router = APIRouter(prefix="/jobs")

WEEKLY_HOURS = 40
"""What a full week is taken to be."""


@router.get("/workload/{user_id}")
async def workload(target_user_id: str, desk: InBusiness) -> Document:
    """How much a person has to do; the route wants the person twice, and the query's counts."""
    permit(desk, "view_jobs")
    if desk.face is not Face.CONTRACT:
        raise broken("Failed to get user workload: can't compare offset-naive and offset-aware datetimes")
    jobs = [job for job in desk.store.all("jobs", desk.business_id) if target_user_id in job["assigned_to"]]
    planned, worked = (_hours(jobs, name) for name in ("estimated_hours", "actual_hours"))
    done = [job for job in jobs if job["status"] in ("completed", "invoiced", "paid")]
    return {
        "user_id": target_user_id,
        "total_assigned_jobs": len(jobs),
        "jobs_in_progress": sum(job["status"] == "in_progress" for job in jobs),
        "overdue_jobs": sum(map(is_overdue, jobs)),
        "scheduled_this_week": sum(_begins_this_week(job) for job in jobs),
        "total_estimated_hours": str(planned),
        "total_actual_hours": str(worked),
        "utilization_rate": float(planned) / WEEKLY_HOURS * 100,
        "completion_rate": len(done) / len(jobs) * 100 if jobs else 0.0,
    }


def _hours(jobs: list[Document], name: str) -> Decimal:
    given = [job["time_tracking"][name] for job in jobs]
    return sum((wire.decimal(hours) for hours in given if hours), Decimal(0))


def _begins_this_week(job: Document) -> bool:
    """Whether the job is planned for the present week, Monday to Sunday."""
    monday = wire.today() - timedelta(days=wire.today().weekday())
    start = job["scheduled_start"]
    return bool(start) and monday <= datetime.fromisoformat(start).date() < monday + timedelta(days=7)
