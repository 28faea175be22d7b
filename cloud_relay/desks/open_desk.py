"""A desk that is open in this process: it takes turns, delivers, and is kept fresh."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, Self
from uuid import UUID

from sqlalchemy import Engine, update

from assistant.desk import Desk
from assistant.turns import Turn
from cloud_relay.desks import mirror
from cloud_relay.desks.logins import Logins
from cloud_relay.desks.mirror import Hold
from cloud_relay.tables import Desk as KeptDesk
from sync.account import Account
from sync.client import Hero365Client
from sync.errors import SyncError
from sync.relay import MessageService

_log = logging.getLogger(__name__)

_READ_WITHIN_S: Final = 10.0
"""Whoever begins to speak waits no longer for today's names."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one turn."""

    text: str
    turn: Turn | None = None
    """None where nothing was decided, since an engine or the store failed."""


@dataclass(slots=True)
class OpenDesk:
    """One at a time has a turn at it."""

    desk: Desk
    hold: Hold
    used_at: datetime
    uses: int = 0
    """How many are at it at this moment: requests, and sessions that go on."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    answered: "OrderedDict[UUID, Answer]" = field(default_factory=OrderedDict)
    """The last turns, for whoever asks again."""
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _work: "asyncio.Task[None] | None" = None

    @classmethod
    async def opened(  # noqa: PLR0913 - what it works with
        cls,
        hold: Hold,
        account: Account,
        *,
        path: Path,
        engine: Engine,
        logins: Logins,
        messages: MessageService,
        now: datetime,
    ) -> Self:
        """Opens the desk that is held: its outbox as it was kept, and today's records as far as Hero365 is reached.

        Raises:
            sync.errors.SyncError: it cannot be opened.
        """
        async with AsyncExitStack() as stack:
            store = await asyncio.to_thread(mirror.opened, path, engine, hold)
            stack.push_async_callback(asyncio.to_thread, store.close)
            save = _saver(engine, logins, hold)
            client = await stack.enter_async_context(Hero365Client(account, save=save))
            desk = await asyncio.to_thread(Desk.at, store, account, client, messages)
            await _read(desk)
            opened = cls(desk, hold, now)
            opened._stack = stack.pop_all()
        opened._work = asyncio.create_task(opened._working())
        return opened

    async def _working(self) -> None:
        """Delivers and refreshes until it is closed. What fails otherwise is begun again by whoever opens it next."""
        try:
            async with self.desk.working():
                await self._over.wait()
        except SyncError as error:
            _log.error("a desk has stopped", extra={"desk": str(self.hold.desk), "error": str(error)})

    @property
    def is_over(self) -> bool:
        """Whether it works no more."""
        return self._work is None or self._work.done()

    @property
    def has_work(self) -> bool:
        """Whether something that was said is still on its way."""
        return bool(self.desk.outbox.live())

    @asynccontextmanager
    async def in_use(self, clock: Callable[[], datetime]) -> AsyncIterator[Self]:
        """It is not closed while this lasts."""
        self.uses += 1
        self.used_at = clock()
        try:
            yield self
        finally:
            self.uses -= 1
            self.used_at = clock()

    async def close(self) -> None:
        """Ends its work; a request on its way is waited for."""
        self._over.set()
        if self._work:
            await asyncio.wait({self._work})
        await self._stack.aclose()


async def _read(desk: Desk) -> None:
    """Today's names. Without them the person is served all the same: they are read as soon as Hero365 is reached."""
    try:
        async with asyncio.timeout(_READ_WITHIN_S):
            await desk.refresh()
    except (SyncError, TimeoutError) as error:
        _log.warning("a desk begins without today's records", extra={"error": type(error).__name__})
    await asyncio.to_thread(desk.assistant.lay_out)


def _saver(engine: Engine, logins: Logins, hold: Hold) -> Callable[[Account], None]:
    """Keeps the tokens that Hero365 renews."""

    def save(account: Account) -> None:
        with engine.begin() as connection:
            connection.execute(
                update(KeptDesk)
                .where((KeptDesk.id == hold.desk) & (KeptDesk.turn == hold.turn))
                .values(account=logins.sealed(account))
            )

    return save
