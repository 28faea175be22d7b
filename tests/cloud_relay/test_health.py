"""Whoever operates the relay is told whether it works, also where its store does not answer."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import async_sessionmaker

from cloud_relay import serving
from cloud_relay.composition import composed
from cloud_relay.database import POSTGRES, connected, connected_in_threads, prepared
from cloud_relay.desks import desks
from cloud_relay.desks.holds import Holds
from cloud_relay.errors import RelayError, SettingsError
from cloud_relay.gateway import operation
from cloud_relay.messages.sending import Sending
from cloud_relay.sessions import host
from cloud_relay.sessions.claims import Claims
from cloud_relay.settings import Settings
from sync.standin import StandIn
from tests.cloud_relay.conftest import Running, running_at
from tests.cloud_relay.sessions.rooms import SERVER


@pytest.fixture
def deaf() -> Iterator[str]:
    """The URL of a Postgres that accepts connections, and does not answer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield "postgresql+psycopg://relay@{}:{}/relay".format(*listening.getsockname())


async def test_health_tells_whether_the_store_works(running: Running) -> None:
    assert (await running.http.get("/healthz")).json() == {"status": "ok"}
    assert "hero365_relay_request_seconds" in (await running.http.get("/metrics")).text


async def test_health_is_told_also_where_the_store_does_not_answer(
    settings: Settings, hero365: StandIn, deaf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operation, "_STORE_TAKES", 0.2)
    away = connected(deaf)
    async with composed(settings) as relay:
        without = replace(relay, database=async_sessionmaker(away))
        async with running_at(without, hero365) as running:
            answer = await running.http.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "no database"})
    await away.dispose()


async def test_a_store_that_does_not_answer_is_not_waited_for_at_the_start(
    deaf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(POSTGRES, "connect_timeout", 2)
    engine = connected(deaf)
    async with asyncio.timeout(20):
        with pytest.raises(SettingsError, match="cannot be used"):
            await prepared(engine)
    await engine.dispose()
    in_threads = connected_in_threads(deaf)
    with pytest.raises(OperationalError):
        await asyncio.to_thread(in_threads.connect)
    in_threads.dispose()


async def test_health_tells_whether_messages_are_still_sent(
    settings: Settings, hero365: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def end(_: Sending) -> None: ...

    monkeypatch.setattr(Sending, "run", end)
    async with composed(settings) as relay, running_at(relay, hero365) as running:
        answer = await running.http.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "no sending"})


async def test_a_gateway_of_which_a_part_has_ended_stops_rather_than_serve_without_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(_: Sending) -> None:
        raise LookupError("of a mistake")

    monkeypatch.setattr(Sending, "run", die)
    local = settings.model_copy(update={"port": 0})
    async with asyncio.timeout(60):
        with pytest.raises(RelayError, match="lost its sending"):
            await serving._served(local, serving._listening(local))


async def test_work_without_an_end_outlives_what_a_round_of_it_dies_of(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: dict[str, int] = {"sessions": 0, "desks": 0}
    come_again = asyncio.Event()

    def dying(name: str) -> Callable[..., Awaitable[None]]:
        async def die(*_: object, **__: object) -> None:
            rounds[name] += 1
            if min(rounds.values()) > 1:
                come_again.set()
            raise LookupError("of a mistake")

        return die

    monkeypatch.setattr(host, "_LOOK_EVERY_S", 0.0)
    monkeypatch.setattr(desks, "_LOOK_EVERY_S", 0.0)
    monkeypatch.setattr(Claims, "take_over", dying("sessions"))
    monkeypatch.setattr(Holds, "renew", dying("desks"))
    async with composed(settings.model_copy(update={"livekit": SERVER})) as relay:
        assert relay.voice_sessions
        looking = [asyncio.create_task(relay.voice_sessions.run()), asyncio.create_task(relay.desks.run())]
        async with asyncio.timeout(60):
            await come_again.wait()
        assert not any(task.done() for task in looking)
        for task in looking:
            task.cancel()
        await asyncio.wait(looking)
