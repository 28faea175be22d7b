"""Commands are said and delivered to Hero365 as it should be, and to the one that was published."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from erp import Command, Instruction
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.outbox import Outbox
from sync.rows import Origin, QueuedCommand
from sync.standin import OWNER_EMAIL, PRACTICE_PASSWORD, Effect, Face, StandIn
from tests.sync.units import AT_ONCE

Delivering = Callable[..., Awaitable[QueuedCommand]]
Effects = Callable[[QueuedCommand], Awaitable[list[Effect]]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    """The server as it was published."""
    database = tmp_path_factory.mktemp("published") / "hero365.db"
    with StandIn.start(database, day="today", face=Face.PUBLISHED) as running:
        yield running


@pytest.fixture
async def owner(published: StandIn) -> AsyncIterator[Hero365Client]:
    """Signed in at the published server."""
    account = await Hero365Client.sign_in(published.url, OWNER_EMAIL, PRACTICE_PASSWORD, time_zone="America/Chicago")
    async with Hero365Client(account) as client:
        yield client


@pytest.fixture
def deliver(outbox: Outbox, hero365: Hero365Client, origin: Origin) -> Delivering:
    """Says a command, and tries to bring it to Hero365 until nothing more can be done at once."""

    async def delivered(command: Command, *, to: Hero365Client | None = None, **refs: str) -> QueuedCommand:
        client = to or hero365
        mine = replace(origin, user=client.account.user_id, business=client.account.business_id)
        [row] = outbox.enqueue([Instruction(uuid4(), command, refs)], mine)
        delivery = Delivery(outbox, client, timing=AT_ONCE)
        await delivery.drain()
        return outbox.get(row.id)

    return delivered


@pytest.fixture
def effects(server: StandIn) -> Effects:
    """What a command did in Hero365's database."""

    async def done(row: QueuedCommand) -> list[Effect]:
        journal = await asyncio.to_thread(server.journal)
        return [effect for effect in journal if effect.command == row.id]

    return done


@pytest.fixture
async def maria(hero365: Hero365Client) -> str:
    """Hero365's id of Maria Garcia."""
    return await _contact("Maria Garcia", hero365)


async def _contact(name: str, hero365: Hero365Client) -> str:
    found: Any = await hero365.ask("POST", "/contacts/search", json={"search_term": name.rpartition(" ")[2]})
    return str(next(contact["id"] for contact in found["contacts"] if contact["display_name"] == name))
