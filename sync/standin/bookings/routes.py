"""Bookings: make, read, list, confirm, move, cancel; most of it asks for no token.

The measured server stores a confirmation and a first move before it fails over them, and cannot touch a booking that
has a time.
"""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Query

from sync.standin import wire
from sync.standin.auth import CurrentUser, Public, PublicDesk
from sync.standin.bookings.documents import answer, new, response
from sync.standin.bookings.requests import (
    BookingCancellationRequest,
    BookingConfirmationRequest,
    BookingRequest,
    BookingRescheduleRequest,
    BookingStatus,
)
from sync.standin.errors import refused
from sync.standin.face import Face
from sync.standin.wire import Document

router = APIRouter(prefix="/bookings")

_MOVABLE = ("pending", "confirmed")
_DONE = {"confirm": "confirmed", "reschedule": "rescheduled"}


@router.post("/", status_code=201)
async def create(body: BookingRequest, desk: Public, *, auto_confirm: bool = False) -> Document:
    """Make a booking, or answer the one that has the same key, whatever else is asked for."""
    known = [row for row in desk.store.all("bookings", str(body.business_id)) if row["idempotency_key"]]
    same = next((row for row in known if row["idempotency_key"] == body.idempotency_key), None)
    if same:
        return response(same, "Booking already exists")
    if desk.face is not Face.CONTRACT and body.requested_at.tzinfo is not None:
        raise refused(500, "Failed to create booking")
    if wire.as_utc(body.requested_at) <= datetime.now(UTC):
        raise refused(400, "Requested time must be in the future")
    service = desk.store.get("bookable_services", body.service_id)
    if service is None or service["business_id"] != str(body.business_id):
        raise _missing(desk, "Service", "create")
    _count_customer(desk, body)
    booking = desk.store.insert("bookings", new(service, **body.row()))
    confirmed = booking
    if auto_confirm:
        confirmed = _changed(desk, booking, status="confirmed", scheduled_at=booking["requested_at"])
        _note(desk, booking, "confirmed")
    _note(desk, booking, "created")
    # The measured server answers the row as it was before the confirmation.
    shown = confirmed if desk.face is Face.CONTRACT else booking
    return response(shown, "Booking request created successfully")


@router.get("/business/{business_id}")
async def list_page(  # noqa: PLR0913, PLR0917 - the query's parameters
    business_id: UUID,
    desk: CurrentUser,
    status: BookingStatus | None = None,
    start_date: datetime | None = None,
    end_date: datetime | None = None,
    page: Annotated[int, Query(ge=1)] = 1,
    page_size: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Document:
    """The bookings of a business, the oldest first; the measured server shows them to all, and counts the page."""
    if desk.face is Face.CONTRACT and not any(place.business_id == str(business_id) for place in desk.memberships):
        raise refused(403, f"User is not a member of business {business_id}")
    rows = [
        row
        for row in reversed(desk.store.all("bookings", str(business_id)))
        if status in (None, row["status"]) and _is_within(row, start_date, end_date)
    ]
    first = (page - 1) * page_size
    shown = rows[first : first + page_size]
    has_next = first + page_size < len(rows) if desk.face is Face.CONTRACT else len(shown) == page_size
    return {
        "bookings": [answer(row) for row in shown],
        "total_count": len(rows) if desk.face is Face.CONTRACT else len(shown),
        "page": page,
        "page_size": page_size,
        "has_next": has_next,
        "has_previous": page > 1,
    }


@router.get("/{booking_id}")
async def read(booking_id: UUID, desk: Public) -> Document:
    return answer(_found(desk, booking_id, "get"))


@router.post("/{booking_id}/confirm")
async def confirm(booking_id: UUID, body: BookingConfirmationRequest, desk: Public) -> Document:
    booking = _to_be_timed(desk, booking_id, "confirm")
    at = wire.stored(body.scheduled_at) or booking["requested_at"]
    technician = str(body.assigned_technician_id) if body.assigned_technician_id else None
    confirmed = _changed(desk, booking, status="confirmed", scheduled_at=at, primary_technician_id=technician)
    return _timed(desk, confirmed, "confirm", "Booking confirmed successfully")


@router.patch("/{booking_id}/reschedule")
async def reschedule(booking_id: UUID, body: BookingRescheduleRequest, desk: Public) -> Document:
    booking = _to_be_timed(desk, booking_id, "reschedule")
    if desk.face is Face.CONTRACT and wire.as_utc(body.new_scheduled_at) <= datetime.now(UTC):
        raise refused(400, "New scheduled time must be in the future")
    said = {"reason": body.reason}
    moved = _changed(desk, booking, said, scheduled_at=wire.stored(body.new_scheduled_at))
    return _timed(desk, moved, "reschedule", "Booking rescheduled successfully")


@router.patch("/{booking_id}/cancel")
async def cancel(booking_id: UUID, body: BookingCancellationRequest, desk: Public) -> Document:
    booking = _found(desk, booking_id, "cancel")
    if booking["status"] not in _MOVABLE:
        raise refused(400, f"Booking status {booking['status']} cannot be cancelled")
    if desk.face is not Face.CONTRACT and booking["scheduled_at"]:
        raise refused(500, "Failed to cancel booking")
    told = {"cancellation_reason": body.reason, "cancelled_by": body.cancelled_by, "cancelled_at": wire.now()}
    cancelled = _changed(desk, booking, {"reason": body.reason}, status="cancelled", **told)
    _note(desk, booking, "cancelled")
    fees = {"cancellation_fee": 0, "refund_amount": 0}
    return response(cancelled, "Booking cancelled successfully", payment_info=fees)


@router.patch("/{booking_id}/status")
async def set_status(
    booking_id: UUID, new_status: BookingStatus, desk: CurrentUser, reason: str | None = None
) -> Document:
    """Say that the status is another; the measured server leaves it at that."""
    if desk.face is Face.CONTRACT:
        public = PublicDesk(desk.store, desk.face)
        _changed(public, _found(public, booking_id, "update"), {"reason": reason}, status=new_status)
    return {"message": f"Booking status updated to {new_status}"}


def _found(desk: PublicDesk, booking_id: UUID, verb: str) -> Document:
    booking = desk.store.get("bookings", booking_id)
    if booking is None:
        raise _missing(desk, "Booking", verb)
    return booking


def _missing(desk: PublicDesk, what: str, verb: str) -> Exception:
    """What is answered where something is not found: the measured server says that it failed."""
    return (
        refused(404, f"{what} not found") if desk.face is Face.CONTRACT else refused(500, f"Failed to {verb} booking")
    )


def _to_be_timed(desk: PublicDesk, booking_id: UUID, verb: str) -> Document:
    """A booking that can be given a time; on the measured server that is one that has none."""
    booking = _found(desk, booking_id, verb)
    if desk.face is not Face.CONTRACT and booking["scheduled_at"]:
        raise refused(500, f"Failed to {verb} booking")
    if booking["status"] not in _MOVABLE:
        raise refused(400, f"Booking status {booking['status']} cannot be {_DONE[verb]}")
    return booking


def _timed(desk: PublicDesk, booking: Document, verb: str, message: str) -> Document:
    """The answer after a booking got a time, over which the measured server fails."""
    _note(desk, booking, _DONE[verb])
    if desk.face is not Face.CONTRACT:
        raise refused(500, f"Failed to {verb} booking")
    return response(booking, message)


def _changed(desk: PublicDesk, booking: Document, said: Document | None = None, **changes: object) -> Document:
    return desk.store.update("bookings", booking | changes | {"updated_at": wire.now()}, said)


def _note(desk: PublicDesk, booking: Document, event: str) -> None:
    row = {"id": str(uuid4()), "booking_id": booking["id"], "business_id": booking["business_id"], "event": event}
    desk.store.insert("booking_events", row | {"created_date": wire.now()})


def _count_customer(desk: PublicDesk, body: BookingRequest) -> None:
    """Keep who books by their phone number, and how often; this is another list than the contacts."""
    customers = desk.store.all("customer_contacts", str(body.business_id))
    known = next((row for row in customers if row["phone"] == body.customer_phone), None)
    booked = {"last_booking_at": wire.now(), "updated_at": wire.now()}
    if known:
        desk.store.update("customer_contacts", known | booked | {"total_bookings": known["total_bookings"] + 1})
    else:
        row = {"id": str(uuid4()), "business_id": str(body.business_id), "phone": body.customer_phone}
        desk.store.insert("customer_contacts", row | booked | {"total_bookings": 1, "created_date": wire.now()})


def _is_within(booking: Document, start: datetime | None, end: datetime | None) -> bool:
    at = datetime.fromisoformat(booking["scheduled_at"] or booking["requested_at"])
    return (start is None or wire.as_utc(start) <= at) and (end is None or at <= wire.as_utc(end))
