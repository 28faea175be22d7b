"""What becomes of estimates and invoices: sent, accepted, converted, paid. The measured server can do none of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter

from sync.standin import wire
from sync.standin.auth import Desk
from sync.standin.errors import NO_ENUM_MEMBERS, UnforeseenError, refused
from sync.standin.face import Face
from sync.standin.sales.change_requests import EstimateStatusRequest, InvoiceFromEstimateRequest, PaymentRequest
from sync.standin.sales.documents import balance_due, estimate_answer, new_invoice
from sync.standin.sales.routes import Edit, found_estimate, found_invoice, next_number
from sync.standin.wire import Document

estimates = APIRouter(prefix="/estimates")
invoices = APIRouter(prefix="/invoices")

_NET_DAYS = timedelta(days=30)
_CARRIED_OVER = (
    "contact_id",
    "client_name",
    "client_email",
    "client_phone",
    "client_address",
    "title",
    "description",
    "line_items",
    "currency",
    "tax_rate",
    "tax_type",
    "overall_discount_type",
    "overall_discount_value",
    "project_id",
    "job_id",
)
"""What an invoice takes over from its estimate; tags and fields of the client's own stay where they were put."""
_DATED = {"sent": "sent_date", "viewed": "viewed_date", "approved": "accepted_date"}


@estimates.patch("/{estimate_id}/status")
async def set_status(estimate_id: UUID, body: EstimateStatusRequest, desk: Edit) -> Document:
    """Send it, have it accepted, and so on; a converted estimate stays one."""
    if desk.face is not Face.CONTRACT:
        raise refused(400, "'SupabaseEstimateRepository' object has no attribute 'update_status'")
    estimate = found_estimate(desk, estimate_id)
    if estimate["status"] == "converted":
        raise refused(400, "Estimate has already been converted to an invoice")
    now = wire.now()
    status = "approved" if body.status == "accepted" else body.status
    changes: Document = {"status": status, "last_modified": now}
    if status in _DATED:
        changes[_DATED[status]] = now
    if body.notes:
        changes["internal_notes"] = "\n".join(filter(None, (estimate["internal_notes"], body.notes)))
    return estimate_answer(desk.store.update("estimates", estimate | changes), desk.face)


@estimates.post("/{estimate_id}/convert-to-invoice")
async def convert(estimate_id: UUID, desk: Edit, advance_payment_amount: float | None = None) -> Document:
    """Make an invoice of an accepted estimate, once."""
    if desk.face is not Face.CONTRACT:
        said = "ConvertEstimateToInvoiceUseCase.execute() got an unexpected keyword argument 'advance_payment_amount'"
        raise refused(400, said)
    estimate = found_estimate(desk, estimate_id)
    if estimate["status"] != "approved":
        raise refused(400, f"Estimate cannot be converted in status {estimate['status']}")
    taken_over = {name: estimate[name] for name in _CARRIED_OVER}
    fields: dict[str, Any] = taken_over | {
        "estimate_id": estimate["id"],
        "due_date": (wire.today() + _NET_DAYS).isoformat(),
        "paid_amount": advance_payment_amount or 0.0,
    }
    invoice = new_invoice(desk.business_id, desk.user_id, next_number(desk, "invoices", "INV"), **fields)
    desk.store.insert("invoices", invoice)
    desk.store.update("estimates", estimate | {"status": "converted", "last_modified": wire.now()})
    return {
        "success": True,
        "message": "Estimate converted to invoice successfully",
        "estimate_id": estimate["id"],
        "invoice_id": invoice["id"],
    }


@invoices.post("/from-estimate", status_code=201)
async def invoice_from_estimate(
    body: InvoiceFromEstimateRequest,  # noqa: ARG001 - it is looked at for its form only
    desk: Edit,  # noqa: ARG001 - it lets nobody else in
) -> Document:
    """Fails on every face: the published types leave no place in which to name the estimate."""
    raise UnforeseenError("of which estimate is not said")


@invoices.post("/{invoice_id}/payments", status_code=201)
async def pay(invoice_id: UUID, body: PaymentRequest, desk: Edit) -> Document:
    """Record a payment of at most the balance; the invoice is paid, or partially."""
    if desk.face is not Face.CONTRACT:
        raise refused(400, NO_ENUM_MEMBERS)
    invoice = found_invoice(desk, invoice_id)
    left = balance_due(invoice)
    if left <= 0:
        raise refused(400, "Invoice is already fully paid")
    if invoice["status"] in ("cancelled", "refunded"):
        raise refused(400, f"Cannot add payment to a {invoice['status']} invoice")
    if body.amount > left:
        raise refused(400, f"Payment amount {body.amount} exceeds balance due {left}")
    payment = _payment(body, desk)
    is_paid = body.amount == left
    paid = {
        "payments": [*invoice["payments"], payment],
        "paid_amount": float(wire.decimal(invoice["paid_amount"]) + body.amount),
        "status": "paid" if is_paid else "partially_paid",
        "paid_date": payment["payment_date"] if is_paid else None,
        "last_modified": wire.now(),
    }
    desk.store.update("invoices", invoice | paid)
    answered = ("amount", "payment_method", "payment_date", "reference", "transaction_id", "notes", "status")
    return {name: payment[name] for name in answered} | {
        "success": True,
        "message": "Payment processed successfully",
        "payment_id": payment["id"],
        "invoice_id": invoice["id"],
    }


def _payment(body: PaymentRequest, desk: Desk) -> Document:
    return {
        "id": str(uuid4()),
        "amount": str(body.amount),
        "payment_method": body.payment_method,
        "status": "completed",
        "payment_date": wire.stored(body.payment_date) or wire.now(),
        "reference": body.reference,
        "transaction_id": body.transaction_id,
        "notes": body.notes,
        "processed_by": desk.user_id,
        "refunded_amount": "0",
        "refund_date": None,
        "refund_reason": None,
    }
