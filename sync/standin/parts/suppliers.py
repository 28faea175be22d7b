"""Suppliers: who parts are ordered from. They were never measured: the measured faces fail."""

from typing import Annotated, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Query

from sync.standin import wire
from sync.standin.auth import Desk
from sync.standin.errors import UnforeseenError, refused
from sync.standin.face import Face
from sync.standin.parts.products import View
from sync.standin.wire import Document

router = APIRouter(prefix="/suppliers")

Page = Annotated[int, Query(ge=1)]
PageSize = Annotated[int, Query(ge=1, le=200)]
SupplierStatus = Literal["active", "inactive", "pending", "suspended"]


@router.get("/")
async def list_page(
    desk: View,
    page: Page = 1,
    page_size: PageSize = 50,
    status: SupplierStatus | None = None,
    search: str | None = None,
) -> Document:
    refuse_unmeasured(desk)
    term = (search or "").lower()
    found = [
        row
        for row in desk.store.all("suppliers", desk.business_id)
        if status in (None, row["status"]) and term in row["name"].lower()
    ]
    return paged("suppliers", found, page, page_size)


@router.get("/{supplier_id}")
async def read(supplier_id: UUID, desk: View) -> Document:
    refuse_unmeasured(desk)
    return found_supplier(desk, supplier_id)


def found_supplier(desk: Desk, supplier_id: UUID) -> Document:
    """A supplier of the business."""
    row = desk.store.get("suppliers", supplier_id)
    if row is None or row["business_id"] != desk.business_id:
        raise refused(404, "Supplier not found")
    return row


def refuse_unmeasured(desk: Desk) -> None:
    """Fail where it is not known what the server does."""
    if desk.face is not Face.CONTRACT:
        raise UnforeseenError("nobody has measured this")


def paged(name: str, rows: list[Document], page: int, page_size: int) -> Document:
    """A page of all `rows`, as suppliers and purchase orders are listed."""
    first = (page - 1) * page_size
    return {
        name: rows[first : first + page_size],
        "total_count": len(rows),
        "page": page,
        "page_size": page_size,
        "has_next": first + page_size < len(rows),
        "has_previous": page > 1,
    }


def new(business_id: str, created_by: str, name: str) -> Document:
    """A supplier's row, as it is answered too."""
    created = wire.now()
    nothing = ("display_name", "supplier_code", "website", "tax_id", "business_registration", "industry", "category")
    unknown = ("primary_email", "primary_phone", "billing_address", "shipping_address", "shipping_terms", "notes")
    undated = ("internal_notes", "last_contact_date", "lead_time_days", "minimum_order_amount")
    return {
        "id": str(uuid4()),
        "business_id": business_id,
        "name": name,
        **dict.fromkeys((*nothing, *unknown, *undated)),
        "status": "active",
        "is_preferred": False,
        "contacts": [],
        "payment_terms": {},
        "performance": {},
        "tags": [],
        "created_by": created_by,
        "created_date": created,
        "last_modified": created,
    }
