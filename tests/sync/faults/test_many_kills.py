"""Five hundred times `kill -9`, at any moment: no acknowledged command is lost, and none takes effect twice."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from sync.account import Account
from sync.outbox import Outbox
from sync.rows import QueuedCommand, State
from sync.store import Store

pytestmark = pytest.mark.faults

KILLS = 100
"""Of each of five tests."""
A_TURN = 5
"""Commands."""


class Units:
    """One after another on the same database, each killed; what they said was saved."""

    def __init__(self, database: Path, account: Path) -> None:
        self.database = database
        self.acknowledged: list[str] = []
        program = [sys.executable, str(Path(__file__).with_name("units.py")), str(database), str(account)]
        self._program = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def live_and_die(self, what: str, turns: int, seconds: float) -> None:
        """A unit that is killed so many seconds behind its so many-th turn."""
        print(what, file=self._program.stdin, flush=True)
        process = int(self._line())
        for _ in range(turns):
            self.acknowledged += self._line().split()
        time.sleep(seconds)  # the moment of the kill, which falls anywhere in what comes next
        os.kill(process, signal.SIGKILL)
        while not (line := self._line()).startswith("ended"):
            self.acknowledged += line.split()
        assert line == f"ended {-signal.SIGKILL}\n"

    def _line(self) -> str:
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        assert line, "the program of the units has ended"
        return line

    def saved(self) -> list[QueuedCommand]:
        """What is there when the database is opened again; all that was acknowledged is among it, in that order."""
        with Store.open(self.database) as store:
            assert store.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
            rows = Outbox(store).rows()
        told = set(self.acknowledged)
        assert [row.id for row in rows if row.id in told] == self.acknowledged
        assert len(rows) % A_TURN == 0  # a turn is saved whole or not at all
        return rows

    def end(self) -> None:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.close()
        self._program.wait()
        self._program.stdout.close()


@pytest.fixture
def units(tmp_path: Path, account: Account) -> Iterator[Units]:
    account.save(tmp_path / "account.json")
    units = Units(tmp_path / "edge.db", tmp_path / "account.json")
    yield units
    units.end()


@pytest.mark.parametrize("seed", range(4))
def test_units_that_are_killed_while_they_save(units: Units, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - when to kill is no secret
    for kills in range(1, KILLS + 1):
        # Within 20 ms it opens the database, recovers what the last one left, and saves some turns.
        units.live_and_die("saves", chance.choice((0, 0, 1, chance.randrange(20))), chance.uniform(0, 0.02))
        rows = units.saved()
        assert len(rows) <= len(units.acknowledged) + kills * A_TURN  # at most one turn was kept without a word
    assert {row.state for row in rows} == {State.PENDING}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [365])
async def test_units_that_are_killed_while_they_deliver(
    units: Units, arrives_once: Callable[[Path], Awaitable[None]], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - when to kill is no secret
    states = set[State]()
    for _ in range(KILLS):
        await asyncio.to_thread(units.live_and_die, "delivers", chance.randrange(2), chance.uniform(0, 0.3))
        states |= {row.state for row in await asyncio.to_thread(units.saved)}
    assert states >= {State.PENDING, State.IN_FLIGHT, State.UNKNOWN, State.DONE}  # it was killed at each of them

    await arrives_once(units.database)
