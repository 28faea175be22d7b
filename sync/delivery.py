"""Delivery: takes saved commands to Hero365 one after another, each once in effect, whatever happens on the way."""

import asyncio
import logging
from collections.abc import Callable

from sync.carrier import Carrier
from sync.client import Hero365Client
from sync.errors import LostAnswerError, NotSentError, RowStateError, SignInError, SyncError, WrongBusinessError
from sync.link import Connection, Link
from sync.order import Held, Ready, standings
from sync.outbox import Outbox
from sync.rows import LIVE, QueuedCommand
from sync.timing import Timing, now

_log = logging.getLogger(__name__)


class Delivery:
    """The one sender of an outbox.

    `on_outcome` is called in the event loop, after the commit, with each command that came to an end, and with each
    that is still on its way and whose `reason` to wait has changed; `on_link` when the connection has changed, with a
    sentence about it.
    """

    def __init__(
        self,
        outbox: Outbox,
        hero365: Hero365Client,
        *,
        on_outcome: Callable[[QueuedCommand], None] = lambda _: None,
        on_link: Callable[[Link, str], None] = lambda _, __: None,
        timing: Timing | None = None,
    ) -> None:
        self._timing = timing or Timing()
        self._outbox = outbox
        self._hero365 = hero365
        self._on_outcome = on_outcome
        self._carrier = Carrier(outbox, hero365, self._timing)
        self._connection = Connection(hero365, self._timing, on_link)
        self._one_at_a_time = asyncio.Lock()

    @property
    def link(self) -> Link:
        """How the unit stands with Hero365."""
        return self._connection.link

    async def run(self, stop: asyncio.Event) -> None:
        """Delivers what is saved, and what will be, until `stop` is set; a request on its way is waited for."""
        loop, stirred = asyncio.get_running_loop(), asyncio.Event()

        def stir() -> None:
            loop.call_soon_threadsafe(stirred.set)

        self._outbox.store.on_change(stir)
        try:
            while not stop.is_set():
                stirred.clear()
                try:
                    wait = await self.drain(stop)
                except SyncError as error:  # a full disk, perhaps: commands stay where they are until it has room
                    _log.error("delivery waits", extra={"error": str(error)})
                    wait = self._timing.longest_pause
                await _first_of(stop, stirred, seconds=wait)
        finally:
            self._outbox.store.no_longer(stir)

    async def drain(self, stop: asyncio.Event | None = None) -> float | None:
        """Delivers everything that is due. Returns the seconds until something else will be; None where nothing is."""
        async with self._one_at_a_time:
            for row in await asyncio.to_thread(self._outbox.doubt_in_flight):
                self._carrier.doubt(row)
            while not (stop and stop.is_set()):
                queue = await self._queue()
                due = [row for row in queue if self._due_at(row) <= now()]
                if not due or not await self._connection.reaches():
                    return max(min(map(self._due_at, queue)) - now(), 0.0) if queue else None
                await self._carry(due[0])
            return None

    def _due_at(self, row: QueuedCommand) -> float:
        return max(self._carrier.due_at(row), self._connection.paused_until)

    async def _queue(self) -> list[QueuedCommand]:
        """What may go as far as the order is concerned; tells of what may not, when that is new."""
        ready, newly_held = await asyncio.to_thread(self._sorted_out)
        for row in newly_held:
            self._on_outcome(row)
        return ready

    def _sorted_out(self) -> tuple[list[QueuedCommand], list[QueuedCommand]]:
        live = self._outbox.live()
        creators = self._outbox.creators(ref for row in live for ref in (row.entity, *row.needs))
        account = self._hero365.account
        standing = standings(live, creators, account.user_id, account.business_id)
        newly_held = [
            self._outbox.explain(row, held.reason)
            for row in live
            if isinstance(held := standing[row.seq], Held) and held.reason != row.reason
        ]
        return [row for row in live if isinstance(standing[row.seq], Ready)], newly_held

    async def _carry(self, row: QueuedCommand) -> None:
        try:
            tried = await self._carrier.carry(row)
        except RowStateError:  # cancelled at the last moment
            return
        except (NotSentError, LostAnswerError, SignInError, WrongBusinessError):
            self._connection.doubt()
            return
        _log.info("command tried", extra={"command": row.command, "command_id": row.id, "state": str(tried.state)})
        if tried.state in LIVE:
            self._connection.doubt()
        if tried.state not in LIVE or tried.reason != row.reason:
            self._on_outcome(tried)


async def _first_of(*events: asyncio.Event, seconds: float | None) -> None:
    """Waits until one of the events is set, and no longer than `seconds`."""
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for future in waiting:
            future.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
