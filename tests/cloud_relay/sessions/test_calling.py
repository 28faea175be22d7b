"""`hero365-relay call`, where it does not come about."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest
from livekit import rtc
from pydantic import HttpUrl

from cloud_relay import calling
from cloud_relay.calling import CallError, Login, call
from cloud_relay.phone import Phone
from cloud_relay.sessions.sentences import NOBODY_FREE
from cloud_relay.settings import Settings
from sync.errors import SignInError
from sync.standin import PRACTICE_PASSWORD, StandIn
from tests.cloud_relay.conftest import Running, somebody
from tests.cloud_relay.sessions.rooms import FakeRooms
from tests.cloud_relay.test_command_line import one_sentence, ran
from tests.cloud_relay.test_sign_in import ROSA


async def test_without_livekit_that_is_said_and_the_session_is_ended(
    running: Running, rooms: FakeRooms, settings: Settings
) -> None:
    reached = settings.model_copy(update={"gateway": HttpUrl(str(running.http.base_url))})
    with pytest.raises(CallError, match="LiveKit at ws://"):
        await call(reached, Login(ROSA, PRACTICE_PASSWORD, "en"), ["What is my schedule today?"])
    assert rooms.closed == rooms.sent[:1]


async def test_without_livekit_it_is_one_sentence_and_a_failure(
    running: Running, settings: Settings, tmp_path: Path
) -> None:
    where = {"GATEWAY": str(running.http.base_url), "HERO365": str(settings.hero365)}
    arguments = "call", "--email", ROSA, "--password", PRACTICE_PASSWORD, "What is my schedule today?"
    called = await asyncio.to_thread(ran, tmp_path, *arguments, **where)
    assert one_sentence(called).startswith("hero365-relay: LiveKit at ws://127.0.0.1:9")


async def test_without_an_agent_it_is_a_failure_whoever_says_that_nobody_comes(
    running: Running, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Room(Phone):
        """In which the relay itself says that nobody can come."""

        async def join(self, url: str, ticket: str) -> "Room":
            self._came(SimpleNamespace(kind=rtc.ParticipantKind.PARTICIPANT_KIND_STANDARD))  # type: ignore[arg-type]
            self._loud.append(asyncio.get_running_loop().time())
            self.transcripts.append(NOBODY_FREE["en"])
            return self

    monkeypatch.setattr(calling, "Phone", Room)
    monkeypatch.setattr(calling, "_COMES_WITHIN_S", 0.1)
    reached = settings.model_copy(update={"gateway": HttpUrl(str(running.http.base_url))})
    with pytest.raises(CallError, match="is a worker running"):
        await call(reached, Login(ROSA, PRACTICE_PASSWORD, "en"), [])
    assert NOBODY_FREE["en"] in capsys.readouterr().out


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
