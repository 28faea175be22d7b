"""Saves one thing after another in a queue, and says each when the queue says that it is saved. A program of its own.

`python queues.py save NAME FOLDER [COUNT]` goes on, or waits behind COUNT, until it is killed;
`python queues.py list NAME FOLDER` says what is there.
"""

import itertools
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid4

from erp import Instruction
from erp.job_progress import JobSetStatus
from sync.outbox import Outbox
from sync.rows import Origin
from sync.store import Store


class Queue(Protocol):
    """What a queue has to do here."""

    def save(self, name: UUID) -> None:
        """Saved when this returns, says the queue."""

    def saved(self) -> Iterator[str]:
        """What it holds."""


class Ours:
    """The unit's outbox, in folders that it makes itself."""

    def __init__(self, folder: Path) -> None:
        self._outbox = Outbox(Store.open(folder / "state" / "unit" / "edge.db"))

    def save(self, name: UUID) -> None:
        """As a turn does."""
        origin = Origin("rosa", "northside", "America/Chicago", uuid4(), "w", "phrase", datetime.now(UTC))
        said = Instruction(name, JobSetStatus(job="42", status="on_hold"), {"job": "job-42"})
        self._outbox.enqueue([said], origin)

    def saved(self) -> Iterator[str]:
        """The commands' ids."""
        return (row.id for row in self._outbox.rows())


class Plain:
    """SQLite with the settings that most programs take."""

    def __init__(self, folder: Path, synchronous: str, journal: str = "WAL") -> None:
        self._database = sqlite3.connect(folder / "queue.db", isolation_level=None)
        self._database.execute(f"PRAGMA journal_mode = {journal}")
        self._database.execute(f"PRAGMA synchronous = {synchronous}")
        self._database.execute("CREATE TABLE IF NOT EXISTS queue (id INTEGER PRIMARY KEY, name TEXT)")

    def save(self, name: UUID) -> None:
        """A transaction of its own."""
        self._database.execute("INSERT INTO queue (name) VALUES (?)", [str(name)])

    def saved(self) -> Iterator[str]:
        """The rows."""
        return (name for (name,) in self._database.execute("SELECT name FROM queue ORDER BY id"))


class LiteQueue:
    """litequeue, as it comes."""

    def __init__(self, folder: Path) -> None:
        import litequeue  # noqa: PLC0415 - where it is not installed, the others still run

        self._queue = litequeue.LiteQueue(folder / "queue.db")

    def save(self, name: UUID) -> None:
        """A message."""
        self._queue.put(str(name))

    def saved(self) -> Iterator[str]:
        """The messages' text."""
        return (name for (name,) in self._queue.conn.execute("SELECT data FROM Queue ORDER BY rowid"))


class PersistQueue:
    """persist-queue, as it comes."""

    def __init__(self, folder: Path) -> None:
        import persistqueue  # noqa: PLC0415 - where it is not installed, the others still run

        self._queue = persistqueue.SQLiteAckQueue(str(folder))

    def save(self, name: UUID) -> None:
        """An item."""
        self._queue.put(str(name))

    def saved(self) -> Iterator[str]:
        """The items."""
        return (item["data"] for item in self._queue.queue())


QUEUES: dict[str, Callable[[Path], Queue]] = {
    "outbox": Ours,
    "wal-full": lambda folder: Plain(folder, "FULL"),
    "wal-normal": lambda folder: Plain(folder, "NORMAL"),
    "wal-off": lambda folder: Plain(folder, "OFF"),
    "delete-full": lambda folder: Plain(folder, "FULL", "DELETE"),
    "delete-extra": lambda folder: Plain(folder, "EXTRA", "DELETE"),
    "litequeue": LiteQueue,
    "persist-queue": PersistQueue,
}


def main() -> None:
    """Saves, or lists."""
    action, name, folder, *count = sys.argv[1:]
    queue = QUEUES[name](Path(folder))
    if action == "list":
        print(*queue.saved(), sep="\n")  # noqa: T201 - its output is its answer
        return
    for _ in range(int(count[0])) if count else itertools.count():
        saved = uuid4()
        queue.save(saved)
        print(saved, flush=True)  # noqa: T201 - its output is its answer
    signal.pause()


if __name__ == "__main__":
    main()
