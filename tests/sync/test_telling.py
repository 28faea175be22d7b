"""A unit tells its relay what its commands have changed, as far as the relay is there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import HTTPException

from sync.relay import RelayClient
from sync.signals import Changed
from sync.telling import MOST_IDS, Telling
from tests.sync.message_service import MessageService


@asynccontextmanager
async def at_work(relay: RelayClient) -> AsyncIterator[Telling]:
    telling = Telling(relay.tell, "northside")
    working = asyncio.create_task(telling.run())
    yield telling
    working.cancel()
    await asyncio.wait({working})


async def told(service: MessageService) -> Changed:
    return await asyncio.to_thread(service.changes.get, timeout=20)


async def test_a_change_is_told(relay: RelayClient, service: MessageService) -> None:
    async with at_work(relay) as telling:
        telling.take("job", ["job-42"])
        assert await told(service) == Changed(business="northside", record="job", ids=("job-42",))


async def test_what_the_relay_does_not_take_keeps_nothing_else_waiting(
    relay: RelayClient, service: MessageService
) -> None:
    def busy() -> None:
        raise HTTPException(503, "A part of the relay is away; try again.")

    service.fails.append(busy)
    async with at_work(relay) as telling:
        telling.take("job", ["job-42"])
        telling.take("contact", ["contact-7"])
        assert (await told(service)).record == "contact"


async def test_what_changes_while_nobody_can_be_told_is_told_together() -> None:
    heard: asyncio.Queue[Changed] = asyncio.Queue()
    free = asyncio.Event()

    async def tell(change: Changed) -> None:
        await free.wait()
        heard.put_nowait(change)

    telling = Telling(tell, "northside", by="van 3")
    working = asyncio.create_task(telling.run())
    telling.take("contact", ["contact-7"])
    await asyncio.sleep(0)  # the first is on its way
    await asyncio.sleep(0)
    for number in range(3 * MOST_IDS):
        telling.take("job", [f"job-{number}"])
    telling.take("product", ["part-1"])
    telling.take("product", ["part-1"])
    free.set()
    told = [await heard.get() for _ in range(3)]
    working.cancel()
    await asyncio.wait({working})
    assert [(each.record, each.ids) for each in told] == [
        ("contact", ("contact-7",)),
        ("job", ()),  # too many to name: all are to be read anew
        ("product", ("part-1",)),
    ]
    assert heard.empty()
