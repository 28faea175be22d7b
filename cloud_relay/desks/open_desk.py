"""A desk that is open in this process: it takes turns, delivers, is kept fresh, and hears what is told."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, Self
from uuid import UUID

from assistant.command_model import command_model
from assistant.desk import Desk
from cloud_relay.clock import Clock
from cloud_relay.desks.in_touch import InTouch
from cloud_relay.desks.logins import KeptLogin
from cloud_relay.desks.mirror import Hold, Mirror, remove_copy
from sync.account import Account
from sync.afterwards import Afterwards
from sync.client import Hero365Client
from sync.errors import DeliveryError, SyncError
from sync.link import Link
from sync.relay import MessageService
from sync.signals import Changed, Signal

_log = logging.getLogger(__name__)

_READ_WITHIN_S: Final = 6.0
"""Whoever begins to speak waits no longer for today's names: in a silent room 8 are too many."""
_NEEDS_ITS_PERSON: Final = frozenset({Link.SIGN_IN_NEEDED, Link.WRONG_BUSINESS})


@dataclass(slots=True)
class OpenDesk:
    """One at a time has a turn at it."""

    desk: Desk
    mirror: Mirror
    login: KeptLogin
    in_touch: InTouch
    afterwards: Afterwards
    used_at: datetime
    uses: int = 0
    """How many are at it at this moment: requests, and sessions that go on."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    request: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held from hearing to answering, where each request is a whole turn."""
    news_beside: tuple[UUID, str] | None = None
    """The last turn that was answered with news before its reply, and those news: its answer may be lost."""
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """It ends: whoever is at it looks for the desk anew."""
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _work: "asyncio.Task[None] | None" = None
    _closing: "asyncio.Task[None] | None" = None

    @classmethod
    async def opened(
        cls, login: KeptLogin, in_touch: InTouch, *, path: Path, messages: MessageService, now: datetime
    ) -> Self:
        """Opens the desk that is held: its outbox as it was kept, and today's records as far as Hero365 is reached.

        Raises:
            SettingsError: as `KeptLogin.account`.
            sync.errors.SyncError: it cannot be opened.
        """
        account = login.account
        async with AsyncExitStack() as stack:
            stack.push_async_callback(asyncio.to_thread, remove_copy, path)
            mirror = await stack.enter_async_context(_mirrored(path, login))
            client = await stack.enter_async_context(Hero365Client(account, save=login.save))
            desk = await asyncio.to_thread(
                Desk.at, mirror.store, account, client, messages, command_model(), is_units=False
            )
            desk.refresher.on_change = in_touch.telling.take
            await _read(desk)
            opened = cls(desk, mirror, login, in_touch, Afterwards(desk.outbox, desk.outcomes.take), now)
            opened._stack = stack.pop_all()
        opened._work = asyncio.create_task(opened._working())
        return opened

    async def _working(self) -> None:
        """Delivers and refreshes until it is closed. What fails otherwise is begun again by whoever opens it next."""
        try:
            async with asyncio.TaskGroup() as tasks:
                beside = [tasks.create_task(work) for work in (self.in_touch.run(self._hear), self.afterwards.run())]
                async with self.desk.working():
                    await self.over.wait()
                for task in beside:
                    task.cancel()
        except* SyncError as errors:
            said = str(errors.exceptions[0])
            _log.error("a desk has stopped", extra={"desk": str(self.hold.desk), "error": said})
        except* Exception:  # noqa: BLE001 - one desk must not end the others
            _log.exception("a desk has stopped", extra={"desk": str(self.hold.desk)})

    def _hear(self, signal: Signal) -> None:
        if isinstance(signal, Changed):
            self.desk.refresher.invalidate(signal.business, signal.record, signal.ids)
        else:
            self.afterwards.take(signal)

    @property
    def hold(self) -> Hold:
        """By what right it is open here."""
        return self.mirror.hold

    @property
    def is_over(self) -> bool:
        """Whether it works no more."""
        return self.over.is_set() or self._work is None or self._work.done() or not self.mirror.is_whole

    @property
    def has_work(self) -> bool:
        """Whether something that was said is still on its way. It reads the disk."""
        return bool(self.desk.outbox.live())

    @property
    def needs_its_person(self) -> bool:
        """Whether nothing can be delivered until its person has signed in anew."""
        return self.desk.delivery.link in _NEEDS_ITS_PERSON

    @contextmanager
    def in_use(self, clock: Clock) -> Iterator[None]:
        """It is not closed while this lasts."""
        self.uses += 1
        self.used_at = clock()
        try:
            yield
        finally:
            self.uses -= 1
            self.used_at = clock()

    async def introduce(self, account: Account, kept: bytes) -> None:
        """Its person has signed in anew: what is said and delivered from now on is under that login, in that language
        and with those permissions. `kept` is how the store keeps the account.

        Raises:
            sync.errors.SyncError: the desk cannot be used.
        """
        async with self.turn:  # no turn begins in one language and ends in another
            self.login.kept = kept
            self.desk = await asyncio.to_thread(self.desk.introduced, account)

    async def close(self) -> None:
        """Ends its work; a request on its way is waited for. The working copy goes: it holds customers' names. Where
        whoever waits for that is cut off, it is closed all the same, and whoever calls this next waits on."""
        self.over.set()
        if self._closing is None:
            self._closing = asyncio.create_task(self._closed())
        await asyncio.shield(self._closing)

    async def _closed(self) -> None:
        if self._work:
            await asyncio.wait({self._work})
        await self._stack.aclose()


@asynccontextmanager
async def _mirrored(path: Path, login: KeptLogin) -> AsyncIterator[Mirror]:
    """The working copy. A thread cannot be cancelled: what it opens is closed also where nobody waits any more."""
    opening = asyncio.create_task(asyncio.to_thread(Mirror.opened, path, login.engine, login.hold))
    try:
        yield await asyncio.shield(opening)
    finally:
        await asyncio.wait({opening})
        if opening.exception() is None:
            await asyncio.to_thread(opening.result().store.close)


async def _read(desk: Desk) -> None:
    """Today's names. Without them the person is served all the same: they are read as soon as Hero365 is reached."""
    try:
        async with asyncio.timeout(_READ_WITHIN_S):
            await desk.refresh()
    except (DeliveryError, TimeoutError) as error:
        _log.warning("a desk begins without today's records", extra={"error": type(error).__name__})
    await asyncio.to_thread(desk.assistant.lay_out)
