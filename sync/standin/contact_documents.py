"""A contact as it is stored, and as it is answered."""

from typing import Any
from uuid import uuid4

from sync.standin import wire
from sync.standin.contact_requests import AddressFields
from sync.standin.face import Face
from sync.standin.wire import Document

_STANDING = {"lead": ("Qualified Lead", "Interest"), "customer": ("Active Client", "Customer")}
"""Contact type to the displays of relationship and life-cycle stage; everybody else is a prospect, aware."""


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
    } | fields


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
    """A contact as create, update and search answer it: four enums always come back as their defaults."""
    kept = {key: value for key, value in row.items() if key not in ("status", "contact_type")}
    return kept | {
        "contact_type": "prospect",
        "status": "active",
        "relationship_status": "prospect",
        "lifecycle_stage": "awareness",
        "source": None,
        "address": address_answer(row["address"]),
        "tags": sorted(row["tags"]),
        "status_history": [],
        "interaction_history": [],
        "created_date": wire.to_the_second(row["created_date"]),
        "last_modified": wire.to_the_second(row["last_modified"]),
        "last_contacted": wire.to_the_second(row["last_contacted"]),
        "display_name": display_name(row),
        "primary_contact_method": primary_contact_method(row),
        **_displays(row, face),
    }


def _displays(row: Document, face: Face) -> Document:
    relationship, stage = _STANDING.get(row["contact_type"], ("Prospect", "Awareness"))
    displays = {
        "type_display": wire.display(row["contact_type"]),
        "status_display": wire.display(row["status"]),
        "priority_display": wire.display(row["priority"]),
        "source_display": wire.display(row["source"]) if row["source"] else "Not specified",
        "relationship_status_display": relationship,
        "lifecycle_stage_display": stage,
    }
    return dict.fromkeys(displays, "Unknown") if face is Face.PUBLISHED else displays


def with_user_details(row: Document, face: Face) -> Document:
    """A contact as get and list answer it: looking up the user's details loses who created it."""
    return answer(row, face) | {"created_by": None}


def list_standing(row: Document, face: Face) -> Document:
    """The list alone reads relationship and stage back with enums that lack most of their values."""
    if face is Face.PUBLISHED:
        return {}
    stage = "Interest" if row["contact_type"] == "lead" else "Awareness"
    return {"relationship_status_display": "Prospect", "lifecycle_stage_display": stage}
