"""Products: the stock and prices of parts. The measured server can show none; the contract's face does."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from sync.standin import wire
from sync.standin.auth import Desk, with_permission
from sync.standin.errors import UnforeseenError, broken, refused
from sync.standin.face import Face
from sync.standin.wire import Document, Limit, Skip

router = APIRouter(prefix="/products")

View = Annotated[Desk, Depends(with_permission("view_projects"))]

_SEARCHED = ("name", "sku", "description", "barcode")


class ProductSearchRequest(BaseModel):
    """A term and filters, all of which act."""

    search_term: str | None = Field(None, max_length=200)
    status: str | None = None
    barcode: str | None = Field(None, max_length=100)
    low_stock_only: bool = False
    out_of_stock_only: bool = False
    skip: int = Field(0, ge=0)
    limit: int = Field(100, ge=1, le=1000)
    sort_order: str = Field("asc", pattern="^(asc|desc)$")


@router.get("")
@router.get("/")
async def list_page(
    desk: View, skip: Skip = 0, limit: Limit = 100, status: str | None = None, *, low_stock_only: bool = False
) -> Document:
    if desk.face is not Face.CONTRACT:
        raise UnforeseenError("the route lacks what it calls")
    rows = desk.store.all("products", desk.business_id)
    found = [row for row in map(answer, rows) if status in (None, row["status"])]
    return wire.page("products", [row for row in found if row["is_low_stock"] or not low_stock_only], skip, limit)


@router.post("/search")
async def search(body: ProductSearchRequest, desk: View) -> Document:
    if desk.face is not Face.CONTRACT:
        raise broken("'SupabaseProductRepository' object has no attribute 'search'")
    found = [row for row in map(answer, desk.store.all("products", desk.business_id)) if _passes(row, body)]
    found.sort(key=lambda row: str(row["name"]), reverse=body.sort_order == "desc")
    return wire.page("products", found, body.skip, body.limit)


@router.get("/{product_id}")
async def read(product_id: UUID, desk: View) -> Document:
    if desk.face is not Face.CONTRACT:
        raise broken("from_entity")
    return answer(found_product(desk, product_id))


def found_product(desk: Desk, product_id: UUID) -> Document:
    """A product of the business, as it is stored."""
    row = desk.store.get("products", product_id)
    if row is None or row["business_id"] != desk.business_id:
        raise refused(404, "Product not found")
    return row


def new(business_id: str, created_by: str, sku: str, name: str, **fields: Any) -> Document:
    """A product's row with the given fields over the defaults."""
    created = wire.now()
    nothing = ("description", "category_id", "category_name", "barcode", "brand", "manufacturer", "manufacturer_sku")
    unknown = ("reorder_point", "reorder_quantity", "minimum_quantity", "maximum_quantity", "margin_percentage")
    unmeasured = ("weight", "weight_unit", "dimensions", "tax_code", "primary_supplier_id")
    return {
        "id": str(uuid4()),
        "business_id": business_id,
        "sku": sku,
        "name": name,
        **dict.fromkeys((*nothing, *unknown, *unmeasured, "last_purchase_date", "last_sale_date")),
        "product_type": "product",
        "status": "active",
        "track_inventory": True,
        "quantity_on_hand": 0.0,
        "quantity_reserved": 0.0,
        "quantity_on_order": 0.0,
        "unit_cost": 0.0,
        "average_cost": 0.0,
        "unit_price": 0.0,
        "currency": "USD",
        "unit_of_measure": "each",
        "is_taxable": True,
        "tax_rate": 0.0,
        "image_urls": [],
        "locations": [],
        "pricing_tiers": [],
        "suppliers": [],
        "times_sold": 0,
        "created_by": created_by,
        "created_date": created,
        "last_modified": created,
    } | fields


def answer(row: Document) -> Document:
    """A product as it is answered."""
    available = row["quantity_on_hand"] - row["quantity_reserved"]
    is_low = row["reorder_point"] is not None and available <= row["reorder_point"]
    return row | {
        "product_type_display": wire.display(row["product_type"]),
        "status_display": wire.display(row["status"]),
        "quantity_available": available,
        "inventory_value": row["quantity_on_hand"] * row["unit_cost"],
        "is_low_stock": is_low,
        "is_out_of_stock": available <= 0,
        "needs_reorder": is_low and row["quantity_on_order"] == 0,
    }


def _passes(row: Document, wanted: ProductSearchRequest) -> bool:
    term = (wanted.search_term or "").lower()
    return (
        any(term in (row[column] or "").lower() for column in _SEARCHED)
        and wanted.status in (None, row["status"])
        and wanted.barcode in (None, row["barcode"])
        and (row["is_low_stock"] or not wanted.low_stock_only)
        and (row["is_out_of_stock"] or not wanted.out_of_stock_only)
    )
