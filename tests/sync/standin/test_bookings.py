"""Bookings in the contract's face: one per key, and what is answered is what is stored."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sync.standin import StandIn
from sync.standin.planting import row_id

Body = dict[str, Any]
BUSINESS = row_id("business", "Northside Heating and Plumbing")


@pytest.fixture
def wanted(rosa: httpx.Client) -> Body:
    """A booking of the service that earlier bookings name."""
    [earlier] = rosa.get(f"/bookings/business/{BUSINESS}", params={"status": "completed"}).json()["bookings"]
    return {
        "business_id": BUSINESS,
        "service_id": earlier["service_id"],
        "requested_at": "2031-03-05T09:00:00-06:00",
        "customer_name": "Thomas Baker",
        "customer_phone": "+13125550102",
        "service_address": "204 Oak Street, Naperville, IL 60540",
    }


@pytest.fixture
def book(rosa: httpx.Client, wanted: Body) -> Callable[..., Body]:
    def made(**fields: Any) -> Body:
        answer: Body = rosa.post("/bookings/", json=wanted | fields).raise_for_status().json()
        return answer

    return made


def test_the_same_key_is_the_same_booking(stand_in: StandIn, book: Callable[..., Body]) -> None:
    first = book(idempotency_key="command-70")
    again = book(idempotency_key="command-70", requested_at="2031-03-06T14:00:00")
    assert (again["booking"], again["message"]) == (first["booking"], "Booking already exists")
    told = [(effect.table, effect.op) for effect in stand_in.journal() if effect.command == "command-70"]
    assert told == [("bookings", "insert")]


def test_without_a_key_every_request_is_another_booking(book: Callable[..., Body]) -> None:
    assert book()["booking"]["id"] != book()["booking"]["id"]


def test_times_are_answered_in_utc(rosa: httpx.Client, book: Callable[..., Body]) -> None:
    made = book()["booking"]
    assert made["requested_at"] == "2031-03-05T15:00:00Z"
    assert rosa.get(f"/bookings/{made['id']}").json() == made


def test_a_booking_confirmed_at_once_is_answered_so(
    book: Callable[..., Body], rosa: httpx.Client, wanted: Body
) -> None:
    made = rosa.post("/bookings/", json=wanted, params={"auto_confirm": True}).json()["booking"]
    assert (made["status"], made["scheduled_at"]) == ("confirmed", made["requested_at"])


def test_a_booking_lies_ahead(rosa: httpx.Client, wanted: Body) -> None:
    refused = rosa.post("/bookings/", json=wanted | {"requested_at": "2020-03-05T09:00:00"})
    assert (refused.status_code, refused.json()["detail"]) == (400, "Requested time must be in the future")


def test_it_is_confirmed_moved_twice_and_cancelled_once(rosa: httpx.Client, book: Callable[..., Body]) -> None:
    booking_id = book()["booking"]["id"]
    path = f"/bookings/{booking_id}"
    assert rosa.post(f"{path}/confirm", json={"booking_id": booking_id}).json()["booking"]["status"] == "confirmed"
    for day in ("06", "07"):
        body = {"booking_id": booking_id, "new_scheduled_at": f"2031-03-{day}T10:00:00"}
        moved = rosa.patch(f"{path}/reschedule", json=body)
        assert (moved.status_code, moved.json()["booking"]["scheduled_at"]) == (200, f"2031-03-{day}T10:00:00Z")
    body = {"booking_id": booking_id, "reason": "customer asked", "cancelled_by": "technician"}
    cancelled = rosa.patch(f"{path}/cancel", json=body).json()["booking"]
    assert (cancelled["status"], cancelled["cancellation_reason"]) == ("cancelled", "customer asked")
    assert rosa.get(path).json() == cancelled
    again = rosa.patch(f"{path}/cancel", json=body)
    assert (again.status_code, again.json()["detail"]) == (400, "Booking status cancelled cannot be cancelled")


def test_a_status_that_is_set_is_stored(rosa: httpx.Client, book: Callable[..., Body]) -> None:
    path = f"/bookings/{book()['booking']['id']}"
    rosa.patch(f"{path}/status", params={"new_status": "no_show"})
    assert rosa.get(path).json()["status"] == "no_show"


def test_only_members_see_the_bookings_of_a_business(rosa: httpx.Client) -> None:
    assert rosa.get(f"/bookings/business/{row_id('business', 'Elsewhere')}").status_code == 403


def test_what_is_not_there_is_not_found(rosa: httpx.Client, wanted: Body) -> None:
    assert rosa.get(f"/bookings/{BUSINESS}").status_code == 404
    assert rosa.post("/bookings/", json=wanted | {"service_id": BUSINESS}).status_code == 404
