"""Every operation that the stand-in offers is one of Hero365's published types: its request and its answer."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync.standin import OWNER_EMAIL, OWNER_PHONE, PRACTICE_PASSWORD, StandIn
from sync.standin.app import BASE_PATHS, build
from sync.standin.planting import row_id
from sync.standin.store import Store

SHARED = Path(os.environ.get("HERO365_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
TYPES = SHARED / "hero365" / "openapi.types.json"

Schema = dict[str, Any]

_OURS: Schema = build(Store(Path(":memory:"))).openapi()
_BASE = BASE_PATHS[0]
OFFERED = [
    (method, path.removeprefix(_BASE))
    for path, methods in _OURS["paths"].items()
    if path.startswith(f"{_BASE}/")
    for method in methods
]
"""What the stand-in offers, by its own description: a new route is compared without further ado."""
_WORDS = ("title", "description", "default", "examples", "deprecated")
"""What says nothing about which values are taken."""


_PLACEHOLDER = re.compile(r"\{(\w+):([^}]+)\}")
_LINE = {"description": "Repair", "quantity": 2, "unit_price": "134.00"}
_HOME = {"street_address": "5 Mill Road", "city": "Aurora", "state": "IL", "postal_code": "60502"}
_PROJECT = {
    "name": "Repipe",
    "description": "Whole house",
    "project_type": "renovation",
    "status": "planning",
    "priority": "medium",
    "start_date": "2031-03-03T09:00:00Z",
    "client_name": "Ann Bauer",
}
_REMINDER = {
    "contact_id": "{contact:contact-1}",
    "activity_type": "reminder",
    "title": "Call Maria",
    "due_date": "2020-03-05T15:00:00Z",
    "assigned_to": "{user:owner}",
    "reminders": [{"reminder_time": "2020-03-05T14:30:00Z"}],
}

_ORDER = {
    "supplier_id": "{supplier:Lakeshore Supply}",
    "line_items": [{"product_id": "{product:CE-050}", "quantity": 10, "unit_cost": 1.1}],
}

_DAYS = {"start_date": "2020-01-01", "end_date": "2035-12-31"}
_BOOKING = {
    "business_id": "{business:Northside Heating and Plumbing}",
    "service_id": "{service:Northside Heating and Plumbing}",
    "requested_at": "2031-03-05T09:00:00",
    "customer_name": "Maria Garcia",
    "customer_phone": "+13125550101",
    "service_address": "18 Mill Road, Aurora, IL 60502",
}


@dataclass(frozen=True)
class Call:
    """One request of an operation; ``{kind:key}`` is the id of a seeded row, ``{made:name}`` that of one made here."""

    body: Any = None
    ids: dict[str, str] = field(default_factory=dict)
    """Path parameters where they are others than in `IDS`."""
    query: dict[str, str] | None = None


IDS = {
    "contact_id": "{contact:contact-1}",
    "job_id": "{job:42}",
    "user_id": "{user:Rosa Delgado}",
    "project_id": "{project:7}",
    "estimate_id": "{estimate:8}",
    "invoice_id": "{invoice:101}",
    "product_id": "{product:CE-050}",
    "activity_id": "{made:activity}",
    "supplier_id": "{supplier:Lakeshore Supply}",
    "purchase_order_id": "{made:order}",
    "booking_id": "{made:booking}",
    "business_id": "{business:Northside Heating and Plumbing}",
}
MADE = {
    "activity": ("/activities", _REMINDER),
    "order": ("/purchase-orders/", _ORDER),
    "booking": ("/bookings/", _BOOKING),
    "other_booking": ("/bookings/", _BOOKING),
}
"""Rows that no seed has: how each is made."""
CALLS = {
    "POST /auth/signin": Call({"email": OWNER_EMAIL, "password": PRACTICE_PASSWORD}),
    "POST /auth/signin/phone": Call({"phone": OWNER_PHONE, "password": PRACTICE_PASSWORD}),
    "POST /auth/refresh": Call({"refresh_token": "{made:refresh_token}"}),
    "POST /business-context/switch": Call({"business_id": "{business:Northside Heating and Plumbing}"}),
    "POST /contacts": Call({"contact_type": "lead", "first_name": "Ann", "phone": "+13125550190"}),
    "POST /contacts/": Call({"contact_type": "lead", "first_name": "Bo", "phone": "+13125550191"}),
    "POST /contacts/bulk-update": Call({"contact_ids": ["{contact:contact-2}"], "priority": "high"}),
    "POST /contacts/tags": Call({"contact_ids": ["{contact:contact-2}"], "tags": ["gate"], "operation": "add"}),
    "POST /contacts/{contact_id}/interactions": Call({"type": "call", "description": "Wants a quote"}),
    "POST /contacts/{contact_id}/convert": Call({"to_type": "lead"}),
    "PUT /contacts/{contact_id}/status": Call({"relationship_status": "qualified"}),
    "DELETE /contacts/{contact_id}": Call(ids={"contact_id": "{contact:contact-9}"}),
    "POST /jobs": Call({"title": "Tap", "job_type": "repair", "job_address": _HOME}),
    "POST /jobs/": Call({"title": "Tap", "job_type": "repair", "job_address": _HOME}),
    "POST /jobs/bulk-update": Call({"job_ids": ["{job:42}"], "tags_to_add": ["urgent"]}),
    "GET /jobs/schedule/daily": Call(query={"date": "2026-03-02T00:00:00-06:00"}),
    "GET /jobs/workload/{user_id}": Call(query={"target_user_id": "{user:Rosa Delgado}"}),
    "PATCH /jobs/{job_id}/status": Call({"status": "on_hold"}, {"job_id": "{job:57}"}),
    "POST /jobs/{job_id}/start": Call(ids={"job_id": "{job:230}"}),
    "POST /jobs/{job_id}/complete": Call(ids={"job_id": "{job:456}"}),
    "POST /jobs/{job_id}/cancel": Call(ids={"job_id": "{job:115}"}, query={"reason": "customer asked"}),
    "PATCH /jobs/{job_id}/assign": Call({"user_ids": ["{user:Marcus Reed}"]}),
    "DELETE /jobs/{job_id}": Call(ids={"job_id": "{job:131}"}),
    "POST /projects": Call(_PROJECT),
    "POST /projects/{project_id}/assign": Call({"user_ids": ["{user:Marcus Reed}"]}),
    "POST /projects/{project_id}/jobs": Call({"job_ids": ["{job:42}"]}),
    "GET /projects/status/{status}": Call(ids={"status": "active"}),
    "GET /projects/analytics/budget-summary": Call(query=_DAYS),
    "DELETE /projects/{project_id}": Call(ids={"project_id": "{project:15}"}),
    "POST /estimates": Call({"contact_id": "{contact:contact-1}", "title": "Repipe", "line_items": [_LINE]}),
    "POST /estimates/": Call({"contact_id": "{contact:contact-1}", "title": "Repipe", "line_items": [_LINE]}),
    "POST /invoices": Call({"contact_id": "{contact:contact-1}", "title": "Repipe", "line_items": [_LINE]}),
    "POST /invoices/": Call({"contact_id": "{contact:contact-1}", "title": "Repipe", "line_items": [_LINE]}),
    "PATCH /estimates/{estimate_id}/status": Call({"status": "sent"}),
    "POST /estimates/{estimate_id}/convert-to-invoice": Call(ids={"estimate_id": "{estimate:10}"}),
    "POST /invoices/{invoice_id}/payments": Call({"amount": "20", "payment_method": "cash"}),
    "POST /products/{product_id}/adjust-stock": Call(
        {"product_id": "{product:CE-050}", "quantity_change": -2, "adjustment_reason": "used"}
    ),
    "POST /products/{product_id}/reserve": Call({"quantity": 1, "reference_id": "{job:42}", "reference_type": "job"}),
    "POST /purchase-orders/": Call(_ORDER),
    "POST /bookings/": Call(_BOOKING),
    "POST /bookings/{booking_id}/confirm": Call({"booking_id": "{made:booking}"}),
    "PATCH /bookings/{booking_id}/reschedule": Call(
        {"booking_id": "{made:booking}", "new_scheduled_at": "2031-03-06T10:00:00"}
    ),
    "PATCH /bookings/{booking_id}/cancel": Call(
        {"booking_id": "{made:other_booking}", "reason": "customer asked", "cancelled_by": "technician"},
        {"booking_id": "{made:other_booking}"},
    ),
    "PATCH /bookings/{booking_id}/status": Call(query={"new_status": "confirmed"}),
    "POST /scheduling/available-slots": Call(
        {
            "job_type": "service",
            "estimated_duration_hours": 2,
            "preferred_date_range": {"start_time": "2031-03-03T08:00:00Z", "end_time": "2031-03-03T18:00:00Z"},
        }
    ),
    "POST /scheduling/availability/check": Call(
        {
            "user_ids": ["{user:Rosa Delgado}"],
            "start_datetime": "2031-03-03T09:00:00Z",
            "end_datetime": "2031-03-03T11:00:00Z",
        }
    ),
    "GET /scheduling/availability/team-summary": Call(query=_DAYS),
    "POST /scheduling/book-slot": Call({"slot_id": "1", "customer_contact": {}, "job_details": {}}),
    "POST /scheduling/real-time/update-location": Call(
        {
            "user_id": "{user:Rosa Delgado}",
            "status": "traveling",
            "location": {
                "latitude": 41.75,
                "longitude": -88.25,
                "accuracy_meters": 20,
                "timestamp": "2031-03-03T09:00:00Z",
            },
        }
    ),
    "GET /scheduling/users/{user_id}/calendar/events": Call(query=_DAYS),
    "POST /scheduling/users/{user_id}/calendar/events": Call(
        {"title": "Visit", "start_datetime": "2031-03-03T09:00:00Z", "end_datetime": "2031-03-03T10:00:00Z"}
    ),
    "POST /scheduling/users/{user_id}/time-off": Call(
        {"time_off_type": "vacation", "start_date": "2031-03-10", "end_date": "2031-03-11"}
    ),
    "POST /activities": Call(_REMINDER),
    "POST /activities/bulk-update": Call({"activity_ids": ["{made:activity}"], "status": "in_progress"}),
    "POST /activities/timeline": Call({"contact_id": "{contact:contact-1}"}),
}
"""What is asked of an operation that cannot do without; a POST or a PUT that is not named gets an empty object."""


NEVER_WORKS = {
    "POST /invoices/from-estimate": "no field of the published type names the estimate",
    "POST /scheduling/book-slot": "a placeholder that stores nothing",
}
"""Operations that are offered to be refused, on every face, and why."""


class Shop:
    """The practice business as its owner calls it."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._made: dict[str, str] = {}
        signed_in = client.post("/auth/signin", json={"email": OWNER_EMAIL, "password": PRACTICE_PASSWORD}).json()
        self._made["refresh_token"] = signed_in["refresh_token"]
        for name, (path, body) in MADE.items():
            made = client.post(path, json=self._filled(body)).raise_for_status().json()
            self._made[name] = made.get("booking", made)["id"]

    def call(self, operation: str) -> httpx.Response:
        """Call an operation as `CALLS` says."""
        asked = CALLS.get(operation, Call())
        method, path = operation.split(" ")
        for name, key in (IDS | asked.ids).items():
            path = path.replace(f"{{{name}}}", self._filled(key))
        body = None if method in ("GET", "DELETE") else self._filled(asked.body or {})
        return self._client.request(method, path, json=body, params=self._filled(asked.query))

    def _filled(self, value: Any) -> Any:
        return json.loads(_PLACEHOLDER.sub(self._id, json.dumps(value)))

    def _id(self, found: re.Match[str]) -> str:
        kind, key = found.groups()
        return self._made[key] if kind == "made" else row_id(kind, key)


@pytest.fixture(scope="module")
def shop(running: StandIn, sign_in: Callable[..., httpx.Client]) -> Shop:
    return Shop(sign_in(running, OWNER_EMAIL))


@pytest.fixture(scope="module")
def published() -> Schema:
    """The published types."""
    if not TYPES.exists():
        pytest.skip(f"the published types are not at {TYPES}")
    described: Schema = json.loads(TYPES.read_text())
    return described


@pytest.mark.parametrize(("method", "path"), OFFERED)
def test_a_request_is_the_published_one(method: str, path: str, published: Schema) -> None:
    theirs = published["paths"][f"/api/v1{path}"][method]
    ours = _OURS["paths"][f"{_BASE}{path}"][method]
    assert list(_request_differences(ours, theirs, published)) == []


@pytest.mark.parametrize(("method", "path"), OFFERED)
def test_an_answer_is_the_published_one(method: str, path: str, shop: Shop, published: Schema) -> None:
    operation = f"{method.upper()} {path}"
    answers = published["paths"][f"/api/v1{path}"][method]["responses"]
    answer = shop.call(operation)
    if operation in NEVER_WORKS:
        assert answer.status_code in (422, 500)
        return
    assert answer.status_code < 300, answer.text
    assert str(answer.status_code) in answers
    content = answers[str(answer.status_code)].get("content")
    schema = _plain(content["application/json"]["schema"], published) if content else {}
    assert list(_answer_differences(answer.json() if content else None, schema)) == []


def _request_differences(ours: Schema, theirs: Schema, published: Schema) -> Iterator[str]:
    yield from _field_differences(_fields(ours, _OURS), _fields(theirs, published), "")
    yield from _value_differences(_body(ours, _OURS), _body(theirs, published), "body")


def _value_differences(ours: Schema, theirs: Schema, where: str) -> Iterator[str]:
    """Where a value of ours is not the published one; of objects the required fields must be there, others may be."""
    if "properties" in ours and "properties" in theirs:
        yield from _field_differences(_properties(ours), _properties(theirs), f"{where}.")
    elif "anyOf" in ours and "anyOf" in theirs and len(ours["anyOf"]) == len(theirs["anyOf"]):
        for one, other in zip(ours["anyOf"], theirs["anyOf"], strict=True):
            yield from _value_differences(one, other, where)
    elif "items" in ours and "items" in theirs:
        yield from _value_differences(ours["items"], theirs["items"], f"{where}[]")
        if ours | {"items": None} != theirs | {"items": None}:
            yield f"{where} is {ours}, published is {theirs}"
    elif ours != theirs:
        yield f"{where} is {ours}, published is {theirs}"


def _field_differences(
    ours: dict[str, tuple[bool, Schema]], theirs: dict[str, tuple[bool, Schema]], where: str
) -> Iterator[str]:
    for name, (required, schema) in theirs.items():
        if name in ours:
            if ours[name][0] != required:
                yield f"{where}{name} is {'not ' * required}required"
            yield from _value_differences(ours[name][1], schema, f"{where}{name}")
        elif required:
            yield f"{where}{name} is missing"
    for name in ours.keys() - theirs.keys():
        yield f"{where}{name} is not published"


def _answer_differences(answered: Any, schema: Schema, where: str = "answer") -> Iterator[str]:
    """Where an answer lacks a required key, has one that is not published, or a value outside a closed list."""
    if "anyOf" in schema:
        choices = [list(_answer_differences(answered, choice, where)) for choice in schema["anyOf"]]
        yield from min(choices, key=len)
    elif schema.get("type") == "null" and answered is not None:
        yield f"{where} is not null"
    elif "enum" in schema and answered not in schema["enum"]:
        yield f"{where} is {answered!r}"
    elif schema.get("type") == "array":
        if not isinstance(answered, list):
            yield f"{where} is no list"
            return
        for item in answered:
            yield from _answer_differences(item, schema["items"], f"{where}[]")
    elif "properties" in schema:
        if not isinstance(answered, dict):
            yield f"{where} is no object"
            return
        for name in set(schema.get("required", ())) - answered.keys():
            yield f"{where}.{name} is missing"
        for name, value in answered.items():
            if name in schema["properties"]:
                yield from _answer_differences(value, schema["properties"][name], f"{where}.{name}")
            else:
                yield f"{where}.{name} is not published"


def _fields(operation: Schema, whole: Schema) -> dict[str, tuple[bool, Schema]]:
    """The parameters of path and query: whether each is required, and its values."""
    return {
        given["name"]: (given.get("required", False), _plain(given["schema"], whole))
        for given in operation.get("parameters", ())
        if given["in"] in ("path", "query")
    }


def _body(operation: Schema, whole: Schema) -> Schema:
    content = operation.get("requestBody", {}).get("content", {})
    return _plain(content["application/json"]["schema"], whole) if content else {}


def _properties(schema: Schema) -> dict[str, tuple[bool, Schema]]:
    return {name: (name in schema.get("required", ()), field) for name, field in schema["properties"].items()}


def _plain(schema: Schema, whole: Schema) -> Schema:
    """A schema with its references followed and without words: what values it takes."""
    if "$ref" in schema:
        return _plain(whole["components"]["schemas"][schema["$ref"].split("/")[-1]], whole)
    plain: Schema = {}
    for name, value in schema.items():
        if name in _WORDS:
            continue
        if name == "properties":
            plain[name] = {field: _plain(inner, whole) for field, inner in value.items()}
        elif name in ("items", "additionalProperties") and isinstance(value, dict):
            plain[name] = _plain(value, whole)
        elif name == "anyOf":
            plain[name] = [_plain(inner, whole) for inner in value]
        else:
            plain[name] = value
    return plain
