"""What is to be done and what was: timeline of a contact, activities of a person, reminders whose time has come.

The measured server answers none of them once there is something to tell.
"""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from sync.standin import wire
from sync.standin.activities.documents import timeline_entry
from sync.standin.activities.requests import TimelineRequest
from sync.standin.activities.routes import View, page
from sync.standin.auth import Desk
from sync.standin.errors import DomainError, UnforeseenError, late_422
from sync.standin.face import Face
from sync.standin.wire import Document, Limit, Skip

router = APIRouter(prefix="/activities")


@router.post("/timeline", response_model=None)
async def timeline(body: TimelineRequest, desk: View, skip: Skip = 0, limit: Limit = 50) -> Document | JSONResponse:
    """The activities of a contact, the latest first."""
    of_contact = [row for row in _activities(desk) if row["contact_id"] == str(body.contact_id)]
    if desk.face is not Face.CONTRACT:
        return _unreadable(of_contact)
    entries = [
        timeline_entry(row)
        for row in of_contact
        if row["activity_type"] in (body.activity_types or [row["activity_type"]])
    ]
    entries = [entry for entry in entries if _is_within(str(entry["timestamp"]), body.start_date, body.end_date)]
    entries.sort(key=lambda entry: str(entry["timestamp"]), reverse=True)
    return {
        "contact_id": str(body.contact_id),
        "timeline_entries": entries[skip : skip + limit],
        "total_count": len(entries),
        "skip": skip,
        "limit": limit,
        "has_more": skip + limit < len(entries),
        "start_date": wire.in_utc(wire.stored(body.start_date)),
        "end_date": wire.in_utc(wire.stored(body.end_date)),
    }


@router.get("/user/assigned", response_model=None)
async def assigned(
    desk: View,
    statuses: Annotated[list[str] | None, Query()] = None,
    skip: Skip = 0,
    limit: Limit = 50,
) -> Document | JSONResponse:
    """What the person who asks is to do."""
    own = [row for row in _activities(desk) if row["assigned_to"] == desk.user_id]
    if desk.face is not Face.CONTRACT:
        return _unreadable(own)
    return page([row for row in own if statuses is None or row["status"] in statuses], desk.face, skip, limit)


@router.get("/reminders/pending")
async def pending_reminders(desk: View) -> list[Document]:
    """The reminders of open activities whose time has come, the earliest first."""
    activities = [row for row in _activities(desk) if row["reminders"]]
    if desk.face is not Face.CONTRACT and activities:
        said = "Unexpected error: can't compare offset-naive and offset-aware datetimes"
        raise DomainError(500, "domain_error", said, "REPOSITORY_ERROR")
    due = [
        {
            "reminder_id": reminder["reminder_id"],
            "activity_id": activity["id"],
            "contact_id": activity["contact_id"],
            "activity_title": activity["title"],
            "reminder_time": wire.in_utc(reminder["reminder_time"]),
            "reminder_type": reminder["reminder_type"],
            "message": reminder["message"],
        }
        for activity in activities
        for reminder in activity["reminders"]
        if activity["status"] in ("pending", "in_progress", "overdue")
        if not reminder["is_sent"] and reminder["reminder_time"] <= wire.now()
    ]
    return sorted(due, key=lambda reminder: str(reminder["reminder_time"]))


def _activities(desk: Desk) -> list[Document]:
    return desk.store.all("activities", desk.business_id)


def _unreadable(found: list[Document]) -> JSONResponse:
    """How the measured server answers a list: it fails over the first activity, and over an empty list as well."""
    if found:
        raise UnforeseenError("an activity that was read cannot tell whether it is overdue")
    return late_422("response.has_more", "Field required", "missing")


def _is_within(moment: str, start: datetime | None, end: datetime | None) -> bool:
    at = datetime.fromisoformat(moment)
    return (start is None or wire.as_utc(start) <= at) and (end is None or at <= wire.as_utc(end))
