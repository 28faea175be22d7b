"""Who is signed in, where, and with which tokens: a file that only its owner may read, apart from everything queued."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Self

import jwt
from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr, ValidationError, field_serializer

from erp import Language, Tone
from sync.errors import AccountError
from sync.owned_files import write_for_owner
from sync.times import a_time_zone


class Account(BaseModel):
    """A person at one business of one Hero365 server."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    url: str
    """Base of the API: ``https://api.hero365.ai/v1``."""
    email: str
    user_id: str
    full_name: str
    business_id: str
    """The business that commands are said for; the unit delivers to no other."""
    business_name: str
    time_zone: Annotated[str, AfterValidator(a_time_zone)]
    """IANA name of the place where the unit is used."""
    language: Language = "en"
    """What the person speaks: Hero365 tells that as little."""
    tone: Tone = "plain"
    """How they like to be spoken to."""
    permissions: frozenset[str] = frozenset()
    """As Hero365 last said."""
    businesses: tuple[str, ...] = ()
    """Names of all that the person belongs to, as Hero365 last said; the first is the one that it acts for."""
    colleagues: Mapping[str, str] = {}
    """Names of people by Hero365's ids of them, as far as somebody has told the unit: Hero365 itself tells ids only."""
    access_token: SecretStr
    refresh_token: SecretStr

    @field_serializer("access_token", "refresh_token")
    def _in_the_file(self, token: SecretStr) -> str:
        return token.get_secret_value()

    @field_serializer("permissions")
    def _in_order(self, permissions: frozenset[str]) -> list[str]:
        return sorted(permissions)

    @property
    def expires(self) -> datetime | None:
        """When the access token ends by the server's clock; None where it does not say."""
        try:
            claims = jwt.decode(self.access_token.get_secret_value(), options={"verify_signature": False})
        except jwt.InvalidTokenError:
            return None
        return datetime.fromtimestamp(claims["exp"], UTC) if "exp" in claims else None

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads the account file.

        Raises:
            AccountError: nobody has signed in, or the file cannot be used.
        """
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError as error:
            raise AccountError("Nobody is signed in on this unit; run `hero365-edge login`.") from error
        except OSError as error:
            raise AccountError(f"{path} cannot be read: {error.strerror}.") from error
        except ValidationError as error:
            zones = (wrong.get("ctx", {}).get("error") for wrong in error.errors() if wrong["loc"] == ("time_zone",))
            wrong = next((f" ({zone})" for zone in zones if zone), "")
            raise AccountError(f"{path} is no account file{wrong}; run `hero365-edge login` again.") from error

    def save(self, path: Path) -> None:
        """Writes the account file, readable by its owner alone; the old one stays whole until the new one is on disk.

        Raises:
            AccountError: it cannot be written.
        """
        write_for_owner(path, self.model_dump_json(indent=2))
