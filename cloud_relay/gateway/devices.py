"""Units join a business by a code, and leave it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from cloud_relay.gateway.access import Anybody, Person, UsesRelay
from cloud_relay.gateway.refusals import ADMITTED, KNOWN, refusals
from cloud_relay.units.presence import is_there

router = APIRouter(prefix="/v1/devices", tags=["devices"])


class Code(BaseModel):
    """To be typed in on the unit, once."""

    code: str
    ends_at: datetime


class Enrol(BaseModel):
    """A unit that has a code."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[SecretStr, Field(min_length=1, max_length=20)]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    """What people call it: "Van 3"."""


class Enrolled(BaseModel):
    """What the unit is known by from now on."""

    id: UUID
    token: str
    business: str


class Device(BaseModel):
    """A unit of the business."""

    id: UUID
    name: str
    enrolled_at: datetime
    there: bool
    """Whether somebody may count on it at this moment."""
    busy: bool
    last_job: str | None
    """Hero365's id."""


@router.post("/codes", status_code=201, responses=ADMITTED)
async def make_code(person: Person, relay: UsesRelay) -> Code:
    """A code for one unit, good for a quarter of an hour; for owners, admins and managers."""
    code, ends_at = await relay.enrolment.code(person, now=relay.clock())
    return Code(code=code, ends_at=ends_at)


@router.post("/enrol", status_code=201, dependencies=[Anybody], responses=KNOWN)
async def enrol(unit: Enrol, relay: UsesRelay) -> Enrolled:
    """Exchanges a code for a token."""
    device = await relay.enrolment.enrol(unit.code.get_secret_value(), unit.name, now=relay.clock())
    token, _ = relay.tokens.issue(device, now=relay.clock())
    return Enrolled(id=UUID(device.id), token=token, business=device.business)


@router.get("", responses=ADMITTED)
async def list_devices(person: Person, relay: UsesRelay) -> list[Device]:
    """The units of the business."""
    return [
        Device(
            id=device.id,
            name=device.name,
            enrolled_at=device.enrolled_at,
            there=is_there(device, relay.clock()),
            busy=device.busy,
            last_job=device.last_job,
        )
        for device in await relay.enrolment.devices(person)
    ]


@router.delete("/{device_id}", status_code=204, responses=refusals(401, 403, 404))
async def remove(device_id: UUID, person: Person, relay: UsesRelay) -> None:
    """Ends what a unit may; for owners, admins and managers."""
    await relay.enrolment.remove(device_id, person, now=relay.clock())
