"""The bodies of contact requests, with the limits of the published types."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

ContactType = Literal["prospect", "lead", "customer", "partner", "vendor"]
ContactStatus = Literal["active", "inactive", "archived", "blocked"]
RelationshipStatus = Literal["prospect", "qualified", "proposal", "negotiation", "closed_won", "closed_lost", "dormant"]
LifecycleStage = Literal[
    "awareness", "interest", "consideration", "intent", "evaluation", "purchase", "retention", "advocacy"
]
Detail = Literal["none", "basic", "full"]
"""How much is told of the people who made a contact, or look after it."""
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
Email = Annotated[str, AfterValidator(_email), Field(json_schema_extra={"format": "email"})]
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
    status: ContactStatus | None = None
    priority: Priority | None = None
    source: Source | None = None
    assigned_to: str | None = None
    has_email: bool | None = None
    has_phone: bool | None = None
    skip: int = Field(0, ge=0)
    limit: int = Field(100, ge=1, le=1000)


class InteractionRequest(BaseModel):
    """What was talked about, with what outcome, and what comes next."""

    type: Literal["call", "email", "meeting", "proposal", "quote", "contract", "service", "follow_up", "note"]
    description: str = Field(min_length=1, max_length=1000)
    outcome: str | None = Field(None, max_length=200)
    next_action: str | None = Field(None, max_length=500)
    scheduled_follow_up: datetime | None = None


class ContactConversionRequest(BaseModel):
    """What the contact becomes."""

    to_type: ContactType
    notes: str | None = Field(None, max_length=500)


class ContactStatusRequest(BaseModel):
    """Where the contact stands now."""

    relationship_status: RelationshipStatus
    lifecycle_stage: LifecycleStage | None = None
    reason: str | None = Field(None, max_length=500)
    notes: str | None = Field(None, max_length=1000)


class ContactBulkUpdateRequest(BaseModel):
    """What several contacts are to get."""

    contact_ids: list[UUID] = Field(min_length=1, max_length=1000)
    status: ContactStatus | None = None
    priority: Priority | None = None
    assigned_to: str | None = None
    tags_to_add: list[str] | None = None
    tags_to_remove: list[str] | None = None
    custom_fields: dict[str, Any] | None = None


class ContactTagsRequest(BaseModel):
    """Tags that several contacts get, lose, or have from now on."""

    contact_ids: list[UUID] = Field(min_length=1, max_length=1000)
    tags: list[str] = Field(min_length=1)
    operation: str = Field(pattern="^(add|remove|replace)$")
