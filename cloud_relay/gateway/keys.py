"""Owners and admins make keys for services, and revoke them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from cloud_relay.gateway.access import Person, UsesRelay
from cloud_relay.gateway.refusals import ADMITTED, refusals
from cloud_relay.identity.keys import must_manage_keys
from cloud_relay.identity.principal import Grant

router = APIRouter(prefix="/v1/keys", responses=ADMITTED, tags=["keys"])


class NewKey(BaseModel):
    """What a service is to be known by."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=100)]
    """What people call the service."""
    permissions: Annotated[frozenset[Grant], Field(min_length=1)]


class ShownKey(BaseModel):
    """A key, once: it is shown to nobody again."""

    id: UUID
    key: str
    """To be sent as a bearer token."""
    webhook_secret: str
    """With it webhooks are signed instead."""


class Key(BaseModel):
    """A key that is good."""

    id: UUID
    name: str
    permissions: list[str]
    made_by: str
    """Hero365's id of a person."""
    made_at: datetime


@router.post("", status_code=201)
async def make(asked: NewKey, person: Person, relay: UsesRelay) -> ShownKey:
    """A key for a service of this business; for owners and admins."""
    must_manage_keys(person)
    made = await relay.keys.make(
        asked.name, asked.permissions, business=person.business, made_by=person.id, now=relay.clock()
    )
    return ShownKey(id=made.id, key=made.key, webhook_secret=made.webhook_secret)


@router.get("")
async def list_keys(person: Person, relay: UsesRelay) -> list[Key]:
    """The keys of this business that are good; for owners and admins."""
    must_manage_keys(person)
    return [
        Key(id=key.id, name=key.name, permissions=key.permissions, made_by=key.made_by, made_at=key.made_at)
        for key in await relay.keys.listed(person.business)
    ]


@router.delete("/{key_id}", status_code=204, responses=refusals(404))
async def revoke(key_id: UUID, person: Person, relay: UsesRelay) -> None:
    """Ends a key of this business at once; for owners and admins."""
    must_manage_keys(person)
    await relay.keys.revoke(key_id, business=person.business, now=relay.clock())
