"""Looks after the worker's process: one that died is started again, and one that is frozen is killed first.

LiveKit sends sessions to a frozen worker as if it were idle, and asks no other one for ten seconds.
"""

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cloud_relay.worker.discretion import without_collectors
from cloud_relay.worker.signs import BEATS_TO

_log = logging.getLogger(__name__)

WORKER: Final = (sys.executable, "-m", "cloud_relay.worker")
"""What is run; `--verbose` may follow."""
FROZEN_AFTER: Final = 5.0
"""Seconds without a sign of life; the first may take longer."""
_STARTS_WITHIN: Final = 60.0
_PAUSE_S: Final = 1.0
_KILLED: Final = 128
"""What a shell adds to the number of the signal that ended a process."""


def supervised(*, is_verbose: bool) -> int:
    """Runs a worker until SIGTERM or SIGINT, and returns its last exit code."""
    return asyncio.run(_supervised([*WORKER, "--verbose"] if is_verbose else WORKER))


async def _supervised(command: Sequence[str]) -> int:
    supervisor = Supervisor(command)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, supervisor.stop.set)
    return await supervisor.run()


@dataclass(slots=True)
class Supervisor:
    """Of one worker."""

    command: Sequence[str] = WORKER
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> int:
        """Until it is told to stop, and the worker has ended. Returns the worker's last exit code."""
        while True:
            code = await self._one_life()
            if self.stop.is_set():
                return code
            _log.error("the worker has ended and is started again", extra={"exit_code": code})
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_PAUSE_S):
                    await self.stop.wait()
                return code

    async def _one_life(self) -> int:
        listens, beats = os.pipe()
        try:
            worker = await asyncio.create_subprocess_exec(
                *self.command,
                env={**without_collectors(os.environ), BEATS_TO: str(beats)},
                pass_fds=(beats,),
                start_new_session=True,
            )
        finally:
            os.close(beats)
        looking = asyncio.create_task(self._look_after(worker, listens))
        telling = asyncio.create_task(self._tell(worker))
        try:
            code = await worker.wait()
        finally:
            for task in (looking, telling):
                task.cancel()
            await asyncio.wait({looking, telling})
            _kill(worker.pid)  # the processes of its sessions go with it
        return code if code >= 0 else _KILLED - code

    async def _look_after(self, worker: asyncio.subprocess.Process, listens: int) -> None:
        reader = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(listens, "rb")
        )
        try:
            async with asyncio.timeout(_STARTS_WITHIN) as patience:
                while await reader.read(64):
                    patience.reschedule(asyncio.get_running_loop().time() + FROZEN_AFTER)
            await asyncio.sleep(FROZEN_AFTER)  # it has stopped to beat: then it is at its end, or not as it should be
            _log.error("the worker does not end and is killed")
        except TimeoutError:
            _log.error("the worker is frozen and is killed")
        finally:
            transport.close()
        _kill(worker.pid)

    async def _tell(self, worker: asyncio.subprocess.Process) -> None:
        await self.stop.wait()
        with contextlib.suppress(ProcessLookupError):
            worker.terminate()


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
