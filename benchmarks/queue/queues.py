"""Ours and three others that keep a queue in SQLite, each as it is used. All save commands of about the same length."""

import json
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from erp import CATALOGUE, Instruction
from sync.outbox import Outbox
from sync.rows import Origin
from sync.store import Store

ORIGIN = Origin(
    user="rosa",
    business="northside",
    time_zone="America/Chicago",
    turn=uuid4(),
    words="mark job forty two in progress",
    engine="held",
    said_at=datetime.now(UTC),
)
ROUND = ("scheduled", "in_progress", "on_hold", "in_progress")
"""What is said about a job, again and again: each is legal after the one before it."""
TOGETHER = 1000
"""Commands in one transaction where only the queue's length matters."""


class Queue(Protocol):
    """What a queue does here."""

    def put(self) -> None:
        """Saves one command in a transaction of its own."""

    def fill(self, count: int) -> None:
        """Saves many, by whatever way is fast."""

    def synchronous(self) -> int:
        """SQLite's setting: 2 is FULL, 1 NORMAL, 0 OFF."""

    def close(self) -> None:
        """Closes the file."""


def said(number: int) -> Instruction:
    """The `number`-th of all commands: four about each job, one job after another."""
    job = str(1 + number // len(ROUND))
    command = CATALOGUE["job.set_status"].model_validate({"job": job, "status": ROUND[number % len(ROUND)]})
    return Instruction(uuid4(), command, {"job": f"job-{job}"})


class Ours:
    """The unit's outbox. Nothing about it can be set."""

    def __init__(self, folder: Path) -> None:
        self._store = Store.open(folder / "edge.db")
        self.outbox = Outbox(self._store)
        self._said = said(0)

    def put(self) -> None:
        """As a turn does."""
        self.outbox.enqueue([Instruction(uuid4(), self._said.command, self._said.refs)], ORIGIN)

    def fill(self, count: int, origin: Origin = ORIGIN) -> None:
        """In long turns."""
        for first in range(0, count, TOGETHER):
            self.outbox.enqueue([said(number) for number in range(first, min(first + TOGETHER, count))], origin)

    def settle(self) -> None:
        """All that waits is taken for delivered."""
        with self._store.transaction() as database:
            database.execute(
                "UPDATE outbox SET state = 'done', settled = seq, settled_at = said_at WHERE settled IS NULL"
            )

    def synchronous(self) -> int:
        """As SQLite says."""
        return int(self._store.rows("PRAGMA synchronous")[0]["synchronous"])

    def close(self) -> None:
        """Closes the file."""
        self._store.close()


class Other(ABC):
    """A queue of texts on one connection. It brings no delivery of its own."""

    connection: sqlite3.Connection

    def __init__(self) -> None:
        slots = said(0).command.model_dump(mode="json", exclude_none=True)
        origin = {name: str(getattr(ORIGIN, name)) for name in ORIGIN.__slots__}
        self._rest = json.dumps({"command": "job.set_status", **slots, "refs": {"job": "job-1"}, **origin})

    def put(self) -> None:
        """With an id of its own."""
        self.put_text(f"{uuid4()} {self._rest}")

    @abstractmethod
    def put_text(self, text: str) -> None:
        """Saves a text."""

    @abstractmethod
    def take(self) -> object:
        """The next text."""

    @abstractmethod
    def done(self, taken: Any) -> None:
        """It was delivered."""

    def fill(self, count: int) -> None:
        """Without waiting for the disk."""
        before = self.synchronous()
        self.connection.execute("PRAGMA synchronous = OFF")
        for _ in range(count):
            self.put()
        self.connection.execute(f"PRAGMA synchronous = {before}")

    def synchronous(self) -> int:
        """As SQLite says."""
        return int(self.connection.execute("PRAGMA synchronous").fetchone()[0])

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()


class LiteQueue(Other):
    """litequeue."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._queue: Any = import_module("litequeue").LiteQueue(folder / "litequeue.db")
        self.connection = self._queue.conn

    def put_text(self, text: str) -> None:
        """A message."""
        self._queue.put(text)

    def take(self) -> object:
        """Locks a message."""
        return self._queue.pop()

    def done(self, taken: Any) -> None:
        """Keeps the message as done."""
        self._queue.done(taken.message_id)


class PersistQueue(Other):
    """persist-queue's SQLite queue with acknowledgement."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._queue: Any = import_module("persistqueue").SQLiteAckQueue(str(folder))
        self.connection = self._queue._putter  # it shows it nowhere else

    def put_text(self, text: str) -> None:
        """An item."""
        self._queue.put(text)

    def take(self) -> object:
        """Marks an item as unacknowledged."""
        return self._queue.get(block=False)

    def done(self, taken: Any) -> None:
        """Acknowledges it."""
        self._queue.ack(taken)


class Huey(Other):
    """huey on SQLite."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._huey: Any = import_module("huey").SqliteHuey(filename=str(folder / "huey.db"))
        self._deliver = self._huey.task()(len)
        self.connection = self._huey.storage.conn

    def put_text(self, text: str) -> None:
        """A task."""
        self._deliver(text)

    def take(self) -> object:
        """Deletes a task."""
        return self._huey.dequeue()

    def done(self, taken: Any) -> None:
        """It is deleted already: one that was being delivered when the power went is lost."""


OURS = "outbox"
OTHERS: dict[str, Callable[[Path], Other]] = {"litequeue": LiteQueue, "persist-queue": PersistQueue, "huey": Huey}
QUEUES: dict[str, Callable[[Path], Queue]] = {OURS: Ours, **OTHERS}


def missing() -> list[str]:
    """The others that are not installed."""
    return [name for name in OTHERS if not find_spec(name.replace("-", ""))]
