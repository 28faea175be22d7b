"""Activities: reminders, notes of calls and tasks of a contact; create, change, read, search.

The measured server stores them and can read none back; it also refuses, after storing, times with an offset.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from sync.standin import wire
from sync.standin.activities.documents import ALL_TIMES, answer, moved, new, new_reminder
from sync.standin.activities.requests import (
    ActivityBulkUpdateRequest,
    ActivityCreateRequest,
    ActivityFields,
    ActivitySearchRequest,
    ActivityUpdateRequest,
)
from sync.standin.auth import CurrentUser, Desk
from sync.standin.errors import DomainError, UnforeseenError, late_422, refused
from sync.standin.face import Face
from sync.standin.wire import Document, Limit, Skip

router = APIRouter(prefix="/activities")


def _with_permission(permission: str) -> Callable[..., Awaitable[Desk]]:
    async def permitted(desk: CurrentUser) -> Desk:
        if not desk.may(permission):
            said = f"User does not have permission: {permission}"
            message = f"Permission denied for operation '{said}'"
            raise DomainError(403, "permission_denied", message, "PERMISSION_DENIED", operation=said)
        return desk

    return permitted


View = Annotated[Desk, Depends(_with_permission("view_contacts"))]
Edit = Annotated[Desk, Depends(_with_permission("edit_contacts"))]

_SEARCHED = ("title", "description")


@router.post("", status_code=201, response_model=None)
async def create(body: ActivityCreateRequest, desk: Edit) -> Document | JSONResponse:
    contact = desk.store.get("contacts", body.contact_id)
    if contact is None or contact["business_id"] != desk.business_id:
        raise DomainError(400, "validation_error", "Contact not found or access denied", "VALIDATION_ERROR")
    reminders = [new_reminder(given) for given in body.reminders]
    activity = new(desk.business_id, desk.user_id, **body.row(), reminders=reminders)
    desk.store.insert("activities", activity)
    for reminder in reminders:
        row = {"id": reminder["reminder_id"], "activity_id": activity["id"], "business_id": desk.business_id}
        desk.store.insert("activity_reminders", row | reminder)
    _fail_late(body, desk)
    if desk.face is not Face.CONTRACT and not body.given_times():
        return late_422("is_overdue", "Input should be a valid boolean", "bool_type")
    return answer(activity, desk.face, ALL_TIMES)


@router.put("/{activity_id}")
async def update(activity_id: UUID, body: ActivityUpdateRequest, desk: Edit) -> Document:
    activity = _found(desk, activity_id)
    changed = activity | body.row() | {"status": activity["status"], "last_modified": wire.now()}
    if body.status and body.status != activity["status"]:
        changed = moved(changed, body.status, desk.user_id, body.notes)
    stored = desk.store.update("activities", changed)
    _fail_late(body, desk)
    return answer(stored, desk.face, body.given_times() | {"completed_date", "last_modified"})


@router.post("/bulk-update")
async def bulk_update(body: ActivityBulkUpdateRequest, desk: Edit) -> Document:
    """Set the status of several activities; what is not known is counted as an error."""
    updated = 0
    for activity in desk.store.all("activities", desk.business_id):
        if UUID(activity["id"]) in body.activity_ids:
            status = body.status or activity["status"]
            changed = moved(activity, status, desk.user_id, body.notes) | {"last_modified": wire.now()}
            desk.store.update("activities", changed)
            updated += 1
    failed = len(set(body.activity_ids)) - updated
    return {
        "success_count": updated,
        "error_count": failed,
        "errors": ["Activity not found"] * failed,
        "message": f"Bulk update completed: {updated} successful, {failed} failed",
    }


@router.post("/search")
async def search(body: ActivitySearchRequest, desk: View, skip: Skip = 0, limit: Limit = 50) -> Document:
    if desk.face is not Face.CONTRACT:
        raise UnforeseenError("the search fails over a value that is no enum member")
    found = [activity for activity in desk.store.all("activities", desk.business_id) if _passes(activity, body)]
    return page(found, desk.face, skip, limit)


@router.get("/{activity_id}")
async def read(activity_id: UUID, desk: View) -> Document:
    if desk.face is not Face.CONTRACT:
        raise UnforeseenError("an activity that was read cannot tell whether it is overdue")
    return answer(_found(desk, activity_id), desk.face)


def page(activities: list[Document], face: Face, skip: int, limit: int) -> Document:
    """A page of all `activities`, as every list of them answers."""
    return {
        "activities": [answer(activity, face) for activity in activities[skip : skip + limit]],
        "total_count": len(activities),
        "skip": skip,
        "limit": limit,
        "has_more": skip + limit < len(activities),
    }


def _found(desk: Desk, activity_id: UUID) -> Document:
    activity = desk.store.get("activities", activity_id)
    if activity is None or activity["business_id"] != desk.business_id:
        raise refused(404, "Activity not found")
    return activity


def _fail_late(body: ActivityFields, desk: Desk) -> None:
    """The measured server compares a time with an offset to one without, after it has stored both."""
    if desk.face is not Face.CONTRACT and body.carries_an_offset():
        raise UnforeseenError("a naive and an aware time cannot be compared")


def _passes(activity: Document, wanted: ActivitySearchRequest) -> bool:
    term = (wanted.search_term or "").lower()
    chosen = {
        "activity_type": wanted.activity_types,
        "status": wanted.statuses,
        "priority": wanted.priorities,
        "contact_id": [str(contact_id) for contact_id in wanted.contact_ids] if wanted.contact_ids else None,
    }
    return (
        any(term in activity[column].lower() for column in _SEARCHED)
        and all(values is None or activity[name] in values for name, values in chosen.items())
        and wanted.assigned_to in (None, activity["assigned_to"])
        and wanted.created_by in (None, activity["created_by"])
        and set(wanted.tags or ()) <= set(activity["tags"])
    )
