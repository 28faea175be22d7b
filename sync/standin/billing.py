"""Estimates and invoices: create, read, list, the next number.

The measured server cannot create either and cannot read one estimate; the contract's face does what the types promise.
"""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field, field_validator

from sync.standin import contacts, wire
from sync.standin.auth import Desk, with_permission
from sync.standin.errors import broken, pydantic_text, refused
from sync.standin.face import Face
from sync.standin.wire import Document

estimates = APIRouter(prefix="/estimates")
invoices = APIRouter(prefix="/invoices")

View = Annotated[Desk, Depends(with_permission("view_projects"))]
Edit = Annotated[Desk, Depends(with_permission("edit_projects"))]
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
        lines = [new_line(str(uuid4()), _as_floats(line)) for line in given["line_items"]]
        return _as_floats(given) | {"line_items": lines}


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
        if until and until <= _today():
            raise ValueError("Valid until date must be in the future")
        return until


class InvoiceCreateRequest(SaleRequest):
    """A new invoice."""

    estimate_id: UUID | None = None
    invoice_number: str | None = Field(None, max_length=50)
    number_prefix: str = Field("INV", max_length=10)
    due_date: date | None = None
    payment_net_days: int = Field(30, ge=0, le=365)


@estimates.post("", status_code=201)
@estimates.post("/", status_code=201)
async def create_estimate(body: EstimateCreateRequest, desk: Edit) -> Document:
    if desk.face is not Face.CONTRACT:
        shown = (
            f"input_value={{'contact_id': UUID('{str(body.contact_id)[:4]}..., 'issue_date': None}}, input_type=dict"
        )
        raise broken(pydantic_text("EstimateCreateDTO", ("business_id", "Field required", "missing", shown)))
    client = _client(desk, body.contact_id)
    number = body.estimate_number or _next_number(desk, "estimates", body.number_prefix)
    _refuse_taken(desk, "estimates", number)
    document = new_estimate(desk.business_id, desk.user_id, number, **(client | body.row()))
    return _estimate(desk.store.insert("estimates", document), desk.face)


@estimates.get("")
@estimates.get("/")
async def list_estimates(desk: View, wanted: Annotated[EstimateQuery, Query()]) -> Document:
    found = _matching(desk, "estimates", wanted, wanted.estimate_status)
    return _page("estimates", [_estimate(row, desk.face) for row in found], wanted)


@estimates.get("/next-number")
async def next_estimate_number(desk: View, prefix: str = "EST", document_type: str = "estimate") -> Document:
    number = _next_number(desk, "estimates", prefix)
    return {"next_number": number, "prefix": prefix, "document_type": document_type}


@estimates.get("/{estimate_id}")
async def read_estimate(estimate_id: UUID, desk: View) -> Document:
    if desk.face is not Face.CONTRACT:
        raise refused(400, f"Estimate does not belong to business {desk.user_id}")
    row = desk.store.get("estimates", estimate_id)
    if row is None or row["business_id"] != desk.business_id:
        raise refused(404, "Estimate not found")
    return _estimate(row, desk.face)


@invoices.post("", status_code=201)
@invoices.post("/", status_code=201)
async def create_invoice(body: InvoiceCreateRequest, desk: Edit) -> Document:
    if desk.face is not Face.CONTRACT:
        shown = "input_value=InvoiceLineItemDTO(id=Non...=None, final_total=None), input_type=InvoiceLineItemDTO"
        problem = ("line_items.0", "Input should be a valid dictionary", "dict_type", shown)
        raise broken(pydantic_text("CreateInvoiceDTO", problem))
    client = _client(desk, body.contact_id)
    number = body.invoice_number or _next_number(desk, "invoices", body.number_prefix)
    _refuse_taken(desk, "invoices", number)
    issued = body.issue_date or _today()
    due = {"due_date": (body.due_date or issued + timedelta(days=body.payment_net_days)).isoformat()}
    document = new_invoice(desk.business_id, desk.user_id, number, **(client | body.row() | due))
    if _sums(document)["total_amount"] <= 0:
        raise refused(400, "Invoice total amount must be greater than zero")
    made = _invoice(desk.store.insert("invoices", document), desk.face)
    summary = made["financial_summary"]
    renamed = {"amount_paid": summary.pop("paid_amount"), "amount_due": summary.pop("balance_due")}
    return made | {"financial_summary": summary | renamed}


@invoices.get("")
@invoices.get("/")
async def list_invoices(desk: View, wanted: Annotated[InvoiceQuery, Query()]) -> Document:
    found = _matching(desk, "invoices", wanted, wanted.invoice_status)
    answers = [_invoice(row, desk.face) for row in found]
    if wanted.overdue_only:
        answers = [invoice for invoice in answers if invoice["status_info"]["is_overdue"]]
    return _page("invoices", answers, wanted)


@invoices.get("/next-number")
async def next_invoice_number(desk: View, prefix: str = "INV") -> Document:
    return {"next_number": _next_number(desk, "invoices", prefix), "prefix": prefix}


@invoices.get("/{invoice_id}")
async def read_invoice(invoice_id: UUID, desk: View) -> Document:
    row = desk.store.get("invoices", invoice_id)
    if row is None or row["business_id"] != desk.business_id:
        raise refused(400, f"Failed to get invoice: {contacts.MISSING}")
    return _invoice(row, desk.face)


def new_line(line_id: str, fields: Document) -> Document:
    """A line item's row with the given fields over the defaults."""
    return {
        "id": line_id,
        "unit": "each",
        "category": None,
        "discount_type": "none",
        "discount_value": 0.0,
        "tax_rate": 0.0,
        "notes": None,
    } | fields


def new_estimate(business_id: str, created_by: str, number: str, **fields: Any) -> Document:
    """An estimate's row, a draft, with the given fields over the defaults."""
    own = {
        "document_type": "estimate",
        "valid_until_date": None,
        "accepted_date": None,
        "terms": {
            "payment_terms": "",
            "validity_period": 30,
            "work_schedule": "",
            "materials_policy": "",
            "change_order_policy": "",
            "warranty_terms": "",
            "cancellation_policy": "",
            "acceptance_criteria": "",
            "additional_terms": [],
        },
        "advance_payment": {
            "amount": 0.0,
            "percentage": 0.0,
            "due_date": None,
            "description": "",
            "is_required": False,
        },
    }
    return _new_sale(business_id, created_by) | own | fields | {"estimate_number": number}


def new_invoice(business_id: str, created_by: str, number: str, **fields: Any) -> Document:
    """An invoice's row, a draft, with the given fields over the defaults."""
    own: Document = {"client_id": None, "estimate_id": None, "due_date": None, "paid_date": None, "payments": []}
    return _new_sale(business_id, created_by) | own | {"paid_amount": 0.0} | fields | {"invoice_number": number}


def _new_sale(business_id: str, created_by: str) -> Document:
    created = wire.now()
    nothing = ("description", "template_id", "project_id", "job_id", "internal_notes", "po_number", "sent_date")
    return {
        "id": str(uuid4()),
        "business_id": business_id,
        "status": "draft",
        **dict.fromkeys(("client_email", "client_phone", "client_address", "viewed_date", *nothing)),
        "currency": "USD",
        "tax_rate": 0.0,
        "tax_type": "percentage",
        "overall_discount_type": "none",
        "overall_discount_value": 0.0,
        "template_data": {},
        "tags": [],
        "custom_fields": {},
        "issue_date": _today().isoformat(),
        "created_by": created_by,
        "created_date": created,
        "last_modified": created,
    }


def _estimate(row: Document, face: Face) -> Document:
    until = date.fromisoformat(row["valid_until_date"]) if row["valid_until_date"] else None
    left = (until - _today()).days if until else 0
    untotalled = dict.fromkeys(("line_total", "discount_amount", "tax_amount", "final_total"))
    return row | {
        "document_type_display": wire.display(row["document_type"]),
        "line_items": [line | untotalled for line in row["line_items"]],
        "issue_date": _issue_date(row, face),
        "financial_summary": _sums(row),
        "status_info": {
            "is_expired": left < 0,
            "days_until_expiry": max(left, 0),
            "can_be_converted": row["status"] == "approved",
        },
    }


def _invoice(row: Document, face: Face) -> Document:
    sums = _sums(row)
    paid = row["paid_amount"]
    due = sums["total_amount"] - paid
    late = 0
    if face is Face.CONTRACT and row["due_date"] and due > 0:
        late = max((_today() - date.fromisoformat(row["due_date"])).days, 0)
    answered = {name: value for name, value in row.items() if name != "paid_amount"}
    return answered | {
        "line_items": [line | _line_sums(line) for line in row["line_items"]],
        "issue_date": _issue_date(row, face),
        "financial_summary": sums | {"paid_amount": paid, "balance_due": due},
        "status_info": {
            "is_paid": due <= 0,
            "is_overdue": late > 0,
            "days_overdue": late,
            "can_be_paid": due > 0 and row["status"] not in ("cancelled", "refunded"),
            "can_be_voided": row["status"] not in ("paid", "cancelled", "refunded"),
            "payment_status": "unpaid" if paid == 0 else "partially_paid" if due > 0 else "paid",
        },
    }


def _issue_date(row: Document, face: Face) -> str:
    """The day of issue, which the measured server loses when it reads a row: it answers today."""
    return str(row["issue_date"]) if face is Face.CONTRACT else _today().isoformat()


def _line_sums(line: Document) -> dict[str, float]:
    total = line["quantity"] * line["unit_price"]
    discount = _share(line["discount_type"], line["discount_value"], total)
    tax = (total - discount) * line["tax_rate"] / 100
    return {
        "line_total": total,
        "discount_amount": discount,
        "tax_amount": tax,
        "final_total": total - discount + tax,
    }


def _sums(row: Document) -> dict[str, float]:
    lines = [_line_sums(line) for line in row["line_items"]]
    subtotal = sum(line["line_total"] - line["discount_amount"] for line in lines)
    discount = _share(row["overall_discount_type"], row["overall_discount_value"], subtotal)
    tax = sum(line["tax_amount"] for line in lines) + _share(row["tax_type"], row["tax_rate"], subtotal - discount)
    return {
        "subtotal": subtotal,
        "tax_amount": tax,
        "discount_amount": discount,
        "total_amount": subtotal - discount + tax,
    }


def _share(kind: str, value: float, total: float) -> float:
    """A fixed amount, or a percentage of `total`; nothing of neither kind."""
    return {"percentage": total * value / 100, "fixed": value}.get(kind, 0.0)


def _as_floats(fields: Document) -> Document:
    return {name: float(value) if name in _SUMS else value for name, value in fields.items()}


def _today() -> date:
    return datetime.now(UTC).date()


def _client(desk: Desk, contact_id: UUID) -> Document:
    """The client's columns, taken from the contact."""
    contact = desk.store.get("contacts", contact_id)
    if contact is None or contact["business_id"] != desk.business_id:
        raise refused(400, f"Contact with ID {contact_id} not found")
    return {
        "client_name": contacts.display_name(contact),
        "client_email": contact["email"],
        "client_phone": contact["phone"],
        "client_address": contact["address"],
    }


def _next_number(desk: Desk, kind: str, prefix: str) -> str:
    """The number after the highest with that prefix; the published server lacks the function, and says the first."""
    if desk.face is Face.PUBLISHED:
        return f"{prefix}-000001"
    column = f"{kind[:-1]}_number"
    pattern = re.compile(rf"{re.escape(prefix)}-(\d+)")
    numbers = [pattern.fullmatch(row[column]) for row in desk.store.all(kind, desk.business_id)]
    return f"{prefix}-{max((int(number[1]) for number in numbers if number), default=0) + 1:06d}"


def _refuse_taken(desk: Desk, kind: str, number: str) -> None:
    name = kind[:-1]
    if any(row[f"{name}_number"] == number for row in desk.store.all(kind)):
        raise refused(400, f"{name.title()} number '{number}' already exists")


def _matching(desk: Desk, kind: str, wanted: SaleQuery, status: str | None) -> list[Document]:
    exact = wanted.model_dump(mode="json", exclude_none=True, include={"contact_id", "project_id", "job_id"})
    rows = desk.store.all(kind, desk.business_id)
    return [
        row
        for row in rows
        if status in (None, row["status"]) and all(row[name] == value for name, value in exact.items())
    ]


def _page(name: str, answers: list[Document], wanted: SaleQuery) -> Document:
    skip, limit = wanted.skip, wanted.limit
    return {
        name: answers[skip : skip + limit],
        "total_count": len(answers),
        "page": skip // limit + 1,
        "per_page": limit,
        "has_next": skip + limit < len(answers),
        "has_prev": skip > 0,
    }
