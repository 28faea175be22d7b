"""A machine whose power can be cut: a file system that forgets, and programs that write to it. And what arrived."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.account import Account
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.outbox import Outbox
from sync.rows import QueuedCommand, State
from sync.standin import StandIn
from sync.store import Store
from sync.timing import Timing

HERE = Path(__file__).parent
NOT_MOUNTED = 77
"""As `forgetful.py` has it."""


@dataclass(frozen=True)
class Machine:
    """Running, until the power is cut."""

    mount: Path
    """Where programs write to."""
    found: Path
    """What is on the disk when the power comes back."""
    _file_system: subprocess.Popen[str]

    def cut_power(self, *programs: subprocess.Popen[str]) -> None:
        """Everything that was not synced is gone, and these programs are, with all that they started."""
        self._file_system.kill()  # first, so that it happens in the middle of an fsync too
        self._file_system.wait()
        for program in programs:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
        unmount = ["umount", "--lazy"] if os.geteuid() == 0 else ["fusermount3", "-u", "-z"]
        subprocess.run([*unmount, str(self.mount)], check=True)

    def run(self, name: str, *given: object) -> subprocess.Popen[str]:
        """Starts a program of this folder that writes to the machine."""
        program = [sys.executable, str(HERE / name), *map(str, given)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        return subprocess.Popen(program, **pipes, start_new_session=True)

    def saves(self, queue: str, times: int, *, at_most: int | None = None) -> list[str]:
        """Has a program save one thing after another, and cuts the power when so many are said to be saved, or some
        more, as the program goes on meanwhile, unless it stops `at_most` there. Returns what was said to be saved."""
        limit = [] if at_most is None else [at_most]
        with self.run("queues.py", "save", queue, self.mount, *limit) as writer:
            assert writer.stdout is not None
            said = [writer.stdout.readline() for _ in range(times)]
            self.cut_power(writer)
            said += writer.stdout
        return [line.strip() for line in said if line.endswith("\n")]

    def lists(self, queue: str) -> list[str]:
        """What the queue holds when the power is back."""
        program = [sys.executable, str(HERE / "queues.py"), "list", queue, str(self.found)]
        return subprocess.run(program, capture_output=True, text=True, check=True).stdout.split()


Switch = Callable[..., Machine]


@pytest.fixture
def switch_on(tmp_path: Path) -> Iterator[Switch]:
    """Starts a machine; blocks reach its disk early and out of order by the seed `early`, or never."""
    try:
        import mfusepy  # noqa: F401, PLC0415 - to see whether it can be
    except ImportError:
        pytest.skip("mfusepy is not installed")
    except OSError as error:
        pytest.skip(f"libfuse is not installed, as by Debian's package libfuse3-3 ({error})")
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("/dev/fuse may not be used here")
    with ExitStack() as running:

        def start(early: int | None = None) -> Machine:
            mount, disk = tmp_path / "mount", tmp_path / "disk"
            mount.mkdir()
            disk.mkdir()
            chance = [] if early is None else ["--early", str(early)]
            program = [sys.executable, str(HERE / "forgetful.py"), str(mount), str(disk), *chance]
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
            served = running.enter_context(subprocess.Popen(program, **pipes))
            if served.stdout.readline() != "mounted\n":
                why = served.communicate()[1].strip()
                if served.returncode == NOT_MOUNTED:
                    pytest.skip(f"nothing may be mounted here ({why})")
                pytest.fail(why)
            machine = Machine(mount, disk / "root", served)
            running.callback(lambda: machine.cut_power() if served.poll() is None else None)
            return machine

        yield start


@pytest.fixture
def arrives_once(account: Account, server: StandIn) -> Callable[[Path], Awaitable[None]]:
    """Delivers what a database holds: each command takes effect, once, and in the order of saying."""

    async def arrives(database: Path) -> None:
        rows = await _all_delivered(database, account)
        assert {row.state for row in rows} == {State.DONE}, [(row.command, row.state, row.reason) for row in rows]
        effects = [effect for effect in server.journal() if effect.command in {row.id for row in rows}]
        assert sorted(effect.command or "" for effect in effects) == sorted(row.id for row in rows)
        for job in (row for row in rows if row.command == "job.create"):
            of_job = [effect.command for effect in effects if effect.row_id == job.outcome["id"]]
            assert of_job == [row.id for row in rows if job.id in (row.id, row.entity)]

    return arrives


async def _all_delivered(database: Path, account: Account) -> list[QueuedCommand]:
    with await asyncio.to_thread(Store.open, database) as store:
        async with Hero365Client(account) as hero365:
            timing = Timing(first_wait=0, longest_wait=0, longest_pause=0, doubt=0)
            delivery = Delivery(Outbox(store), hero365, timing=timing)
            while await delivery.drain() is not None:
                pass
        return Outbox(store).rows()
