"""Purchase orders: what a request to order parts again becomes. They were never measured: the measured faces fail."""

import re
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter
from pydantic import BaseModel, Field

from sync.standin import wire
from sync.standin.auth import Desk
from sync.standin.errors import refused
from sync.standin.parts.products import View, found_product
from sync.standin.parts.stock import Edit
from sync.standin.parts.suppliers import Page, PageSize, found_supplier, paged, refuse_unmeasured
from sync.standin.wire import Document

router = APIRouter(prefix="/purchase-orders")

PurchaseOrderStatus = Literal["draft", "sent", "confirmed", "partially_received", "received", "cancelled", "closed"]


class PurchaseOrderLine(BaseModel):
    """Which part, how many, and what one costs."""

    product_id: UUID
    quantity: float = Field(gt=0)
    unit_cost: float = Field(gt=0)
    description: str | None = Field(None, max_length=500)
    discount_percentage: float | None = Field(None, ge=0, le=100)
    tax_rate: float | None = Field(None, ge=0, le=100)


class PurchaseOrderCreateRequest(BaseModel):
    """A new order with one supplier."""

    supplier_id: UUID
    line_items: list[PurchaseOrderLine] = Field(min_length=1)
    reference_number: str | None = Field(None, max_length=100)
    notes: str | None = Field(None, max_length=2000)
    expected_delivery_date: str | None = None
    delivery_address: dict[str, Any] | None = None
    payment_terms_days: int | None = Field(None, ge=0, le=365)


@router.post("/", status_code=201)
async def create(body: PurchaseOrderCreateRequest, desk: Edit) -> Document:
    """A draft, which somebody in the office approves and sends; the published answer is any object, this one is it."""
    refuse_unmeasured(desk)
    supplier = found_supplier(desk, body.supplier_id)
    lines = [_line(line, desk) for line in body.line_items]
    created = wire.now()
    row = {
        "id": str(uuid4()),
        "business_id": desk.business_id,
        "po_number": _next_number(desk),
        "supplier_id": supplier["id"],
        "supplier_name": supplier["name"],
        "status": "draft",
        "line_items": lines,
        "reference_number": body.reference_number,
        "notes": body.notes,
        "expected_delivery_date": body.expected_delivery_date,
        "order_date": wire.today().isoformat(),
        "created_by": desk.user_id,
        "created_date": created,
        "last_modified": created,
    }
    return answer(desk.store.insert("purchase_orders", row))


@router.get("/")
async def list_page(
    desk: View,
    page: Page = 1,
    page_size: PageSize = 50,
    status: PurchaseOrderStatus | None = None,
    supplier_id: UUID | None = None,
) -> Document:
    refuse_unmeasured(desk)
    found = [
        answer(row)
        for row in desk.store.all("purchase_orders", desk.business_id)
        if status in (None, row["status"]) and (supplier_id is None or row["supplier_id"] == str(supplier_id))
    ]
    return paged("purchase_orders", found, page, page_size)


@router.get("/{purchase_order_id}")
async def read(purchase_order_id: UUID, desk: View) -> Document:
    refuse_unmeasured(desk)
    row = desk.store.get("purchase_orders", purchase_order_id)
    if row is None or row["business_id"] != desk.business_id:
        raise refused(404, "Purchase order not found")
    return answer(row)


def answer(row: Document) -> Document:
    """A purchase order as it is answered; those that are made here stay drafts."""
    subtotal = sum((wire.decimal(line["line_total"]) for line in row["line_items"]), Decimal(0))
    tax = sum((wire.decimal(line["tax_amount"]) for line in row["line_items"]), Decimal(0))
    nothing = ("approved_by", "approved_date", "sent_date", "received_date", "actual_delivery_date", "internal_notes")
    no = ("is_approved", "is_sent", "is_partially_received", "is_fully_received", "can_be_sent")
    return row | {
        **dict.fromkeys(nothing),
        **dict.fromkeys(no, False),
        "can_be_approved": True,
        "can_be_edited": True,
        "currency": "USD",
        "subtotal": float(subtotal),
        "tax_amount": float(tax),
        "total_amount": float(subtotal + tax),
    }


def _line(line: PurchaseOrderLine, desk: Desk) -> Document:
    product = found_product(desk, line.product_id)
    total = line.quantity * line.unit_cost * (1 - (line.discount_percentage or 0) / 100)
    return line.model_dump(mode="json") | {
        "id": str(uuid4()),
        "product_name": product["name"],
        "product_sku": product["sku"],
        "quantity_received": 0.0,
        "line_total": total,
        "tax_amount": total * (line.tax_rate or 0) / 100,
    }


def _next_number(desk: Desk) -> str:
    rows = desk.store.all("purchase_orders", desk.business_id)
    numbers = [re.fullmatch(r"PO-(\d+)", row["po_number"]) for row in rows]
    return f"PO-{max((int(number[1]) for number in numbers if number), default=0) + 1:06d}"
