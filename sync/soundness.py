"""Whether the database file is whole. A long one is looked through beside the work: it takes 2 ms for each megabyte."""

import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing

_log = logging.getLogger(__name__)

SHORT = 8 * 1024 * 1024
"""Bytes that may be looked through before anything else is done."""


def damage(connection: sqlite3.Connection) -> str | None:
    """What is wrong with the file, in SQLite's words; None where nothing is.

    Raises:
        sqlite3.Error: it cannot be read at all.
    """
    verdict = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    return None if verdict == "ok" else verdict.splitlines()[0]


class Inspection(threading.Thread):
    """Looks through the file once, on a connection of its own that only reads, and reports what is wrong with it.

    A second connection in the process does no harm as long as SQLite itself opens and closes it.
    """

    def __init__(self, uri: str, report: Callable[[str], None]) -> None:
        """`uri` opens the file for reading."""
        super().__init__(name="inspection", daemon=True)
        self._uri = uri
        self._report = report
        self._ended = threading.Event()
        self._connection: sqlite3.Connection | None = None

    def run(self) -> None:
        """Looks through it."""
        try:
            with closing(sqlite3.connect(self._uri, uri=True, check_same_thread=False)) as connection:
                self._connection = connection
                if self._ended.is_set():
                    return
                found = damage(connection)
        except sqlite3.DatabaseError as error:
            if self._ended.is_set():  # it was interrupted
                return
            found = str(error)
        if found:
            _log.error("database damaged", extra={"found": found})
            self._report(found)

    def end(self) -> None:
        """Breaks it off, and returns when the file is let go."""
        self._ended.set()
        if self._connection is not None:
            self._connection.interrupt()
        self.join()
