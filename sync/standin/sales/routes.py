"""Estimates and invoices: create, read, list, the next number.

The measured server cannot create either and cannot read one estimate; the contract's face does what the types promise.
"""

import re
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from sync.standin import wire
from sync.standin.auth import Desk, with_permission
from sync.standin.contacts.documents import display_name
from sync.standin.errors import MISSING, broken, pydantic_text, refused
from sync.standin.face import Face
from sync.standin.sales.documents import estimate_answer, invoice_answer, new_estimate, new_invoice, sums
from sync.standin.sales.requests import (
    EstimateCreateRequest,
    EstimateQuery,
    InvoiceCreateRequest,
    InvoiceQuery,
    SaleQuery,
)
from sync.standin.wire import Document

estimates = APIRouter(prefix="/estimates")
invoices = APIRouter(prefix="/invoices")

View = Annotated[Desk, Depends(with_permission("view_projects"))]
Edit = Annotated[Desk, Depends(with_permission("edit_projects"))]


@estimates.post("", status_code=201)
@estimates.post("/", status_code=201)
async def create_estimate(body: EstimateCreateRequest, desk: Edit) -> Document:
    if desk.face is not Face.CONTRACT:
        shown = (
            f"input_value={{'contact_id': UUID('{str(body.contact_id)[:4]}..., 'issue_date': None}}, input_type=dict"
        )
        raise broken(pydantic_text("EstimateCreateDTO", ("business_id", "Field required", "missing", shown)))
    client = _client(desk, body.contact_id)
    number = body.estimate_number or next_number(desk, "estimates", body.number_prefix)
    _refuse_taken(desk, "estimates", number)
    document = new_estimate(desk.business_id, desk.user_id, number, **(client | body.row()))
    return estimate_answer(desk.store.insert("estimates", document), desk.face)


@estimates.get("")
@estimates.get("/")
async def list_estimates(desk: View, wanted: Annotated[EstimateQuery, Query()]) -> Document:
    found = _matching(desk, "estimates", wanted, wanted.estimate_status)
    return wire.page("estimates", [estimate_answer(row, desk.face) for row in found], wanted.skip, wanted.limit)


@estimates.get("/next-number")
async def next_estimate_number(desk: View, prefix: str = "EST", document_type: str = "estimate") -> Document:
    number = next_number(desk, "estimates", prefix)
    return {"next_number": number, "prefix": prefix, "document_type": document_type}


@estimates.get("/{estimate_id}")
async def read_estimate(estimate_id: UUID, desk: View) -> Document:
    if desk.face is not Face.CONTRACT:
        raise refused(400, f"Estimate does not belong to business {desk.user_id}")
    return estimate_answer(found_estimate(desk, estimate_id), desk.face)


@invoices.post("", status_code=201)
@invoices.post("/", status_code=201)
async def create_invoice(body: InvoiceCreateRequest, desk: Edit) -> Document:
    if desk.face is not Face.CONTRACT:
        shown = "input_value=InvoiceLineItemDTO(id=Non...=None, final_total=None), input_type=InvoiceLineItemDTO"
        problem = ("line_items.0", "Input should be a valid dictionary", "dict_type", shown)
        raise broken(pydantic_text("CreateInvoiceDTO", problem))
    client = _client(desk, body.contact_id)
    number = body.invoice_number or next_number(desk, "invoices", body.number_prefix)
    _refuse_taken(desk, "invoices", number)
    issued = body.issue_date or wire.today()
    due = {"due_date": (body.due_date or issued + timedelta(days=body.payment_net_days)).isoformat()}
    document = new_invoice(desk.business_id, desk.user_id, number, **(client | body.row() | due))
    if sums(document)["total_amount"] <= 0:
        raise refused(400, "Invoice total amount must be greater than zero")
    made = invoice_answer(desk.store.insert("invoices", document), desk.face)
    summary = made["financial_summary"]
    renamed = {"amount_paid": summary.pop("paid_amount"), "amount_due": summary.pop("balance_due")}
    return made | {"financial_summary": summary | renamed}


@invoices.get("")
@invoices.get("/")
async def list_invoices(desk: View, wanted: Annotated[InvoiceQuery, Query()]) -> Document:
    found = _matching(desk, "invoices", wanted, wanted.invoice_status)
    answers = [invoice_answer(row, desk.face) for row in found]
    if wanted.overdue_only:
        answers = [invoice for invoice in answers if invoice["status_info"]["is_overdue"]]
    return wire.page("invoices", answers, wanted.skip, wanted.limit)


@invoices.get("/next-number")
async def next_invoice_number(desk: View, prefix: str = "INV") -> Document:
    return {"next_number": next_number(desk, "invoices", prefix), "prefix": prefix}


@invoices.get("/{invoice_id}")
async def read_invoice(invoice_id: UUID, desk: View) -> Document:
    return invoice_answer(found_invoice(desk, invoice_id), desk.face)


def found_estimate(desk: Desk, estimate_id: UUID) -> Document:
    """An estimate of the business, as it is stored."""
    row = desk.store.get("estimates", estimate_id)
    if row is None or row["business_id"] != desk.business_id:
        raise refused(404, "Estimate not found")
    return row


def found_invoice(desk: Desk, invoice_id: UUID) -> Document:
    """An invoice of the business, as it is stored."""
    row = desk.store.get("invoices", invoice_id)
    if row is None or row["business_id"] != desk.business_id:
        raise refused(400, f"Failed to get invoice: {MISSING}")
    return row


def _client(desk: Desk, contact_id: UUID) -> Document:
    """The client's columns, taken from the contact."""
    contact = desk.store.get("contacts", contact_id)
    if contact is None or contact["business_id"] != desk.business_id:
        raise refused(400, f"Contact with ID {contact_id} not found")
    return {
        "client_name": display_name(contact),
        "client_email": contact["email"],
        "client_phone": contact["phone"],
        "client_address": contact["address"],
    }


def next_number(desk: Desk, kind: str, prefix: str) -> str:
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
