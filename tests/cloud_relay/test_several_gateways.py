"""Several gateways on one store, behind one address: an agent reaches any of them, and its session is served once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from websockets.asyncio.client import ClientConnection

from cloud_relay.composition import composed
from cloud_relay.desks import desks
from cloud_relay.errors import ConflictError, NotFoundError
from cloud_relay.identity.principal import Principal
from cloud_relay.sessions import watch as watching
from cloud_relay.sessions.book import SessionBook
from cloud_relay.sessions.claims import WATCHED, Claim, Claims, ClaimState
from cloud_relay.sessions.host import Host
from cloud_relay.sessions.kinds import AgentType, Status
from cloud_relay.sessions.line import Begin, Bye, End, Hello, Reply, Said, Take
from cloud_relay.settings import Settings, signing_key
from cloud_relay.tables import VoiceSession
from cloud_relay.worker.admission import worker_token
from sync.standin import StandIn
from tests.cloud_relay.conftest import Running, Watch, running_at
from tests.cloud_relay.sessions.rooms import SERVER, FakeRooms
from tests.cloud_relay.sessions.test_agents import alive, begun, closed, heard, line, say, until

ROSA = "rosa.delgado@example.com"


@dataclass(frozen=True, slots=True)
class Gateway:
    """One of them."""

    running: Running
    host: Host
    rooms: FakeRooms
    token: str
    stack: AsyncExitStack

    async def stop(self) -> None:
        """As SIGTERM does."""
        await self.stack.aclose()

    @asynccontextmanager
    async def agent(self, session: UUID, identity: str) -> AsyncIterator[ClientConnection]:
        """The line of an agent that has reached this gateway."""
        async with line(self.running, session, self.token) as socket:
            await say(socket, Hello(identity=identity))
            async with alive(socket):
                yield socket

    async def has_let_go(self) -> None:
        """Returns once it looks after no session any more."""
        while self.host._watching:
            await asyncio.wait(self.host._watching)


@asynccontextmanager
async def gateway_of(settings: Settings, watch: Watch, hero365: StandIn) -> AsyncIterator[Gateway]:
    async with AsyncExitStack() as stack:
        relay = await stack.enter_async_context(composed(settings, watch))
        assert relay.voice_sessions is not None
        relay.voice_sessions.rooms = rooms = FakeRooms.none()
        running = await stack.enter_async_context(running_at(relay, hero365))
        yield Gateway(running, relay.voice_sessions, rooms, worker_token(signing_key(settings)), stack)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"livekit": SERVER})


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gateways look at what is theirs more often than in earnest."""
    monkeypatch.setattr(watching, "WATCHED", timedelta(seconds=2))
    monkeypatch.setattr(desks, "_LOOK_EVERY_S", 0.5)


@pytest.fixture
async def first(settings: Settings, watch: Watch, hero365: StandIn) -> AsyncIterator[Gateway]:
    async with gateway_of(settings, watch, hero365) as gateway:
        yield gateway


@pytest.fixture
async def second(first: Gateway, settings: Settings, watch: Watch, hero365: StandIn) -> AsyncIterator[Gateway]:
    async with gateway_of(settings, watch, hero365) as gateway:
        yield gateway


async def test_an_agent_is_served_by_whichever_gateway_it_reaches(first: Gateway, second: Gateway) -> None:
    who = await first.running.person(ROSA)
    session = await begun(first.running, who)
    async with second.agent(session, "one") as agent:
        assert isinstance(begin := await heard(agent), Begin)
        assert begin.text == "Hello. What can I do?"
        await first.has_let_go()
        await until(first.running, session, who, "active")
        await say(agent, Take(id=1, words="who am i"))
        assert isinstance(await heard(agent), Reply)
        await say(agent, Bye())
        assert await heard(agent) == End()
    await second.has_let_go()
    await until(first.running, session, who, "inactive")
    assert (first.rooms.sent, first.rooms.removed, first.rooms.closed) == ([session], [], [])
    assert (second.rooms.sent, second.rooms.removed, second.rooms.closed) == ([], [], [session])


async def test_a_second_agent_is_sent_away_wherever_it_comes(first: Gateway, second: Gateway) -> None:
    session = await begun(first.running, await first.running.person(ROSA))
    async with first.agent(session, "one") as one:
        assert isinstance(await heard(one), Begin)
        async with second.agent(session, "two") as two:
            assert await heard(two) == End()
        await say(one, Take(id=1, words="who am i"))
        assert isinstance(await heard(one), Reply)


async def test_what_may_not_have_been_heard_is_said_by_the_next_agent_at_another_gateway(
    first: Gateway, second: Gateway
) -> None:
    who = await first.running.person(ROSA)
    session = await begun(first.running, who)
    again = asyncio.Event()
    first.rooms.sends.append(lambda _: again.set())
    async with first.agent(session, "one") as agent:
        assert isinstance(await heard(agent), Begin)
        again.clear()
        await say(agent, Take(id=1, words="add a note to job 230 that the valve is leaking"))
        assert isinstance(await heard(agent), Reply)
        agent.transport.abort()
    await again.wait()
    async with second.agent(session, "one") as lost:
        assert await heard(lost) == End()
    async with second.agent(session, "two") as agent:
        assert isinstance(begin := await heard(agent), Begin)
        assert begin.text.startswith("Sorry, I was gone for a moment. ")
        assert "230" in begin.text
        await say(agent, Said(id=0))
        while await second.host.book.unheard(session):
            pass
    standing = (await second.running.http.get(f"/v1/mobile/voice/session/{session}/status", headers=who)).json()
    assert standing["function_calls_count"] == 1
    assert (first.rooms.removed, first.rooms.closed) == (["one"], [])


async def test_an_agent_whose_gateway_is_frozen_goes_on_at_another_and_stays_in_the_room(
    first: Gateway, second: Gateway
) -> None:
    session = await begun(first.running, await first.running.person(ROSA))
    async with first.agent(session, "one") as frozen:
        assert isinstance(await heard(frozen), Begin)
        async with second.agent(session, "one") as agent:
            assert await closed(frozen) == 1012  # it has thawed, and sees that the session is none of its own
            assert isinstance(await heard(agent), Begin)
            await say(agent, Take(id=1, words="who am i"))
            assert isinstance(await heard(agent), Reply)
            await first.has_let_go()
    assert (first.rooms.removed, first.rooms.closed) == ([], [])


async def test_a_gateway_that_is_stopped_leaves_its_agents_in_their_rooms(
    first: Gateway, second: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    who = await second.running.person(ROSA)
    session = await begun(first.running, who)
    async with first.agent(session, "one") as agent:
        assert isinstance(await heard(agent), Begin)
        await until(second.running, session, who, "active")
        caplog.clear()
        await first.stop()
        assert await closed(agent) == 1012
        assert [record for record in caplog.records if record.name.startswith("cloud_relay")] == []
    async with second.agent(session, "one") as agent:
        assert isinstance(begin := await heard(agent), Begin)
        assert begin.text == "Sorry, I was gone for a moment."
    assert (first.rooms.removed, first.rooms.closed) == ([], [])


async def test_a_gateway_that_is_stopped_leaves_the_sessions_that_wait_for_an_agent_to_others(
    first: Gateway, second: Gateway, watch: Watch
) -> None:
    session = await begun(first.running, await first.running.person(ROSA))
    asked = asyncio.Event()
    second.rooms.sends.append(lambda _: asked.set())
    await first.stop()
    watch.forward(seconds=0.001)
    await asyncio.wait_for(asked.wait(), 20)
    assert second.rooms.sent[0] == session


async def test_a_session_is_ended_at_whichever_gateway_is_asked(first: Gateway, second: Gateway) -> None:
    who = await first.running.person(ROSA)
    session = await begun(first.running, who)
    async with first.agent(session, "one") as agent:
        assert isinstance(await heard(agent), Begin)
        ended = await second.running.http.post(f"/v1/mobile/voice/session/{session}/end", headers=who)
        assert ended.raise_for_status().json()["status"] == "inactive"
        await until(second.running, session, who, "inactive")
        assert await heard(agent) == End()
    async with second.agent(session, "two") as late:
        assert await heard(late) == End()
    assert second.rooms.closed == [session]


async def test_who_starts_another_session_ends_the_one_before(first: Gateway, second: Gateway) -> None:
    who = await first.running.person(ROSA)
    session = await begun(first.running, who)
    async with first.agent(session, "one") as agent:
        assert isinstance(await heard(agent), Begin)
        other = await begun(second.running, who)
        assert await heard(agent) == End()
    await until(first.running, session, who, "inactive")
    await until(first.running, other, who, "connecting")
    assert second.rooms.closed == [session]


async def test_of_many_that_start_at_once_no_more_than_there_are_places_have_one(first: Gateway) -> None:
    book, now = SessionBook(first.running.relay.database, most=2), first.running.now()
    people = [Principal("person", uuid4().hex, "northside", "") for _ in range(6)]
    starting = [book.start(each, AgentType.INTERNAL, timedelta(hours=1), uuid4(), now=now) for each in people]
    came = await asyncio.gather(*starting, return_exceptions=True)
    assert sorted(type(each).__name__ for each in came) == ["BusyError"] * 4 + ["tuple"] * 2


class TestClaims:
    """Of two gateways on one session."""

    PERSON = Principal("person", "rosa", "northside", "Rosa Delgado")

    @pytest.fixture
    async def two(self, first: Gateway) -> tuple[Claims, Claims]:
        return Claims(first.running.relay.database), Claims(first.running.relay.database)

    async def started(self, first: Gateway, watcher: Claims) -> Claim:
        book = SessionBook(first.running.relay.database, 10)
        now = first.running.now()
        started, _ = await book.start(self.PERSON, AgentType.INTERNAL, timedelta(hours=1), watcher.watcher, now=now)
        return claim_of(started)

    async def test_what_an_earlier_gateway_notes_is_refused(self, first: Gateway, two: tuple[Claims, Claims]) -> None:
        one, other = two
        mine = await self.started(first, one)
        assert await one.renew(mine, (), now=first.running.now()) is ClaimState.GOOD
        theirs = claim_of(await other.take(mine.session, "agent", now=first.running.now()))
        assert (theirs.watcher, theirs.number) == (other.watcher, 2)
        assert await one.note(mine, status=Status.ERROR) is ClaimState.LOST
        assert await one.lose(mine, {"agent"}) is ClaimState.LOST
        assert await other.note(theirs, status=Status.INACTIVE) is ClaimState.GOOD
        assert await other.renew(theirs, (), now=first.running.now()) is ClaimState.OVER
        with pytest.raises(NotFoundError):
            await one.take(mine.session, "agent", now=first.running.now())

    async def test_of_two_agents_that_come_together_one_is_served(
        self, first: Gateway, two: tuple[Claims, Claims]
    ) -> None:
        mine = await self.started(first, two[0])
        coming = [claims.take(mine.session, uuid4().hex, now=first.running.now()) for claims in two]
        came = await asyncio.gather(*coming, return_exceptions=True)
        assert sorted(type(each).__name__ for each in came) == ["ConflictError", "VoiceSession"]

    async def test_a_lost_agent_is_served_nowhere(self, first: Gateway, two: tuple[Claims, Claims]) -> None:
        one, other = two
        mine = claim_of(await one.take((await self.started(first, one)).session, "lost", now=first.running.now()))
        assert await one.lose(mine, {"lost"}) is ClaimState.GOOD
        for claims in two:
            with pytest.raises(ConflictError, match="was lost"):
                await claims.take(mine.session, "lost", now=first.running.now())
        assert (await other.take(mine.session, "next", now=first.running.now())).gone == ["lost"]

    async def test_what_was_not_noted_as_an_agent_was_lost_is_noted_with_the_next_renewal(
        self, first: Gateway, two: tuple[Claims, Claims]
    ) -> None:
        one, other = two
        mine = claim_of(await one.take((await self.started(first, one)).session, "lost", now=first.running.now()))
        assert await one.renew(mine, {"lost"}, now=first.running.now()) is ClaimState.GOOD
        taken = await other.take(mine.session, "next", now=first.running.now())
        assert (taken.agent, taken.gone, taken.errors) == ("next", ["lost"], 1)
        assert await other.renew(claim_of(taken), {"lost"}, now=first.running.now()) is ClaimState.GOOD
        assert (await other.take(mine.session, "next", now=first.running.now())).errors == 1

    async def test_whoever_sees_first_that_nobody_looks_after_it_does(
        self, first: Gateway, two: tuple[Claims, Claims], watch: Watch
    ) -> None:
        one, other = two
        mine = claim_of(await one.take((await self.started(first, one)).session, "agent", now=watch()))
        with pytest.raises(ConflictError):
            await other.take(mine.session, "next", now=watch())
        assert await other.take_over(now=watch()) == []
        watch.forward(seconds=WATCHED.total_seconds() + 1)
        assert await other.take_over(now=watch(), but=[mine.session]) == []
        taken = await other.take_over(now=watch())
        assert [(each.id, each.claim, each.agent) for each in taken] == [(mine.session, 2, None)]
        assert await one.take_over(now=watch()) == []
        assert await one.renew(mine, (), now=watch()) is ClaimState.LOST


def claim_of(session: VoiceSession) -> Claim:
    assert session.watcher
    return Claim(session.id, session.watcher, session.claim)
