"""The logins that a relay has of its own: one a business, of an account there that an operator signed in for it."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sync.account import Account
from sync.client import Hero365Client
from sync.errors import AccountError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServiceLogins:
    """Files beside the relay's key, which its owner alone can read. Tokens are in no database."""

    folder: Path

    def of(self, business: str) -> Account | None:
        """The login for a business; None where there is none that can be used."""
        path = self._path(business)
        if not path.is_file():
            return None
        try:
            return Account.load(path)
        except AccountError:
            _log.exception("a login that cannot be read")
            return None

    def keep(self, account: Account) -> None:
        """Keeps a login, in the place of one that there was for its business.

        Raises:
            AccountError: it cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        account.save(self._path(account.business_id))

    @asynccontextmanager
    async def client(self, business: str) -> AsyncIterator[Hero365Client | None]:
        """Hero365 as that login sees it; None where there is none. Tokens that are renewed meanwhile are kept.

        Raises:
            NotSentError: its address cannot be used.
        """
        account = self.of(business)
        if account is None:
            yield None
            return
        async with Hero365Client(account, save=self.keep) as client:
            yield client

    def _path(self, business: str) -> Path:
        return self.folder / f"{quote(business, safe='')}.json"
