"""Signing in, renewing tokens, and the businesses of a person."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from sync.standin.auth import (
    CurrentUser,
    Membership,
    business_claims,
    issue_refresh_token,
    issue_token,
    memberships,
)
from sync.standin.contacts.requests import Email
from sync.standin.errors import refused
from sync.standin.face import Face
from sync.standin.store import Store
from sync.standin.wire import Document, to_the_second

router = APIRouter()
Claims = Annotated[Document, Depends(business_claims)]


class SignInRequest(BaseModel):
    """An e-mail address and its password."""

    email: Email
    password: str


class PhoneSignInRequest(BaseModel):
    """A phone number and its password."""

    phone: str
    password: str


class RefreshRequest(BaseModel):
    """A refresh token; it is spent by this."""

    refresh_token: str


class SwitchRequest(BaseModel):
    """The business to become current in the token."""

    business_id: str


@router.post("/auth/signin")
async def sign_in(body: SignInRequest, request: Request) -> Document:
    return _signed_in(request, "email", body.email, body.password)


@router.post("/auth/signin/phone")
async def sign_in_by_phone(body: PhoneSignInRequest, request: Request) -> Document:
    return _signed_in(request, "phone", body.phone, body.password)


def _signed_in(request: Request, key: str, name: str, password: str) -> Document:
    store: Store = request.app.state.store
    user = next((user for user in store.all("users") if user[key] == name and user["password"] == password), None)
    if user is None:
        raise refused(401, "Invalid credentials")
    return {
        "access_token": issue_token(store, request.app.state.face, user["id"]),
        "refresh_token": issue_refresh_token(store, user["id"]),
        "user": {
            "id": user["id"],
            key: user[key],
            "user_metadata": {"full_name": user["full_name"]},
            "onboarding_completed": False,
            "onboarding_completed_at": None,
            "completed_steps": [],
        },
    }


@router.post("/auth/refresh")
async def refresh(body: RefreshRequest, request: Request) -> Document:
    store: Store = request.app.state.store
    spent = store.uproot("refresh_tokens", body.refresh_token)
    if spent is None:
        raise refused(401, "Failed to refresh token")
    return {
        "access_token": issue_token(store, request.app.state.face, spent["user_id"]),
        "refresh_token": issue_refresh_token(store, spent["user_id"]),
        "expires_in": 3600,
        "token_type": "bearer",
    }


@router.post("/auth/signout")
async def sign_out() -> Document:
    """Does nothing: tokens cannot be revoked."""
    return {"message": "Signed out successfully. Please clear tokens on client side."}


@router.get("/business-context/current")
async def current_context(claims: Claims, request: Request) -> Document:
    return _context(request.app.state.store, request.app.state.face, claims["sub"], claims["current_business_id"])


@router.post("/business-context/switch")
async def switch(body: SwitchRequest, claims: Claims, request: Request) -> Document:
    """A token with another current business; requests go on acting in the first membership."""
    store, face = request.app.state.store, request.app.state.face
    try:
        business_id = str(UUID(body.business_id))
    except ValueError as error:
        raise refused(500, "Failed to switch business context") from error
    if business_id not in [place.business_id for place in memberships(store, face, claims["sub"])]:
        raise refused(403, f"User is not a member of business {business_id}")
    token = issue_token(store, face, claims["sub"], business_id)
    return _context(store, face, claims["sub"], business_id) | {"new_token": token}


@router.post("/business-context/refresh-token")
async def renew(claims: Claims, request: Request) -> Document:
    business_id = claims["current_business_id"]
    return {
        "access_token": issue_token(request.app.state.store, request.app.state.face, claims["sub"], business_id),
        "token_type": "bearer",
        "current_business_id": business_id,
        "user_id": claims["sub"],
    }


@router.get("/users/me")
async def profile(desk: CurrentUser) -> Document:
    """The person; the memberships are always empty, which is the measured behaviour of every face."""
    user = desk.store.get("users", desk.user_id) or {}
    created = to_the_second(user["created_date"])
    return {
        "id": user["id"],
        "email": user["email"],
        "phone": user["phone"],
        "full_name": user["full_name"],
        "is_active": True,
        "is_superuser": False,
        "supabase_id": user["id"],
        "created_at": created,
        "updated_at": created,
        "business_memberships": [],
        "has_businesses": False,
        "needs_onboarding": True,
    }


def _context(store: Store, face: Face, user_id: str, business_id: str) -> Document:
    return {
        "current_business_id": business_id,
        "available_businesses": [_available(place) for place in memberships(store, face, user_id)],
        "user_id": user_id,
    }


def _available(place: Membership) -> Document:
    return {
        "business_id": place.business_id,
        "business_name": place.business_name,
        "role": place.role,
        "permissions": place.permissions,
        "role_level": place.role_level,
    }
