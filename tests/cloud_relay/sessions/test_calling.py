"""`hero365-relay call`, where it does not come about."""

import pytest
from pydantic import HttpUrl

from cloud_relay.calling import CallError, Login, call
from cloud_relay.settings import Settings
from sync.errors import SignInError
from sync.standin import PRACTICE_PASSWORD, StandIn
from tests.cloud_relay.conftest import Running, somebody
from tests.cloud_relay.sessions.rooms import FakeRooms
from tests.cloud_relay.test_sign_in import ROSA


async def test_without_livekit_that_is_said_and_the_session_is_ended(
    running: Running, rooms: FakeRooms, settings: Settings
) -> None:
    reached = settings.model_copy(update={"gateway": HttpUrl(str(running.http.base_url))})
    with pytest.raises(CallError, match="LiveKit at ws://"):
        await call(reached, Login(ROSA, PRACTICE_PASSWORD, "en"), ["What is my schedule today?"])
    assert rooms.closed == rooms.sent[:1]


async def test_a_call_says_in_which_time_zone_its_person_is(
    running: Running, settings: Settings, no_faults: StandIn
) -> None:
    no_faults.fault("error", path="/businesses/")  # or the business's own counts
    rosa = await somebody(running, await running.person(ROSA))
    here = {"gateway": HttpUrl(str(running.http.base_url)), "time_zone": "America/Denver"}
    with pytest.raises(CallError):
        await call(settings.model_copy(update=here), Login(ROSA, PRACTICE_PASSWORD, "en"), [])
    async with running.relay.desks.at(rosa) as desk:
        assert desk.desk.account.time_zone == "America/Denver"


async def test_whom_hero365_does_not_know_is_told_so(running: Running, settings: Settings) -> None:
    with pytest.raises(SignInError, match="does not accept this e-mail address and password"):
        await call(settings, Login(ROSA, "another", "en"), ["What is my schedule today?"])
