"""Contacts: create, read, list, search, update, delete."""

import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from sync.standin import wire
from sync.standin.auth import Desk, user_in_business, with_permission
from sync.standin.contacts.documents import answer, list_standing, new, with_user_details
from sync.standin.contacts.requests import (
    ContactCreateRequest,
    ContactSearchRequest,
    ContactUpdateRequest,
    Detail,
    Source,
)
from sync.standin.errors import MISSING, NO_ENUM_MEMBERS, pydantic_text, refused
from sync.standin.face import Face
from sync.standin.wire import Document, Limit, Skip

router = APIRouter(prefix="/contacts")

View = Annotated[Desk, Depends(with_permission("view_contacts"))]
Edit = Annotated[Desk, Depends(with_permission("edit_contacts"))]
ViewOne = Annotated[Desk, Depends(with_permission("view_contacts", user_in_business))]
EditOne = Annotated[Desk, Depends(with_permission("edit_contacts", user_in_business))]
DeleteOne = Annotated[Desk, Depends(with_permission("delete_contacts", user_in_business))]

_SEARCHED = ("first_name", "last_name", "email", "phone", "company_name")
_STORABLE_SOURCES = (
    "'website', 'online', 'google_ads', 'social_media', 'referral', 'phone_call', 'walk_in', 'email_marketing', "
    "'trade_show', 'direct_mail', 'yellow_pages', 'partner', 'existing_customer', 'cold_outreach', 'event', 'direct' "
    "or 'other'"
)


@router.post("", status_code=201)
@router.post("/", status_code=201)
async def create(body: ContactCreateRequest, desk: Edit) -> Document:
    _refuse_unstorable_source(desk, body.source)
    document = new(desk.business_id, desk.user_id, **body.model_dump())
    _refuse_duplicate(desk, document)
    _refuse_incomplete(document)
    _refuse_half_address(document["address"])
    _refuse_as_published(desk, "create", 400)
    return answer(desk.store.insert("contacts", document), desk.face)


@router.get("")
@router.get("/")
async def list_page(desk: View, skip: Skip = 0, limit: Limit = 100, include_user_details: Detail = "basic") -> Document:
    rows = desk.store.all("contacts", desk.business_id)
    page = [
        with_user_details(row, desk.face, desk.store, include_user_details) | list_standing(row, desk.face)
        for row in rows[skip : skip + limit]
    ]
    return _page(page, len(rows), skip, limit, has_next=skip + limit < len(rows))


@router.post("/search")
async def search(body: ContactSearchRequest, desk: View) -> Document:
    """Contacts one of whose columns holds the term: a full name finds nothing."""
    term = body.search_term
    said = wire.unparsable(term, _SEARCHED) if term else None
    if said:
        raise refused(400, f"Failed to search contacts: {said}")
    rows = desk.store.all("contacts", desk.business_id)
    if term:
        rows = [row for row in rows if any(wire.ilike(term, row[column]) for column in _SEARCHED)]
    page = [row for row in rows[body.skip : body.skip + body.limit] if _passes(row, body)]
    return _page([answer(row, desk.face) for row in page], len(page), body.skip, body.limit, has_next=False)


@router.get("/{contact_id}")
async def read(contact_id: UUID, desk: ViewOne, include_user_details: Detail = "basic") -> Document:
    return with_user_details(found_contact(desk, contact_id, 404), desk.face, desk.store, include_user_details)


@router.put("/{contact_id}")
async def update(contact_id: UUID, body: ContactUpdateRequest, desk: EditOne) -> Document:
    """Change what is given; the measured server takes a contact type and does not store it."""
    _refuse_unstorable_source(desk, body.source)
    dropped = set() if desk.face is Face.CONTRACT else {"contact_type"}
    changes = body.model_dump(exclude_none=True, exclude=dropped)
    document = found_contact(desk, contact_id, 400) | changes | {"last_modified": wire.now()}
    _refuse_incomplete(document)
    _refuse_half_address(document["address"])
    _refuse_as_published(desk, "update", 400)
    return answer(desk.store.update("contacts", document), desk.face)


@router.delete("/{contact_id}")
async def delete(contact_id: UUID, desk: DeleteOne) -> Document:
    desk.store.delete("contacts", found_contact(desk, contact_id, 400))
    return {"message": "Contact deleted successfully", "success": True}


def _page(contacts: list[Document], total: int, skip: int, limit: int, *, has_next: bool) -> Document:
    return {
        "contacts": contacts,
        "total_count": total,
        "page": skip // limit + 1,
        "per_page": limit,
        "has_next": has_next,
        "has_previous": skip > 0,
    }


def found_contact(desk: Desk, contact_id: UUID, status: int) -> Document:
    """A contact of the business, as it is stored."""
    row = desk.store.get("contacts", contact_id)
    if row is None or row["business_id"] != desk.business_id:
        raise refused(status, MISSING)
    return row


def _passes(row: Document, wanted: ContactSearchRequest) -> bool:
    exact = wanted.model_dump(
        exclude_none=True, include={"contact_type", "status", "priority", "source", "assigned_to"}
    )
    return (
        all(row[name] == value for name, value in exact.items())
        and wanted.has_email in (None, bool(row["email"]))
        and wanted.has_phone in (None, bool(row["phone"] or row["mobile_phone"]))
    )


def _refuse_as_published(desk: Desk, verb: str, status: int) -> None:
    if desk.face is Face.PUBLISHED:
        raise refused(status, f"Failed to {verb} contact: {NO_ENUM_MEMBERS}")


def _refuse_duplicate(desk: Desk, document: Document) -> None:
    """One e-mail address and one phone number per business, compared as written."""
    others = desk.store.all("contacts", desk.business_id)
    for field in ("email", "phone"):
        value = document[field]
        if value and any(other[field] == value for other in others):
            raise refused(400, f"Contact with {field} {value} already exists")


def _refuse_incomplete(document: Document) -> None:
    shown = f"input_value={{'id': UUID('{document['id'][:9]}..., 'custom_fields': {{}}}}, input_type=dict"
    if not (document["email"] or document["phone"] or document["mobile_phone"]):
        said = "Value error, Contact must have at least one contact method (email or phone)"
        raise refused(400, pydantic_text("Contact", ("", said, "value_error", shown)))
    if not (document["first_name"] or document["last_name"] or document["company_name"]):
        said = "Value error, Contact must have at least first name, last name, or company name"
        raise refused(400, pydantic_text("Contact", ("", said, "value_error", shown)))
    for field in ("phone", "mobile_phone"):
        value = document[field]
        if value and len(re.sub(r"\D", "", value)) < 10:
            problem = (
                field,
                "Value error, Invalid phone format",
                "value_error",
                f"input_value={value!r}, input_type=str",
            )
            raise refused(400, pydantic_text("Contact", problem))


def _refuse_half_address(address: Document | None) -> None:
    needed = ("street_address", "city", "state", "postal_code")
    missing = [field for field in needed if address is not None and address.get(field) is None]
    if missing:
        said = ("Input should be a valid string", "string_type", "input_value=None, input_type=NoneType")
        raise refused(400, pydantic_text("Address", *((field, *said) for field in missing)))


def _refuse_unstorable_source(desk: Desk, source: Source | None) -> None:
    """Two sources of the schema are none of the measured server's own list."""
    if desk.face is not Face.CONTRACT and source in ("email_campaign", "advertising"):
        given = f"input_value=<ContactSource.{source.upper()}: {source!r}>, input_type=ContactSource"
        problem = ("source", f"Input should be {_STORABLE_SOURCES}", "enum", given)
        raise refused(400, pydantic_text("ContactCreateDTO", problem))
