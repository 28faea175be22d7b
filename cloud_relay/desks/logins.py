"""Hero365 logins, which are kept encrypted: whoever reads the store alone can sign in nowhere."""

import base64
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import ValidationError

from cloud_relay.errors import SettingsError
from sync.account import Account

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
