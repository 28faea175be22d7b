"""Scheduling: free slots, who has time, where somebody is. The measured server knows nothing of the kind."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from fastapi import APIRouter

from sync.standin import wire
from sync.standin.auth import PERMISSIONS, Desk, InBusiness
from sync.standin.errors import pydantic_text, refused
from sync.standin.face import Face
from sync.standin.scheduling.availability import Busy, busy, user_availability
from sync.standin.scheduling.requests import (
    AvailabilityRequest,
    LocationUpdateRequest,
    SlotBookingRequest,
    SlotsRequest,
)
from sync.standin.wire import Document

router = APIRouter(prefix="/scheduling")

_STEP = timedelta(hours=1)
"""How far apart the slots begin."""
_HORIZON = timedelta(days=14)
"""How far the slots reach from the beginning of the range that is asked for."""


@router.post("/available-slots")
async def available_slots(body: SlotsRequest, desk: InBusiness) -> Document:
    """When somebody has time for it: slots from the beginning of the range, each with who is free."""
    if desk.face is not Face.CONTRACT:
        said = "object APIResponse[~_ReturnT] can't be used in 'await' expression"
        raise refused(422, f"Failed to get available time slots: {said}")
    start, end = (wire.as_utc(at) for at in (body.preferred_date_range.start_time, body.preferred_date_range.end_time))
    end = min(end, start + _HORIZON)
    length = timedelta(hours=body.estimated_duration_hours)
    zone = body.preferred_date_range.start_time
    taken = {user_id: busy(desk, user_id, _aware(zone)) for user_id in _workers(desk)}
    slots = []
    while start + length <= end:
        who = [user_id for user_id, stretches in taken.items() if _is_free(stretches, start, start + length)]
        if who:
            slots.append(_slot(desk, start, start + length, who))
        start += _STEP
    return {
        "request_id": str(uuid4()),
        "available_slots": slots,
        "total_slots_found": len(slots),
        "search_criteria": body.model_dump(mode="json"),
        "alternative_suggestions": [],
        "recommendations": [],
        "booking_deadline": None,
    }


@router.post("/availability/check")
async def check_availability(body: AvailabilityRequest, desk: InBusiness) -> Document:
    if desk.face is not Face.CONTRACT:
        raise refused(500, "Failed to check availability: name 'AvailabilityCheckRequestDTO' is not defined")
    start, end = _aware(body.start_datetime), _aware(body.end_datetime)
    people = [user_availability(desk, user_id, start, end) for user_id in body.user_ids]
    available = sum(person["is_available"] for person in people)
    return {
        "request_id": str(uuid4()),
        "check_datetime": wire.in_utc(wire.now()),
        "user_availability": people,
        "summary": {"total_users": len(people), "available_users": available},
    }


@router.get("/availability/team-summary")
async def team_summary(start_date: date, end_date: date, desk: InBusiness) -> Document:
    """How everybody's time stands in a range of days (UTC), both included."""
    if desk.face is not Face.CONTRACT:
        raise refused(422, "Failed to get team availability summary: User is not a member of this business")
    start, end = (datetime.combine(day, time(), UTC) for day in (start_date, end_date + timedelta(days=1)))
    people = [user_availability(desk, user_id, start, end) for user_id in _workers(desk)]
    off = [person for person in people if person["unavailable_reason"] == "Time off"]
    limited = [person for person in people if not person["is_available"] and person not in off]
    return {
        "business_id": desk.business_id,
        "start_date": start_date.isoformat(),
        "end_date": end_date.isoformat(),
        "total_team_members": len(people),
        "available_members": sum(person["is_available"] for person in people),
        "members_on_time_off": len(off),
        "members_with_limited_availability": len(limited),
        "member_summaries": people,
        "daily_availability": [],
        "coverage_gaps": [],
        "peak_availability_hours": [],
    }


@router.post("/book-slot")
async def book_slot(
    body: SlotBookingRequest,  # noqa: ARG001 - it is looked at for its form only
    desk: InBusiness,  # noqa: ARG001 - it lets nobody else in
) -> Document:
    """Fails on every face: it is a placeholder that invents a technician, and bookings are made elsewhere."""
    shown = f"input_value={{'id': UUID('{str(uuid4())[:8]}..., input_type=dict"
    fields = ("job_number", "source", "job_address", "created_by")
    said = pydantic_text("Job", *((field, "Field required", "missing", shown) for field in fields))
    raise refused(422, f"Failed to book time slot: {said}")


@router.post("/real-time/update-location", status_code=204)
async def update_location(body: LocationUpdateRequest, desk: InBusiness) -> None:
    """Keep where somebody is; the measured server says the same and keeps nothing."""
    if desk.face is not Face.CONTRACT:
        return
    row = body.model_dump(mode="json") | {"id": body.user_id, "business_id": desk.business_id}
    change = desk.store.update if desk.store.get("locations", body.user_id) else desk.store.insert
    change("locations", row)


def _workers(desk: Desk) -> list[str]:
    """Who may work on jobs, the longest-serving first."""
    members = desk.store.all("memberships", desk.business_id)
    members.sort(key=lambda row: (str(row["joined_date"]), str(row["user_id"])))
    return [row["user_id"] for row in members if "edit_jobs" in PERMISSIONS[row["role"]]]


def _is_free(stretches: list[Busy], start: datetime, end: datetime) -> bool:
    return not any(stretch.touches(start, end) for stretch in stretches)


def _slot(desk: Desk, start: datetime, end: datetime, user_ids: list[str]) -> Document:
    people = [desk.store.get("users", user_id) or {} for user_id in user_ids]
    return {
        "slot_id": f"{start:%Y%m%dT%H%M}Z-{(end - start) // timedelta(minutes=1)}",
        "start_time": wire.in_utc(wire.stored(start)),
        "end_time": wire.in_utc(wire.stored(end)),
        "available_technicians": [{"user_id": person["id"], "name": person["full_name"]} for person in people],
        "confidence_score": 1.0,
        "slot_quality_score": 1.0,
        "estimated_travel_time_minutes": 0,
        "pricing_info": None,
        "weather_impact": None,
        "notes": None,
    }


def _aware(moment: datetime) -> datetime:
    """The same moment in its own offset; one without an offset is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
