"""`python -m benchmarks.queue`: ours, litequeue, persist-queue and huey's queue on SQLite, in one run.

Each figure comes from a process of its own, on the disk that temporary files are on. Saving counts one command per
transaction, in the fastest of seven runs, taken in turn. Draining counts from 10,000 waiting commands, four about each
job, over a link that answers 50 ms later; at 1 and 4 at a time only so many are delivered that it takes half a minute.
Not measured: a memory card, a real network with its connections' set-up, Hero365's own work.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from benchmarks.queue import draining, opening, saving
from benchmarks.queue.queues import missing
from benchmarks.report import publish

COLUMNS = ("what", "queue", "how", "per second", "p50 ms", "p99 ms", "MB more", "note", "goal")


def main() -> None:
    """Measures and publishes; ends with a sentence where one of the others is missing."""
    if absent := missing():
        sys.exit(f"Nothing was measured: {', '.join(absent)} must be installed, as `make setup` does.")
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:

        def fresh(measure: Callable[..., dict[str, Any]], *given: object) -> dict[str, Any]:
            return pool.submit(measure, *given).result()

        found = [row for part in (saving, draining, opening) for row in part.rows(fresh)]
    rows = [{column: row.get(column, "") for column in COLUMNS} for row in found]
    publish("queue", "The queue beside others that keep theirs in SQLite", rows)


if __name__ == "__main__":
    main()
