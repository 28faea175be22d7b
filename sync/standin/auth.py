"""Who asks, for which business, and what they may do there."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import jwt
from fastapi import Depends, Request

from sync.standin.errors import refused
from sync.standin.face import Face
from sync.standin.store import Store
from sync.standin.wire import Document

TOKEN_LIFE = timedelta(hours=24)


ROLE_LEVELS = {"owner": 5, "admin": 4, "manager": 3, "employee": 2, "contractor": 1, "viewer": 0}
_DATA = ("contacts", "jobs", "projects")
_MONEY = ("invoices", "estimates")


def _on(subjects: tuple[str, ...], *verbs: str) -> list[str]:
    return [f"{verb}_{subject}" for subject in subjects for verb in verbs]


_BUSINESS = ["view_business_settings", "edit_business_settings"]
_TEAM = ["invite_team_members", "edit_team_members", "remove_team_members"]
_REPORTS = ["view_reports", "edit_reports", "view_accounting", "edit_accounting"]
_EVERYTHING = [
    *_on(_DATA, "view", "create", "edit", "delete"),
    "edit_business_profile",
    *_BUSINESS,
    *_TEAM,
    *_on(_MONEY, "view", "create", "edit", "delete"),
    *_REPORTS,
]
PERMISSIONS: dict[str, list[str]] = {
    "owner": _EVERYTHING,
    "admin": [name for name in _EVERYTHING if name not in ("edit_business_profile", "remove_team_members")],
    "manager": [
        *_on(_DATA, "view", "create", "edit"),
        "invite_team_members",
        *_on(_MONEY, "view", "edit"),
        "view_reports",
    ],
    "employee": [*_on(_DATA, "view", "create", "edit"), *_on(_MONEY, "view")],
    "contractor": _on(_DATA, "view"),
    "viewer": _on(_DATA, "view"),
}


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place in a business."""

    business_id: str
    business_name: str
    role: str
    role_level: int

    @property
    def permissions(self) -> list[str]:
        """What the role may do."""
        return PERMISSIONS[self.role]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every route works with: the store, the face shown, and who asks."""

    store: Store
    face: Face
    user_id: str
    memberships: tuple[Membership, ...]

    @property
    def business_id(self) -> str:
        """The business that requests act in: the first membership, whatever the token says."""
        return self.memberships[0].business_id

    def may(self, permission: str, business_id: str | None = None) -> bool:
        """Whether the person has a permission in a business (the first one by default)."""
        wanted = business_id or self.business_id
        return any(m.business_id == wanted and permission in m.permissions for m in self.memberships)

    def is_member(self, user_id: str) -> bool:
        """Whether somebody belongs to the business."""
        return any(m["user_id"] == user_id for m in self.store.all("memberships", self.business_id))


@dataclass(frozen=True, slots=True)
class PublicDesk:
    """What the routes work with that ask for no token."""

    store: Store
    face: Face


def memberships(store: Store, face: Face, user_id: str) -> tuple[Membership, ...]:
    """A person's memberships, newest `joined_date` first; they are read anew for every request."""
    own = [row for row in store.all("memberships") if row["user_id"] == user_id]
    own.sort(key=lambda row: str(row["joined_date"]), reverse=True)
    return tuple(
        Membership(
            row["business_id"],
            (store.get("businesses", row["business_id"]) or {})["name"],
            row["role"],
            0 if face is Face.PUBLISHED else ROLE_LEVELS[row["role"]],
        )
        for row in own
    )


def issue_token(store: Store, face: Face, user_id: str, business_id: str | None = None) -> str:
    """A business token, 24 hours long; its current business is the first membership unless one is named."""
    places = memberships(store, face, user_id)
    issued = datetime.now(UTC)
    claims: dict[str, Any] = {
        "sub": user_id,
        "user_id": user_id,
        "current_business_id": business_id or places[0].business_id,
        "business_memberships": [
            {
                "business_id": place.business_id,
                "role": place.role,
                "permissions": place.permissions,
                "role_level": place.role_level,
            }
            for place in places
        ],
        "iat": issued,
        "exp": issued + TOKEN_LIFE,
    }
    return jwt.encode(claims, store.secret(), algorithm="HS256")


def issue_refresh_token(store: Store, user_id: str) -> str:
    """A single-use refresh token."""
    token = secrets.token_urlsafe(16)
    store.plant("refresh_tokens", {"id": token, "user_id": user_id})
    return token


def _claims(request: Request, *, any_case: bool) -> Document | None:
    """The claims of a valid token; only the routes' own check takes ``bearer`` in any case."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if (scheme.lower() if any_case else scheme) != ("bearer" if any_case else "Bearer"):
        return None
    try:
        return jwt.decode(token, request.app.state.store.secret(), algorithms=["HS256"])
    except jwt.InvalidTokenError:
        return None


def _desk(request: Request, claims: Document) -> Desk:
    store, face = request.app.state.store, request.app.state.face
    return Desk(store, face, claims["sub"], memberships(store, face, claims["sub"]))


async def anybody(request: Request) -> PublicDesk:
    """For routes that let everybody in, with a good token, a bad one or none."""
    return PublicDesk(request.app.state.store, request.app.state.face)


async def current_user(request: Request) -> Desk:
    """For routes that look at the token first: 403 without one, 401 with a bad one."""
    if not request.headers.get("Authorization", "").lower().startswith("bearer "):
        raise refused(403, "Not authenticated")
    claims = _claims(request, any_case=True)
    if claims is None:
        raise refused(401, "Invalid or expired token")
    return _desk(request, claims)


async def in_business(request: Request) -> Desk:
    """For routes that resolve the business first: 400 without a good token, for whatever reason."""
    claims = _claims(request, any_case=False)
    if claims is None:
        raise refused(400, "Invalid business context: 400: Business context required for this operation")
    return _desk(request, claims)


async def user_in_business(request: Request, desk: Annotated[Desk, Depends(current_user)]) -> Desk:
    """For routes that look at the token first and resolve the business afterwards."""
    if _claims(request, any_case=False) is None:
        raise refused(400, "Business context required for this operation")
    return desk


async def business_claims(request: Request) -> Document:
    """For the business-context routes: the token's claims, else 401."""
    claims = _claims(request, any_case=False)
    if claims is None:
        raise refused(401, "Authentication required")
    return claims


InBusiness = Annotated[Desk, Depends(in_business)]
CurrentUser = Annotated[Desk, Depends(current_user)]
Public = Annotated[PublicDesk, Depends(anybody)]


def with_permission(
    permission: str, desk_of: Callable[..., Awaitable[Desk]] = in_business
) -> Callable[..., Awaitable[Desk]]:
    """A dependency for the routers that check a permission before they look at the request."""

    async def permitted(desk: Annotated[Desk, Depends(desk_of)]) -> Desk:
        if not desk.may(permission):
            raise refused(403, f"Insufficient permissions: {permission} required")
        return desk

    return permitted
