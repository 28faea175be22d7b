"""The unit's own side of the connection, against the gateway."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from cloud_relay.composition import composed
from cloud_relay.settings import Settings
from sync.presence import Presence
from sync.relay import Relay
from sync.signals import Beat, Changed, Signal
from sync.standin import StandIn
from tests.cloud_relay.conftest import Running, Watch, running_at
from tests.cloud_relay.test_presence import until
from tests.cloud_relay.test_sign_in import OWNER


@dataclass(slots=True)
class Unit:
    """A unit that notes what it is told."""

    changes: asyncio.Queue[Signal] = field(default_factory=asyncio.Queue)

    def presence(self, url: str, header: dict[str, str]) -> Presence:
        relay = Relay(url=url, token=header["Authorization"].removeprefix("Bearer "))  # type: ignore[arg-type] # pydantic hides it
        return Presence(relay, lambda: Beat(job="job-42"), self.changes.put_nowait)


@asynccontextmanager
async def at_work(presence: Presence) -> AsyncIterator[asyncio.Task[None]]:
    working = asyncio.create_task(presence.run())
    try:
        yield working
    finally:
        working.cancel()
        await asyncio.wait({working})


async def business_of(running: Running, header: dict[str, str]) -> str:
    business: str = (await running.http.get("/v1/me", headers=header)).json()["business"]
    return business


async def test_a_unit_is_there_and_is_told(running: Running) -> None:
    unit, header = Unit(), await running.unit(OWNER)
    async with at_work(unit.presence(str(running.http.base_url), header)):
        await until(running, lambda device: device.last_job == "job-42")
        change = Changed(business=await business_of(running, header), record="job", ids=("job-42",))
        await running.relay.bus.tell(change)
        assert await unit.changes.get() == change


async def test_a_relay_that_comes_back_finds_its_units_again(
    settings: Settings, watch: Watch, hero365: StandIn
) -> None:
    unit = Unit()
    async with composed(settings, watch) as relay:
        async with running_at(relay, hero365) as first:
            header = await first.unit(OWNER)
            change = Changed(business=await business_of(first, header), record="job")
            url = first.http.base_url
            presence = unit.presence(str(url), header)
            working = asyncio.create_task(presence.run())
            await until(first, lambda device: device.seen_at is not None)
        await until(first, lambda device: device.seen_at is None)  # the server waits for what it has begun
        async with running_at(relay, hero365, port=url.port or 0) as again:
            await until(again, lambda device: device.seen_at is not None)
            await again.relay.bus.tell(change)
            assert await unit.changes.get() == change
            working.cancel()
            await asyncio.wait({working})


async def test_a_removed_unit_stays_away(running: Running) -> None:
    unit, header, owner = Unit(), await running.unit(OWNER), await running.person(OWNER)
    me = (await running.http.get("/v1/me", headers=header)).json()
    await running.http.delete(f"/v1/devices/{me['id']}", headers=owner)
    async with at_work(unit.presence(str(running.http.base_url), header)) as working:
        await working
    assert not working.cancelled()


async def test_without_a_relay_it_is_looked_for(settings: Settings) -> None:
    unit = Unit()
    presence = unit.presence("http://127.0.0.1:9", {"Authorization": "Bearer x"})
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(presence.run(), 0.2)
