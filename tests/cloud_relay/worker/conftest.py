"""An agent at a headset, on its line to a real gateway on a socket, in front of a stand-in Hero365."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from livekit import rtc
from pydantic import HttpUrl

from assistant.engines import opened_voice
from cloud_relay.composition import composed
from cloud_relay.settings import Settings, signing_key
from cloud_relay.worker.admission import worker_token
from cloud_relay.worker.agent import attend
from cloud_relay.worker.ears import Ears
from models.store import ModelStore, default_models
from sync.standin import Effect, StandIn
from tests.cloud_relay.conftest import Running, Watch, running_at
from tests.cloud_relay.sessions.rooms import SERVER, FakeRooms
from tests.cloud_relay.worker.headset import RATE, Headset, Samples

Voice = Callable[[str], Samples]
ROSA = "rosa.delgado@example.com"


@pytest.fixture
def database() -> str:
    return ""


@pytest.fixture
def hero365(tmp_path: Path) -> Iterator[StandIn]:
    """A business of its own: what is tried again finds it as it was."""
    with StandIn.start(tmp_path / "hero365.db") as stand_in:
        yield stand_in


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"livekit": SERVER})


@pytest.fixture(scope="session")
def voice(any_voice: Voice) -> Voice:
    """Sentences that are understood."""
    if not ModelStore(default_models()).installed("whisper-tiny.en"):
        pytest.skip("whisper-tiny.en is not here; `make models` fetches it")
    return any_voice


@pytest.fixture(scope="session")
def any_voice() -> Iterator[Voice]:
    """Sentences as a synthetic voice says them to a microphone."""
    with opened_voice() as speaking:

        def say(text: str) -> Samples:
            resampler = rtc.AudioResampler(speaking.sample_rate, RATE, quality=rtc.AudioResamplerQuality.HIGH)
            frames = [*resampler.push(bytearray(speaking.speak(text).tobytes())), *resampler.flush()]
            return np.concatenate([np.frombuffer(frame.data, np.int16) for frame in frames])

        yield say


@dataclass(slots=True)
class Office:
    """A gateway, and a worker whose agents come to headsets."""

    running: Running
    rooms: FakeRooms
    settings: Settings
    close: Callable[[], Awaitable[None]]
    """The gateway is gone."""
    come: "asyncio.Queue[Headset]" = field(default_factory=asyncio.Queue)
    """Headsets at which an agent has come."""
    agents: "list[asyncio.Task[None]]" = field(default_factory=list)

    def send(self, session: UUID) -> None:
        """An agent goes to its place."""
        headset = Headset(identity=f"agent-{len(self.agents)}")
        token = lambda: worker_token(signing_key(self.settings))  # noqa: E731 - as the worker makes one
        self.agents.append(asyncio.create_task(attend(headset, self.settings, str(session), Ears.loaded(), token)))
        self.come.put_nowait(headset)

    def remove(self, identity: str) -> None:
        """An agent is taken out of its room, and ends with that."""
        self.agents[int(identity.removeprefix("agent-"))].cancel()

    async def call(self, email: str = ROSA, **more: Any) -> tuple[UUID, dict[str, str], Headset]:
        """Somebody begins a session; returns it, their header, and the headset at which the agent is."""
        who = await self.running.person(email)
        begin = {"device_info": {"device_model": "headset"}, **more}
        started = await self.running.http.post("/v1/mobile/voice/session/start", json=begin, headers=who)
        return UUID(started.raise_for_status().json()["session_id"]), who, await self.come.get()

    async def status(self, session: UUID, who: dict[str, str]) -> dict[str, Any]:
        """How a session stands."""
        answer = await self.running.http.get(f"/v1/mobile/voice/session/{session}/status", headers=who)
        standing: dict[str, Any] = answer.raise_for_status().json()
        return standing

    async def ended(self, session: UUID) -> None:
        """Returns once nobody looks after a session any more."""
        assert self.running.relay.voice_sessions is not None
        if session in self.running.relay.voice_sessions._lives:
            await asyncio.wait(self.running.relay.voice_sessions._watching)

    async def arrived(self, number: str) -> list[Effect]:
        """What has come to Hero365 about a job, once nothing is on its way any more."""
        desks = self.running.relay.desks
        for desk in list(desks._open.values()):
            while await asyncio.to_thread(lambda desk=desk: desk.has_work):  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.05)
        effects = await asyncio.to_thread(self.running.hero365.journal)
        return [effect for effect in effects if effect.number == number]


@asynccontextmanager
async def office_at(settings: Settings, watch: Watch, hero365: StandIn) -> AsyncIterator[Office]:
    async with AsyncExitStack() as gateway:
        relay = await gateway.enter_async_context(composed(settings, watch))
        assert relay.voice_sessions is not None
        relay.voice_sessions.rooms = rooms = FakeRooms.none()
        running = await gateway.enter_async_context(running_at(relay, hero365))
        reached = settings.model_copy(update={"gateway": HttpUrl(str(running.http.base_url))})
        office = Office(running, rooms, reached, gateway.aclose)
        rooms.sends.append(office.send)
        rooms.removes.append(office.remove)
        try:
            yield office
        finally:
            for agent in office.agents:
                agent.cancel()
            if office.agents:
                await asyncio.wait(office.agents)


@pytest.fixture
async def office(settings: Settings, watch: Watch, hero365: StandIn) -> AsyncIterator[Office]:
    async with office_at(settings, watch, hero365) as office:
        yield office


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who speaks at a headset speaks in real time: a machine that was busy with something else is given another try.
    What only listens has no such excuse."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and {"voice", "any_voice"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=2))
