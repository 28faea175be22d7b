"""The bodies and queries of estimates and invoices, with the limits of the published types."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from pydantic import BaseModel, Field, field_validator

from sync.standin import wire
from sync.standin.sales.documents import new_line
from sync.standin.wire import Document

EstimateStatus = Literal["draft", "sent", "viewed", "approved", "rejected", "expired", "converted", "cancelled"]
InvoiceStatus = Literal["draft", "sent", "viewed", "paid", "partially_paid", "overdue", "cancelled", "refunded"]
Amount = Annotated[Decimal, Field(ge=0)]
Percentage = Annotated[Decimal, Field(ge=0, le=100)]

_SUMS = ("quantity", "unit_price", "discount_value", "tax_rate", "overall_discount_value")


class LineItem(BaseModel):
    """What is sold, how many, and for how much each."""

    description: str = Field(min_length=1, max_length=500)
    quantity: Decimal = Field(gt=0)
    unit_price: Amount
    unit: str | None = Field("each", max_length=50)
    category: str | None = Field(None, max_length=100)
    discount_type: str = Field("none", pattern="^(none|percentage|fixed)$")
    discount_value: Amount = Decimal(0)
    tax_rate: Percentage = Decimal(0)
    notes: str | None = Field(None, max_length=1000)


class SaleRequest(BaseModel):
    """What estimates and invoices have in common."""

    contact_id: UUID
    title: str = Field(min_length=1, max_length=200)
    line_items: list[LineItem] = Field(min_length=1)
    description: str | None = Field(None, max_length=2000)
    currency: str = Field("USD", pattern="^[A-Z]{3}$")
    tax_rate: Percentage = Decimal(0)
    tax_type: str = Field("percentage", pattern="^(percentage|fixed)$")
    overall_discount_type: str = Field("none", pattern="^(none|percentage|fixed)$")
    overall_discount_value: Amount = Decimal(0)
    project_id: UUID | None = None
    job_id: UUID | None = None
    tags: list[str] | None = None
    custom_fields: dict[str, Any] | None = None
    internal_notes: str | None = Field(None, max_length=2000)
    po_number: str | None = Field(None, max_length=100)
    issue_date: date | None = None

    def row(self) -> Document:
        """The given fields as they are stored, the line items with ids."""
        given = self.model_dump(mode="json", exclude_none=True, exclude={"number_prefix", "payment_net_days"})
        return as_row(given)


class SaleQuery(BaseModel):
    """Which estimates or invoices to list; all of it acts."""

    skip: int = Field(0, ge=0)
    limit: int = Field(100, ge=1, le=1000)
    contact_id: UUID | None = None
    project_id: UUID | None = None
    job_id: UUID | None = None


class EstimateQuery(SaleQuery):
    """Which estimates to list."""

    estimate_status: EstimateStatus | None = None


class InvoiceQuery(SaleQuery):
    """Which invoices to list."""

    invoice_status: InvoiceStatus | None = None
    overdue_only: bool = False


class EstimateCreateRequest(SaleRequest):
    """A new estimate."""

    document_type: str = Field("estimate", pattern="^(estimate|quote)$")
    valid_until_date: date | None = None
    estimate_number: str | None = Field(None, max_length=50)
    number_prefix: str = Field("EST", max_length=10)

    @field_validator("valid_until_date")
    @classmethod
    def _lies_ahead(cls, until: date | None) -> date | None:
        if until and until <= wire.today():
            raise ValueError("Valid until date must be in the future")
        return until


class InvoiceCreateRequest(SaleRequest):
    """A new invoice."""

    estimate_id: UUID | None = None
    invoice_number: str | None = Field(None, max_length=50)
    number_prefix: str = Field("INV", max_length=10)
    due_date: date | None = None
    payment_net_days: int = Field(30, ge=0, le=365)


def as_row(given: Document) -> Document:
    """Fields of a request as they are stored, the line items with ids."""
    lines = [new_line(str(uuid4()), _as_floats(line)) for line in given.get("line_items", ())]
    return _as_floats(given) | ({"line_items": lines} if lines else {})


def _as_floats(fields: Document) -> Document:
    return {name: float(value) if name in _SUMS else value for name, value in fields.items()}
