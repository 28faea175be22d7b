"""A unit's connection to its relay: kept, made anew, and never in haste."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import chain, repeat

import pytest
from pydantic import SecretStr
from websockets.asyncio.server import ServerConnection, serve

from sync.presence import Presence
from sync.relay import Relay
from sync.signals import STALE_AFTER, Beat, Changed, FromUnit

Serving = Callable[[ServerConnection], Awaitable[None]]
CHANGED = Changed(business="northside", record="job", ids=())


async def fails(socket: ServerConnection) -> None:
    """A relay that takes a connection and then fails."""
    await socket.close(1011)


async def lets_go(socket: ServerConnection) -> None:
    """A relay that does not know the unit, and so ends what a test waits for."""
    await socket.close(4401)


@asynccontextmanager
async def relay_that(*ways: Serving, prefix: str = "") -> AsyncIterator[Relay]:
    """Each connection is served in the next of these ways."""
    serving = chain(ways, repeat(lets_go))

    async def serve_one(socket: ServerConnection) -> None:
        assert socket.request is not None
        assert socket.request.path == f"{prefix}/v1/presence"
        await next(serving)(socket)

    async with serve(serve_one, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        yield Relay(url=f"http://127.0.0.1:{port}{prefix}", token=SecretStr("token"))


async def connected(relay: Relay) -> tuple[list[int], list[Changed]]:
    """After how many brief connections it paused each time, and what it was told, until the relay lets go of it."""
    pauses, told = list[int](), list[Changed]()

    def pause(brief: int) -> float:
        pauses.append(brief)
        return 0

    async with asyncio.timeout(30):
        await Presence(relay, lambda: Beat(job=None), told.append, pause).run()
    return pauses, told


async def test_it_pauses_longer_each_time_a_relay_takes_it_and_fails() -> None:
    async with relay_that(fails, fails, fails) as relay:
        assert (await connected(relay))[0] == [0, 1, 2]


async def test_after_a_connection_that_lasted_it_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    time = iter([0.0, 1.0, 10.0, 10.0 + STALE_AFTER + 1, 50.0])
    monkeypatch.setattr("sync.presence.now", lambda: next(time))
    async with relay_that(fails, fails) as relay:
        assert (await connected(relay))[0] == [0, 0]


@pytest.mark.parametrize("odd", ["", "{}", b"", b"\xff\xfe", CHANGED.model_dump_json().encode()])
async def test_what_it_does_not_understand_ends_nothing(odd: str | bytes) -> None:
    async def tells(socket: ServerConnection) -> None:
        await socket.send(odd)
        await socket.send(CHANGED.model_dump_json())
        await socket.close(4401)

    async with relay_that(tells) as relay:
        pauses, told = await connected(relay)
    assert (pauses, told[-1]) == ([], CHANGED)


async def test_a_unit_that_cannot_say_what_it_is_at_stays_connected_and_the_log_has_that_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("sync.presence.BEAT_EVERY", 0)
    beats = list[Beat]()
    at = iter([LookupError("no desk"), LookupError("no desk"), Beat(job="57")])

    def beat() -> Beat:
        match next(at, Beat()):
            case Beat() as known:
                return known
            case error:
                raise error

    async def listens(socket: ServerConnection) -> None:
        for _ in range(3):
            beats.append(FromUnit.validate_json(await socket.recv()))
        await socket.close(4401)

    async with relay_that(listens) as relay, asyncio.timeout(30):
        await Presence(relay, beat, lambda _: None).run()
    assert [one.job for one in beats] == [None, None, "57"]
    assert [record.message for record in caplog.records if record.exc_info] == ["not known what the unit is at"]


async def test_a_relay_may_live_below_another_address() -> None:
    async with relay_that(fails, prefix="/relay") as relay:
        assert (await connected(relay))[0] == [0]
