"""The unit put together: account, store, outbox, cache, client, delivery and assistant of one person."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from edge_agent.assistant import Assistant
from edge_agent.settings import Places
from sync.account import Account
from sync.cache import Cache
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.outbox import Outbox
from sync.refresh import refresh
from sync.rows import QueuedCommand
from sync.standin import PRACTICE, PRACTICE_PASSWORD, Seed, StandIn, email_of
from sync.store import Store

_REMEMBERED_OUTCOMES = 20


@dataclass(frozen=True, slots=True)
class Unit:
    """What one person's commands go through."""

    account: Account
    outbox: Outbox
    cache: Cache
    client: Hero365Client
    delivery: Delivery
    assistant: Assistant
    outcomes: deque[QueuedCommand]
    """What Hero365 decided and nobody was told yet, the oldest first; bounded: after a week the latest are told."""

    async def refresh(self) -> None:
        """Reads the business from Hero365 anew.

        Raises:
            sync.errors.DeliveryError: Hero365 was not reached, or will not have this person.
        """
        await refresh(self.cache, self.client)

    async def deliver(self) -> None:
        """Delivers what can be delivered right now."""
        await self.delivery.drain()

    def reports(self) -> list[str]:
        """What is to be said about the outcomes since the last call."""
        return [self.assistant.report(self.outcomes.popleft()) for _ in range(len(self.outcomes))]

    @asynccontextmanager
    async def delivering(self) -> AsyncIterator[None]:
        """Delivers beside whatever is done inside; what is being sent when it ends comes to its end."""
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.delivery.run(stop))
            try:
                yield
            finally:
                stop.set()


@asynccontextmanager
async def opened(places: Places) -> AsyncIterator[Unit]:
    """The unit of the account that is signed in at `places`.

    Raises:
        sync.errors.SyncError: nobody is signed in, or the database cannot be used.
    """
    account = Account.load(places.account)
    with Store.open(places.database) as store:
        outbox, cache = Outbox(store), Cache(store)
        cache.introduce(
            technician=account.full_name,
            business=account.business_name,
            time_zone=account.time_zone,
            permissions=account.permissions,
        )
        async with Hero365Client(account, save=lambda changed: changed.save(places.account)) as client:
            outcomes: deque[QueuedCommand] = deque(maxlen=_REMEMBERED_OUTCOMES)
            delivery = Delivery(outbox, client, on_outcome=outcomes.append)
            zone = ZoneInfo(account.time_zone)
            assistant = Assistant(account, outbox, cache, lambda: datetime.now(zone))
            yield Unit(account, outbox, cache, client, delivery, assistant, outcomes)


@asynccontextmanager
async def practising(places: Places, seed: Path = PRACTICE) -> AsyncIterator[StandIn]:
    """A practice business on this machine, with its technician signed in at `places`; nothing leaves the machine.

    Raises:
        sync.standin.StandInError: it did not start.
    """
    places.folder.mkdir(parents=True, exist_ok=True)
    hero365 = await asyncio.to_thread(StandIn.start, places.practice, seed, day="today")
    try:
        await asyncio.to_thread(hero365.clear_faults)
        planted = Seed.load(seed)
        account = await Hero365Client.sign_in(
            hero365.url, email_of(planted.technician), PRACTICE_PASSWORD, time_zone=planted.time_zone
        )
        account.save(places.account)
        yield hero365
    finally:
        await asyncio.to_thread(hero365.stop)
