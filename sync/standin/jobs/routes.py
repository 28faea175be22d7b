"""Jobs: create, read, list, search, the day's schedule, change, status, assign, delete."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from sync.standin import wire
from sync.standin.auth import CurrentUser, Desk, InBusiness
from sync.standin.errors import NO_ENUM_MEMBERS, broken, pydantic_text, refused
from sync.standin.face import Face
from sync.standin.jobs import rules as job_rules
from sync.standin.jobs.documents import answer, item, new, next_number
from sync.standin.jobs.requests import (
    JobAssignmentRequest,
    JobBulkUpdateRequest,
    JobCreateRequest,
    JobSearchRequest,
    JobStatusUpdateRequest,
    JobUpdateRequest,
)
from sync.standin.jobs.rules import RuleError, TransitionError
from sync.standin.store import DuplicateKeyError
from sync.standin.wire import Document, Limit, Skip

router = APIRouter(prefix="/jobs")

_SEARCHED = ("title", "description", "job_number")


@router.post("", status_code=201)
@router.post("/", status_code=201)
async def create(body: JobCreateRequest, desk: InBusiness) -> Document:
    permit(desk, "create_jobs")
    if body.job_address.postal_code is None:
        given = "input_value=None, input_type=NoneType"
        raise broken(
            pydantic_text("JobAddressDTO", ("postal_code", "Input should be a valid string", "string_type", given))
        )
    if body.contact_id and not _is_own_contact(desk, body.contact_id):
        raise refused(400, "Invalid contact ID")
    if body.job_number and any(
        job["job_number"] == body.job_number for job in desk.store.all("jobs", desk.business_id)
    ):
        raise refused(400, f"Job number '{body.job_number}' already exists")
    _refuse_strangers(desk, body.assigned_to)
    _refuse_as_published(desk, "create")
    number = body.job_number or next_number(desk.store, desk.business_id)
    document = new(desk.business_id, desk.user_id, number, **body.row())
    try:
        return answer(desk.store.insert("jobs", document), desk.store)
    except DuplicateKeyError as error:
        raise broken(f"Failed to create job: {error}") from error


@router.get("")
@router.get("/")
async def list_page(desk: InBusiness, skip: Skip = 0, limit: Limit = 100) -> Document:
    permit(desk, "view_jobs")
    return _page(desk, desk.store.all("jobs", desk.business_id), skip, limit)


@router.post("/search")
async def search(body: JobSearchRequest, desk: InBusiness) -> Document:
    """One filter acts, the first that is given in the order below; the one by contact looks into every business."""
    permit(desk, "view_jobs")
    jobs = desk.store.all("jobs", desk.business_id)
    if body.search_term:
        said = wire.unparsable(body.search_term, _SEARCHED)
        if said:
            raise broken(f"Failed to search jobs: {said}")
        jobs = [job for job in jobs if any(wire.ilike(body.search_term, job[column]) for column in _SEARCHED)]
    elif body.status:
        jobs = [job for job in jobs if job["status"] == body.status]
    elif body.job_type:
        jobs = [job for job in jobs if job["job_type"] == body.job_type]
    elif body.priority:
        jobs = [job for job in jobs if job["priority"] == body.priority]
    elif body.assigned_to:
        jobs = [job for job in jobs if body.assigned_to in job["assigned_to"]]
    elif body.contact_id:
        jobs = [job for job in desk.store.all("jobs") if job["contact_id"] == str(body.contact_id)]
    elif body.is_overdue:
        jobs = [job for job in jobs if job_rules.is_overdue(job)]
    elif body.is_emergency:
        jobs = [job for job in jobs if job["priority"] == "emergency"]
    return _page(desk, jobs, body.skip, body.limit)


@router.get("/schedule/daily")
async def daily_schedule(date: datetime, desk: InBusiness, user_id: str | None = None) -> Document:
    """The jobs that start on the day of `date`, which is a day in the offset that `date` carries."""
    permit(desk, "view_jobs")
    start = date.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=date.tzinfo or UTC)
    first, last = wire.stored(start), wire.stored(start + timedelta(days=1))
    jobs = [
        job
        for job in desk.store.all("jobs", desk.business_id)
        if job["scheduled_start"]
        and str(first) <= job["scheduled_start"] < str(last)
        and (user_id is None or user_id in job["assigned_to"])
    ]
    hours = [job["time_tracking"]["estimated_hours"] for job in jobs]
    return {
        "date": date.isoformat().replace("+00:00", "Z"),
        "jobs": [item(job, desk.store) for job in sorted(jobs, key=lambda job: str(job["scheduled_start"]))],
        "total_jobs": len(jobs),
        "total_hours": str(sum((wire.decimal(given) for given in hours if given), Decimal(0))),
        "conflicts": [],
    }


@router.post("/bulk-update")
async def bulk_update(body: JobBulkUpdateRequest, desk: InBusiness) -> Document:
    """Set status, assignee and tags of several jobs, past every rule; works on every face."""
    permit(desk, "edit_jobs")
    jobs = [job for job in desk.store.all("jobs", desk.business_id) if UUID(job["id"]) in body.job_ids]
    for job in jobs:
        changes: Document = {"last_modified": wire.now()}
        if body.status:
            changes["status"] = body.status
        if body.assigned_to:
            changes["assigned_to"] = [body.assigned_to]
        if body.tags_to_add:
            changes["tags"] = sorted({*job["tags"], *(tag.lower() for tag in body.tags_to_add)})
        desk.store.update("jobs", job | changes)
    return {
        "success": True,
        "message": f"Successfully updated {len(jobs)} jobs",
        "updated_count": len(jobs),
        "failed_count": 0,
        "errors": None,
    }


@router.get("/{job_id}")
async def read(job_id: UUID, desk: CurrentUser) -> Document:
    return answer(_found(desk, job_id, "view_jobs"), desk.store)


@router.put("/{job_id}")
async def update(job_id: UUID, body: JobUpdateRequest, desk: CurrentUser) -> Document:
    """Change what is given, whole values each: null leaves, a start alone erases the end."""
    job = _found(desk, job_id, "edit_jobs")
    _refuse_strangers(desk, body.assigned_to)
    changed = job | body.row() | {"last_modified": wire.now()}
    if body.scheduled_start or body.scheduled_end:
        changed = _by_the_rules(desk, lambda: job_rules.rescheduled(changed, body.scheduled_start, body.scheduled_end))
    return _saved(desk, changed)


@router.patch("/{job_id}/status")
async def set_status(job_id: UUID, body: JobStatusUpdateRequest, desk: CurrentUser) -> Document:
    job = _found(desk, job_id, "edit_jobs")
    return _saved(desk, _by_the_rules(desk, lambda: job_rules.moved(job, body.status, desk.user_id, body.notes)))


@router.post("/{job_id}/start")
async def start(job_id: UUID, desk: CurrentUser) -> Document:
    job = _found(desk, job_id, "edit_jobs")
    return _saved(desk, _by_the_rules(desk, lambda: job_rules.started(job, desk.user_id)))


@router.post("/{job_id}/complete")
async def complete(job_id: UUID, desk: CurrentUser, completion_notes: str | None = None) -> Document:
    job = _found(desk, job_id, "edit_jobs")
    return _saved(desk, _by_the_rules(desk, lambda: job_rules.completed(job, desk.user_id, completion_notes)))


@router.post("/{job_id}/cancel")
async def cancel(job_id: UUID, reason: str, desk: CurrentUser) -> Document:
    job = _found(desk, job_id, "edit_jobs")
    return _saved(desk, _by_the_rules(desk, lambda: job_rules.cancelled(job, desk.user_id, reason)))


@router.patch("/{job_id}/assign")
async def assign(job_id: UUID, body: JobAssignmentRequest, desk: CurrentUser) -> Document:
    job = _found(desk, job_id, "edit_jobs")
    _refuse_strangers(desk, body.user_ids)
    kept = [] if body.replace_existing else job["assigned_to"]
    assigned = list(dict.fromkeys([*kept, *body.user_ids]))
    return _saved(desk, job | {"assigned_to": assigned, "last_modified": wire.now()})


@router.delete("/{job_id}")
async def delete(job_id: UUID, desk: CurrentUser) -> Document:
    desk.store.delete("jobs", _found(desk, job_id, "delete_jobs"))
    return {"success": True, "message": "Job deleted successfully", "job_id": str(job_id)}


def permit(desk: Desk, permission: str, business_id: str | None = None) -> None:
    if not desk.may(permission, business_id):
        raise refused(403, f"Permission denied for operation 'User does not have {permission} permission'")


def _found(desk: Desk, job_id: UUID, permission: str) -> Document:
    """The job, where the person has the permission in the job's own business."""
    job = desk.store.get("jobs", job_id)
    if job is None:
        raise refused(404, "Job not found not found")
    permit(desk, permission, job["business_id"])
    return job


def _by_the_rules(desk: Desk, change: Callable[[], Document]) -> Document:
    try:
        return change()
    except TransitionError as error:
        # The published server stumbles over naming the status before it can refuse the step.
        raise broken(NO_ENUM_MEMBERS if desk.face is Face.PUBLISHED else str(error)) from error
    except RuleError as error:
        raise broken(str(error)) from error


def _saved(desk: Desk, job: Document) -> Document:
    _refuse_as_published(desk, "update")
    return answer(desk.store.update("jobs", job), desk.store)


def _refuse_as_published(desk: Desk, verb: str) -> None:
    if desk.face is Face.PUBLISHED:
        raise broken(f"Failed to {verb} job: {NO_ENUM_MEMBERS}")


def _is_own_contact(desk: Desk, contact_id: UUID) -> bool:
    contact = desk.store.get("contacts", contact_id)
    return contact is not None and contact["business_id"] == desk.business_id


def _refuse_strangers(desk: Desk, user_ids: list[str] | None) -> None:
    for user_id in user_ids or []:
        if not desk.is_member(user_id):
            raise refused(400, f"User {user_id} is not a member of this business")


def _page(desk: Desk, jobs: list[Document], skip: int, limit: int) -> Document:
    """A page whose `total` is its own length."""
    page: list[dict[str, Any]] = [item(job, desk.store) for job in jobs[skip : skip + limit]]
    return {"jobs": page, "total": len(page), "skip": skip, "limit": limit, "has_more": len(page) == limit}
