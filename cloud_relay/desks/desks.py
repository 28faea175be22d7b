"""All desks of one process: opened when somebody comes or something waits, closed when neither is so any more."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from weakref import WeakValueDictionary

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.clock import Clock
from cloud_relay.desks.holds import Holds, desk_id
from cloud_relay.desks.in_touch import InTouch
from cloud_relay.desks.logins import KeptLogin, Logins
from cloud_relay.desks.mirror import Hold
from cloud_relay.desks.open_desk import OpenDesk
from cloud_relay.desks.own_service import OwnService
from cloud_relay.errors import ConflictError, ElsewhereError, NotFoundError, RelayError, SignInError
from cloud_relay.identity.principal import Principal
from cloud_relay.messages.book import MessageBook
from cloud_relay.messages.failures import Failures
from cloud_relay.messages.sending import Sending
from cloud_relay.office.escalations import Escalations
from cloud_relay.units.bus import Bus
from erp import Language
from sync.account import Account
from sync.errors import SyncError
from sync.rows import QueuedCommand
from sync.signals import Signal

_log = logging.getLogger(__name__)

_LOOK_EVERY_S: Final = 2.0
_IDLE: Final = timedelta(hours=1)
"""As long a conversation is remembered."""
_LET_GO_WITHIN_S: Final = 6.0
"""How long whoever comes waits for another process to let go of their desk."""
_AGAIN_AFTER_S: Final = 60.0
"""When it is tried again to take over a desk that could not be opened."""
_WITHOUT_LOGIN_AGAIN_AFTER_S: Final = 3600.0
"""And one that waits for its person to sign in, who would be seen at once."""


@dataclass(slots=True)
class Desks:
    """The desks that are open here, and those that nobody works on."""

    holds: Holds
    engine: Engine
    logins: Logins
    folder: Path
    """Of the working copies."""
    book: MessageBook
    failures: Failures
    sending: Sending
    escalations: Escalations
    bus: Bus
    clock: Clock
    _open: dict[UUID, OpenDesk] = field(default_factory=dict)
    """Also those that are being closed: they are held until nothing of them is on its way."""
    _locks: "WeakValueDictionary[UUID, asyncio.Lock]" = field(default_factory=WeakValueDictionary)
    """Of desks that are being opened or closed."""
    _beside: "dict[UUID, asyncio.Task[None]]" = field(default_factory=dict)
    """What is done about desks while the others are held on."""
    _not_before: dict[UUID, float] = field(default_factory=dict)
    """By the loop's clock: when desks may be taken over again."""

    async def introduce(self, account: Account) -> None:
        """Somebody has signed in: what they say is delivered under this login from now on.

        Raises:
            sync.errors.SyncError: their desk is open, and cannot be used.
        """
        desk = desk_id(account.business_id, account.user_id)
        kept = self.logins.sealed(account)
        async with self._alone(desk):
            await self.holds.keep(desk, account.business_id, account.user_id, kept, now=self.clock())
            self._not_before.pop(desk, None)
            if (there := self._open.get(desk)) and not there.is_over:
                await there.introduce(account, kept)

    @asynccontextmanager
    async def at(self, principal: Principal) -> AsyncIterator[OpenDesk]:
        """The desk of whoever asks, which stays open while this lasts.

        Raises:
            SignInError: their login is not known here, or not any more.
            ElsewhereError: another process works on it and does not let go.
            SettingsError: their login was kept under another secret.
            sync.errors.SyncError: it cannot be opened.
        """
        desk = desk_id(principal.business, principal.id)
        with ExitStack() as using:
            async with self._alone(desk):
                there = self._open.get(desk)
                if there is None or there.is_over:
                    there = await self._reopened(desk, _LET_GO_WITHIN_S)
                using.enter_context(there.in_use(self.clock))
            yield there

    def _alone(self, desk: UUID) -> asyncio.Lock:
        """Nobody else opens or closes it meanwhile."""
        return self._locks.setdefault(desk, asyncio.Lock())

    async def _reopened(self, desk: UUID, patience: float) -> OpenDesk:
        await self._close(desk)
        await self._kept(desk)  # whoever is not known waits for nothing
        hold = await self._held(desk, patience)
        try:
            kept, account = await self._kept(desk)
            principal = Principal("person", account.user_id, account.business_id, account.full_name)
            opened = await OpenDesk.opened(
                KeptLogin(self.engine, self.logins, hold, kept),
                InTouch(self.bus, principal.business, desk, lambda: self._missed(principal)),
                path=self.folder / f"{desk}.db",
                messages=OwnService(self.book, self.sending, self.escalations, principal, self.clock),
                now=self.clock(),
            )
        except BaseException:
            await self.holds.release(hold, now=self.clock(), seen_at=self.clock())
            raise
        self._open[desk] = opened
        return opened

    async def _missed(self, principal: Principal) -> list[Signal]:
        """What somebody may not have heard while their desk was closed."""
        taken = await self.escalations.taken_lately(principal, now=self.clock())
        return [*await self.failures.listed(principal), *taken]

    async def _held(self, desk: UUID, patience: float) -> Hold:
        give_up = asyncio.get_running_loop().time() + patience
        while (hold := await self.holds.take(desk, now=self.clock())) is None:
            if asyncio.get_running_loop().time() >= give_up:
                raise ElsewhereError("Another process of the relay is at work on this; try again in a moment.")
            await asyncio.sleep(0.2)
        return hold

    async def _kept(self, desk: UUID) -> tuple[bytes, Account]:
        """The login of a desk, as the store keeps it and as it is."""
        kept = await self.holds.account(desk)
        if kept is None:
            raise SignInError("Nobody has signed in for this; sign in first.")
        return kept, self.logins.opened(kept)

    async def command(self, principal: Principal, command: UUID) -> QueuedCommand:
        """What somebody has said, as it stands by now, whichever process works on their desk.

        Raises:
            NotFoundError: they have said no such thing.
        """
        row = await self.holds.command(desk_id(principal.business, principal.id), command)
        if row is None:
            raise NotFoundError("There is no such command.")
        return QueuedCommand.from_row(row)

    async def language(self, principal: Principal) -> Language:
        """What somebody speaks.

        Raises:
            SignInError, SettingsError: as `at`.
        """
        _, account = await self._kept(desk_id(principal.business, principal.id))
        return account.language

    async def speak(self, principal: Principal, language: Language) -> None:
        """From now on that language is heard and answered.

        Raises:
            SignInError, SettingsError, sync.errors.SyncError: as `at`.
        """
        _, account = await self._kept(desk_id(principal.business, principal.id))
        if account.language != language:
            await self.introduce(account.model_copy(update={"language": language}))

    async def forget(self, principal: Principal) -> None:
        """Deletes somebody's login, and all that they have said.

        Raises:
            ConflictError: something of it is still on its way, or goes on at this moment.
            ElsewhereError: another process works on it and does not let go.
        """
        desk = desk_id(principal.business, principal.id)
        async with self._alone(desk):
            if (there := self._open.get(desk)) and there.uses:
                raise ConflictError("You are speaking at this moment; end that first.")
            await self._close(desk)
            if not await self.holds.knows(desk):
                return
            hold = await self._held(desk, _LET_GO_WITHIN_S)
            if not await self.holds.forget(hold):
                await self.holds.release(hold, now=self.clock(), seen_at=self.clock())
                raise ConflictError("Something that you said is still on its way to Hero365; take it back, or wait.")

    async def run(self) -> None:
        """Until it is cancelled: renews the holds, lets go of what is wanted elsewhere or idle, and takes over what
        nobody delivers. At the end all are let go of."""
        try:
            while True:
                try:
                    await self._hold_on()
                    await self._take_over()
                except Exception:  # noqa: BLE001 - whatever one look dies of, the next one is to come
                    _log.exception("the desks were not looked after")
                await asyncio.sleep(_LOOK_EVERY_S)
        finally:
            await self.close()

    async def close(self) -> None:
        """Lets go of all of them, as nobody looks after them any more: what they do needs the store."""
        for task in self._beside.values():
            task.cancel()
        await asyncio.gather(*self._beside.values(), return_exceptions=True)
        await asyncio.gather(*(self._close(desk) for desk in list(self._open)), return_exceptions=True)

    async def _hold_on(self) -> None:
        """Nothing here waits for a desk: those that are on would be taken over meanwhile."""
        held = dict(self._open)
        wanted = await self.holds.renew([there.hold for there in held.values()], now=self.clock())
        for desk, there in held.items():
            is_lost = desk not in wanted or there.is_over
            if is_lost or wanted[desk] or self._is_idle(there):
                self._do_beside(desk, self._look_after(desk, there, wanted=not is_lost and wanted[desk]))

    async def _look_after(self, desk: UUID, there: OpenDesk, *, wanted: bool) -> None:
        """Closes it where that is due."""
        async with self._alone(desk):
            if self._open.get(desk) is not there:
                return
            if there.is_over or not await self.holds.has(there.hold):
                await self._close(desk)
            elif there.uses:
                if wanted:
                    await self._hear_of_login(desk, there)
            elif wanted or await self._is_done_with(desk, there):
                await self._close(desk)

    async def _hear_of_login(self, desk: UUID, there: OpenDesk) -> None:
        """Its person may have signed in at another process."""
        kept, account = await self._kept(desk)
        if kept != there.login.kept:
            await there.introduce(account, kept)

    def _is_idle(self, there: OpenDesk) -> bool:
        return self.clock() - there.used_at >= _IDLE

    async def _is_done_with(self, desk: UUID, there: OpenDesk) -> bool:
        """Whether nobody comes any more, and nothing can be delivered."""
        if not self._is_idle(there):
            return False
        if there.needs_its_person:
            self._not_before[desk] = asyncio.get_running_loop().time() + _WITHOUT_LOGIN_AGAIN_AFTER_S
            return True
        return not await asyncio.to_thread(lambda: there.has_work)

    async def _take_over(self) -> None:
        """What somebody said is delivered also when the process that heard it is gone."""
        now = asyncio.get_running_loop().time()
        self._not_before = {desk: until for desk, until in self._not_before.items() if until > now}
        for desk in await self.holds.left_alone(now=self.clock(), but=[*self._not_before, *self._beside]):
            self._do_beside(desk, self._taken_over(desk))

    async def _taken_over(self, desk: UUID) -> None:
        async with self._alone(desk):
            if desk in self._open:
                return
            try:
                await self._reopened(desk, patience=0)
            except (RelayError, SyncError, SQLAlchemyError) as error:
                _log.error("a desk was not taken over", extra={"desk": str(desk), "error": str(error)})
                self._not_before[desk] = asyncio.get_running_loop().time() + _AGAIN_AFTER_S

    def _do_beside(self, desk: UUID, work: Coroutine[Any, Any, None]) -> None:
        if desk in self._beside:
            work.close()
            return
        task = self._beside[desk] = asyncio.create_task(work)

        def ended(task: "asyncio.Task[None]") -> None:
            del self._beside[desk]
            if not task.cancelled() and (error := task.exception()):
                _log.error("a desk was not looked after", extra={"desk": str(desk), "error": repr(error)})

        task.add_done_callback(ended)

    async def _close(self, desk: UUID) -> None:
        there = self._open.get(desk)
        if there is None:
            return
        try:
            await there.close()
        except Exception:  # noqa: BLE001 - it is opened anew, whatever its closing died of
            _log.exception("a desk was not closed", extra={"desk": str(desk)})
        del self._open[desk]  # not where this was cut off: the next one waits for its end
        try:
            await self.holds.release(there.hold, now=self.clock(), seen_at=there.used_at)
        except (SQLAlchemyError, OSError) as error:  # it ends by itself
            _log.warning("a desk was not let go of", extra={"desk": str(desk), "error": str(error)})
