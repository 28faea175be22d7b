"""What Prometheus is told of spoken sessions."""

import asyncio

import pytest
from prometheus_client import REGISTRY

from cloud_relay.sessions.line import Begin, Bye, End, Hello, Reply, Take
from cloud_relay.settings import Settings, signing_key
from cloud_relay.worker.admission import worker_token
from tests.cloud_relay.conftest import Running
from tests.cloud_relay.sessions.rooms import FakeRooms
from tests.cloud_relay.sessions.test_agents import begun, heard, line, say, until

ROSA = "rosa.delgado@example.com"
COUNTED = (
    "sessions_open",
    "sessions_started_total",
    "sessions_ended_total",
    "agents_lost_total",
    "first_agent_seconds_count",
    "turn_seconds_count",
)


def counts() -> list[float]:
    """How each stands; of sessions that have ended, those that were no error."""
    labels = {"sessions_ended_total": {"status": "inactive"}}
    return [REGISTRY.get_sample_value(f"hero365_relay_{name}", labels.get(name)) or 0 for name in COUNTED]


@pytest.fixture
def token(settings: Settings) -> str:
    return worker_token(signing_key(settings))


async def test_a_session_is_counted_from_its_start_to_its_end(running: Running, rooms: FakeRooms, token: str) -> None:
    before, who = counts(), await running.person(ROSA)
    counted = lambda: [now - then for now, then in zip(counts(), before, strict=True)]  # noqa: E731
    session = await begun(running, who)
    assert counted() == [1, 1, 0, 0, 0, 0]
    again = asyncio.Event()
    async with line(running, session, token) as socket:
        await say(socket, Hello(identity="one"))
        assert isinstance(await heard(socket), Begin)
        await say(socket, Take(id=1, words="who am i"))
        assert isinstance(await heard(socket), Reply)
        await until(running, session, who, "active")
        rooms.sends.append(lambda _: again.set())
        socket.transport.abort()
    await again.wait()
    async with line(running, session, token) as socket:
        await say(socket, Hello(identity="two"))
        assert isinstance(await heard(socket), Begin)
        await say(socket, Bye())
        assert await heard(socket) == End()
    await until(running, session, who, "inactive")
    assert running.relay.voice_sessions
    while running.relay.voice_sessions._watching:
        await asyncio.wait(running.relay.voice_sessions._watching)
    assert counted() == [0, 1, 1, 1, 1, 1]


async def test_a_session_that_a_person_ends_is_counted_once(running: Running) -> None:
    before, who = counts(), await running.person(ROSA)
    session = await begun(running, who)
    for _ in range(2):
        await running.http.post(f"/v1/mobile/voice/session/{session}/end", headers=who)
    assert running.relay.voice_sessions
    while running.relay.voice_sessions._watching:
        await asyncio.wait(running.relay.voice_sessions._watching)
    ended = COUNTED.index("sessions_ended_total")
    assert counts()[ended] - before[ended] == 1


async def test_nobody_can_be_told_by_them(running: Running) -> None:
    who = await running.person(ROSA)
    session = await begun(running, who)
    me = (await running.http.get("/v1/me", headers=who)).json()
    shown = (await running.http.get("/metrics")).text
    assert all(f"hero365_relay_{name.removesuffix('_count')}" in shown for name in COUNTED)
    for personal in (str(session), me["id"], me["business"], "Rosa", ROSA):
        assert personal not in shown
