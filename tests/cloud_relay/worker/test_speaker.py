"""What an agent says by itself: what was not heard was not said."""

import asyncio
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from cloud_relay.sessions.line import Begin, Said, Told
from cloud_relay.worker.adapters import RelayMind
from cloud_relay.worker.line import Line, Saying
from cloud_relay.worker.speaker import Speaker

BEGIN = Begin(text="Hello.", language="en", person="rosa")
NEWS = Saying("Hero365 refused job 57.", Told(id=1))


@dataclass(slots=True)
class Speech:
    """As LiveKit's: it lists what of it was heard, once it is over."""

    chat_items: list[str]

    def __await__(self) -> Generator[Any, None, "Speech"]:
        yield from asyncio.sleep(0).__await__()
        return self


@dataclass(slots=True)
class Session:
    """In which nobody else speaks."""

    fails: int = 0
    """How often the voice fails, once so many were said."""
    first: int = 0
    agent_state: str = "listening"
    user_state: str = "listening"
    said: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)

    def on(self, event: str, does: Callable[[Any], None]) -> None:
        pass

    def say(self, text: str) -> Speech:
        self.said.put_nowait(text)
        if self.first:
            self.first -= 1
        elif self.fails:
            self.fails -= 1
            return Speech([])
        return Speech([text])


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Saying]:
    """What the gateway hears was said."""
    told: list[Saying] = []
    monkeypatch.setattr(Line, "told", lambda _, saying: told.append(saying))
    monkeypatch.setattr("cloud_relay.worker.speaker._AGAIN_AFTER_S", (0.0, 0.0, 0.0))
    return told


@asynccontextmanager
async def speaking(session: Session) -> AsyncIterator[Line]:
    line = Line("ws://127.0.0.1:9", str, "agent")
    mind = RelayMind(line, "en", heard_elsewhere=False)
    task = asyncio.create_task(Speaker(session, line, mind).run(BEGIN))  # type: ignore[arg-type] # a pretended session
    assert await session.said.get() == "Hello."
    yield line
    task.cancel()


async def test_news_that_no_voice_has_said_are_said_again_in_the_same_session(told: list[Saying]) -> None:
    session = Session(fails=2, first=1)
    async with speaking(session) as line:
        line.sayings.put_nowait(NEWS)
        line.sayings.put_nowait(Saying("That was all."))
        said = [await session.said.get() for _ in range(4)]
    assert said == ["Hero365 refused job 57."] * 3 + ["That was all."]
    assert [saying.heard for saying in told] == [Said(id=0), Told(id=1)]


async def test_what_the_voice_fails_on_each_time_is_news_still_and_holds_up_nothing(told: list[Saying]) -> None:
    session = Session(fails=4, first=1)
    async with speaking(session) as line:
        line.sayings.put_nowait(NEWS)
        line.sayings.put_nowait(Saying("Hero365 refused job 58.", Told(id=2)))
        line.sayings.put_nowait(Saying("That was all."))
        said = [await session.said.get() for _ in range(6)]
    assert said == ["Hero365 refused job 57."] * 4 + ["Hero365 refused job 58.", "That was all."]
    assert [saying.heard for saying in told] == [Said(id=0), Told(id=2)]


async def test_the_first_words_that_no_voice_has_said_are_said_again_too(told: list[Saying]) -> None:
    session = Session(fails=2)
    async with speaking(session) as line:
        line.sayings.put_nowait(NEWS)
        said = [await session.said.get() for _ in range(3)]
    assert said == ["Hello.", "Hello.", NEWS.text]
    assert [saying.heard for saying in told] == [Said(id=0)]


async def test_whoever_has_spoken_and_was_answered_is_not_greeted_any_more(told: list[Saying]) -> None:
    session, line = Session(), Line("ws://127.0.0.1:9", str, "agent", _replied=1)
    mind = RelayMind(line, "en", heard_elsewhere=False)
    task = asyncio.create_task(Speaker(session, line, mind).run(BEGIN))  # type: ignore[arg-type] # a pretended session
    line.sayings.put_nowait(NEWS)
    assert await session.said.get() == NEWS.text
    task.cancel()


async def test_a_reply_behind_whose_turn_there_was_another_is_not_said_any_more(told: list[Saying]) -> None:
    session = Session()
    async with speaking(session) as line:
        line.sayings.put_nowait(Saying("Cancel job 57. Shall I?", Said(id=4)))
        line.sayings.put_nowait(NEWS)
        assert await session.said.get() == NEWS.text
