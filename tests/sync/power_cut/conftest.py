"""A machine whose power can be cut: a file system that forgets, and programs that write to it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

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
        """Everything that was not synced is gone, and these programs are."""
        self._file_system.kill()  # first, so that it happens in the middle of an fsync too
        self._file_system.wait()
        for program in programs:
            program.kill()
            program.wait()
        unmount = ["umount"] if os.geteuid() == 0 else ["fusermount3", "-u"]
        subprocess.run([*unmount, str(self.mount)], check=True)

    def saves(self, queue: str, times: int, *, at_most: int | None = None) -> list[str]:
        """Has a program save one thing after another, and cuts the power when so many are said to be saved, or some
        more, as the program goes on meanwhile, unless it stops `at_most` there. Returns what was said to be saved."""
        limit = [] if at_most is None else [str(at_most)]
        program = [sys.executable, str(HERE / "queues.py"), "save", queue, str(self.mount), *limit]
        with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as writer:
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
