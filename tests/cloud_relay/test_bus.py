"""Signals reach the units of a business, whichever gateway they are connected to."""

from collections.abc import AsyncIterator, Iterator

import pytest
from redis.asyncio import Redis

from cloud_relay.units.bus import Bus, LocalBus, RedisBus
from sync.signals import Changed
from tests.cloud_relay import redis_server


def job(number: int, business: str = "northside") -> Changed:
    return Changed(business=business, record="job", ids=(f"job-{number}",))


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    if redis_server.PROGRAM is None:
        pytest.skip("Redis is not installed")
    with redis_server.running(redis_server.PROGRAM) as url:
        yield url


@pytest.fixture(params=["one gateway", "two gateways"])
async def gateways(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Bus, Bus]]:
    """The bus of the gateway that tells, and of the one that a unit is connected to."""
    if request.param == "one gateway":
        bus = LocalBus()
        yield bus, bus
        return
    url = request.getfixturevalue("redis_url")
    one, other = RedisBus(url), RedisBus(url)
    yield one, other
    await one.close()
    await other.close()


async def test_what_is_told_is_heard_in_order(gateways: tuple[Bus, Bus]) -> None:
    telling, hearing = gateways
    async with hearing.listening("northside") as one, hearing.listening("northside") as other:
        for number in range(3):
            await telling.tell(job(number))
        for signals in (one, other):
            assert [await signals.get() for _ in range(3)] == [job(0), job(1), job(2)]


async def test_another_business_hears_nothing(gateways: tuple[Bus, Bus]) -> None:
    telling, hearing = gateways
    async with hearing.listening("northside") as ours, hearing.listening("another") as theirs:
        await telling.tell(job(1))
        await telling.tell(job(2, "another"))
        assert await theirs.get() == job(2, "another")
        assert await ours.get() == job(1)
        assert theirs.empty()


async def test_a_slow_unit_keeps_the_newest(gateways: tuple[Bus, Bus]) -> None:
    telling, hearing = gateways
    async with hearing.listening("northside") as slow, hearing.listening("northside") as quick:
        for number in range(150):
            await telling.tell(job(number))
            assert await quick.get() == job(number)
        newest = [await slow.get() for _ in range(100)]
        assert newest == [job(number) for number in range(50, 150)]


async def test_what_a_gateway_of_a_later_version_tells_ends_nobodys_listening(redis_url: str) -> None:
    bus, later = RedisBus(redis_url), Redis.from_url(redis_url)
    async with bus.listening("northside") as signals:
        await later.publish("hero365-relay:northside", '{"kind": "moved", "business": "northside"}')
        await bus.tell(job(1))
        assert await signals.get() == job(1)
    await later.aclose()
    await bus.close()


async def test_nobody_listening_is_no_fault(gateways: tuple[Bus, Bus]) -> None:
    await gateways[0].tell(job(1))
