"""What an agent says by itself: what was not heard was not said."""

import asyncio
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

import pytest

from cloud_relay.sessions.line import Begin
from cloud_relay.worker.line import Line, Saying
from cloud_relay.worker.speaker import Speaker

BEGIN = Begin(text="Hello.", language="en", person="rosa")


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

    voice_fails: bool = False
    agent_state: str = "listening"
    user_state: str = "listening"
    said: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)

    def on(self, event: str, does: Callable[[Any], None]) -> None:
        pass

    def say(self, text: str) -> Speech:
        self.said.put_nowait(text)
        return Speech([] if self.voice_fails else [text])


async def test_news_that_no_voice_has_said_are_news_still(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Saying] = []
    line, session = Line("ws://127.0.0.1:9", str, "agent"), Session()
    monkeypatch.setattr(Line, "told", lambda _, saying: told.append(saying))
    speaking = asyncio.create_task(Speaker(session, line).run(BEGIN))  # type: ignore[arg-type]
    assert await session.said.get() == "Hello."
    for session.voice_fails in (True, False):
        line.sayings.put_nowait(Saying("Hero365 refused job 57.", news=1))
        await session.said.get()
    line.sayings.put_nowait(Saying("That was all."))
    await session.said.get()
    speaking.cancel()
    assert [saying.news for saying in told] == [1]
