"""Whoever operates the relay is told whether it works, also where its store does not answer."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import async_sessionmaker

from cloud_relay.composition import composed
from cloud_relay.database import POSTGRES, connected, connected_in_threads, prepared
from cloud_relay.errors import SettingsError
from cloud_relay.gateway import operation
from cloud_relay.messages.sending import Sending
from cloud_relay.settings import Settings
from sync.standin import StandIn
from tests.cloud_relay.conftest import Running, running_at


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
