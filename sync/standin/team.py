"""A business and who belongs to it: user ids, roles and trades, and no names, for the published type has none.

Neither was ever measured: the measured faces fail, as they do when they are asked for a person's businesses.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from sync.standin import wire
from sync.standin.auth import PERMISSIONS, CurrentUser, Desk
from sync.standin.errors import UnforeseenError, refused
from sync.standin.face import Face
from sync.standin.wire import Document, Skip

router = APIRouter(prefix="/businesses")


@router.get("/{business_id}/members")
async def members(
    business_id: UUID, desk: CurrentUser, skip: Skip = 0, limit: Annotated[int, Query(ge=1, le=100)] = 10
) -> list[Document]:
    return [_answer(row) for row in _memberships(business_id, desk)[skip : skip + limit]]


@router.get("/{business_id}")
async def detail(business_id: UUID, desk: CurrentUser) -> Document:
    rows = _memberships(business_id, desk)
    return {
        "business": _business(desk.store.get("businesses", str(business_id)) or {}, rows),
        "user_membership": next(_answer(row) for row in rows if row["user_id"] == desk.user_id),
        "team_members": [_answer(row) for row in rows],
        "pending_invitations": [],
        "total_members": len(rows),
        "owner_membership": next(_answer(row) for row in rows if row["role"] == "owner"),
    }


def _memberships(business_id: UUID, desk: Desk) -> list[Document]:
    """All of a business to which whoever asks belongs, the oldest first."""
    if desk.face is not Face.CONTRACT:
        raise UnforeseenError("memberships cannot be read")
    rows = desk.store.all("memberships", str(business_id))
    if not any(row["user_id"] == desk.user_id for row in rows):
        raise refused(403, f"User is not a member of business {business_id}")
    return sorted(rows, key=lambda row: str(row["joined_date"]))


def _business(row: Document, memberships: list[Document]) -> Document:
    made = wire.to_the_second(memberships[0]["joined_date"])
    unset = (
        "custom_industry", "description", "phone_number", "business_address", "website", "logo_url", "business_email",
        "business_registration_number", "tax_id", "business_license", "insurance_number", "referral_source",
        "onboarding_completed_date", "business_hours", "max_team_members", "subscription_tier",
    )  # fmt: skip
    return dict.fromkeys(unset) | {
        "id": row["id"],
        "name": row["name"],
        "industry": "hvac",
        "company_size": "small",
        "owner_id": next(each["user_id"] for each in memberships if each["role"] == "owner"),
        "selected_features": [],
        "primary_goals": [],
        "onboarding_completed": True,
        "timezone": row.get("timezone"),
        "currency": "USD",
        "is_active": True,
        "enabled_features": [],
        "created_date": made,
        "last_modified": made,
    }


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
