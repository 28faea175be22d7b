"""Estimates and invoices: change and search.

The measured server can do neither, except for changing an invoice, where it loses most of what it is given.
"""

from uuid import UUID

from fastapi import APIRouter

from sync.standin import wire
from sync.standin.auth import Desk
from sync.standin.errors import broken, refused
from sync.standin.face import Face
from sync.standin.sales.change_requests import (
    EstimateSearchRequest,
    EstimateUpdateRequest,
    InvoiceSearchRequest,
    InvoiceUpdateRequest,
    SaleSearchRequest,
)
from sync.standin.sales.documents import estimate_answer, invoice_answer
from sync.standin.sales.routes import Edit, View, found_estimate, found_invoice
from sync.standin.wire import Document, Limit, Skip

estimates = APIRouter(prefix="/estimates")
invoices = APIRouter(prefix="/invoices")

_SEARCHED = ("title", "client_name", "description")


@estimates.post("/search")
async def search_estimates(body: EstimateSearchRequest, desk: View) -> Document:
    if desk.face is not Face.CONTRACT:
        raise broken("'EstimateSearchSchema' object has no attribute 'query'")
    found = _matching(desk, "estimates", body.search_term, body.status, body)
    return wire.page("estimates", [estimate_answer(row, desk.face) for row in found], body.skip, body.limit)


@estimates.put("/{estimate_id}")
async def update_estimate(estimate_id: UUID, body: EstimateUpdateRequest, desk: Edit) -> Document:
    if desk.face is not Face.CONTRACT:
        raise broken("'UpdateEstimateSchema' object has no attribute 'contact_id'")
    changed = found_estimate(desk, estimate_id) | body.row() | {"last_modified": wire.now()}
    return estimate_answer(desk.store.update("estimates", changed), desk.face)


@invoices.post("/search")
async def search_invoices(body: InvoiceSearchRequest, desk: View, skip: Skip = 0, limit: Limit = 100) -> Document:
    if desk.face is not Face.CONTRACT:
        raise refused(400, "'InvoiceSearchSchema' object has no attribute 'search_text'")
    found = _matching(desk, "invoices", body.search_term, body.status, body)
    return wire.page("invoices", [invoice_answer(row, desk.face) for row in found], skip, limit)


@invoices.put("/{invoice_id}")
async def update_invoice(invoice_id: UUID, body: InvoiceUpdateRequest, desk: Edit) -> Document:
    """Change what is given; the measured server keeps title and due date only, and says that it was issued today."""
    given = body.row()
    if desk.face is not Face.CONTRACT:
        kept = {name: given[name] for name in ("title", "due_date") if name in given}
        given = kept | {"issue_date": wire.today().isoformat()}
    changed = found_invoice(desk, invoice_id) | given | {"last_modified": wire.now()}
    return invoice_answer(desk.store.update("invoices", changed), desk.face)


def _matching(desk: Desk, kind: str, term: str | None, status: str | None, body: SaleSearchRequest) -> list[Document]:
    exact = body.model_dump(mode="json", exclude_none=True, include={"contact_id", "project_id", "job_id"})
    columns, wanted = (*_SEARCHED, f"{kind[:-1]}_number"), (term or "").lower()
    return [
        row
        for row in desk.store.all(kind, desk.business_id)
        if any(wanted in str(row[column] or "").lower() for column in columns)
        and status in (None, row["status"])
        and all(row[name] == value for name, value in exact.items())
    ]
