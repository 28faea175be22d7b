"""The unit's database: one SQLite file, one process that writes, every commit on disk before it returns."""

import errno
import fcntl
import os
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from sync.complaints import damaged, full, plainly
from sync.errors import DiskFullError, StoreBusyError, StoreError, StoreUnreadableError
from sync.schema import migrations
from sync.soundness import SHORT, Inspection, damage

_FULL = 2
"""How SQLite reads ``PRAGMA synchronous = FULL`` back."""
_BUSY_TIMEOUT = 5
"""Seconds."""


class Store:
    """The open database.

    One connection does all the writing and all the checkpoints: SQLite before 3.51.3 can lose commits where two
    connections checkpoint at once (sqlite.org/wal.html#walresetbug). A lock file beside the database keeps a second
    process out. The methods may be called from any thread and wait for one another; a commit waits for the disk, which
    on a memory card can take longer than an audio frame, so event loops call through `asyncio.to_thread`.

    Nothing but SQLite may open the file in this process: closing it would drop SQLite's locks.
    """

    def __init__(self, database: Database, path: Path, lock: int | None) -> None:
        self.path = path
        self.before_commit: Callable[[Database], None] = lambda _: None
        """Is called at the end of each transaction, inside it: what it raises undoes the transaction."""
        self.changes = 0
        """Counts the transactions: whoever holds a view made at another count holds an old one."""
        self._database = database
        self._lock_file = lock
        self._turn = threading.RLock()
        self._listeners: list[Callable[[], None]] = []
        self._touched: list[int] = []
        self._followers: list[deque[int]] = []
        self._damage: str | None = None
        self._inspection: Inspection | None = None

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Opens the database, made and migrated where that is needed; read-only, it is left as it is.

        Raises:
            StoreBusyError: another process writes to it (never when read-only).
            StoreUnreadableError: it is missing or not up to date (both read-only), damaged, or no database. Damage in a
                long file may be found a moment later, and is raised by the next transaction then.
            DiskFullError: there is no space to make it.
            StoreError: it cannot be opened for another reason, which is named.
        """
        if read_only:
            with plainly(path, reading=True):
                return cls(_complete(_connected(f"{path.absolute().as_uri()}?mode=ro"), path), path, None)
        try:
            _make_folder(path.parent)
            lock = _locked(path.with_name(f"{path.name}.lock"), path)
            path.touch(mode=0o600)  # customers' names and addresses are nobody else's business
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise DiskFullError(full(path)) from error
            raise StoreError(f"{path} cannot be opened: {error.strerror}.") from error
        try:
            with plainly(path):
                store = cls(_prepared(_connected(path.absolute().as_uri()), path), path, lock)
                store._inspect()
                return store
        except BaseException:
            os.close(lock)
            raise

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """Everything inside is on disk when this returns, or nothing of it. May be nested.

        Raises:
            DiskFullError: there was no space; nothing was saved.
            StoreError: the database failed.
        """
        if self._damage:
            raise StoreUnreadableError(self._damage)
        with self._turn:
            outermost = not self._database.conn.in_transaction
            try:
                with plainly(self.path), self._database.atomic() as database:
                    yield database
                    if outermost:
                        self.before_commit(database)
                if outermost:
                    self.changes += 1
                    for follower in self._followers:
                        follower.extend(self._touched)
            finally:
                if outermost:
                    self._touched.clear()
        if outermost:
            for listener in list(self._listeners):
                listener()

    def touch(self, *commands: int) -> None:
        """Names, by their `seq`, the queued commands that the transaction changes."""
        self._touched += commands

    @contextmanager
    def following(self) -> Iterator[deque[int]]:
        """The `seq` of each queued command that changes while this lasts, once that is on disk, oldest change first."""
        follower: deque[int] = deque()
        with self._turn:
            self._followers.append(follower)
        try:
            yield follower
        finally:
            with self._turn:  # by identity: two that are empty are equal
                self._followers = [one for one in self._followers if one is not follower]

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Nothing is written while this lasts: what is read inside belongs together."""
        with self._turn:
            yield

    def on_change(self, listener: Callable[[], None]) -> None:
        """Calls `listener` after each transaction, in the thread that made it."""
        self._listeners.append(listener)

    def no_longer(self, listener: Callable[[], None]) -> None:
        """Takes a listener away."""
        self._listeners.remove(listener)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows that a SELECT answers with."""
        with self._turn, plainly(self.path, reading=True):
            found = self._database.execute(sql, list(parameters))
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]

    def setting(self, name: str) -> str | None:
        """A value that was set, or None."""
        found = self.rows("SELECT value FROM settings WHERE name = ?", [name])
        return str(found[0]["value"]) if found else None

    def set(self, **values: str) -> None:
        """Sets values by name."""
        with self.transaction() as database:
            for name, value in values.items():
                database.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [name, value])

    def used_bytes(self) -> int:
        """Of the file, without the pages that hold nothing any more. Those are used again, and never given back: the
        file keeps its greatest size, since to move pages together would wear a memory card."""
        pages = {name: self.rows(f"PRAGMA {name}")[0][name] for name in ("page_count", "freelist_count", "page_size")}
        return int(pages["page_size"] * (pages["page_count"] - pages["freelist_count"]))

    def _inspect(self) -> None:
        if self.used_bytes() <= SHORT:
            with plainly(self.path, reading=True):
                found = damage(self._database.conn)
            if found:
                self._database.close()
                raise StoreUnreadableError(damaged(self.path, found))
        else:
            self._inspection = Inspection(f"{self.path.absolute().as_uri()}?mode=ro", self._report_damage)
            self._inspection.start()

    def _report_damage(self, found: str) -> None:
        self._damage = damaged(self.path, found)

    def close(self) -> None:
        """Closes the file and lets the next process in."""
        if self._inspection is not None:
            self._inspection.end()
        with self._turn:
            self._database.close()
            if self._lock_file is not None:
                os.close(self._lock_file)
                self._lock_file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _make_folder(folder: Path) -> None:
    """Makes it where it is missing, on disk under its name: SQLite syncs what stands in a folder alone."""
    if folder.exists():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    above = os.open(folder.parent, os.O_RDONLY)
    try:
        os.fsync(above)
    finally:
        os.close(above)


def _locked(lock_path: Path, path: Path) -> int:
    """Holds the lock until the descriptor is closed, by whatever end the process comes to."""
    lock = os.open(lock_path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(lock, 32).decode(errors="replace").strip()
        os.close(lock)
        who = f"process {holder}" if holder.isdigit() else "another process"
        raise StoreBusyError(f"{path} is in use by {who}; stop it first, there can only be one.") from error
    try:
        os.ftruncate(lock, 0)
        os.write(lock, str(os.getpid()).encode())
    except OSError:  # a full disk: the lock would be held by nobody
        os.close(lock)
        raise
    return lock


def _connected(uri: str) -> Database:
    # Access is serialised by the store's own lock, so the thread does not matter.
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, timeout=_BUSY_TIMEOUT)
    try:
        database = Database(connection, execute_plugins=False)
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return database


def _complete(database: Database, path: Path) -> Database:
    """The database, when it has all its tables: one that was begun on a full disk has none."""
    if migrations.pending(database):
        database.close()
        raise StoreUnreadableError(f"{path} is not up to date; `hero365-edge doctor` brings it there.")
    return database


def _prepared(database: Database, path: Path) -> Database:
    """Sets what durability rests on, reads it back, and brings the tables up to date."""
    try:
        database.enable_wal()
        database.execute("PRAGMA synchronous = FULL")
        _refuse_unsafe(database, path)
        migrations.apply(database)
    except BaseException:
        database.close()
        raise
    return database


def _refuse_unsafe(database: Database, path: Path) -> None:
    # FULL is what makes "saved" true: with NORMAL a power cut takes all commits since the last checkpoint.
    if database.journal_mode != "wal" or database.execute("PRAGMA synchronous").fetchone()[0] != _FULL:
        raise StoreError(f"{path} cannot be written durably: SQLite refuses WAL with synchronous=FULL here.")
