"""A unit joins a business by a code that somebody there was shown, and typed in on the unit."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update

from cloud_relay.database import Sessions
from cloud_relay.errors import ForbiddenError, NotFoundError, SignInError
from cloud_relay.identity.principal import Principal
from cloud_relay.tables import Device, EnrolmentCode

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without letters and figures that are taken for one another."""
_LENGTH = 8
_GROUP = 4
CODE_LIVES = timedelta(minutes=15)
"""30^8 codes, a quarter of an hour, and few tries a minute (see the gateway's limits): none is guessed."""
_MAY_ENROL = frozenset({"owner", "admin", "manager"})


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Codes and units, business by business."""

    sessions: Sessions

    async def code(self, by: Principal, *, now: datetime) -> tuple[str, datetime]:
        """A new code, and when it ends.

        Raises:
            ForbiddenError: they may not.
        """
        _must_manage(by)
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        ends_at = now + CODE_LIVES
        async with self.sessions.begin() as session:
            session.add(EnrolmentCode(digest=_digest(code), business=by.business, made_by=by.id, ends_at=ends_at))
        return f"{code[:_GROUP]}-{code[_GROUP:]}", ends_at

    async def enrol(self, code: str, name: str, *, now: datetime) -> Principal:
        """The unit that a code signs in, under a name that people give it.

        Raises:
            SignInError: there is no such code, it has ended, or it was used.
        """
        device = uuid4()
        async with self.sessions.begin() as session:
            # One statement, so that of two units with one code only one comes in.
            taken = await session.execute(
                update(EnrolmentCode)
                .where(
                    EnrolmentCode.digest == _digest(code),
                    EnrolmentCode.used_by.is_(None),
                    EnrolmentCode.ends_at > now,
                )
                .values(used_by=device)
                .returning(EnrolmentCode.business, EnrolmentCode.made_by)
            )
            found = taken.one_or_none()
            if found is None:
                raise SignInError("This code is wrong, too old, or was used; ask the office for a new one.")
            business, made_by = found
            session.add(Device(id=device, business=business, name=name, enrolled_by=made_by, enrolled_at=now))
        return Principal(kind="device", id=str(device), business=business, name=name)

    async def devices(self, of: Principal) -> list[Device]:
        """The units of somebody's business, by name; those that were removed are not among them."""
        async with self.sessions() as session:
            theirs = select(Device).where(Device.business == of.business, Device.removed_at.is_(None))
            return list((await session.scalars(theirs.order_by(Device.name, Device.id))).all())

    async def remove(self, device_id: UUID, by: Principal, *, now: datetime) -> None:
        """Ends a unit's membership, and its token with it.

        Raises:
            ForbiddenError: they may not.
            NotFoundError: their business has no such unit.
        """
        _must_manage(by)
        async with self.sessions.begin() as session:
            device = await session.get(Device, device_id)
            if device is None or device.business != by.business or device.removed_at is not None:
                raise NotFoundError("There is no such unit.")
            device.removed_at = now

    async def leave(self, unit: Principal, *, now: datetime) -> None:
        """Ends a unit's own membership, and its token with it."""
        async with self.sessions.begin() as session:
            await session.execute(update(Device).where(Device.id == UUID(unit.id)).values(removed_at=now))


def _must_manage(person: Principal) -> None:
    if person.role not in _MAY_ENROL:
        raise ForbiddenError("Only owners, admins and managers add and remove units.")


def _digest(code: str) -> str:
    return hashlib.sha256(code.replace("-", "").replace(" ", "").upper().encode()).hexdigest()
