"""What is taken from stock, put back, reserved, and is to be ordered again.

The measured server can only reserve, and forgets earlier reservations when it looks whether there is enough.
"""

from decimal import Decimal
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Body, Depends
from pydantic import BaseModel, Field, field_validator

from sync.standin import wire
from sync.standin.auth import Desk, with_permission
from sync.standin.errors import MISSING, broken, pydantic_text, refused
from sync.standin.face import Face
from sync.standin.parts.products import View, answer, found_product
from sync.standin.wire import Document

router = APIRouter(prefix="/products")

Edit = Annotated[Desk, Depends(with_permission("edit_projects"))]


class StockAdjustmentRequest(BaseModel):
    """How many are taken (negative) or put back, and why."""

    product_id: UUID
    quantity_change: Decimal
    adjustment_reason: str = Field(min_length=1, max_length=500)
    reference_number: str | None = Field(None, max_length=100)
    notes: str | None = Field(None, max_length=1000)

    @field_validator("quantity_change")
    @classmethod
    def _changes_something(cls, change: Decimal) -> Decimal:
        if change == 0:
            raise ValueError("Quantity change cannot be zero")
        return change


@router.get("/reorder/suggestions")
async def reorder_suggestions(desk: View) -> Document:
    """What has run out, or has run low and is not on order."""
    if desk.face is not Face.CONTRACT:
        said = "Failed to generate reorder suggestions: Failed to get products needing reorder: active"
        raise broken(said)
    products = map(answer, desk.store.all("products", desk.business_id))
    suggestions = [
        _suggestion(product, desk) for product in products if product["is_out_of_stock"] or product["needs_reorder"]
    ]
    priorities = [suggestion["priority"] for suggestion in suggestions]
    return {
        "suggestions": suggestions,
        "total_items": len(suggestions),
        "total_suggested_value": str(sum(Decimal(row["suggested_cost"]) for row in suggestions)),
        "high_priority_count": priorities.count("high"),
        "medium_priority_count": priorities.count("medium"),
        "low_priority_count": 0,
        "generated_at": wire.in_utc(wire.now()),
    }


@router.post("/{product_id}/adjust-stock")
async def adjust(product_id: UUID, body: StockAdjustmentRequest, desk: Edit) -> Document:
    """Change what is on hand, not below nothing."""
    if desk.face is not Face.CONTRACT:
        raise broken(_adjustment_text(body.product_id))
    product = found_product(desk, product_id)
    if body.product_id != product_id:
        raise refused(400, "Product ID in path and body must match")
    before = product["quantity_on_hand"]
    after = float(wire.decimal(before) + body.quantity_change)
    if after < 0:
        raise refused(400, f"Insufficient stock. Current: {before:g}, Change: {body.quantity_change:g}")
    changed = product | {"quantity_on_hand": after, "last_modified": wire.now()}
    desk.store.update("products", changed, body.model_dump(mode="json"))
    return _moved("Stock adjusted successfully", before, after)


@router.post("/{product_id}/reserve")
async def reserve(  # noqa: PLR0913, PLR0917 - the body's fields stand side by side, as in the published types
    product_id: UUID,
    quantity: Annotated[float, Body()],
    reference_id: Annotated[UUID, Body()],
    reference_type: Annotated[str, Body()],
    desk: Edit,
    notes: Annotated[str | None, Body()] = None,
) -> Document:
    """Set some aside; every call adds, and what for is not stored."""
    if quantity <= 0:
        raise refused(400, "Reservation quantity must be positive")
    product = desk.store.get("products", product_id)
    if product is None or product["business_id"] != desk.business_id:
        raise broken(f"Failed to reserve stock: {MISSING}")
    available = product["quantity_on_hand"]
    if desk.face is Face.CONTRACT:
        available -= product["quantity_reserved"]
    if quantity > available:
        raise refused(400, f"Insufficient available stock. Available: {available:g}, Requested: {quantity}")
    reserved = {"quantity_reserved": product["quantity_reserved"] + quantity, "last_modified": wire.now()}
    said = {"notes": notes, "reference": f"{reference_type} {reference_id}"}
    desk.store.update("products", product | reserved, said)
    moved = _moved("Stock reserved successfully", available, available - quantity)
    if desk.face is Face.CONTRACT:
        return moved | {"quantity_change": quantity}
    return moved | {"quantity_change": quantity, "movement_id": None, "quantity_before": None, "quantity_after": None}


def _moved(message: str, before: float, after: float) -> Document:
    return {
        "success": True,
        "message": message,
        "movement_id": str(uuid4()),
        "quantity_before": before,
        "quantity_after": after,
        "quantity_change": after - before,
    }


def _suggestion(product: Document, desk: Desk) -> Document:
    supplier = desk.store.get("suppliers", product["primary_supplier_id"]) or {}
    quantity = product["reorder_quantity"] or 1.0
    return {
        "product_id": product["id"],
        "sku": product["sku"],
        "name": product["name"],
        "category_name": product["category_name"],
        "current_stock": str(product["quantity_on_hand"]),
        "available_stock": str(product["quantity_available"]),
        "reorder_point": None if product["reorder_point"] is None else str(product["reorder_point"]),
        "suggested_quantity": str(quantity),
        "unit_cost": str(product["unit_cost"]),
        "suggested_cost": str(wire.decimal(quantity) * wire.decimal(product["unit_cost"])),
        "supplier_id": supplier.get("id"),
        "supplier_name": supplier.get("name"),
        "lead_time_days": supplier.get("lead_time_days"),
        "days_until_stockout": 0 if product["is_out_of_stock"] else None,
        "priority": "high" if product["is_out_of_stock"] else "medium",
    }


def _adjustment_text(product_id: UUID) -> str:
    """What the measured server says of its own request for an adjustment: the names of its fields do not fit."""
    shown = f"input_value={{'product_id': UUID('{str(product_id)[:8]}..., 'notes': None}}, input_type=dict"
    missing = [(name, "Field required", "missing", shown) for name in ("adjustment_type", "quantity", "reason")]
    given = f"input_value={product_id!r}, input_type=UUID"
    identifier = ("product_id", "Input should be a valid string", "string_type", given)
    return pydantic_text("StockAdjustmentDTO", identifier, *missing)
