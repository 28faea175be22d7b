"""A loop whose clock jumps to whatever is next: half a minute of waiting is told exactly, and takes no time."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class QuickTime(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0

    def time(self) -> float:
        return self._now

    def _run_once(self) -> None:
        waiting = [timer.when() for timer in self._scheduled if not timer.cancelled()]  # type: ignore[attr-defined]
        if waiting and not self._ready:  # type: ignore[attr-defined]
            self._now = max(self._now, min(waiting))
        super()._run_once()  # type: ignore[misc]


def run_quickly(work: Coroutine[Any, Any, None]) -> None:
    """Runs it to its end. Nothing in it may wait for another thread or process."""
    with asyncio.Runner(loop_factory=QuickTime) as runner:
        runner.run(work)
