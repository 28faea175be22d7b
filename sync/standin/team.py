"""Who belongs to a business: user ids, roles and trades, and no names, for the published type has none.

It was never measured: the measured faces fail, as they do when they are asked for a person's businesses.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from sync.standin import wire
from sync.standin.auth import PERMISSIONS, CurrentUser
from sync.standin.errors import UnforeseenError, refused
from sync.standin.face import Face
from sync.standin.wire import Document, Skip

router = APIRouter(prefix="/businesses")


@router.get("/{business_id}/members")
async def members(
    business_id: UUID, desk: CurrentUser, skip: Skip = 0, limit: Annotated[int, Query(ge=1, le=100)] = 10
) -> list[Document]:
    if desk.face is not Face.CONTRACT:
        raise UnforeseenError("memberships cannot be read")
    rows = desk.store.all("memberships", str(business_id))
    if not any(row["user_id"] == desk.user_id for row in rows):
        raise refused(403, f"User is not a member of business {business_id}")
    rows.sort(key=lambda row: str(row["joined_date"]))
    return [_answer(row) for row in rows[skip : skip + limit]]


def _answer(row: Document) -> Document:
    return {
        "id": row["id"],
        "business_id": row["business_id"],
        "user_id": row["user_id"],
        "role": row["role"],
        "role_display": wire.display(row["role"]),
        "permissions": PERMISSIONS[row["role"]],
        "joined_date": wire.to_the_second(row["joined_date"]),
        "invited_date": None,
        "invited_by": None,
        "is_active": True,
        "department_id": None,
        "job_title": row["job_title"],
    }
