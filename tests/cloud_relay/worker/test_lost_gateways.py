"""The gateway vanishes in the middle of a session: the person is told, and nothing that was said is lost."""

import asyncio
from typing import Any

import pytest

from cloud_relay.composition import composed
from cloud_relay.sessions.line import Said, Told
from cloud_relay.sessions.sentences import ONE_MOMENT
from cloud_relay.settings import Settings
from cloud_relay.worker import agent
from cloud_relay.worker.line import Line, Patience, Saying
from cloud_relay.worker.speaker import Speaker
from conversation.reading import sentences
from sync.standin import StandIn
from tests.cloud_relay.conftest import Watch, running_at
from tests.cloud_relay.sessions.rooms import FakeRooms
from tests.cloud_relay.worker.conftest import Office, office_at
from tests.cloud_relay.worker.headset import RATE


@pytest.fixture(autouse=True)
def lines(monkeypatch: pytest.MonkeyPatch) -> list[Line]:
    """Those of the agents."""
    lines: list[Line] = []

    def line(**given: Any) -> Line:
        lines.append(Line(**given))
        return lines[-1]

    monkeypatch.setattr(agent, "Line", line)
    return lines


async def test_who_has_lost_the_gateway_is_told_so(
    settings: Settings, watch: Watch, hero365: StandIn, lines: list[Line]
) -> None:
    async with office_at(settings, watch, hero365) as office:
        _, _, headset = await office.call()
        await headset.hears()
        lines[0].patience = Patience(gone=0.5)
        made = office.running.relay.engines.mouths["en"]._kept
        while not {*sentences(ONE_MOMENT["en"])} <= made.keys():  # noqa: ASYNC110 - made behind the farewell
            await asyncio.sleep(0.05)
        await office.close()
        await office.agents[0]
        assert len(headset.ears.heard[-1]) > 3 * RATE  # two sentences, and nobody is there who could make them


async def test_who_has_it_back_is_told_so_too(
    settings: Settings, watch: Watch, hero365: StandIn, lines: list[Line]
) -> None:
    async with office_at(settings, watch, hero365) as office:
        _, _, headset = await office.call()
        await headset.hears()
        lines[0].patience = Patience(gone=60.0)  # however long a busy machine takes to have a gateway again
        port = office.running.http.base_url.port
        assert port is not None
        await office.close()
        async with composed(settings, watch) as relay:
            relay.voice_sessions.rooms = FakeRooms.none()  # type: ignore[union-attr]
            async with running_at(relay, hero365, port):
                assert (await headset.hears()).text == "Sorry, I was gone for a moment."
                assert not office.agents[0].done()


async def test_an_agent_that_dies_is_replaced(office: Office) -> None:
    session, who, headset = await office.call()
    await headset.hears()
    office.agents[0].cancel()
    replacement = await office.come.get()
    assert (await replacement.hears()).text == "Sorry, I was gone for a moment."
    standing = await office.status(session, who)
    assert (standing["status"], standing["errors_count"]) == ("active", 1)


async def test_news_wait_until_nobody_speaks(
    office: Office, lines: list[Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: asyncio.Queue[Saying] = asyncio.Queue()
    monkeypatch.setattr(Line, "told", lambda _, saying: told.put_nowait(saying))
    _, _, headset = await office.call()
    await headset.hears()
    assert (await told.get()).heard == Said(id=0)
    line, looked = lines[0], asyncio.Event()
    is_quiet = Speaker._is_quiet.fget  # type: ignore[attr-defined]

    def look(speaker: Speaker) -> bool:
        looked.set()
        quiet: bool = is_quiet(speaker)
        return quiet

    monkeypatch.setattr(Speaker, "_is_quiet", property(look))
    line._said = b"\0\0"
    line.sayings.put_nowait(Saying("Job 42 was accepted.", Told(id=1)))
    for _ in range(3):  # each time the speaker has its turn
        await asyncio.wait_for(looked.wait(), 30)
        looked.clear()
        headset.session.emit("user_state_changed", None)  # type: ignore[union-attr, arg-type]
    assert headset.session.current_speech is None  # type: ignore[union-attr]
    assert headset.said.empty() and told.empty()
    line._said = b""
    headset.session.emit("user_state_changed", None)  # type: ignore[union-attr, arg-type]
    assert (await headset.hears()).text == "Job 42 was accepted."
    assert (await told.get()).heard == Told(id=1)
