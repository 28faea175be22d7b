"""Keys of services: Hero365's webhook, a phone system. Each is for one business or for the machine, and may little."""

import base64
import hashlib
import hmac
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

from cloud_relay.database import Sessions
from cloud_relay.errors import ForbiddenError, NotFoundError, SignInError
from cloud_relay.identity.principal import Admission, Grant, Principal
from cloud_relay.tables import HeardWebhook, ServiceKey

_PREFIX = "hrk_"
"""By which a key is told from a token, and found where it should not lie about."""
_BYTES = 32
_MAY_MANAGE = frozenset({"owner", "admin"})
_NEVER = datetime.max.replace(tzinfo=UTC)
_NOT_KNOWN = "This key is not valid here; an owner or admin can make another one."


@dataclass(frozen=True, slots=True)
class MadeKey:
    """What is shown once: nobody can read it here again."""

    id: UUID
    key: str
    webhook_secret: str
    """With it webhooks are signed that name the key's id."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes, reads and revokes them. Of a key its SHA-256 is kept."""

    signing_key: str
    sessions: Sessions

    async def make(
        self, name: str, permissions: frozenset[Grant], *, business: str | None, made_by: str, now: datetime
    ) -> MadeKey:
        """A new key.

        Args:
            name: what people call the service.
            permissions: what it may.
            business: Hero365's id of the one that it is for; None is the machine, with all its businesses.
            made_by: who answers for it.
            now: by the relay's clock.
        """
        key, key_id = _PREFIX + secrets.token_urlsafe(_BYTES), uuid4()
        row = ServiceKey(
            id=key_id,
            digest=_digest(key),
            business=business,
            name=name,
            permissions=sorted(permissions),
            made_by=made_by,
            made_at=now,
        )
        async with self.sessions.begin() as session:
            session.add(row)
        return MadeKey(key_id, key, self.webhook_secret(key_id))

    async def listed(self, business: str | None = None) -> list[ServiceKey]:
        """The keys of a business that are good, or of all and the machine, the oldest first."""
        good = select(ServiceKey).where(ServiceKey.revoked_at.is_(None)).order_by(ServiceKey.made_at, ServiceKey.id)
        async with self.sessions() as session:
            theirs = good if business is None else good.where(ServiceKey.business == business)
            return list((await session.scalars(theirs)).all())

    async def revoke(self, key_id: UUID, *, business: str | None = None, now: datetime) -> None:
        """Ends a key, of that business where one is named.

        Raises:
            NotFoundError: there is no such key, or it was revoked before.
        """
        its = (ServiceKey.id == key_id) & ServiceKey.revoked_at.is_(None)
        if business is not None:
            its &= ServiceKey.business == business
        async with self.sessions.begin() as session:
            ended = await session.execute(update(ServiceKey).where(its).values(revoked_at=now).returning(ServiceKey.id))
            if ended.first() is None:
                raise NotFoundError("There is no such key.")

    async def admit(self, key: str) -> Admission:
        """The service that shows a key.

        Raises:
            SignInError: there is no such key, or it was revoked.
        """
        row = await self._good(ServiceKey.digest == _digest(key))
        if row is None:
            raise SignInError(_NOT_KNOWN)
        return Admission(_service(row), token=str(row.id), ends_at=_NEVER)

    async def signer(self, key_id: UUID) -> Principal | None:
        """The service whose webhooks are signed with the secret of that key; None where it is good for nothing."""
        row = await self._good(ServiceKey.id == key_id)
        return _service(row) if row else None

    async def heard(self, signer: Principal, business: str, record: str, *, now: datetime) -> None:
        """Notes that a webhook which was signed with a key's secret has told of a kind of record of a business."""
        heard = HeardWebhook(key=UUID(signer.id), business=business, record=record, heard_at=now)
        with suppress(IntegrityError):  # another one of the same moment has noted it
            async with self.sessions.begin() as session:
                await session.merge(heard)

    async def told_of(self, business: str, since: datetime) -> frozenset[str]:
        """The kinds of records of a business of which a webhook has told lately, whose key is still good."""
        lately = (HeardWebhook.business == business) & (HeardWebhook.heard_at > since)
        good = select(HeardWebhook.record).join(ServiceKey, ServiceKey.id == HeardWebhook.key)
        async with self.sessions() as session:
            return frozenset(await session.scalars(good.where(lately, ServiceKey.revoked_at.is_(None))))

    async def _good(self, which: ColumnElement[bool]) -> ServiceKey | None:
        async with self.sessions() as session:
            return await session.scalar(select(ServiceKey).where(which, ServiceKey.revoked_at.is_(None)).limit(1))

    def webhook_secret(self, key_id: UUID) -> str:
        """Made of the relay's own key, and kept nowhere: whoever reads the store can sign nothing with it."""
        made = hmac.digest(self.signing_key.encode(), b"webhook:" + key_id.bytes, hashlib.sha256)
        return f"whsec_{base64.b64encode(made).decode()}"


def is_key(shown: str) -> bool:
    """Whether it is a service's key, rather than a token."""
    return shown.startswith(_PREFIX)


def must_manage_keys(person: Principal) -> None:
    """Makes sure that somebody may make and revoke keys.

    Raises:
        ForbiddenError: they may not.
    """
    if person.role not in _MAY_MANAGE:
        raise ForbiddenError("Only owners and admins make and revoke keys.")


def _service(row: ServiceKey) -> Principal:
    return Principal("service", str(row.id), row.business or "", row.name, permissions=frozenset(row.permissions))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
