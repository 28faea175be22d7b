"""What becomes of a session whose agent does not come, or is lost: told by the second."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from cloud_relay.errors import NotFoundError
from cloud_relay.identity.principal import Principal
from cloud_relay.sessions.claims import Claim, ClaimState
from cloud_relay.sessions.kinds import Status
from cloud_relay.sessions.live import Live
from cloud_relay.sessions.sentences import NOBODY_FREE, ONE_MOMENT
from cloud_relay.sessions.watch import Watch
from erp.sentences import Sentence
from tests.cloud_relay.sessions.quick_time import run_quickly
from tests.cloud_relay.sessions.rooms import FakeRooms

BEGAN = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
ROSA = Principal("person", "rosa", "northside", "Rosa Delgado")


@dataclass(slots=True)
class Session:
    """One session under watch, and the second at which each thing has happened."""

    live: Live = field(default_factory=lambda: Live(Claim(uuid4(), uuid4(), 1), ROSA, BEGAN))
    rooms: FakeRooms = field(default_factory=FakeRooms.none)
    asked_at: list[float] = field(default_factory=list)
    told_at: list[float] = field(default_factory=list)
    """That nobody can come."""
    soothed_at: list[float] = field(default_factory=list)
    """That it takes a moment."""
    noted: list[object] = field(default_factory=list)
    renewed_at: list[float] = field(default_factory=list)
    standing: ClaimState = ClaimState.GOOD
    telling: Callable[[], Awaitable[None]] = field(default=lambda: asyncio.sleep(0))

    async def run(self, lasting: float = 3600.0) -> float:
        """Returns how long it lasted."""
        self.rooms.sends.append(lambda _: self.asked_at.append(self.seconds))
        watch = Watch(self.live, self.rooms, self, self._tell, lambda: BEGAN + timedelta(seconds=self.seconds))
        self.live.ends_at = BEGAN + timedelta(seconds=lasting)
        await watch.run()
        assert self.rooms.closed == ([] if self.live.is_elsewhere else [self.live.session])
        assert self.live.over.is_set()
        return self.seconds

    @property
    def seconds(self) -> float:
        return asyncio.get_running_loop().time()

    def later(self, seconds: float, does: Callable[..., object], *given: object) -> None:
        asyncio.get_running_loop().call_later(seconds, does, *given)

    def comes(self, identity: str) -> Callable[[UUID], None]:
        """A worker that sends an agent at once."""
        return lambda _: self.later(0, self.come, identity)

    def come(self, identity: str) -> None:
        """An agent that is told to begin at once."""
        if self.live.takes(identity):
            self.live.begins()

    async def _tell(self, live: Live, sentence: Sentence) -> None:
        {NOBODY_FREE["en"]: self.told_at, ONE_MOMENT["en"]: self.soothed_at}[sentence["en"]].append(self.seconds)
        await self.telling()

    async def note(self, claim: Claim, **values: object) -> ClaimState:
        if "status" in values:
            self.noted.append(values["status"])
        return self.standing

    async def renew(self, claim: Claim, gone: Collection[str], *, now: datetime) -> ClaimState:
        self.renewed_at.append(self.seconds)
        return self.standing


def test_nobody_comes_and_the_person_is_told() -> None:
    async def nobody() -> None:
        session = Session()
        assert await session.run() == 30
        assert session.asked_at == [0, 3, 6, 9, 12, 15, 18, 21, 24, 27]
        assert session.told_at == [8]
        assert session.noted == [Status.ERROR]

    run_quickly(nobody())


def test_an_agent_comes_and_the_person_ends_it() -> None:
    async def talk() -> None:
        session = Session()
        session.rooms.sends.append(session.comes("one"))
        session.later(600, session.live.over.set)
        assert await session.run() == 600
        assert (session.asked_at, session.told_at) == ([0], [])
        assert session.noted == [Status.ACTIVE, Status.INACTIVE]

    run_quickly(talk())


def test_an_agent_whose_desk_does_not_open_is_none_yet() -> None:
    async def talk() -> None:
        session = Session()
        session.rooms.sends.append(lambda _: session.later(0, session.live.takes, "one"))
        assert await session.run() == 30
        assert (session.asked_at, session.soothed_at, session.told_at) == ([0], [8], [])
        assert session.noted == [Status.ERROR]

    run_quickly(talk())


def test_that_nobody_can_come_is_said_once_an_agent_whose_desk_does_not_open_is_sent_away() -> None:
    async def talk() -> None:
        session = Session()
        session.later(1, session.live.takes, "one")
        session.later(22, session.live.loses, "one")
        await session.run()
        assert (session.soothed_at, session.told_at) == ([8], [22])

    run_quickly(talk())


def test_an_agent_that_waits_for_a_desk_which_a_killed_gateway_has_held_is_there() -> None:
    """Nobody is told that it can't come, and no other one is asked for."""

    async def talk() -> None:
        session = Session()
        session.live.takes("one")
        session.later(20, session.live.begins)
        session.later(60, session.live.over.set)
        await session.run()
        assert (session.asked_at, session.soothed_at, session.told_at) == ([], [8], [])
        assert session.noted == [Status.ACTIVE, Status.INACTIVE]

    run_quickly(talk())


def test_an_agent_whose_desk_opens_late_has_the_word() -> None:
    async def talk() -> None:
        session = Session()
        session.rooms.sends.append(lambda _: session.later(0, session.live.takes, "one"))
        session.later(6, session.live.begins)
        session.later(60, session.live.over.set)
        await session.run()
        assert (session.asked_at, session.told_at) == ([0], [])
        assert session.noted == [Status.ACTIVE, Status.INACTIVE]

    run_quickly(talk())


def test_it_ends_at_its_time() -> None:
    async def talk() -> None:
        session = Session()
        session.rooms.sends.append(session.comes("one"))
        assert await session.run(lasting=900) == 900
        assert session.noted == [Status.ACTIVE, Status.INACTIVE]

    run_quickly(talk())


def test_a_lost_agent_is_replaced_at_once() -> None:
    async def talk() -> None:
        session = Session()
        names = iter(["one", "two"])
        session.rooms.sends.append(lambda _: session.later(0, session.come, next(names)))
        session.later(100, session.live.loses, "one")
        session.later(200, session.live.over.set)
        await session.run()
        assert session.asked_at == [0, 100]
        assert session.live.identity == "two"

    run_quickly(talk())


def test_a_session_that_another_gateway_looks_after_is_let_go_of() -> None:
    async def talk() -> None:
        session = Session()

        def take_over() -> None:
            session.standing = ClaimState.LOST

        session.later(1, take_over)
        assert await session.run() <= 3
        assert (session.asked_at, session.told_at, session.rooms.closed) == ([0], [], [])

    run_quickly(talk())


def test_a_session_that_is_left_to_another_gateway_is_not_over() -> None:
    """This one stops, and nobody has taken it over yet."""

    async def talk() -> None:
        session = Session()
        session.rooms.sends.append(session.comes("one"))
        session.later(60, session.live.leaves)
        assert await session.run() == 60
        assert (session.noted, session.rooms.closed) == ([Status.ACTIVE], [])

    run_quickly(talk())


def test_a_session_that_was_ended_at_another_gateway_is_over() -> None:
    async def talk() -> None:
        session = Session()
        session.rooms.sends.append(session.comes("one"))

        def end() -> None:
            session.standing = ClaimState.OVER

        session.later(60, end)
        assert await session.run() <= 63
        assert not session.live.is_elsewhere

    run_quickly(talk())


def test_who_comes_while_the_person_is_told_has_the_word() -> None:
    async def talk() -> None:
        session, cut = Session(), []

        async def telling() -> None:
            try:
                await asyncio.sleep(5)
            except asyncio.CancelledError:
                cut.append(session.seconds)
                raise

        session.telling = telling
        session.later(10, session.come, "late")
        session.later(50, session.live.over.set)
        await session.run()
        assert cut == [10]

    run_quickly(talk())


def test_agents_that_all_fail_at_once_are_no_agents() -> None:
    async def talk() -> None:
        session = Session()
        for number in range(1000):
            session.later(number * 0.5, session.come, f"{number}")
            session.later(number * 0.5 + 0.2, session.live.loses, f"{number}")
        assert 30 <= await session.run() <= 31
        assert session.told_at == [8.2]  # as the one is lost that had just come
        assert session.noted[-1] is Status.ERROR

    run_quickly(talk())


def test_livekit_that_is_away_is_asked_again() -> None:
    async def talk() -> None:
        session = Session()
        session.rooms.is_away.extend([True, True])
        session.rooms.sends.append(session.comes("one"))
        session.later(60, session.live.over.set)
        await session.run()
        assert session.asked_at == [6]

    run_quickly(talk())


def test_livekit_that_does_not_answer_holds_nobody_up() -> None:
    async def talk() -> None:
        session = Session()
        session.rooms.hangs.append(True)
        assert await session.run() == 30
        assert session.told_at == [8]

    run_quickly(talk())


def test_that_nobody_can_be_told_ends_no_watch(caplog: pytest.LogCaptureFixture) -> None:
    async def talk() -> None:
        session = Session()

        async def telling() -> None:
            raise NotFoundError("There is no such person any more.")

        session.telling = telling
        assert await session.run() == 30
        assert session.noted == [Status.ERROR]

    run_quickly(talk())
    assert ["There is no such person any more." in vars(record)["error"] for record in caplog.records] == [True]


def test_a_second_agent_is_sent_away() -> None:
    live = Live(Claim(uuid4(), uuid4(), 1), ROSA, BEGAN)
    assert live.takes("one")
    assert not live.takes("two")
    live.loses("two")
    assert live.identity == "one"


def test_a_lost_agent_does_not_come_again() -> None:
    """It is being taken out of the room."""
    live = Live(Claim(uuid4(), uuid4(), 1), ROSA, BEGAN)
    live.takes("one")
    live.loses("one")
    assert not live.takes("one")
    assert live.takes("two")
    assert live.had_agent
