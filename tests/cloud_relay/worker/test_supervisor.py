"""The worker's process dies, freezes, and is told to stop; and so does whoever looks after it."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from cloud_relay.worker import supervisor
from cloud_relay.worker.supervisor import Supervisor

PRETENDED = str(Path(__file__).with_name("pretended_worker.py"))
LOOKS_AFTER = """
import asyncio, sys
from cloud_relay.worker.supervisor import Supervisor
asyncio.run(Supervisor(sys.argv[1:]).run())
"""


@dataclass(slots=True)
class Process:
    """One at the other end of its line."""

    kind: str
    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ended(self) -> None:
        async with asyncio.timeout(30):
            with suppress(ConnectionResetError):
                while await self.reader.read(64):
                    pass


@dataclass(slots=True)
class Processes:
    """Those that have come, worker and session's process each."""

    port: int = 0
    come: "asyncio.Queue[Process]" = field(default_factory=asyncio.Queue)
    all: list[Process] = field(default_factory=list)

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        kind, pid = (await reader.readline()).split()
        process = Process(kind.decode(), int(pid), reader, writer)
        self.all.append(process)
        self.come.put_nowait(process)

    def command(self, *more: str) -> list[str]:
        return [sys.executable, PRETENDED, str(self.port), *more]

    async def next(self) -> tuple[Process, Process]:
        """A worker, and the process of its session."""
        async with asyncio.timeout(60):
            pair = [await self.come.get(), await self.come.get()]
        worker, session = sorted(pair, key=lambda process: process.kind, reverse=True)
        return worker, session


@pytest.fixture
async def processes() -> AsyncIterator[Processes]:
    processes = Processes()
    async with await asyncio.start_server(processes, "127.0.0.1", 0) as server:
        processes.port = server.sockets[0].getsockname()[1]
        yield processes
        for process in processes.all:
            process.writer.close()


@asynccontextmanager
async def looked_after(command: list[str]) -> AsyncIterator[tuple[Supervisor, "asyncio.Task[int]"]]:
    looks = Supervisor(command)
    running = asyncio.create_task(looks.run())
    yield looks, running
    running.cancel()
    await asyncio.wait({running})


async def test_one_that_dies_is_started_again_and_takes_its_sessions_with_it(processes: Processes) -> None:
    async with looked_after(processes.command()):
        worker, session = await processes.next()
        os.kill(worker.pid, signal.SIGKILL)
        await session.ended()
        following, _ = await processes.next()
        assert following.pid != worker.pid


async def test_a_frozen_one_is_killed(processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert supervisor.FROZEN_AFTER < 6
    monkeypatch.setattr(supervisor, "FROZEN_AFTER", 1.0)
    async with looked_after(processes.command()):
        worker, session = await processes.next()
        os.kill(worker.pid, signal.SIGSTOP)
        await worker.ended()
        await session.ended()
        await processes.next()


async def test_it_drains_before_it_stops(processes: Processes) -> None:
    async with looked_after(processes.command()) as (looks, running):
        worker, session = await processes.next()
        looks.stop.set()
        assert await worker.reader.readline() == b"draining\n"
        assert not running.done()
        worker.writer.write(b".")
        assert await running == 3
        await session.ended()


@pytest.mark.parametrize("exit_code", [0, 1])
async def test_one_that_ends_by_itself_is_started_again(processes: Processes, exit_code: int) -> None:
    async with looked_after(processes.command(str(exit_code))) as (looks, running):
        for _ in range(2):
            await processes.come.get()
        looks.stop.set()
        assert await running in {exit_code, 128 + signal.SIGTERM}


async def test_a_frozen_one_that_is_to_stop_is_a_failure(processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FROZEN_AFTER", 1.0)
    async with looked_after(processes.command()) as (looks, running):
        worker, _ = await processes.next()
        os.kill(worker.pid, signal.SIGSTOP)
        looks.stop.set()
        assert await running == 128 + signal.SIGKILL


@pytest.mark.parametrize("is_frozen", [False, True], ids=["at work", "frozen"])
async def test_a_worker_that_nobody_looks_after_ends(processes: Processes, is_frozen: bool) -> None:
    looks = await asyncio.create_subprocess_exec(sys.executable, "-c", LOOKS_AFTER, *processes.command())
    worker, session = await processes.next()
    if is_frozen:
        os.kill(worker.pid, signal.SIGSTOP)
    looks.kill()
    await worker.ended()
    os.kill(session.pid, signal.SIGKILL)  # a real one ends with its line to the worker, as is seen below
    await looks.wait()


def test_nothing_is_left_of_a_real_one(tmp_path: Path) -> None:
    settings = {
        "FOLDER": str(tmp_path),
        "CAPACITY": "2",
        "GATEWAY": "http://127.0.0.1:9",  # and none that somebody runs on this machine
        "LIVEKIT__URL": "ws://127.0.0.1:9",
        "LIVEKIT__API_KEY": "devkey",
        "LIVEKIT__API_SECRET": "of-the-tests-" * 3,
    }
    environment = {f"HERO365_RELAY_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "cloud_relay", "worker"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as looks:
        of_it: list[psutil.Process] = []
        while sum("forkserver" in " ".join(process.cmdline()) for process in of_it) < 1 + 2:  # it, and two sessions'
            time.sleep(0.1)
            with suppress(psutil.NoSuchProcess):
                of_it = psutil.Process(looks.pid).children(recursive=True)
        looks.kill()
        assert psutil.wait_procs(of_it, timeout=30)[1] == []
