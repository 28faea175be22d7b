"""The agents' door at the gateway: who is let in, is served, is sent away, and what is left of one that died."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from pydantic import BaseModel, HttpUrl, SecretStr
from sqlalchemy.exc import OperationalError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from cloud_relay.composition import composed
from cloud_relay.desks import desks
from cloud_relay.desks.desks import Desks
from cloud_relay.desks.holds import Holds
from cloud_relay.desks.mirror import Hold
from cloud_relay.desks.open_desk import OpenDesk
from cloud_relay.errors import SettingsError
from cloud_relay.sessions import host, listening
from cloud_relay.sessions.claims import Claims
from cloud_relay.sessions.line import BEATS_EVERY, Beat, Begin, Bye, End, FromRelay, Hello, Reply, Said, Take
from cloud_relay.settings import Settings, signing_key
from cloud_relay.voice.conversation import Conversation
from cloud_relay.worker.admission import require_admission, worker_token
from conversation.english import sentences as english
from models.recognition import Transcript
from sync.standin import StandIn
from tests.cloud_relay.conftest import Running, Watch, running_at, somebody
from tests.cloud_relay.sessions.rooms import FakeRooms

ROSA = "rosa.delgado@example.com"


@pytest.fixture
def token(settings: Settings) -> str:
    return worker_token(signing_key(settings))


async def begun(running: Running, who: dict[str, str]) -> UUID:
    begin = {"device_info": {"device_model": "telephone"}}
    started = await running.http.post("/v1/mobile/voice/session/start", json=begin, headers=who)
    return UUID(started.raise_for_status().json()["session_id"])


@asynccontextmanager
async def line(running: Running, session: UUID, token: str) -> AsyncIterator[ClientConnection]:
    url = str(running.http.base_url).replace("http", "ws", 1).rstrip("/")
    headers = {"Authorization": f"Bearer {token}"}
    async with connect(f"{url}/v1/sessions/{session}/agent", additional_headers=headers, proxy=None) as socket:
        yield socket


async def say(socket: ClientConnection, *messages: BaseModel | str | bytes) -> None:
    for message in messages:
        await socket.send(message.model_dump_json() if isinstance(message, BaseModel) else message)


async def heard(socket: ClientConnection) -> BaseModel:
    async with asyncio.timeout(20):
        return FromRelay.validate_json(await socket.recv())


async def closed(socket: ClientConnection) -> int:
    """With which code the gateway ends the line."""
    async with asyncio.timeout(20):
        with pytest.raises(ConnectionClosed):
            while True:
                await socket.recv()
    return socket.close_code or 0


@asynccontextmanager
async def alive(socket: ClientConnection) -> AsyncIterator[None]:
    """The agent gives signs of life, however long what it waits for takes."""

    async def beat() -> None:
        with suppress(ConnectionClosed):
            while True:
                await say(socket, Beat())
                await asyncio.sleep(BEATS_EVERY)

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()
        await asyncio.wait({beating})


async def until(running: Running, session: UUID, who: dict[str, str], status: str) -> None:
    """Returns once that is how a session stands."""
    while True:
        standing = await running.http.get(f"/v1/mobile/voice/session/{session}/status", headers=who)
        if standing.raise_for_status().json()["status"] == status:
            return


async def test_an_agent_is_served_and_says_goodbye(running: Running, rooms: FakeRooms, token: str) -> None:
    who = await running.person(ROSA)
    session = await begun(running, who)
    async with line(running, session, token) as socket:
        await say(socket, Hello(identity="one"))
        assert isinstance(begin := await heard(socket), Begin)
        assert begin.text == "Hello. What can I do?"
        await say(socket, Bye())
        assert await heard(socket) == End()
        assert await closed(socket) == 1000
    assert rooms.removed == []


async def test_a_second_agent_is_sent_away(running: Running, token: str) -> None:
    session = await begun(running, await running.person(ROSA))
    async with line(running, session, token) as first:
        await say(first, Hello(identity="one"))
        assert isinstance(await heard(first), Begin)
        async with alive(first), line(running, session, token) as second:
            await say(second, Hello(identity="two"))
            assert await heard(second) == End()
            await say(first, Take(id=1, words="who am i"))
            assert isinstance(await heard(first), Reply)


async def test_nobody_is_served_without_a_session(running: Running, token: str) -> None:
    async with line(running, uuid4(), token) as socket:
        await say(socket, Hello(identity="one"))
        assert await heard(socket) == End()


async def test_a_worker_with_another_secret_is_told_before_anybody_speaks(running: Running, settings: Settings) -> None:
    here = settings.model_copy(update={"gateway": HttpUrl(str(running.http.base_url))})
    assert await require_admission(here)
    with pytest.raises(SettingsError, match="HERO365_RELAY_SECRET"):
        await require_admission(here.model_copy(update={"secret": SecretStr("another one than the gateway has")}))
    assert not await require_admission(here.model_copy(update={"gateway": HttpUrl("http://127.0.0.1:9")}))


async def test_only_workers_are_let_in(running: Running) -> None:
    who = await running.person(ROSA)
    session = await begun(running, who)
    for token in ("", "none", who["Authorization"].removeprefix("Bearer ")):
        async with line(running, session, token) as socket:
            assert await closed(socket) == 4401


@pytest.mark.parametrize("first", ["", "hello", b"\0\0", Bye(), Hello(identity="x").model_dump_json()[:-2]], ids=str)
async def test_whoever_does_not_say_hello_goes(running: Running, token: str, first: BaseModel | str | bytes) -> None:
    session = await begun(running, await running.person(ROSA))
    async with line(running, session, token) as socket:
        await say(socket, first)
        assert await closed(socket) == 4400


@pytest.mark.parametrize("garbage", ["", "[]", '{"kind":"reply","id":1,"text":"x"}', b"\0\0"], ids=repr)
async def test_garbage_ends_the_line_and_another_agent_is_sent(
    running: Running, rooms: FakeRooms, token: str, garbage: str | bytes
) -> None:
    session = await begun(running, await running.person(ROSA))
    again = asyncio.Event()
    rooms.sends.append(lambda _: again.set())
    async with line(running, session, token) as socket:
        await say(socket, Hello(identity="one"))
        await heard(socket)
        again.clear()
        await say(socket, garbage)
        assert await closed(socket) == 4400
    await asyncio.wait_for(again.wait(), 10)
    assert rooms.removed == ["one"]


async def test_a_stuck_agent_is_taken_out_of_the_room(
    running: Running, rooms: FakeRooms, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "STUCK_AFTER", 0.2)
    session = await begun(running, await running.person(ROSA))
    async with line(running, session, token) as socket:
        await say(socket, Hello(identity="one"))
        await heard(socket)
        await closed(socket)
    assert rooms.removed == ["one"]


class TestWhileTheDeskIsOpened:
    """It may take its time, and the agent is there already."""

    async def test_it_is_no_agent_yet(self, running: Running, rooms: FakeRooms, token: str) -> None:
        who = await running.person(ROSA)
        session = await begun(running, who)
        async with line(running, session, token) as socket:
            async with held_up(running):
                await say(socket, Hello(identity="one"), Take(id=1, words="who am i"))
                await come(running, session)
                await until(running, session, who, "connecting")
            assert isinstance(await heard(socket), Begin)
            assert isinstance(await heard(socket), Reply)
        assert rooms.sent == [session]

    async def test_an_agent_that_dies_is_missed_at_once(self, running: Running, rooms: FakeRooms, token: str) -> None:
        session = await begun(running, await running.person(ROSA))
        lives = running.relay.voice_sessions._lives  # type: ignore[union-attr]
        async with held_up(running):
            async with line(running, session, token) as socket:
                await say(socket, Hello(identity="one"))
                await come(running, session)
                socket.transport.abort()
            await asyncio.wait_for(lives[session].lost.wait(), 10)
        assert rooms.removed == ["one"]

    async def test_a_desk_that_does_not_open_keeps_no_agent(
        self, running: Running, token: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(host, "_OPENS_WITHIN_S", 0.2)
        session = await begun(running, await running.person(ROSA))
        async with held_up(running), line(running, session, token) as socket:
            await say(socket, Hello(identity="one"))
            assert await closed(socket) == 1012

    async def test_a_gateway_that_is_stopped_leaves_the_agent_in_its_room(
        self, settings: Settings, watch: Watch, hero365: StandIn, token: str
    ) -> None:
        rooms = FakeRooms.none()
        async with AsyncExitStack() as gateway:
            relay = await gateway.enter_async_context(composed(settings, watch))
            relay.voice_sessions.rooms = rooms  # type: ignore[union-attr]
            running = await gateway.enter_async_context(running_at(relay, hero365))
            session = await begun(running, await running.person(ROSA))
            async with held_up(running), line(running, session, token) as socket:
                await say(socket, Hello(identity="one"))
                await come(running, session)
                await gateway.aclose()
                assert await closed(socket) == 1012
        assert rooms.removed == []


async def test_an_agent_whose_gateway_was_killed_stays_in_its_room_until_the_desk_is_free(
    settings: Settings, watch: Watch, hero365: StandIn, rooms: FakeRooms, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "_LET_GO_WITHIN_S", 0.1)
    with patch.object(Holds, "release"):  # whoever is killed lets go of nothing
        async with another_gateway(settings, watch, hero365) as running:
            session = await begun(running, await running.person(ROSA))
            async with served(running, session, token, "one") as socket:
                question = await asked_and_heard(socket, "cancel job 131", running, session)
                running.relay.voice_sessions.leave()  # type: ignore[union-attr]
                assert await closed(socket) == 1012
    waits = asyncio.Semaphore(0)
    held = Desks._held

    async def waiting(self: Desks, desk: UUID, patience: float) -> Hold:
        waits.release()
        return await held(self, desk, patience)

    async with composed(settings, watch) as relay, running_at(relay, hero365) as running:
        relay.voice_sessions.rooms = rooms  # type: ignore[union-attr]
        async with line(running, session, token) as socket, alive(socket):
            with patch.object(Desks, "_held", waiting):
                await say(socket, Hello(identity="one"), Take(id=1, words="no"))
                for _ in range(3):
                    await asyncio.wait_for(waits.acquire(), 20)
                watch.forward(seconds=21)
                assert isinstance(begin := await heard(socket), Begin)
            assert begin.text == f"Sorry, I was gone for a moment. {question}"
            assert await heard(socket) == Reply(id=1, text=english.NOT_SAVED), "what was said meanwhile is lost"
            assert (rooms.sent, rooms.removed) == ([], [])


@asynccontextmanager
async def held_up(running: Running) -> AsyncIterator[None]:
    """No desk is opened meanwhile."""
    going_on = asyncio.Event()
    opened = Desks._reopened

    async def reopened(self: Desks, desk: UUID, patience: float) -> OpenDesk:
        await going_on.wait()
        return await opened(self, desk, patience)

    with patch.object(Desks, "_reopened", reopened):
        yield
        going_on.set()


async def come(running: Running, session: UUID) -> None:
    """Returns once the gateway knows of an agent."""
    while running.relay.voice_sessions._lives[session].identity is None:  # type: ignore[union-attr]  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0.02)


async def test_what_was_said_to_an_agent_that_died_is_told_by_the_next(
    running: Running, rooms: FakeRooms, token: str
) -> None:
    who = await running.person(ROSA)
    session = await begun(running, who)
    again = asyncio.Event()
    rooms.sends.append(lambda _: again.set())
    async with line(running, session, token) as socket:
        await say(socket, Hello(identity="one"))
        await heard(socket)
        again.clear()
        await say(socket, Take(id=1, words="add a note to job 230 that the valve is leaking"))
        socket.transport.abort()
    await again.wait()
    async with line(running, session, token) as socket:
        await say(socket, Hello(identity="two"))
        assert isinstance(begin := await heard(socket), Begin)
        assert begin.text.startswith("Sorry, I was gone for a moment. ")
        assert "230" in begin.text
        await say(socket, Said(id=0), Bye())
        await closed(socket)
    standing = (await running.http.get(f"/v1/mobile/voice/session/{session}/status", headers=who)).json()
    assert (standing["function_calls_count"], standing["errors_count"]) == (1, 1)


class TestAnOpenQuestion:
    """Whoever is asked "shall I?" answers in the session in which they heard it, or not at all."""

    async def test_of_another_session_is_not_answered_by_a_yes(self, running: Running, token: str) -> None:
        who = await running.person(ROSA)
        first = await begun(running, who)
        async with served(running, first, token, "one") as socket:
            assert (await asked(socket, "cancel job 131")).endswith("Shall I?")
        second = await begun(running, who)
        async with served(running, second, token, "two") as socket:
            assert "131" not in await asked(socket, "say that again")
            await asked(socket, "yes")
        assert [await commands_in(running, session, who) for session in (first, second)] == [0, 0]

    async def test_outlives_an_agent_and_a_gateway_in_its_own_session(
        self, settings: Settings, watch: Watch, hero365: StandIn, token: str
    ) -> None:
        async with another_gateway(settings, watch, hero365) as running:
            who = await running.person(ROSA)
            session = await begun(running, who)
            async with served(running, session, token, "one") as socket:
                await asked(socket, "cancel job 131")
                socket.transport.abort()
        async with (
            another_gateway(settings, watch, hero365) as running,
            served(running, session, token, "two") as socket,
        ):
            assert await asked(socket, "no") == english.NOT_SAVED

    async def test_is_asked_again_by_whoever_comes_back_though_it_was_heard(
        self, running: Running, rooms: FakeRooms, token: str
    ) -> None:
        session = await begun(running, await running.person(ROSA))
        again = asyncio.Event()
        rooms.sends.append(lambda _: again.set())
        async with served(running, session, token, "one") as socket:
            question = await asked_and_heard(socket, "cancel job 131", running, session)
            again.clear()
            socket.transport.abort()
        await again.wait()
        async with line(running, session, token) as socket:
            await say(socket, Hello(identity="two"))
            assert isinstance(begin := await heard(socket), Begin)
            assert begin.text == f"Sorry, I was gone for a moment. {question}"

    async def test_of_single_requests_is_not_answered_in_a_session(self, running: Running, token: str) -> None:
        who = await running.person(ROSA)
        async with running.relay.desks.at(await somebody(running, who)) as desk:
            question = Transcript("cancel job 131", "typed", 1.0, accepted=True)
            assert (await Conversation(desk, running.relay.engines).take(question, uuid4())).text.endswith("Shall I?")
        session = await begun(running, who)
        async with served(running, session, token, "one") as socket:
            await asked(socket, "yes")
        assert await commands_in(running, session, who) == 0


@asynccontextmanager
async def another_gateway(settings: Settings, watch: Watch, hero365: StandIn) -> AsyncIterator[Running]:
    """On the same store, until it is stopped."""
    async with composed(settings, watch) as relay:
        relay.voice_sessions.rooms = FakeRooms.none()  # type: ignore[union-attr]
        async with running_at(relay, hero365) as running:
            yield running


@asynccontextmanager
async def served(running: Running, session: UUID, token: str, identity: str) -> AsyncIterator[ClientConnection]:
    """The line of an agent that was told to begin."""
    async with line(running, session, token) as socket:
        await say(socket, Hello(identity=identity))
        async with alive(socket):
            assert isinstance(await heard(socket), Begin)
            yield socket


async def asked(socket: ClientConnection, words: str) -> str:
    """What is answered to that."""
    number = uuid4().int
    await say(socket, Take(id=number, words=words))
    while True:
        if isinstance(answer := await heard(socket), Reply) and answer.id == number:
            return answer.text


async def asked_and_heard(socket: ClientConnection, words: str, running: Running, session: UUID) -> str:
    """What is answered to that, once the gateway knows that the person has heard it."""
    number = uuid4().int
    await say(socket, Take(id=number, words=words))
    while not isinstance(answer := await heard(socket), Reply):
        pass
    await say(socket, Said(id=number))
    while await running.relay.voice_sessions.book.unheard(session):  # type: ignore[union-attr]  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0.02)
    return answer.text


async def commands_in(running: Running, session: UUID, who: dict[str, str]) -> int:
    """How many were put on their way."""
    standing = await running.http.get(f"/v1/mobile/voice/session/{session}/status", headers=who)
    count: int = standing.raise_for_status().json()["function_calls_count"]
    return count


async def test_who_starts_again_gets_an_agent_also_where_the_room_before_does_not_close(
    running: Running, rooms: FakeRooms
) -> None:
    who = await running.person(ROSA)
    earlier, asked = await begun(running, who), asyncio.Event()

    async def hang(_: FakeRooms, session: UUID) -> None:
        assert session == earlier
        await asked.wait()

    rooms.sends.append(lambda session: asked.set() if session != earlier else None)
    with patch.object(FakeRooms, "close", hang):
        assert await asyncio.wait_for(begun(running, who), 20) == rooms.sent[-1]


async def test_another_agent_is_let_in_where_the_store_was_away_as_one_was_lost(running: Running, token: str) -> None:
    session = await begun(running, await running.person(ROSA))
    async with line(running, session, token) as socket:
        await say(socket, Hello(identity="one"))
        await heard(socket)
        lost = patch.object(Claims, "lose", side_effect=OperationalError("UPDATE", {}, Exception("away")))
        with lost as losing:
            socket.transport.abort()
            while not losing.called:  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.02)
    async with asyncio.timeout(20):
        while True:
            async with line(running, session, token) as socket:
                await say(socket, Hello(identity=uuid4().hex))
                if isinstance(await heard(socket), Begin):
                    return


async def test_a_gateway_that_comes_after_another_serves_its_sessions(
    settings: Settings, watch: Watch, hero365: StandIn, rooms: FakeRooms, token: str
) -> None:
    async with AsyncExitStack() as first:
        relay = await first.enter_async_context(composed(settings, watch))
        relay.voice_sessions.rooms = FakeRooms.none()  # type: ignore[union-attr]
        running = await first.enter_async_context(running_at(relay, hero365))
        who = await running.person(ROSA)
        session = await begun(running, who)
        async with line(running, session, token) as socket:
            await say(socket, Hello(identity="one"))
            async with alive(socket):
                await until(running, session, who, "active")
                await first.aclose()
                assert await closed(socket) == 1012
    async with composed(settings, watch) as relay, running_at(relay, hero365) as running:
        relay.voice_sessions.rooms = rooms  # type: ignore[union-attr]
        async with line(running, session, token) as socket:
            await say(socket, Hello(identity="one"))
            assert isinstance(begin := await heard(socket), Begin)
            assert begin.text == "Sorry, I was gone for a moment."
            assert rooms.sent == []


async def test_a_gateway_takes_up_the_sessions_of_one_that_is_gone(
    settings: Settings, watch: Watch, hero365: StandIn, rooms: FakeRooms
) -> None:
    async with composed(settings, watch) as relay, running_at(relay, hero365) as running:
        relay.voice_sessions.rooms = FakeRooms.none()  # type: ignore[union-attr]
        session = await begun(running, await running.person(ROSA))
    watch.forward(seconds=11)
    asked = asyncio.Event()
    rooms.sends.append(lambda _: asked.set())
    async with composed(settings, watch) as relay:
        relay.voice_sessions.rooms = rooms  # type: ignore[union-attr]
        async with running_at(relay, hero365):
            await asyncio.wait_for(asked.wait(), 20)
    assert rooms.sent[0] == session
