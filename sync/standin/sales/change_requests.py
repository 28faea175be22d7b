"""The bodies of what is done to estimates and invoices once they are there, with the limits of the published types."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field, field_validator

from sync.standin import wire
from sync.standin.sales.requests import Amount, LineItem, Percentage, as_row
from sync.standin.wire import Document

Notes = Annotated[str, Field(max_length=1000)]


class SaleUpdateRequest(BaseModel):
    """What is to change; null leaves it."""

    title: str | None = Field(None, min_length=1, max_length=200)
    description: str | None = Field(None, max_length=2000)
    line_items: list[LineItem] | None = Field(None, min_length=1)
    currency: str | None = Field(None, pattern="^[A-Z]{3}$")
    tax_rate: Percentage | None = None
    tax_type: str | None = Field(None, pattern="^(percentage|fixed)$")
    overall_discount_type: str | None = Field(None, pattern="^(none|percentage|fixed)$")
    overall_discount_value: Amount | None = None
    tags: list[str] | None = None
    custom_fields: dict[str, Any] | None = None
    internal_notes: str | None = Field(None, max_length=2000)
    issue_date: date | None = None

    def row(self) -> Document:
        """The given fields as they are stored."""
        return as_row(self.model_dump(mode="json", exclude_none=True))


class EstimateUpdateRequest(SaleUpdateRequest):
    """What is to change of an estimate."""

    document_type: str | None = Field(None, pattern="^(estimate|quote)$")
    valid_until_date: date | None = None
    po_number: str | None = Field(None, max_length=100)


class InvoiceUpdateRequest(SaleUpdateRequest):
    """What is to change of an invoice."""

    due_date: date | None = None


class SaleSearchRequest(BaseModel):
    """Filters that all act."""

    contact_id: UUID | None = None
    project_id: UUID | None = None
    job_id: UUID | None = None
    skip: int = Field(0, ge=0)
    limit: int = Field(100, ge=1, le=1000)


class EstimateSearchRequest(SaleSearchRequest):
    """A term and filters for estimates."""

    search_term: str | None = Field(None, max_length=200)
    status: str | None = None


class InvoiceSearchRequest(SaleSearchRequest):
    """A term and filters for invoices; the page is taken from the query, not from here."""

    search_term: str | None = Field(None, max_length=100)
    status: str | None = Field(None, pattern="^(draft|sent|viewed|paid|partially_paid|overdue|cancelled|void)$")


class EstimateStatusRequest(BaseModel):
    """The status wanted, and a note about it. What is accepted here is called approved everywhere else."""

    status: str = Field(pattern="^(draft|sent|viewed|accepted|rejected|expired|converted)$")
    notes: Notes | None = None


class InvoiceFromEstimateRequest(BaseModel):
    """What the invoice is to have of its own; the published type has no field that names the estimate."""

    title: str | None = Field(None, min_length=1, max_length=200)
    invoice_number: str | None = Field(None, max_length=50)
    due_date: date | None = None


class PaymentRequest(BaseModel):
    """A payment that was received."""

    amount: Decimal = Field(gt=0)
    payment_method: str = Field(pattern="^(cash|check|credit_card|debit_card|bank_transfer|online_payment|other)$")
    reference: str | None = Field(None, max_length=100)
    transaction_id: str | None = Field(None, max_length=100)
    notes: Notes | None = None
    payment_date: datetime | None = None

    @field_validator("payment_date")
    @classmethod
    def _has_been(cls, at: datetime | None) -> datetime | None:
        if at and wire.as_utc(at) > datetime.now(UTC):
            raise ValueError("Payment date cannot be in the future")
        return at
