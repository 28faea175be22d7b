"""Whether the database file is whole. A long one is looked through beside the work: it takes 2 ms for each megabyte."""

import logging
import sqlite3
import threading
from collections.abc import Callable

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
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._report = report
        self._ended = threading.Event()

    def run(self) -> None:
        """Looks through it."""
        if self._ended.is_set():
            return
        try:
            found = damage(self._connection)
        except sqlite3.DatabaseError as error:
            found = None if self._ended.is_set() else str(error)  # it was interrupted, or cannot be read
        if found:
            _log.error("database damaged", extra={"found": found})
            self._report(found)

    def end(self) -> None:
        """Breaks it off, and lets the file go."""
        self._ended.set()
        self._connection.interrupt()
        self.join()
        self._connection.close()
