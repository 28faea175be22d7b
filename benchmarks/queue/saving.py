"""How long it takes until a command is saved, at the durability that a queue comes with, and at ours."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.queue.queues import OTHERS, OURS, QUEUES, Other

SAVED = 5_000
WARMING_UP = 200
GOAL_PER_SECOND = 5_000
ROUNDS = 7
"""Of the runs of each the fastest counts: what the machine does beside makes a run slower, never faster."""
FULL = 2
MEMORY = Path("/dev/shm")  # noqa: S108 - in memory is what is meant
"""A file system that nothing has to be waited for: what the queue's own code takes."""
_NAMES = {2: "FULL", 1: "NORMAL", 0: "OFF"}


def saving(name: str, synchronous: int | None, where: str | None = None) -> dict[str, Any]:
    """One command after another, at the setting or, without one, as the queue comes; on the disk unless told where."""
    with tempfile.TemporaryDirectory(dir=where) as folder:
        queue = QUEUES[name](Path(folder))
        if synchronous is not None and isinstance(queue, Other):
            queue.connection.execute(f"PRAGMA synchronous = {synchronous}")
        described = _described(queue.synchronous(), synchronous) + (", in memory" if where else "")
        row = _row(name, described, _times(queue.put))
        queue.close()
    return row


def disk() -> dict[str, Any]:
    """A page of a file overwritten and synced: what the disk itself takes for a commit, at the least."""
    with tempfile.TemporaryFile(buffering=0) as file:

        def overwrite() -> None:
            os.pwrite(file.fileno(), bytes(4096), 0)
            os.fdatasync(file.fileno())

        return _row("none", "4096 bytes and fdatasync", _times(overwrite))


def _described(found: int, wanted: int | None) -> str:
    return f"synchronous {_NAMES[found]}, {'as it comes' if wanted is None else 'set so'}"


def _times(save: Callable[[], None]) -> list[float]:
    """Seconds of each."""
    for _ in range(WARMING_UP):
        save()
    times = []
    for _ in range(SAVED):
        started = time.perf_counter()
        save()
        times.append(time.perf_counter() - started)
    return times


def _row(name: str, how: str, times: list[float]) -> dict[str, Any]:
    p50, p99 = (1000 * np.percentile(times, (50, 99))).tolist()
    return {
        "what": f"save {SAVED}",
        "queue": name,
        "how": how,
        "per second": round(len(times) / sum(times)),
        "p50 ms": round(p50, 3),
        "p99 ms": round(p99, 3),
        "goal": f"≥ {GOAL_PER_SECOND} per second" if name == OURS and "memory" not in how else "",
    }


def rows(fresh: Any) -> Iterator[dict[str, Any]]:
    """Of the table; `fresh` runs a function in a process of its own."""
    asked: list[tuple[Any, ...]] = [(disk,)]
    asked += [(saving, name, None) for name in QUEUES]
    asked += [(saving, name, FULL) for name in OTHERS]
    if MEMORY.is_dir():
        asked += [(saving, name, FULL, str(MEMORY)) for name in QUEUES]
    rounds = [[fresh(*each) for each in asked] for _ in range(ROUNDS)]
    for tries in zip(*rounds, strict=True):
        yield max(tries, key=lambda row: row["per second"])
