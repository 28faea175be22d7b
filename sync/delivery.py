"""Delivery: takes saved commands to Hero365, several at a time, each once in effect, whatever happens on the way."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress

from erp import KEPT
from sync.carrier import Carrier
from sync.client import Hero365Client
from sync.errors import LostAnswerError, NotSentError, RowStateError, SignInError, SyncError, WrongBusinessError
from sync.link import Connection, Link
from sync.order import Order
from sync.outbox import Outbox
from sync.relay import MessageService, RelayClient
from sync.retention import prune
from sync.rows import LIVE, Place, QueuedCommand
from sync.schedule import Reasons, Schedule
from sync.timing import AT_ONCE, Timing, now

_log = logging.getLogger(__name__)

_Carrying = dict["asyncio.Task[None]", int]
"""The tasks that carry a command each, with its `seq`."""


class Delivery:
    """The one sender of an outbox.

    `on_outcome` is called in the event loop, after the commit, with each command that came to an end, and with each
    that is still on its way and whose `reason` to wait has changed; `on_link` when the connection has changed: what is
    said of that depends on who hears it. Up to `at_once` commands are carried at the same time, those about one record
    one by one.
    """

    def __init__(  # noqa: PLR0913 - what it serves, whom it tells, and how it goes about it
        self,
        outbox: Outbox,
        hero365: Hero365Client,
        *,
        relay: MessageService | None = None,
        on_outcome: Callable[[QueuedCommand], None] = lambda _: None,
        on_link: Callable[[Link], None] = lambda _: None,
        timing: Timing | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        self._timing = timing or Timing()
        self._outbox = outbox
        self._hero365 = hero365
        self._on_outcome = on_outcome
        self._at_once = at_once
        self._carrier = Carrier(outbox, hero365, relay or RelayClient(None), self._timing)
        self._connection = Connection(hero365, self._timing, on_link)
        self._one_drain = asyncio.Lock()
        self._prune_at = 0.0

    def takes(self, command: str) -> bool:
        """Whether nothing is known against the connected server's taking a command of that name."""
        return self._carrier.operations.reason(command) is None

    @property
    def link(self) -> Link:
        """How the unit stands with Hero365."""
        return self._connection.link

    async def run(self, stop: asyncio.Event) -> None:
        """Delivers what is saved, and what will be, until `stop` is set; a request on its way is waited for."""
        while not stop.is_set():
            try:
                await self._deliver(stop, stays=True)
            except SyncError as error:  # a full disk, perhaps: commands stay where they are until it has room
                _log.error("delivery waits", extra={"error": str(error)})
                await _first_of(stop, seconds=self._timing.longest_pause)

    async def drain(self, stop: asyncio.Event | None = None) -> float | None:
        """Delivers everything that is due. Returns the seconds until something else will be; None where nothing is."""
        return await self._deliver(stop or asyncio.Event(), stays=False)

    async def _deliver(self, stop: asyncio.Event, *, stays: bool) -> float | None:
        """Until `stop`, or, unless it `stays` for what will be saved, until nothing is due."""
        loop, stirred = asyncio.get_running_loop(), asyncio.Event()

        def stir() -> None:
            loop.call_soon_threadsafe(stirred.set)

        async with self._one_drain:
            for row in await asyncio.to_thread(self._outbox.doubt_in_flight):
                self._carrier.waits.doubt(row)
            self._outbox.store.on_change(stir)
            carrying: _Carrying = {}
            try:
                with self._outbox.store.following() as changed:
                    schedule = await self._scheduled()
                    while not stop.is_set():
                        stirred.clear()
                        await self._catch_up(schedule, changed, carrying)
                        await self._fill(schedule, carrying)
                        wait = self._until_due(schedule)
                        if not carrying and not stays and not changed:
                            return wait
                        await self._prune()
                        busy = len(carrying) == self._at_once
                        await _first_of(stop, stirred, *carrying, seconds=None if busy else wait)
                        _put_back(schedule, carrying, changed)
                    return None
            finally:
                self._outbox.store.no_longer(stir)
                await _ended(carrying)

    async def _scheduled(self) -> Schedule:
        account = self._hero365.account
        schedule = Schedule(
            Order(account.user_id, account.business_id, self._carrier.may_pass),
            due_at=self._carrier.waits.due_at,
            operations=self._carrier.operations,
        )
        await self._explain(schedule, await asyncio.to_thread(self._take_in, schedule))
        return schedule

    async def _catch_up(self, schedule: Schedule, changed: deque[int], carrying: _Carrying) -> None:
        """Learns what has changed, but for commands that are being carried: those are looked at when they are back."""
        seqs = {changed.popleft() for _ in range(len(changed))} - set(carrying.values())
        if seqs:
            await self._explain(schedule, await asyncio.to_thread(self._take_in, schedule, seqs))
        for command in self._carrier.operations.changed():
            await self._explain(schedule, await asyncio.to_thread(schedule.reconsider, command))

    def _take_in(self, schedule: Schedule, seqs: Collection[int] | None = None) -> Reasons:
        """Looks how commands stand, all that are on their way unless given by their `seq`: for a small machine with a
        long queue that is a matter of seconds. What the unit does itself is sent nowhere."""
        places = self._outbox.places(seqs)
        return schedule.take_in(place for place in places if place.command not in KEPT)

    async def _explain(self, schedule: Schedule, silent: Reasons) -> None:
        """Writes down why these wait, and tells of what a person has to decide."""
        if silent:
            for row in await asyncio.to_thread(self._outbox.explain, silent):
                if schedule.is_held(row.seq):
                    self._on_outcome(row)

    async def _prune(self) -> None:
        """Now and then, when the true time is known."""
        true = self._outbox.calendar.now()
        if true is not None and now() >= self._prune_at:
            self._prune_at = now() + self._timing.prune_every
            gone = await asyncio.to_thread(prune, self._outbox.store, true)
            _log.info("pruned", extra={"commands": gone})

    async def _fill(self, schedule: Schedule, carrying: _Carrying) -> None:
        """Starts what is due, as far as there are carriers and Hero365 is reached."""
        while len(carrying) < self._at_once and self._is_due(schedule) and await self._connection.reaches():
            place = schedule.take(now())
            if place is None:
                return
            carrying[asyncio.create_task(self._carry(place))] = place.seq

    def _is_due(self, schedule: Schedule) -> bool:
        wait = self._until_due(schedule)
        return wait is not None and wait <= 0

    def _until_due(self, schedule: Schedule) -> float | None:
        due = schedule.next_due()
        return None if due is None else max(max(due, self._connection.paused_until) - now(), 0.0)

    async def _carry(self, place: Place) -> None:
        tried = await self._tried(await asyncio.to_thread(self._outbox.get, place.id))
        if tried is None:
            return
        _log.info("command tried", extra={"command": tried.command, "command_id": tried.id, "state": str(tried.state)})
        if tried.state in LIVE:
            self._connection.doubt()
        if tried.state not in LIVE or tried.reason != place.reason:
            self._on_outcome(tried)

    async def _tried(self, row: QueuedCommand) -> QueuedCommand | None:
        """The command as it stands after a try; None where it could not be tried."""
        with suppress(RowStateError):  # cancelled or changed at the last moment
            try:
                return await self._carrier.carry(row) if row.state in LIVE else None
            except (NotSentError, LostAnswerError, SignInError, WrongBusinessError):
                self._connection.doubt()
            except SyncError:  # the disk, which is the same for all
                raise
            except Exception as error:  # noqa: BLE001 - one odd record must not end the delivery of the others
                return await asyncio.to_thread(self._carrier.stumbled, row, error)
        return None


async def _first_of(*awaited: "asyncio.Event | asyncio.Task[None]", seconds: float | None) -> None:
    """Waits until one of the events is set or one of the tasks is done, and no longer than `seconds`."""
    events = [asyncio.ensure_future(event.wait()) for event in awaited if isinstance(event, asyncio.Event)]
    tasks = [task for task in awaited if isinstance(task, asyncio.Task)]
    try:
        await asyncio.wait([*events, *tasks], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for future in events:
            future.cancel()
        await asyncio.gather(*events, return_exceptions=True)


def _put_back(schedule: Schedule, carrying: _Carrying, changed: deque[int]) -> None:
    """Takes back what was carried; how it stands now is looked up with what else has changed."""
    for task in [task for task in carrying if task.done()]:
        seq = carrying.pop(task)
        changed.append(seq)
        schedule.back(seq)
        task.result()


async def _ended(carrying: Iterable["asyncio.Task[None]"]) -> None:
    """Waits for what is on its way: a request that is cut off leaves a command of unknown fate. What fails now is told;
    the command stays where it is."""
    for failed in await asyncio.gather(*carrying, return_exceptions=True):
        if failed:
            _log.error("command not settled", extra={"error": str(failed), "kind": type(failed).__name__})
