"""The relay's own tokens: one algorithm, one audience, one issuer, an end, and an id by which each can be revoked."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import jwt
from sqlalchemy import delete

from cloud_relay.database import Sessions
from cloud_relay.errors import SignInError
from cloud_relay.identity.principal import Admission, Principal
from cloud_relay.tables import Device, RevokedToken

_ALGORITHM = "HS256"
_ISSUER = "hero365-relay"
_AUDIENCE = "hero365-relay"
_REQUIRED = ["iss", "aud", "sub", "jti", "iat", "exp", "kind", "business"]
LIVES = {"person": timedelta(minutes=30), "device": timedelta(days=3650), "worker": timedelta(minutes=5)}
"""A person's permissions are as old as the token, so that it is made anew often. A unit's ends when it is removed."""
_NOT_KNOWN = "This token is not valid here; sign in again."


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes, reads and revokes them."""

    key: str
    sessions: Sessions

    def issue(self, principal: Principal, *, now: datetime) -> tuple[str, datetime]:
        """A token for somebody, and when it ends."""
        return issued(self.key, principal, now=now)

    async def admit(self, token: str) -> Admission:
        """Who shows it.

        Raises:
            SignInError: it is not ours, has ended or was revoked, or its unit was removed.
        """
        try:
            claims = jwt.decode(
                token,
                self.key,
                algorithms=[_ALGORITHM],
                issuer=_ISSUER,
                audience=_AUDIENCE,
                options={"require": _REQUIRED},
            )
            admission = Admission(
                principal=Principal(
                    kind=claims["kind"],
                    id=claims["sub"],
                    business=claims["business"],
                    name=claims["name"],
                    role=claims["role"],
                    permissions=frozenset(claims["permissions"]),
                ),
                token=claims["jti"],
                ends_at=datetime.fromtimestamp(claims["exp"], UTC),
            )
        except (jwt.InvalidTokenError, KeyError) as error:
            raise SignInError(_NOT_KNOWN) from error
        if await self._is_over(admission):
            raise SignInError(_NOT_KNOWN)
        return admission

    async def _is_over(self, admission: Admission) -> bool:
        async with self.sessions() as session:
            if await session.get(RevokedToken, admission.token):
                return True
            if admission.principal.kind != "device":
                return False
            device = await session.get(Device, UUID(admission.principal.id))
            return device is None or device.removed_at is not None

    async def revoke(self, admission: Admission, *, now: datetime) -> None:
        """Ends a token before its time, and forgets those that have ended by themselves."""
        async with self.sessions.begin() as session:
            await session.execute(delete(RevokedToken).where(RevokedToken.ends_at < now))
            await session.merge(RevokedToken(id=admission.token, ends_at=admission.ends_at))


def issued(key: str, principal: Principal, *, now: datetime | None = None) -> tuple[str, datetime]:
    """A token for somebody, signed with `key`, and when it ends."""
    now = now or datetime.now(UTC)
    ends_at = now + LIVES[principal.kind]
    claims = {
        "iss": _ISSUER,
        "aud": _AUDIENCE,
        "sub": principal.id,
        "jti": uuid4().hex,
        "iat": now,
        "exp": ends_at,
        "kind": principal.kind,
        "business": principal.business,
        "name": principal.name,
        "role": principal.role,
        "permissions": sorted(principal.permissions),
    }
    return jwt.encode(claims, key, algorithm=_ALGORITHM), ends_at
