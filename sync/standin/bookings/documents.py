"""A booking and a bookable service as they are stored, and a booking as it is answered."""

from typing import Any
from uuid import uuid4

from sync.standin import wire
from sync.standin.wire import Document

_TIMES = ("requested_at", "scheduled_at", "completed_at", "cancelled_at", "created_at", "updated_at")
_NEXT_STEPS = [
    "We will review your request and confirm your appointment within 2 hours",
    "You will receive a confirmation email/SMS with appointment details",
    "Please ensure someone is available at the service address",
]


def new_service(business_id: str, name: str, **fields: Any) -> Document:
    """A bookable service's row; no call makes or lists one."""
    return {
        "id": str(uuid4()),
        "business_id": business_id,
        "name": name,
        "estimated_duration_minutes": 90,
        "base_price": 120.0,
    } | fields


def new(service: Document, **fields: Any) -> Document:
    """A booking's row, pending, with the given fields over the defaults."""
    created = wire.now()
    nothing = ("booking_number", "scheduled_at", "completed_at", "cancelled_at", "cancelled_by", "cancellation_reason")
    unknown = ("primary_technician_id", "service_coordinates", "final_price")
    return {
        "id": str(uuid4()),
        "business_id": service["business_id"],
        "service_id": service["id"],
        "service_name": service["name"],
        "estimated_duration_minutes": service["estimated_duration_minutes"],
        "quoted_price": str(wire.decimal(service["base_price"])),
        **dict.fromkeys((*nothing, *unknown)),
        "additional_technicians": [],
        "status": "pending",
        "created_at": created,
        "updated_at": created,
        "created_date": created,
    } | fields


def answer(booking: Document) -> Document:
    """A booking as it is answered alone and in lists."""
    answered = {name: value for name, value in booking.items() if name != "created_date"}
    return answered | {name: wire.in_utc(booking[name]) for name in _TIMES}


def response(booking: Document, message: str, **more: Any) -> Document:
    """A booking with what is said of it; whoever waits for a confirmation is told what comes next."""
    return {
        "booking": answer(booking),
        "message": message,
        "next_steps": _NEXT_STEPS if booking["status"] == "pending" else [],
        "estimated_arrival_time": None,
        "technician_info": None,
        "payment_info": None,
    } | more
