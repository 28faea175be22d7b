"""A gateway with sessions, and no LiveKit server behind it."""

from collections.abc import AsyncIterator

import pytest

from cloud_relay.composition import composed
from cloud_relay.settings import Settings
from sync.standin import StandIn
from tests.cloud_relay.conftest import Running, Watch, running_at
from tests.cloud_relay.sessions.rooms import SERVER, FakeRooms


@pytest.fixture
def database() -> str:
    return ""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"livekit": SERVER})


@pytest.fixture
def rooms() -> FakeRooms:
    return FakeRooms.none()


@pytest.fixture
async def running(settings: Settings, watch: Watch, hero365: StandIn, rooms: FakeRooms) -> AsyncIterator[Running]:
    async with composed(settings, watch) as relay:
        assert relay.voice_sessions is not None
        relay.voice_sessions.rooms = rooms
        async with running_at(relay, hero365) as running:
            yield running
