"""Contacts: create, read, list, search, update, delete."""

import re
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends
from pydantic import AfterValidator, BaseModel, Field

from sync.standin import wire
from sync.standin.auth import Desk, user_in_business, with_permission
from sync.standin.errors import pydantic_text, refused
from sync.standin.face import Face
from sync.standin.wire import Document, Limit, Skip

router = APIRouter(prefix="/contacts")

View = Annotated[Desk, Depends(with_permission("view_contacts"))]
Edit = Annotated[Desk, Depends(with_permission("edit_contacts"))]
ViewOne = Annotated[Desk, Depends(with_permission("view_contacts", user_in_business))]
EditOne = Annotated[Desk, Depends(with_permission("edit_contacts", user_in_business))]
DeleteOne = Annotated[Desk, Depends(with_permission("delete_contacts", user_in_business))]

NO_ENUM_MEMBERS = "'str' object has no attribute 'value'"
"""What breaks every write of a contact and a job on the published server."""
MISSING = "EntityNotFoundError.__init__() missing 1 required positional argument: 'entity_id'"
"""What the server says of an unknown contact: it stumbles over its own error."""

_STANDING = {"lead": ("Qualified Lead", "Interest"), "customer": ("Active Client", "Customer")}
"""Contact type to the displays of relationship and life-cycle stage; everybody else is a prospect, aware."""
_SEARCHED = ("first_name", "last_name", "email", "phone", "company_name")
_STORABLE_SOURCES = (
    "'website', 'online', 'google_ads', 'social_media', 'referral', 'phone_call', 'walk_in', 'email_marketing', "
    "'trade_show', 'direct_mail', 'yellow_pages', 'partner', 'existing_customer', 'cold_outreach', 'event', 'direct' "
    "or 'other'"
)

ContactType = Literal["prospect", "lead", "customer", "partner", "vendor"]
Priority = Literal["low", "medium", "high", "urgent"]
Source = Literal[
    "website",
    "referral",
    "social_media",
    "email_campaign",
    "phone_call",
    "walk_in",
    "trade_show",
    "advertising",
    "online",
    "other",
]


def _email(address: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address):
        raise ValueError("value is not a valid email address")
    return address


Name = Annotated[str, Field(min_length=1, max_length=100)]
Email = Annotated[str, AfterValidator(_email)]
Phone = Annotated[str, Field(max_length=20)]


class AddressFields(BaseModel):
    """An address; the schema lets every part be absent, the server then refuses the rest."""

    street_address: str | None = Field(None, max_length=200)
    city: str | None = Field(None, max_length=100)
    state: str | None = Field(None, max_length=100)
    postal_code: str | None = Field(None, max_length=20)
    country: str | None = Field(None, max_length=100)
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    access_notes: str | None = Field(None, max_length=500)
    place_id: str | None = Field(None, max_length=255)
    formatted_address: str | None = Field(None, max_length=500)
    address_type: str | None = Field(None, max_length=50)


class ContactFields(BaseModel):
    """What create and update have in common."""

    first_name: Name | None = None
    last_name: Name | None = None
    company_name: str | None = Field(None, min_length=1, max_length=200)
    job_title: str | None = Field(None, max_length=100)
    email: Email | None = None
    phone: Phone | None = None
    mobile_phone: Phone | None = None
    website: str | None = Field(None, max_length=200)
    address: AddressFields | None = None
    source: Source | None = None
    notes: str | None = None
    estimated_value: float | None = Field(None, ge=0)
    assigned_to: str | None = None


class ContactCreateRequest(ContactFields):
    """A new contact."""

    contact_type: ContactType
    priority: Priority = "medium"
    currency: str = Field("USD", min_length=3, max_length=3)
    tags: list[str] = []
    custom_fields: dict[str, Any] = {}


class ContactUpdateRequest(ContactFields):
    """What is to change; null leaves it."""

    contact_type: ContactType | None = None
    priority: Priority | None = None
    currency: str | None = Field(None, min_length=3, max_length=3)
    tags: list[str] | None = None
    custom_fields: dict[str, Any] | None = None


class ContactSearchRequest(BaseModel):
    """A term, and filters that act on the page it gave."""

    search_term: str | None = Field(None, max_length=200)
    contact_type: ContactType | None = None
    status: Literal["active", "inactive", "archived", "blocked"] | None = None
    priority: Priority | None = None
    source: Source | None = None
    assigned_to: str | None = None
    has_email: bool | None = None
    has_phone: bool | None = None
    skip: int = Field(0, ge=0)
    limit: int = Field(100, ge=1, le=1000)


@router.post("", status_code=201)
@router.post("/", status_code=201)
async def create(body: ContactCreateRequest, desk: Edit) -> Document:
    _refuse_unstorable_source(body.source)
    document = new(desk.business_id, desk.user_id, **body.model_dump())
    _refuse_duplicate(desk, document)
    _refuse_incomplete(document)
    _refuse_half_address(document["address"])
    _refuse_as_published(desk, "create", 400)
    return answer(desk.store.insert("contacts", document), desk.face)


@router.get("")
@router.get("/")
async def list_page(desk: View, skip: Skip = 0, limit: Limit = 100) -> Document:
    rows = desk.store.all("contacts", desk.business_id)
    page = [_with_user_details(row, desk.face) | _list_standing(row, desk.face) for row in rows[skip : skip + limit]]
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
async def read(contact_id: UUID, desk: ViewOne) -> Document:
    return _with_user_details(_found(desk, contact_id, 404), desk.face)


@router.put("/{contact_id}")
async def update(contact_id: UUID, body: ContactUpdateRequest, desk: EditOne) -> Document:
    """Change what is given; a contact type is taken and not stored."""
    _refuse_unstorable_source(body.source)
    changes = body.model_dump(exclude_none=True, exclude={"contact_type"})
    document = _found(desk, contact_id, 400) | changes | {"last_modified": wire.now()}
    _refuse_incomplete(document)
    _refuse_half_address(document["address"])
    _refuse_as_published(desk, "update", 400)
    return answer(desk.store.update("contacts", document), desk.face)


@router.delete("/{contact_id}")
async def delete(contact_id: UUID, desk: DeleteOne) -> Document:
    desk.store.delete("contacts", _found(desk, contact_id, 400))
    return {"message": "Contact deleted successfully", "success": True}


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


def _with_user_details(row: Document, face: Face) -> Document:
    """A contact as get and list answer it: looking up the user's details loses who created it."""
    return answer(row, face) | {"created_by": None}


def _list_standing(row: Document, face: Face) -> Document:
    """The list alone reads relationship and stage back with enums that lack most of their values."""
    if face is Face.PUBLISHED:
        return {}
    stage = "Interest" if row["contact_type"] == "lead" else "Awareness"
    return {"relationship_status_display": "Prospect", "lifecycle_stage_display": stage}


def _page(contacts: list[Document], total: int, skip: int, limit: int, *, has_next: bool) -> Document:
    return {
        "contacts": contacts,
        "total_count": total,
        "page": skip // limit + 1,
        "per_page": limit,
        "has_next": has_next,
        "has_previous": skip > 0,
    }


def _found(desk: Desk, contact_id: UUID, status: int) -> Document:
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


def _refuse_unstorable_source(source: str | None) -> None:
    """Two sources of the schema are none of the server's own list."""
    if source in ("email_campaign", "advertising"):
        given = f"input_value=<ContactSource.{source.upper()}: {source!r}>, input_type=ContactSource"
        problem = ("source", f"Input should be {_STORABLE_SOURCES}", "enum", given)
        raise refused(400, pydantic_text("ContactCreateDTO", problem))
