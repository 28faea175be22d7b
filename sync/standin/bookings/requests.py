"""The bodies of booking requests, with the limits of the published types."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from sync.standin import wire
from sync.standin.wire import Document

BookingStatus = Literal["pending", "confirmed", "in_progress", "completed", "cancelled", "no_show"]
ContactMethod = Literal["phone", "email", "sms"]
BookingSource = Literal["website", "phone", "mobile_app", "referral", "walk_in"]
Place = Annotated[str, Field(max_length=50)]


class BookingRequest(BaseModel):
    """Who wants what done, where and when."""

    business_id: UUID
    service_id: UUID
    requested_at: datetime
    customer_name: str = Field(max_length=200)
    customer_phone: str = Field(max_length=20)
    customer_email: str | None = None
    service_address: str = Field(max_length=500)
    service_city: str | None = Field(None, max_length=100)
    service_state: Place | None = None
    service_zip: str | None = Field(None, max_length=20)
    problem_description: str | None = None
    special_instructions: str | None = None
    access_instructions: str | None = None
    preferred_contact_method: ContactMethod = "phone"
    sms_consent: bool = False
    email_consent: bool = True
    source: BookingSource = "website"
    user_agent: str | None = None
    ip_address: str | None = None
    idempotency_key: str | None = Field(None, max_length=100)

    def row(self) -> Document:
        """The given fields as they are stored."""
        return self.model_dump(mode="json") | {"requested_at": wire.stored(self.requested_at)}


class BookingConfirmationRequest(BaseModel):
    """When it will be done and by whom; without a time, when it was wanted."""

    booking_id: UUID
    scheduled_at: datetime | None = None
    assigned_technician_id: UUID | None = None
    notes: str | None = None


class BookingRescheduleRequest(BaseModel):
    """The new time, and why."""

    booking_id: UUID
    new_scheduled_at: datetime
    reason: str | None = None
    notify_customer: bool = True


class BookingCancellationRequest(BaseModel):
    """Why it is cancelled, and by whom."""

    booking_id: UUID
    reason: str = Field(max_length=500)
    cancelled_by: str = Field(max_length=50)
    refund_amount: Annotated[Decimal, Field(ge=0)] | None = None
    notify_customer: bool = True
