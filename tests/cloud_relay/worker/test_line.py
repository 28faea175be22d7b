"""The agent's side of the line, against gateways that vanish, come back, talk nonsense or say nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve

from assistant.endings import Ending
from cloud_relay.sessions.line import (
    AgentMessage,
    Begin,
    Bye,
    End,
    Failed,
    FromAgent,
    Hear,
    Heard,
    Hello,
    Hush,
    News,
    RelayMessage,
    Reply,
    Said,
    Sound,
    Speak,
    Take,
    Told,
)
from cloud_relay.worker.line import Line, Patience, Saying
from cloud_relay.worker.questions import LineDownError, LineError

QUICK = Patience(answer=5.0, gone=0.5, between=0.02, opening=2.0)
BEGIN = Begin(text="Hello.", language="en", person="rosa")
BACK = Begin(text="Sorry, I was gone for a moment.", language="en", person="rosa")


@dataclass(slots=True)
class Gateway:
    """Answers as it is told, and notes what it is told."""

    begin: Begin = BEGIN
    answers: "Callable[[AgentMessage], list[RelayMessage | bytes | str]]" = lambda _: []
    told: "asyncio.Queue[AgentMessage | bytes]" = field(default_factory=asyncio.Queue)
    connections: list[ServerConnection] = field(default_factory=list)
    server: Server | None = None
    port: int = 0

    async def __call__(self, socket: ServerConnection) -> None:
        self.connections.append(socket)
        async for raw in socket:
            message = FromAgent.validate_json(raw) if isinstance(raw, str) else raw
            self.told.put_nowait(message)
            if isinstance(message, Hello):
                await self.tell(self.begin)
            elif not isinstance(message, bytes):
                for answer in self.answers(message):
                    await self.tell(answer)

    async def tell(self, message: RelayMessage | bytes | str) -> None:
        await self.connections[-1].send(message if isinstance(message, bytes | str) else message.model_dump_json())

    async def open(self) -> None:
        self.server = await serve(self, "127.0.0.1", self.port)
        self.port = next(iter(self.server.sockets)).getsockname()[1]

    async def vanish(self) -> None:
        assert self.server is not None
        for connection in self.connections:
            connection.transport.abort()
        self.server.close()
        await self.server.wait_closed()

    async def told_of(self, kind: type[AgentMessage]) -> AgentMessage:
        async with asyncio.timeout(10):
            while not isinstance(message := await self.told.get(), kind):
                pass
        return message

    async def told_sounds(self, count: int) -> list[bytes]:
        async with asyncio.timeout(10):
            sounds: list[bytes] = []
            while len(sounds) < count:
                if isinstance(message := await self.told.get(), bytes):
                    sounds.append(message)
        return sounds


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    gateway = Gateway()
    await gateway.open()
    yield gateway
    await gateway.vanish()


@asynccontextmanager
async def held(gateway: Gateway, patience: Patience = QUICK) -> AsyncIterator[tuple[Line, "asyncio.Task[None]"]]:
    """A line that the gateway has let in."""
    line = Line(f"ws://127.0.0.1:{gateway.port}", lambda: "token", "agent", patience)
    keeping = asyncio.create_task(line.run())
    await line.begun.wait()
    try:
        yield line, keeping
    finally:
        keeping.cancel()
        await asyncio.wait({keeping})
        assert not line._questions._waiting


def hears(message: AgentMessage) -> list[RelayMessage | bytes | str]:
    match message:
        case Hear(id=number):
            return [Heard(id=number, text="who am i", ending=Ending.COMPLETE)]
        case Take(id=number):
            return [Reply(id=number, text="You are Rosa.")]
        case Speak(id=number):
            return [Sound(id=number, sample_rate=22_050), b"\1\0", Sound(id=number, sample_rate=0)]
    return []


async def spoken(line: Line) -> list[tuple[int, bytes]]:
    async with aclosing(line.speak("You are Rosa.")) as sentences:
        return [sentence async for sentence in sentences]


async def test_it_hears_takes_and_speaks(gateway: Gateway) -> None:
    gateway.answers = hears
    async with held(gateway) as (line, _):
        assert (await line.hear(b"\0\0")).text == "who am i"
        assert line.mid_turn
        assert await line.take() == "You are Rosa."
        assert not line.mid_turn
        assert await spoken(line) == [(22_050, b"\1\0")]
        line.told(Saying("You are Rosa.", Said(id=line.answered)))
        assert await gateway.told_of(Said) == Said(id=2)


async def test_a_gateway_that_comes_back_is_found_and_asked_again(gateway: Gateway) -> None:
    """However long it had been there before."""
    async with held(gateway) as (line, _):
        loop = asyncio.get_running_loop()
        until = loop.time() + QUICK.gone
        gateway.answers = hears
        while loop.time() < until:
            await line.hear(b"\0\0")
            await line.take()
        gateway.answers = lambda _: []
        hearing = asyncio.create_task(line.hear(b"\1\0"))
        while await gateway.told.get() != b"\1\0":
            pass
        await gateway.vanish()
        gateway.answers, gateway.begin = hears, BACK
        await gateway.open()
        assert (await hearing).text == "who am i"
        assert line.sayings.get_nowait().text == BACK.text


async def test_a_gateway_is_given_all_that_was_said_since_the_last_turn(gateway: Gateway) -> None:
    gateway.answers = hears
    async with held(gateway) as (line, _):
        await line.hear(b"\1\0")
        await line.hear(b"\2\0")
        await line.take()
        await line.hear(b"\3\0")
        assert await gateway.told_sounds(3) == [b"\1\0", b"\1\0\2\0", b"\3\0"]


async def test_one_that_has_not_heard_the_words_hears_them_before_it_takes_them(gateway: Gateway) -> None:
    """Also where they were at their end already as the line was lost."""
    gateway.answers = hears
    async with held(gateway) as (line, _):
        await line.hear(b"\1\0")
        await gateway.told_sounds(1)
        await gateway.vanish()
        gateway.begin = BACK
        await gateway.open()
        await line.sayings.get()
        assert await line.take() == "You are Rosa."
        assert await gateway.told_sounds(1) == [b"\1\0"]


async def test_what_is_nothing_is_no_part_of_what_is_said_next(gateway: Gateway) -> None:
    gateway.answers = lambda message: (
        [Heard(id=message.id, text="", ending=Ending.OPEN)] if isinstance(message, Hear) else []
    )
    async with held(gateway) as (line, _):
        await line.hear(b"\1\0", over_reply=True)
        assert not line.mid_turn
        await line.hear(b"\2\0")
        assert await gateway.told_sounds(2) == [b"\1\0", b"\2\0"]


async def test_one_that_does_not_come_back_is_given_up(gateway: Gateway) -> None:
    async with held(gateway) as (line, keeping):
        asked: list[Awaitable[object]] = [line.hear(b"\0\0"), line.take(), spoken(line)]
        asking = [asyncio.ensure_future(each) for each in asked]
        await gateway.told_of(Speak)
        await gateway.vanish()
        answers = await asyncio.gather(*asking, return_exceptions=True)
        assert [type(answer) for answer in answers] == [LineDownError, LineDownError, LineError]
        await keeping
        assert (line.lost, line.over.is_set()) == (True, True)
        with pytest.raises(LineDownError):
            await line.hear(b"\0\0")
        await gateway.open()


@pytest.mark.parametrize("nonsense", ["", "{}", '{"kind":"beat"}', b"\0\0"], ids=repr)
async def test_nonsense_is_the_end_of_a_connection(gateway: Gateway, nonsense: str | bytes) -> None:
    async with held(gateway) as (line, _):
        await gateway.tell(nonsense)
        gateway.begin = BACK
        assert (await asyncio.wait_for(line.sayings.get(), 10)).text == BACK.text
        assert not line.over.is_set()


async def test_a_flood_is_nonsense_too(gateway: Gateway) -> None:
    gateway.begin = BACK
    async with held(gateway) as (line, _):
        gateway.answers = lambda said: [Failed(id=said.id)] * 9 if isinstance(said, Take) else []
        with pytest.raises(LineError):
            await line.take()
        gateway.answers = hears
        assert (await line.hear(b"\0\0")).text == "who am i"


async def test_more_news_than_anybody_can_say_are_dropped(gateway: Gateway) -> None:
    gateway.answers = hears
    async with held(gateway) as (line, _):
        for _ in range(100):
            await gateway.tell(News(id=1, text="again"))
        assert (await line.hear(b"\0\0")).text == "who am i"
        assert line.sayings.full()


async def test_news_that_were_said_are_told_of(gateway: Gateway) -> None:
    async with held(gateway) as (line, _):
        await gateway.tell(News(id=7, text="Job 42 was accepted."))
        line.told(await line.sayings.get())
        assert await gateway.told_of(Told) == Told(id=7)


async def test_a_gateway_that_sends_the_agent_away_is_obeyed(gateway: Gateway) -> None:
    async with held(gateway) as (line, keeping):
        await gateway.tell(End())
        await keeping
        assert (line.lost, line.over.is_set()) == (False, True)


async def test_a_gateway_that_lets_nobody_in_is_given_up_and_that_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def refusing(socket: ServerConnection) -> None:
        await socket.close(4401, "Sign in first.")

    async with serve(refusing, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        line = Line(f"ws://127.0.0.1:{port}", lambda: "token", "agent", QUICK)
        await line.run()
    assert (line.begin, line.lost, line.begun.is_set()) == (None, True, True)
    (warning,) = [record for record in caplog.records if record.levelname == "WARNING"]
    assert "Sign in first." in vars(warning)["said"]


async def test_a_frozen_gateway_is_given_up() -> None:
    """Its machine takes connections for it, and nobody answers."""

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await line.over.wait()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        line = Line(f"ws://127.0.0.1:{port}", lambda: "token", "agent", Patience(gone=0.2, opening=0.1))
        await line.run()
    assert line.lost


async def test_a_gateway_that_answers_nothing_is_not_waited_for(gateway: Gateway) -> None:
    async with held(gateway, Patience(answer=0.05)) as (line, _):
        for asked in (line.hear(b"\0\0"), line.take(), spoken(line)):
            with pytest.raises(LineError, match="does not answer"):
                await asked


async def test_words_that_are_left_are_hushed(gateway: Gateway) -> None:
    gateway.answers = lambda said: hears(said)[:2]
    async with held(gateway) as (line, _):
        async with aclosing(line.speak("Three long sentences.")) as sentences:
            await anext(sentences)
        assert await gateway.told_of(Hush) == Hush(id=1)


async def test_whoever_gives_up_in_the_middle_leaves_no_announcement_without_its_sound(gateway: Gateway) -> None:
    async with held(gateway) as (line, _):
        for number in range(20):
            hearing = asyncio.create_task(line.hear(bytes(40_000)))
            for _ in range(number):
                await asyncio.sleep(0)
            hearing.cancel()
            await asyncio.wait({hearing})
        gateway.answers = hears
        assert (await line.hear(b"\0\0")).text == "who am i"
    announced = 0
    while not gateway.told.empty():
        message = gateway.told.get_nowait()
        if isinstance(message, Hear):
            assert isinstance(gateway.told.get_nowait(), bytes)
            announced += 1
    assert announced > 1


async def test_goodbye_is_said_once_and_ends_it(gateway: Gateway) -> None:
    async with held(gateway) as (line, _):
        await line.goodbye()
        assert await gateway.told_of(Bye) == Bye()
        assert line.over.is_set()
