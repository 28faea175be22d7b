"""Two processes of the relay are killed at any moment, and take desks from each other: no acknowledged command is lost,
and none takes effect twice."""

import asyncio
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import HttpUrl
from sqlalchemy import select

from cloud_relay.composition import composed
from cloud_relay.identity.principal import Principal
from cloud_relay.settings import Settings
from cloud_relay.tables import Desk, DeskRow
from sync.standin import StandIn
from tests.cloud_relay.desks.conftest import shown

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

ROUNDS = 8
TURNS = 3
"""Of each round."""
SAYINGS = (
    "add a note to job {job} that part {number} is missing",
    "log a call with {customer} that part {number} is missing",
)
JOBS = ("42", "57", "230", "104")
CUSTOMERS = ("Maria Garcia", "Linda Hughes", "Kevin Nolan", "Frank Olsen")


class Process:
    """One of the two."""

    def __init__(self, given: dict[str, Any]) -> None:
        program = [sys.executable, str(Path(__file__).with_name("speaking.py"))]
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._say(given)
        assert self._read() == "ready"

    def tell(self, turn: UUID, words: str) -> None:
        self._say({"turn": str(turn), "words": words})

    def answer(self) -> dict[str, Any] | None:
        """What it acknowledges next; None where it is gone."""
        line = self._read()
        return json.loads(line) if line else None

    def kill(self) -> Iterator[dict[str, Any]]:
        """Ends it, and returns what it had still acknowledged."""
        self._process.kill()
        rest, _ = self._process.communicate()
        return map(json.loads, rest.splitlines())

    def _say(self, said: dict[str, Any]) -> None:
        assert self._process.stdin
        print(json.dumps(said), file=self._process.stdin, flush=True)

    def _read(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@pytest.fixture
def own_hero365(tmp_path: Path) -> Iterator[StandIn]:
    with StandIn.start(tmp_path / "hero365.db") as stand_in:
        yield stand_in


async def test_nothing_is_lost_and_nothing_comes_twice(
    settings: Settings, own_hero365: StandIn, request: pytest.FixtureRequest
) -> None:
    settings = settings.model_copy(update={"hero365": HttpUrl(own_hero365.url), "twilio": None, "resend": None})
    chance = random.Random(f"{request.node.name}365")  # noqa: S311 - when to kill is no secret
    async with composed(settings) as relay:
        person, _ = await shown(relay)
    acknowledged = await asyncio.to_thread(_many_kills, settings, person, chance)
    async with composed(settings) as relay:
        running = asyncio.create_task(relay.desks.run())
        async with relay.database() as session:
            while await session.scalar(select(Desk.waits)):
                await session.rollback()
                await asyncio.sleep(0.5)
            rows = list(await session.scalars(select(DeskRow.row).where(DeskRow.kind == "outbox")))
        running.cancel()
        await asyncio.wait({running})
    arrived = Counter(effect.command for effect in own_hero365.journal() if effect.command)
    assert {row["id"] for row in rows} == set(arrived)
    assert {row["state"] for row in rows} == {"done"}
    assert set(acknowledged) <= set(arrived)
    assert set(arrived.values()) == {1}
    assert len(acknowledged) == ROUNDS * TURNS


def _many_kills(settings: Settings, person: Principal, chance: random.Random) -> list[str]:
    """The commands that were acknowledged. A turn that was not is said again, to whichever process is there."""
    started, acknowledged = 0, []

    def start() -> Process:
        nonlocal started
        started += 1  # each is further ahead of time, and takes over at once
        ahead = 25 * started if chance.random() < 0.7 else 0
        own = settings.model_dump(mode="json", exclude={"secret", "twilio", "resend"})
        return Process({"settings": own, "person": person.id, "business": person.business, "ahead": ahead})

    processes = [start(), start()]
    to_say = [(uuid4(), _words(chance, number)) for number in range(ROUNDS * TURNS)]
    rounds = [to_say[begin : begin + TURNS] for begin in range(0, len(to_say), TURNS)]
    left: list[tuple[UUID, str]] = []
    for turns in [*rounds, []]:
        left = [*left, *turns]
        is_last = not turns
        while left:
            which = chance.randrange(2)
            told, process = list(left), processes[which]
            for turn, words in told:
                process.tell(turn, words)
            answers = [process.answer() for _ in range(len(told) if is_last else chance.randrange(len(told) + 1))]
            if not is_last:
                time.sleep(chance.random())  # the moment of the kill
                answers += process.kill()
                processes[which] = start()
            for answer in filter(None, answers):
                if answer["commands"] is not None:
                    acknowledged += answer["commands"]
                    left = [(turn, words) for turn, words in left if str(turn) != answer["turn"]]
            if not is_last:
                break
    for process in processes:
        list(process.kill())
    return acknowledged


def _words(chance: random.Random, number: int) -> str:
    return chance.choice(SAYINGS).format(job=chance.choice(JOBS), customer=chance.choice(CUSTOMERS), number=number)
