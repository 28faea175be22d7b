"""Engines that everybody shares: nobody waits without an end, and nobody hears with somebody else's names."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import numpy as np
import pytest

from cloud_relay.errors import BusyError
from cloud_relay.voice import engine as voice_engine
from cloud_relay.voice.ear import Ear
from cloud_relay.voice.engine import MOST_WAITING, SharedEngine
from cloud_relay.voice.engines import Engines
from models.errors import PhraseError
from models.phrases import PhraseBook
from models.recognition import Transcript

SOUND = np.zeros(1280, np.int16)


class Engine:
    """At work until it is let go on."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def work(self) -> str:
        self.go_on.wait()
        return "done"


@contextmanager
def opened(engine: Engine) -> Iterator[Engine]:
    yield engine


@pytest.fixture
async def engine() -> AsyncIterator[Engine]:
    engine = Engine()
    yield engine
    engine.go_on.set()


async def test_what_takes_too_long_is_not_waited_for_and_done_to_its_end(engine: Engine) -> None:
    shared = SharedEngine(lambda: opened(engine), within_s=0.05)
    with pytest.raises(BusyError, match="too long"):
        await shared.do(Engine.work)
    engine.go_on.set()
    shared.within_s = 60
    assert await shared.do(Engine.work) == "done"
    await shared.close()


async def test_what_was_not_begun_when_its_asker_gave_up_is_not_done(engine: Engine) -> None:
    done: list[str] = []

    def noted(name: str) -> Callable[[Engine], None]:
        def work(engine: Engine) -> None:
            engine.work()
            done.append(name)

        return work

    shared = SharedEngine(lambda: opened(engine), within_s=60)
    first = asyncio.create_task(shared.do(noted("first")))
    await asyncio.sleep(0)
    shared.within_s = 0.05
    with pytest.raises(BusyError, match="too long"):
        await shared.do(noted("second"))
    shared.within_s = 60
    third = asyncio.create_task(shared.do(noted("third")))
    engine.go_on.set()
    await asyncio.gather(first, third)
    assert done == ["first", "third"]
    await shared.close()


async def test_an_engine_that_comes_to_no_end_is_stuck(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = SharedEngine(lambda: opened(engine), within_s=60)
    engines = Engines(ears={"en": Ear(shared)}, mouths={})  # type: ignore[arg-type]
    working = asyncio.create_task(shared.do(Engine.work))
    while shared._began is None:  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0.01)
    assert engines.stuck is None
    monkeypatch.setattr(voice_engine, "STUCK_AFTER_S", 0.0)
    assert engines.stuck == "ear for en"
    engine.go_on.set()
    await working
    assert engines.stuck is None
    await shared.close()


async def test_an_engine_whose_loading_comes_to_no_end_is_stuck(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = threading.Event()

    @contextmanager
    def loading() -> Iterator[Engine]:
        loads.set()
        engine.work()
        yield engine

    shared = SharedEngine(loading, within_s=60)
    engines = Engines(ears={"en": Ear(shared)}, mouths={})  # type: ignore[arg-type]
    working = asyncio.create_task(shared.do(Engine.work))
    await asyncio.to_thread(loads.wait)
    monkeypatch.setattr(voice_engine, "STUCK_AFTER_S", 0.0)
    assert engines.stuck is None  # it takes longer than what it is loaded for
    monkeypatch.setattr(voice_engine, "LOADED_WITHIN_S", 0.0)
    assert engines.stuck == "ear for en"
    engine.go_on.set()
    await working
    await shared.close()


STUCK = """
import asyncio, threading, time
from contextlib import contextmanager
from cloud_relay.errors import BusyError
from cloud_relay.voice import engine
from cloud_relay.voice.ear import Ear
from cloud_relay.voice.engine import SharedEngine
from cloud_relay.voice.engines import Engines
from cloud_relay.voice.mouth import Mouth

engine._CLOSED_WITHIN_S = 0.05
for_ever = threading.Event()

@contextmanager
def hanging():
    for_ever.wait()
    yield

@contextmanager
def opened():
    yield

async def serve():
    ear, mouth = SharedEngine(opened, 0.05), SharedEngine(hanging, 0.05)
    engines = Engines({"en": Ear(ear)}, {"en": Mouth(mouth, "en")})
    engines.warm("en")
    try:
        await ear.do(lambda _: for_ever.wait())
    except BusyError:
        await engines.close()
        print("closed", flush=True)

asyncio.run(serve())
"""


def test_a_process_ends_whatever_its_engines_are_at() -> None:
    ended = subprocess.run([sys.executable, "-c", STUCK], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.stdout, ended.returncode) == ("closed\n", 0), ended.stderr


async def test_behind_many_others_nobody_waits(engine: Engine) -> None:
    shared = SharedEngine(lambda: opened(engine), within_s=60)
    waiting = [asyncio.create_task(shared.do(Engine.work)) for _ in range(MOST_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(BusyError, match="Too many"):
        await shared.do(Engine.work)
    engine.go_on.set()
    assert await asyncio.gather(*waiting) == ["done"] * MOST_WAITING
    assert await shared.do(Engine.work) == "done"
    await shared.close()


class Books:
    """A recogniser that hears the names of the book that it was given last under a name."""

    def __init__(self) -> None:
        self.fails = False
        self.compiled: dict[str, PhraseBook] = {}

    def prepare(self, name: str, book: PhraseBook) -> None:
        if self.fails:
            raise PhraseError("This cannot be compiled.")
        self.compiled[name] = book

    def hear(self, name: str) -> "Utterance":
        return Utterance(self.compiled[name])


class Utterance:
    def __init__(self, book: PhraseBook) -> None:
        self._book = book

    def feed(self, frame: object) -> None:
        pass

    def so_far(self) -> str:
        return ""

    def finish(self) -> Transcript:
        words = self._book.intents["name"][0].replace("<wake_word>", "hey jarvis,")
        return Transcript(words, "books", 1.0, accepted=True)

    def drop(self) -> None:
        pass


@contextmanager
def books(engine: Books) -> Iterator[Books]:
    yield engine


async def test_nobody_hears_with_the_names_of_somebody_elses_book() -> None:
    engine = Books()
    ear = Ear.of(lambda: books(engine))
    spots = [(uuid4(), "idle") for _ in range(40)]
    for count in range(3):
        for number, spot in enumerate(spots[: 10 + 15 * count]):
            engine.fails = number % 7 == 3
            name = f"customer {count} of {number}"
            try:
                heard = await ear.hear(spot, book(name), SOUND)
            except PhraseError:
                continue
            assert heard.text == name
    await ear.engine.close()


def book(name: str) -> PhraseBook:
    return PhraseBook({"name": (name,)})
