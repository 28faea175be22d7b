"""A contact as it is stored, and as it is answered."""

from typing import Any
from uuid import uuid4

from sync.standin import wire
from sync.standin.contacts.requests import AddressFields
from sync.standin.face import Face
from sync.standin.store import Store
from sync.standin.wire import Document

_STANDING = {"lead": ("prospect", "interest"), "customer": ("closed_won", "purchase")}
"""Contact type to relationship and life-cycle stage where none was set; everybody else is a prospect, aware."""
_MEASURED_STANDING = {"lead": ("Qualified Lead", "Interest"), "customer": ("Active Client", "Customer")}
"""The same in the words of the measured server's displays."""


_FORGOTTEN: Document = {
    "contact_type": "prospect",
    "status": "active",
    "relationship_status": "prospect",
    "lifecycle_stage": "awareness",
    "source": None,
    "status_history": [],
    "interaction_history": [],
}
"""What the measured server answers always, whatever is stored."""


def new(business_id: str, created_by: str, **fields: Any) -> Document:
    """A contact's row with the given fields over the defaults."""
    created = wire.now()
    return {
        "id": str(uuid4()),
        "business_id": business_id,
        "status": "active",
        "first_name": None,
        "last_name": None,
        "company_name": None,
        "job_title": None,
        "email": None,
        "phone": None,
        "mobile_phone": None,
        "website": None,
        "address": None,
        "priority": "medium",
        "source": None,
        "tags": [],
        "notes": None,
        "estimated_value": None,
        "currency": "USD",
        "assigned_to": None,
        "created_by": created_by,
        "custom_fields": {},
        "created_date": created,
        "last_modified": created,
        "last_contacted": None,
        "relationship_status": None,
        "lifecycle_stage": None,
        "status_history": [],
        "interaction_history": [],
    } | fields


def standing(contact: Document) -> tuple[str, str]:
    """Relationship and life-cycle stage: as they were set, else as the contact's type has it."""
    relationship, stage = _STANDING.get(contact["contact_type"], ("prospect", "awareness"))
    return contact["relationship_status"] or relationship, contact["lifecycle_stage"] or stage


def display_name(contact: Document) -> str:
    """The person's name, else the company's."""
    person = " ".join(part for part in (contact["first_name"], contact["last_name"]) if part)
    return person or str(contact["company_name"])


def primary_contact_method(contact: Document) -> str:
    """The e-mail address, else a phone number."""
    return str(contact["email"] or contact["phone"] or contact["mobile_phone"] or "")


def address_answer(address: Document | None) -> Document | None:
    """An address with all its columns, in the country that is assumed."""
    if address is None:
        return None
    return AddressFields(**address).model_dump() | {"country": address.get("country") or "US"}


def answer(row: Document, face: Face) -> Document:
    """A contact as create, update and search answer it."""
    relationship, stage = standing(row)
    stands: Document = {"relationship_status": relationship, "lifecycle_stage": stage}
    return row | {
        **(stands if face is Face.CONTRACT else _FORGOTTEN),
        "address": address_answer(row["address"]),
        "tags": sorted(row["tags"]),
        "created_date": wire.to_the_second(row["created_date"]),
        "last_modified": wire.to_the_second(row["last_modified"]),
        "last_contacted": wire.to_the_second(row["last_contacted"]),
        "display_name": display_name(row),
        "primary_contact_method": primary_contact_method(row),
        **_displays(row, face),
    }


def _displays(row: Document, face: Face) -> Document:
    if face is Face.CONTRACT:
        relationship, stage = map(wire.display, standing(row))
    else:
        relationship, stage = _MEASURED_STANDING.get(row["contact_type"], ("Prospect", "Awareness"))
    displays = {
        "type_display": wire.display(row["contact_type"]),
        "status_display": wire.display(row["status"]),
        "priority_display": wire.display(row["priority"]),
        "source_display": wire.display(row["source"]) if row["source"] else "Not specified",
        "relationship_status_display": relationship,
        "lifecycle_stage_display": stage,
    }
    return dict.fromkeys(displays, "Unknown") if face is Face.PUBLISHED else displays


def with_user_details(row: Document, face: Face, store: Store, detail: str) -> Document:
    """A contact as get and list answer it, with the people in it by name; the measured server loses who created it."""
    if face is not Face.CONTRACT:
        return answer(row, face) | {"created_by": None}
    people = {name: _person(row[name], store, detail) for name in ("created_by", "assigned_to")}
    return answer(row, face) | people


def _person(user_id: str | None, store: Store, detail: str) -> Document | str | None:
    user = store.get("users", user_id) if user_id else None
    if user is None or detail == "none":
        return user_id
    basic = {"id": user_id, "display_name": user["full_name"], "email": user["email"]}
    if detail == "basic":
        return basic
    more = {"full_name": user["full_name"], "phone": user["phone"], "role": None, "department": None}
    return basic | more | {"is_active": True}


def list_standing(row: Document, face: Face) -> Document:
    """The repaired server's list alone reads relationship and stage back, with enums that lack most of their values."""
    if face is not Face.REPAIRED:
        return {}
    stage = "Interest" if row["contact_type"] == "lead" else "Awareness"
    return {"relationship_status_display": "Prospect", "lifecycle_stage_display": stage}
