"""All desks of one process: opened when somebody comes or something waits, closed when neither is so any more."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.desks.holds import Holds, desk_id
from cloud_relay.desks.logins import Logins
from cloud_relay.desks.messages import OwnMessages
from cloud_relay.desks.open_desk import OpenDesk
from cloud_relay.errors import ElsewhereError, RelayError, SignInError
from cloud_relay.identity.principal import Principal
from cloud_relay.messages.book import MessageBook
from cloud_relay.messages.sending import Sending
from cloud_relay.office.escalations import Escalations
from erp import Language
from sync.account import Account
from sync.errors import SyncError

_log = logging.getLogger(__name__)

_LOOK_EVERY_S: Final = 2.0
_IDLE: Final = timedelta(hours=1)
"""As long a conversation is remembered."""
_LET_GO_WITHIN_S: Final = 6.0
"""How long whoever comes waits for another process to let go of their desk."""


@dataclass(slots=True)
class Desks:
    """The desks that are open here, and those that nobody works on."""

    holds: Holds
    engine: Engine
    logins: Logins
    folder: Path
    """Of the working copies."""
    book: MessageBook
    sending: Sending
    escalations: Escalations
    clock: Callable[[], datetime]
    _open: dict[UUID, OpenDesk] = field(default_factory=dict)
    _opening: dict[UUID, asyncio.Lock] = field(default_factory=dict)

    async def introduce(self, account: Account) -> None:
        """Somebody has signed in: what they say is delivered under this login from now on."""
        desk = desk_id(account.business_id, account.user_id)
        sealed = self.logins.sealed(account)
        await self.holds.keep(desk, account.business_id, account.user_id, sealed, now=self.clock())
        there = self._open.get(desk)
        if there and not there.uses:  # it works under the old login, or in another language
            await self._close(desk)

    @asynccontextmanager
    async def at(self, principal: Principal) -> AsyncIterator[OpenDesk]:
        """The desk of whoever asks, which stays open while this lasts.

        Raises:
            SignInError: their login is not known here, or not any more.
            ElsewhereError: another process works on it and does not let go.
            sync.errors.SyncError: it cannot be opened.
        """
        desk = desk_id(principal.business, principal.id)
        async with self._opening.setdefault(desk, asyncio.Lock()):
            there = self._open.get(desk)
            if there is None or there.is_over:
                there = await self._reopened(desk)
        async with there.in_use(self.clock):
            yield there

    async def _reopened(self, desk: UUID) -> OpenDesk:
        await self._close(desk)
        give_up = asyncio.get_running_loop().time() + _LET_GO_WITHIN_S
        while True:
            account = await self._account(desk)
            if hold := await self.holds.take(desk, now=self.clock()):
                break
            if asyncio.get_running_loop().time() > give_up:
                raise ElsewhereError("Another process of the relay is at work on this; try again in a moment.")
            await asyncio.sleep(0.2)
        principal = Principal("person", account.user_id, account.business_id, account.full_name)
        try:
            opened = await OpenDesk.opened(
                hold,
                account,
                path=self.folder / f"{desk}.db",
                engine=self.engine,
                logins=self.logins,
                messages=OwnMessages(self.book, self.sending, self.escalations, principal, self.clock),
                now=self.clock(),
            )
        except BaseException:
            await self.holds.release(hold, now=self.clock())
            raise
        self._open[desk] = opened
        return opened

    async def _account(self, desk: UUID) -> Account:
        kept = await self.holds.account(desk)
        if kept is None:
            raise SignInError("Nobody has signed in for this; sign in first.")
        return self.logins.opened(kept)

    async def language(self, principal: Principal) -> Language:
        """What somebody speaks.

        Raises:
            SignInError: as `at`.
        """
        return (await self._account(desk_id(principal.business, principal.id))).language

    async def speak(self, principal: Principal, language: Language) -> None:
        """From now on that language is heard and answered.

        Raises:
            SignInError: as `at`.
        """
        account = await self._account(desk_id(principal.business, principal.id))
        if account.language != language:
            await self.introduce(account.model_copy(update={"language": language}))

    async def run(self) -> None:
        """Until it is cancelled: renews the holds, lets go of what is wanted elsewhere or idle, and takes over what
        nobody delivers. At the end all are let go of."""
        try:
            while True:
                for desk in list(self._open):
                    await self._look_after(desk)
                await self._take_over()
                await asyncio.sleep(_LOOK_EVERY_S)
        finally:
            for desk in list(self._open):
                await self._close(desk)

    async def _look_after(self, desk: UUID) -> None:
        there = self._open[desk]
        try:
            wanted = await self.holds.renew(there.hold, now=self.clock(), seen_at=there.used_at)
        except (SQLAlchemyError, OSError):
            _log.exception("a hold was not renewed")
            return
        idle = not there.uses and not there.turn.locked()
        if wanted is None or there.is_over or (idle and (wanted or await self._is_done_with(there))):
            async with self._opening.setdefault(desk, asyncio.Lock()):
                if wanted is None or there.is_over or not there.uses:
                    await self._close(desk)

    async def _is_done_with(self, there: OpenDesk) -> bool:
        if self.clock() - there.used_at < _IDLE:
            return False
        return not await asyncio.to_thread(lambda: there.has_work)

    async def _take_over(self) -> None:
        """What somebody said is delivered also when the process that heard it is gone."""
        with suppress(SQLAlchemyError, OSError):  # the store is away: what is there is looked for again
            for desk in await self.holds.left_alone(now=self.clock()):
                async with self._opening.setdefault(desk, asyncio.Lock()):
                    if desk not in self._open:
                        try:
                            await self._reopened(desk)
                        except (RelayError, SyncError) as error:
                            _log.error("a desk was not taken over", extra={"desk": str(desk), "error": str(error)})

    async def _close(self, desk: UUID) -> None:
        there = self._open.pop(desk, None)
        if there is None:
            return
        try:
            await there.close()
        finally:
            with suppress(SQLAlchemyError, OSError):  # it ends by itself
                await self.holds.release(there.hold, now=self.clock())
