"""Hero365 logins, which are kept encrypted: whoever reads the store alone can sign in nowhere."""

import base64
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import ValidationError
from sqlalchemy import CursorResult, Engine, update
from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.desks.mirror import Hold
from cloud_relay.errors import SettingsError
from cloud_relay.tables import Desk
from sync.account import Account
from sync.errors import AccountError

_PURPOSE = b"hero365-relay logins"
"""A key of its own (RFC 5869): the signing key itself encrypts nothing."""


@dataclass(frozen=True, slots=True)
class Logins:
    """Encrypts and decrypts accounts."""

    key: str
    """What the relay's tokens are signed with."""
    _fernet: Fernet = field(init=False, repr=False)

    def __post_init__(self) -> None:
        derived = HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(self.key.encode())
        object.__setattr__(self, "_fernet", Fernet(base64.urlsafe_b64encode(derived)))

    def sealed(self, account: Account) -> bytes:
        """As it is kept."""
        return self._fernet.encrypt(account.model_dump_json().encode())

    def opened(self, kept: bytes) -> Account:
        """The account that was kept.

        Raises:
            SettingsError: it was kept under another key, or by a version whose accounts this one cannot read.
        """
        try:
            return Account.model_validate_json(self._fernet.decrypt(kept))
        except (InvalidToken, ValidationError) as error:
            raise SettingsError(
                "A kept Hero365 login cannot be read: HERO365_RELAY_SECRET is another one than before."
            ) from error


@dataclass(slots=True)
class KeptLogin:
    """The login of a desk that is held, as the store keeps it."""

    engine: Engine
    logins: Logins
    hold: Hold
    kept: bytes
    """As it was read, or written last."""

    @property
    def account(self) -> Account:
        """What is kept.

        Raises:
            SettingsError: as `Logins.opened`.
        """
        return self.logins.opened(self.kept)

    def save(self, account: Account) -> None:
        """Keeps the tokens that Hero365 has renewed, unless the person has signed in anew meanwhile.

        Raises:
            AccountError: they cannot be kept.
        """
        sealed = self.logins.sealed(account)
        saving = update(Desk).where(self.hold.is_on, Desk.account == self.kept).values(account=sealed)
        try:
            with self.engine.begin() as connection:
                saved: CursorResult[Any] = connection.execute(saving)
        except SQLAlchemyError as error:
            raise AccountError("The relay's store cannot keep the renewed login.") from error
        if saved.rowcount:
            self.kept = sealed
