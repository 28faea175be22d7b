"""Calendars of people: events and days off. The measured server can neither take nor show any.

People see and fill their own calendar; whoever may invite people sees and fills everybody's.
"""

from datetime import date, datetime
from uuid import uuid4

from fastapi import APIRouter

from sync.standin import wire
from sync.standin.auth import Desk, InBusiness
from sync.standin.errors import refused
from sync.standin.face import Face
from sync.standin.scheduling.requests import CalendarEventCreateRequest, TimeOffCreateRequest
from sync.standin.wire import Document

router = APIRouter(prefix="/scheduling")


@router.get("/users/{user_id}/calendar/events")
async def events(user_id: str, start_date: date, end_date: date, desk: InBusiness) -> list[Document]:
    """The events of a person that touch a range of days (UTC), both included."""
    _permit(desk, user_id, "get calendar events")
    return [
        event_answer(row)
        for row in desk.store.all("calendar_events", desk.business_id)
        if row["user_id"] == user_id
        and _day(row["start_datetime"]) <= end_date
        and start_date <= _day(row["end_datetime"])
    ]


@router.post("/users/{user_id}/calendar/events")
async def add_event(user_id: str, body: CalendarEventCreateRequest, desk: InBusiness) -> Document:
    if desk.face is not Face.CONTRACT:
        raise refused(500, "Failed to create calendar event: name 'CreateCalendarEventRequestDTO' is not defined")
    _permit(desk, user_id, "create calendar event")
    if wire.as_utc(body.end_datetime) <= wire.as_utc(body.start_datetime):
        raise refused(422, "Failed to create calendar event: End time must be after start time")
    times = {name: wire.stored(getattr(body, name)) for name in ("start_datetime", "end_datetime")}
    row = body.model_dump(mode="json") | times | _owned(desk, user_id)
    stored = desk.store.insert("calendar_events", row)
    return {"message": "Calendar event created successfully", "event": event_answer(stored)}


@router.get("/time-off")
async def list_time_off(desk: InBusiness, user_id: str | None = None, status: str | None = None) -> list[Document]:
    """Days off that were asked for: one's own, or anybody's for whoever may see them."""
    _permit(desk, user_id, "get time off requests")
    return [
        time_off_answer(row)
        for row in desk.store.all("time_off", desk.business_id)
        if user_id in (None, row["user_id"]) and status in (None, row["status"])
    ]


@router.post("/users/{user_id}/time-off")
async def ask_time_off(user_id: str, body: TimeOffCreateRequest, desk: InBusiness) -> Document:
    """Ask for days off; somebody in the office approves them."""
    if desk.face is not Face.CONTRACT:
        raise refused(500, "Failed to create time off request: name 'CreateTimeOffRequestDTO' is not defined")
    _permit(desk, user_id, "create time off request")
    if body.end_date < body.start_date:
        raise refused(422, "Failed to create time off request: End date must not be before start date")
    row = body.model_dump(mode="json") | _owned(desk, user_id)
    asked = {"status": "pending", "requested_by": desk.user_id}
    stored = desk.store.insert(
        "time_off", row | asked | dict.fromkeys(("approved_by", "approval_date", "denial_reason"))
    )
    return {"message": "Time off request created successfully", "time_off_request": time_off_answer(stored)}


def event_answer(row: Document) -> Document:
    """A calendar event as it is answered."""
    return (
        _answer(row)
        | {name: wire.in_utc(row[name]) for name in ("start_datetime", "end_datetime")}
        | {"is_active": True}
    )


def time_off_answer(row: Document) -> Document:
    """A request for days off as it is answered."""
    days = (date.fromisoformat(row["end_date"]) - date.fromisoformat(row["start_date"])).days + 1
    return _answer(row) | {"duration_days": days}


def _answer(row: Document) -> Document:
    kept = {name: value for name, value in row.items() if name not in ("user_id", "business_id")}
    return kept | {name: wire.in_utc(row[name]) for name in ("created_date", "last_modified")}


def _owned(desk: Desk, user_id: str) -> Document:
    created = wire.now()
    ids = {"id": str(uuid4()), "user_id": user_id, "business_id": desk.business_id}
    return ids | {"created_date": created, "last_modified": created}


def _permit(desk: Desk, user_id: str | None, purpose: str) -> None:
    may = user_id == desk.user_id or desk.may("invite_team_members")
    if desk.face is not Face.CONTRACT or not may:
        raise refused(422, f"Failed to {purpose}: Insufficient permissions")


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()
