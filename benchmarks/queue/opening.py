"""How long a queue with 100,000 commands takes to open, after it was closed and after its process was killed."""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.queue.queues import OURS, QUEUES, Ours
from edge_agent.measuring import memory_of

ROWS = 100_000
WAITING = 10_000
"""Of ours, which keeps what was delivered; of the others, all wait."""
OPENINGS = 9
GOAL_MS = 50


def opening(name: str) -> dict[str, Any]:
    """The file is in the system's cache, the code is loaded."""
    with tempfile.TemporaryDirectory() as folder:
        filler = get_context("spawn").Process(target=_fill_and_die, args=(name, Path(folder)))
        filler.start()
        filler.join()
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        after_a_kill, more = _open_and_close(name, Path(folder))
        times = [_open_and_close(name, Path(folder))[0] for _ in range(OPENINGS)]
    return {
        "what": f"open with {ROWS} commands",
        "queue": name,
        "how": f"{WAITING if name == OURS else ROWS} of them waiting, {size / 1e6:.0f} MB on disk",
        "p50 ms": round(1000 * statistics.median(times), 1),
        "MB more": more,
        "note": f"after a kill {1000 * after_a_kill:.1f} ms",
        "goal": f"p50 < {GOAL_MS} ms" if name == OURS else "",
    }


def _fill_and_die(name: str, folder: Path) -> None:
    queue = QUEUES[name](folder)
    if isinstance(queue, Ours):
        for _ in range(WAITING, ROWS, WAITING):
            queue.fill(WAITING)
            queue.settle()
        queue.fill(WAITING)
    else:
        queue.fill(ROWS)
    os._exit(0)  # nothing is closed


def _open_and_close(name: str, folder: Path) -> tuple[float, int]:
    """Seconds, and the megabytes that the process has more while it is open."""
    before = memory_of()
    started = time.perf_counter()
    queue = QUEUES[name](folder)
    seconds = time.perf_counter() - started
    more = (memory_of() - before).private
    queue.close()
    return seconds, more


def rows(fresh: Any) -> Iterator[dict[str, Any]]:
    """Of the table; `fresh` runs a function in a process of its own."""
    yield from (fresh(opening, name) for name in QUEUES)
