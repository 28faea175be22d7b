"""The agent goes on through what fails around it. The microphone, the voice and the turns are stood in for."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from assistant.outcomes import Outcomes
from conversation.english import ENGLISH
from edge_agent.running import keep_running, say_that_it_ends, until_switched
from hardware.audio import DeviceError, MicrophoneLost
from models.errors import SpeechError
from sync.errors import StoreError, UnsavedError
from sync.rows import Origin, QueuedCommand, State

ORIGIN = Origin("rosa", "north", "America/Chicago", UUID(int=1), "mark job 42 complete", "phrase", datetime.now(UTC))


class Microphone:
    """Open until it is closed."""

    def __init__(self) -> None:
        self.closed = asyncio.Event()

    def frames(self) -> Iterator[Any]:
        yield from ()

    def drain(self) -> None:
        """Nothing is captured."""

    def close(self) -> None:
        self.closed.set()


@dataclass(frozen=True)
class Turn:
    """What was said, and whether the reply was interrupted."""

    said: str
    interrupted: bool = False


@dataclass
class Agent:
    """Gives one script of turns per opening of the microphone: a turn's name, or what goes wrong."""

    scripts: list[list[str | Turn | Exception]]
    said: list[str] = field(default_factory=list)
    mute: bool = False
    interrupted_by: str = ""
    """What nobody wants to hear to its end."""
    keeping: list[str] = field(default_factory=list)
    """What is being made sound ahead of time, which takes as long as the agent runs."""

    async def turns(self, source: Microphone, _turn_id: Callable[[], Any]) -> AsyncGenerator[Turn, None]:
        for turn in self.scripts.pop(0) if self.scripts else []:
            if isinstance(turn, Exception):
                raise turn
            yield Turn(turn) if isinstance(turn, str) else turn
        await source.closed.wait()

    async def keep(self, texts: Iterable[str]) -> None:
        if self.mute:
            raise SpeechError("The voice is gone.")
        self.keeping += texts
        await asyncio.Event().wait()

    async def say(self, text: str) -> bool:
        if self.mute:
            raise SpeechError("The voice is gone.")
        self.said.append(text)
        return text == self.interrupted_by


class Unit:
    """With news to tell."""

    def __init__(self, *, is_asking: bool = False, news: Iterable[str] = ()) -> None:
        self.is_asking = is_asking
        self.outcomes = Outcomes("rosa", "north")
        for sentence in news:
            self.outcomes.take(QueuedCommand(1, sentence, "job.set_status", {}, {}, "", (), ORIGIN, State.DONE))

    tongue = ENGLISH

    @property
    def may_tell(self) -> bool:
        return not self.is_asking

    @property
    def assistant(self) -> "Unit":
        return self

    @property
    def next_news(self) -> str:
        return next((row.id for row in self.outcomes.untold()), "")

    @asynccontextmanager
    async def news(self) -> AsyncIterator[str]:
        rows = self.outcomes.untold()
        yield self.next_news
        self.outcomes.told(rows)


@dataclass
class Room:
    """Runs an agent until it has heard so many turns."""

    agent: Agent
    unit: Unit = field(default_factory=Unit)
    heard: list[str] = field(default_factory=list)
    opened: list[Microphone] = field(default_factory=list)
    missing: int = 0
    """How often there is no microphone when a lost one is opened again."""
    had_microphone: bool = False

    def microphone(self) -> Microphone:
        if self.opened and self.missing:
            self.missing -= 1
            raise DeviceError("There is no microphone.")
        self.opened.append(Microphone())
        return self.opened[-1]

    async def run(self, turns: int) -> None:
        stop = asyncio.Event()

        def hear(turn: Any) -> None:
            self.heard.append(turn.said)
            if len(self.heard) == turns:
                asyncio.get_running_loop().call_soon(stop.set)

        async with asyncio.timeout(20):
            unit, agent = self.unit, self.agent
            await keep_running(unit, agent, self.microphone, stop, hear, had_microphone=self.had_microphone)  # type: ignore[arg-type] # stand-ins


async def test_it_ends_when_it_is_told_to_though_nobody_speaks() -> None:
    room = Room(Agent([["one"]]))
    await room.run(turns=1)
    assert room.opened[0].closed.is_set()


@pytest.mark.parametrize("missing", [0, 2])
async def test_a_microphone_that_is_lost_is_opened_again(missing: int) -> None:
    room = Room(Agent([["one", MicrophoneLost("Plug it in again.")], ["two"]]), missing=missing)
    await room.run(turns=2)
    assert room.heard == ["one", "two"]
    assert all(microphone.closed.is_set() for microphone in room.opened)


async def test_what_is_cancelled_as_it_is_told_to_end_is_cancelled() -> None:
    room, stop = Room(Agent([])), asyncio.Event()
    running: Any = keep_running(room.unit, room.agent, room.microphone, stop, print, had_microphone=True)  # type: ignore[arg-type] # stand-ins
    waiting = asyncio.create_task(running)
    await asyncio.sleep(0)  # it waits by then, to open the microphone again
    stop.set()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_without_a_microphone_it_does_not_begin() -> None:
    room = Room(Agent([]), missing=1, opened=[Microphone()])
    with pytest.raises(DeviceError):
        await room.run(turns=1)


async def test_where_there_was_one_before_it_is_waited_for() -> None:
    room = Room(Agent([["one"]]), missing=2, opened=[Microphone()], had_microphone=True)
    await room.run(turns=1)
    assert (room.missing, room.heard) == (0, ["one"])


@pytest.mark.parametrize("lost", [[], [MicrophoneLost("Plug it in again.")]])
async def test_one_that_opens_while_the_unit_stops_is_closed(lost: list[Exception]) -> None:
    """A machine that wakes up takes seconds to open it."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    opened: list[Microphone] = []

    def microphone() -> Microphone:
        opened.append(Microphone())
        if len(opened) > len(lost):
            loop.call_soon_threadsafe(stop.set)
        return opened[-1]

    agent = Agent([list(lost)])
    async with asyncio.timeout(20):
        await keep_running(Unit(), agent, microphone, stop, lambda _: None)  # type: ignore[arg-type] # stand-ins
    assert [one.closed.is_set() for one in opened] == [True] * (len(lost) + 1)


async def test_it_listens_while_what_is_often_said_is_made_ahead() -> None:
    room = Room(Agent([["one"]]))
    await room.run(turns=1)
    assert room.heard == ["one"]
    assert ENGLISH.sentences.NOT_UNDERSTOOD in room.agent.keeping


async def test_what_could_not_be_saved_is_said_and_the_next_is_heard() -> None:
    room = Room(Agent([[UnsavedError("No space is left.")], ["two"]]))
    await room.run(turns=1)
    assert (room.agent.said, room.heard) == ([ENGLISH.sentences.UNSAVED], ["two"])


async def test_where_the_names_cannot_be_read_nothing_is_said_to_be_unsaved() -> None:
    room = Room(Agent([["one", StoreError("The disk fails.")], ["two"]]))
    await room.run(turns=2)
    assert (room.agent.said, room.heard) == ([], ["one", "two"])


async def test_not_even_a_voice_that_fails_ends_it() -> None:
    room = Room(Agent([[UnsavedError("No space is left.")], [SpeechError("It died twice.")], ["three"]], mute=True))
    await room.run(turns=1)
    assert room.heard == ["three"]


async def test_nor_does_a_defect_that_nobody_foresaw_which_is_logged_with_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    room = Room(Agent([["one", RuntimeError("A library failed.")], ["two"]]))
    await room.run(turns=2)
    assert room.heard == ["one", "two"]
    (error,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert (error.getMessage(), str(error.exc_info and error.exc_info[1])) == ("turn failed", "A library failed.")


async def test_what_fails_at_once_is_tried_more_and_more_rarely_until_a_turn_is_heard(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge_agent.running._FIRST_PAUSE_S", 0.001)
    monkeypatch.setattr("edge_agent.running._LONGEST_PAUSE_S", 0.003)
    caplog.set_level(logging.INFO, "edge_agent.running")
    failing = RuntimeError("A library failed.")
    room = Room(Agent([[failing], [failing], [failing], ["one", failing], ["two"]]))
    await room.run(turns=2)
    pauses = [vars(record)["after_s"] for record in caplog.records if "after_s" in vars(record)]
    assert pauses == [0.001, 0.002, 0.003, 0.001]


async def test_who_cannot_be_told_what_was_heard_ends_it() -> None:
    def gone(_turn: Any) -> None:
        raise BrokenPipeError

    with pytest.RaisesGroup(BrokenPipeError):
        await keep_running(Unit(), Agent([["one"]]), Microphone, asyncio.Event(), gone)  # type: ignore[arg-type]


async def test_where_it_cannot_be_seen_whom_the_unit_works_for_it_ends_and_is_looked_for_anew() -> None:
    class Account:
        looks = 0

        def resolve(self) -> Path:
            self.looks += 1
            if self.looks > 1:
                raise RuntimeError("Symlink loop")
            return Path("rosa")

    places: Any = SimpleNamespace(account=Account())
    async with until_switched(places, asyncio.Event()) as over:
        await asyncio.wait_for(over.wait(), 20)


async def test_news_is_told_after_a_turn() -> None:
    room = Room(Agent([["one"]]), Unit(news=["Job 42 is now completed."]))
    await room.run(turns=1)
    assert room.agent.said == ["Job 42 is now completed."]


async def test_who_interrupted_the_reply_is_not_told_news_but_listened_to() -> None:
    room = Room(Agent([[Turn("one", interrupted=True)]]), Unit(news=["Job 42 is now completed."]))
    await room.run(turns=1)
    assert room.agent.said == []
    assert room.unit.next_news


async def test_news_that_is_interrupted_is_gone_on_with_after_the_next_turn() -> None:
    room = Room(Agent([["one"]], interrupted_by="first"), Unit(news=["first", "second"]))
    await room.run(turns=1)
    assert (room.agent.said, room.unit.next_news) == (["first"], "second")
    room.agent.scripts.append(["two"])
    await room.run(turns=2)
    assert room.agent.said == ["first", "second"]


async def test_news_that_cannot_be_spoken_is_told_later_and_the_turns_go_on(caplog: pytest.LogCaptureFixture) -> None:
    room = Room(Agent([["one", "two"]], mute=True), Unit(news=["first", "second"]))
    await room.run(turns=2)
    assert (room.heard, len(room.opened), room.unit.next_news) == (["one", "two"], 1, "first")
    assert {record.getMessage() for record in caplog.records} == {"news not told", "prompts not made ahead"}
    room.agent.mute = False
    room.agent.scripts.append(["three"])
    await room.run(turns=3)
    assert room.agent.said == ["first", "second"]


async def test_no_news_is_told_into_an_open_question() -> None:
    room = Room(Agent([["one"]]), Unit(is_asking=True, news=["Job 42 is now completed."]))
    await room.run(turns=1)
    assert room.agent.said == []
    assert room.unit.next_news


async def test_that_nobody_is_signed_in_any_more_is_said_and_where_the_voice_is_gone_it_ends_all_the_same() -> None:
    agent = Agent([])
    await say_that_it_ends(Unit(), agent)  # type: ignore[arg-type] # stand-ins
    assert agent.said == [ENGLISH.sentences.WORKS_FOR_NOBODY]
    await say_that_it_ends(Unit(), Agent([], mute=True))  # type: ignore[arg-type] # stand-ins
