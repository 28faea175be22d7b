"""A worker that is told to stop, while sessions go on."""

import asyncio
import os
import signal
from collections.abc import Callable

import pytest

from cloud_relay.sessions.kinds import LONGEST
from cloud_relay.settings import Settings
from cloud_relay.worker import server as worker


class Busy:
    """LiveKit's server of agents, with a session that does not come to its end."""

    def __init__(self) -> None:
        self.closed = asyncio.Event()
        self.waited_for = 0

    def on(self, event: str, does: Callable[..., None]) -> None:
        pass

    async def run(self, *, devmode: bool) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        await self.closed.wait()

    async def drain(self, timeout: int) -> None:  # noqa: ASYNC109 - as LiveKit has it
        self.waited_for = timeout
        raise TimeoutError

    async def aclose(self) -> None:
        self.closed.set()


async def test_the_longest_session_is_waited_for_and_then_it_ends_cleanly(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Busy()
    monkeypatch.setattr(worker, "server", lambda _: busy)
    await asyncio.wait_for(worker.serve(Settings()), 20)
    assert busy.closed.is_set()
    assert busy.waited_for > LONGEST.total_seconds()
