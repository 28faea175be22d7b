"""An estimate and an invoice as they are stored, and as they are answered."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sync.standin import wire
from sync.standin.face import Face
from sync.standin.wire import Document


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
        "issue_date": wire.today().isoformat(),
        "created_by": created_by,
        "created_date": created,
        "last_modified": created,
    }


def estimate_answer(row: Document, face: Face) -> Document:
    until = date.fromisoformat(row["valid_until_date"]) if row["valid_until_date"] else None
    left = (until - wire.today()).days if until else 0
    untotalled = dict.fromkeys(("line_total", "discount_amount", "tax_amount", "final_total"))
    return row | {
        "document_type_display": wire.display(row["document_type"]),
        "line_items": [line | untotalled for line in row["line_items"]],
        "issue_date": _issue_date(row, face),
        "financial_summary": sums(row),
        "status_info": {
            "is_expired": left < 0,
            "days_until_expiry": max(left, 0),
            "can_be_converted": row["status"] == "approved",
        },
    }


def invoice_answer(row: Document, face: Face) -> Document:
    reckoned = sums(row)
    paid = row["paid_amount"]
    due = reckoned["total_amount"] - paid
    late = 0
    if face is Face.CONTRACT and row["due_date"] and due > 0:
        late = max((wire.today() - date.fromisoformat(row["due_date"])).days, 0)
    answered = {name: value for name, value in row.items() if name != "paid_amount"}
    return answered | {
        "line_items": [line | _line_sums(line) for line in row["line_items"]],
        "issue_date": _issue_date(row, face),
        "financial_summary": reckoned | {"paid_amount": paid, "balance_due": due},
        "status_info": {
            "is_paid": due <= 0,
            "is_overdue": late > 0,
            "days_overdue": late,
            "can_be_paid": due > 0 and row["status"] not in ("cancelled", "refunded"),
            "can_be_voided": row["status"] not in ("paid", "cancelled", "refunded"),
            "payment_status": "unpaid" if paid == 0 else "partially_paid" if due > 0 else "paid",
        },
    }


def balance_due(invoice: Document) -> Decimal:
    """What is left to pay of an invoice, to the cent."""
    left = wire.decimal(sums(invoice)["total_amount"]) - wire.decimal(invoice["paid_amount"])
    return left.quantize(Decimal("0.01"))


def _issue_date(row: Document, face: Face) -> str:
    """The day of issue, which the measured server loses when it reads a row: it answers today."""
    return str(row["issue_date"]) if face is Face.CONTRACT else wire.today().isoformat()


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


def sums(row: Document) -> dict[str, float]:
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
