"""Units that stay connected, and what they are told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from cloud_relay.composition import composed
from cloud_relay.settings import Settings
from cloud_relay.tables import Device
from cloud_relay.units.bus import LocalBus
from cloud_relay.units.presence import Presence
from sync.relay import Relay, RelayClient
from sync.signals import Beat, Changed, FromRelay, FromUnit
from sync.standin import StandIn
from sync.telling import Telling
from tests.cloud_relay import redis_server
from tests.cloud_relay.conftest import Running, Watch, running_at
from tests.cloud_relay.test_sign_in import OWNER, ROSA


def connection(running: Running, header: dict[str, str]) -> connect:
    url = running.http.base_url.copy_with(scheme="ws", path="/v1/presence")
    return connect(str(url), additional_headers=header, proxy=None)


async def beat(socket: ClientConnection, **said: Any) -> None:
    await socket.send(FromUnit.dump_json(Beat(**said)).decode())


async def units(running: Running) -> list[dict[str, Any]]:
    """As their owner sees them."""
    listed: list[dict[str, Any]] = (
        (await running.http.get("/v1/devices", headers=await running.person(OWNER))).raise_for_status().json()
    )
    return listed


async def until(running: Running, is_so: Callable[[Device], bool]) -> None:
    """Waits for what the relay notes of its one unit."""
    while True:
        async with running.relay.presence.sessions() as session:
            if is_so((await session.scalars(select(Device))).one()):
                return


@pytest.fixture
async def unit(running: Running) -> AsyncIterator[ClientConnection]:
    """The connection of a unit that has beaten once."""
    async with connection(running, await running.unit(OWNER)) as socket:
        await beat(socket, job="job-42", busy=True)
        await until(running, lambda unit: unit.seen_at is not None)
        yield socket


async def test_a_unit_that_beats_is_there(running: Running, unit: ClientConnection) -> None:
    [listed] = await units(running)
    assert (listed["there"], listed["busy"], listed["last_job"]) == (True, True, "job-42")


async def test_while_redis_is_away_units_are_to_come_again(
    settings: Settings, watch: Watch, hero365: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    async with composed(settings, watch) as relay, running_at(relay, hero365) as running:
        unit = await running.unit(OWNER)
    without = settings.model_copy(update={"redis": "redis://127.0.0.1:9/0"})
    async with (
        composed(without, watch) as relay,
        running_at(relay, hero365) as running,
        connection(running, unit) as socket,
    ):
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 1012
    assert [vars(record)["error"] for record in caplog.records if record.name.endswith("sockets")] == [
        "ConnectionError"
    ]


async def test_what_it_was_at_last_stays_known(running: Running, unit: ClientConnection) -> None:
    await beat(unit, busy=False)
    await until(running, lambda unit: not unit.busy)
    assert (await units(running))[0]["last_job"] == "job-42"


async def test_nobody_counts_on_a_unit_that_fell_silent(running: Running, unit: ClientConnection, watch: Watch) -> None:
    owner = await running.person(OWNER)
    watch.forward(seconds=31)
    [listed] = (await running.http.get("/v1/devices", headers=owner)).json()
    assert not listed["there"]


async def test_a_unit_that_was_cut_off_is_gone(running: Running, unit: ClientConnection) -> None:
    unit.transport.abort()
    await until(running, lambda unit: unit.seen_at is None)
    [listed] = await units(running)
    assert (listed["there"], listed["last_job"]) == (False, "job-42")


async def test_what_has_changed_is_told_to_the_units_of_that_business_only(
    running: Running, unit: ClientConnection
) -> None:
    rosa = await running.person(ROSA)
    business = (await running.http.get("/v1/me", headers=rosa)).json()["business"]
    await running.relay.bus.tell(Changed(business="another", record="job"))
    change = Changed(business=business, record="job", ids=("job-42",))
    told = await running.http.post("/v1/changes", json=change.model_dump(mode="json"), headers=rosa)
    assert told.status_code == 202
    assert FromRelay.validate_json(await unit.recv()) == change
    foreign = change.model_copy(update={"business": "another"}).model_dump(mode="json")
    assert (await running.http.post("/v1/changes", json=foreign, headers=rosa)).status_code == 403


async def test_what_a_unit_has_changed_is_told_to_the_others(running: Running) -> None:
    headers = [await running.unit(OWNER) for _ in range(2)]
    async with connection(running, headers[0]) as own, connection(running, headers[1]) as other:
        for socket in (own, other):
            await beat(socket)
        business = (await running.http.get("/v1/me", headers=headers[0])).json()["business"]
        bus = running.relay.bus
        assert isinstance(bus, LocalBus)
        while len(bus._listening[business]) < 2:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)
        relay = Relay(url=str(running.http.base_url), token=SecretStr(headers[0]["Authorization"].split()[1]))
        async with RelayClient(relay) as client:
            telling = Telling(client.tell, business)
            telling.take("job", ["job-42"])
            run = asyncio.create_task(telling.run())
            told = FromRelay.validate_json(await other.recv())
            assert (told.kind, told.ids) == ("changed", ("job-42",))  # type: ignore[union-attr]
            await bus.tell(Changed(business=business, record="part"))
            assert FromRelay.validate_json(await own.recv()) == Changed(business=business, record="part")
            run.cancel()
            await asyncio.wait({run})


async def closed(socket: ClientConnection) -> int | None:
    """The code that a connection is closed with."""
    with pytest.raises(ConnectionClosed) as ended:
        while True:
            await socket.recv()
    return ended.value.rcvd.code if ended.value.rcvd else None


async def test_without_a_units_token_nobody_is_connected(running: Running) -> None:
    for header in ({}, {"Authorization": "Bearer of.somebody.else"}, await running.person(OWNER)):
        async with connection(running, header) as socket:
            assert await closed(socket) == 4401


async def test_whoever_tries_tokens_is_slowed_down_and_no_unit(running: Running) -> None:
    unit = await running.unit(OWNER)
    guess = {"Authorization": "Bearer of.somebody.else"}
    codes = []
    for _ in range(61):
        async with connection(running, guess) as socket:
            codes.append(await closed(socket))
    assert codes == [*60 * [4401], 4429]
    async with connection(running, unit) as socket:
        await beat(socket)
        await until(running, lambda device: device.seen_at is not None)


async def test_what_nobody_understands_ends_the_connection(running: Running, unit: ClientConnection) -> None:
    await unit.send("thump")
    assert await closed(unit) == 4400


async def test_a_removed_unit_is_sent_away(running: Running, unit: ClientConnection) -> None:
    [listed] = await units(running)
    await running.http.delete(f"/v1/devices/{listed['id']}", headers=await running.person(OWNER))
    await beat(unit)
    assert await closed(unit) == 4401


async def test_the_end_of_an_old_connection_leaves_a_unit_there_that_has_come_again(
    running: Running, unit: ClientConnection, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a change of networks: the relay learns late that the old one is over."""
    owner = await running.person(OWNER)
    noted, gone = asyncio.Event(), Presence.gone

    async def note(*what: Any) -> None:
        await gone(*what)
        noted.set()

    monkeypatch.setattr(Presence, "gone", note)
    watch.forward(seconds=1)
    async with connection(running, header_of(unit)) as again:
        await beat(again, job="job-43")
        await until(running, lambda unit: unit.last_job == "job-43")
        await unit.close()
        await noted.wait()
        [listed] = (await running.http.get("/v1/devices", headers=owner)).json()
        assert listed["there"]
    await until(running, lambda unit: unit.seen_at is None)


async def test_a_unit_that_signs_out_is_a_unit_no_more(running: Running, unit: ClientConnection) -> None:
    assert (await running.http.post("/v1/sign-out", headers=header_of(unit))).status_code == 204
    assert await units(running) == []
    await beat(unit)
    assert await closed(unit) == 4401


async def test_a_unit_that_would_hear_nothing_more_is_to_come_again(
    settings: Settings, hero365: StandIn, watch: Watch
) -> None:
    if redis_server.PROGRAM is None:
        pytest.skip("Redis is not installed")
    with ExitStack() as until_it_is_stopped:
        url = until_it_is_stopped.enter_context(redis_server.running(redis_server.PROGRAM))
        async with (
            composed(settings.model_copy(update={"redis": url}), watch) as relay,
            running_at(relay, hero365) as running,
            connection(running, await running.unit(OWNER)) as unit,
        ):
            await beat(unit)
            await until(running, lambda unit: unit.seen_at is not None)
            await asyncio.to_thread(until_it_is_stopped.close)
            assert await closed(unit) == 1012


def header_of(unit: ClientConnection) -> dict[str, str]:
    assert unit.request is not None
    return {"Authorization": unit.request.headers["Authorization"]}
