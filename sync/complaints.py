"""What SQLite says about the file of a database, in sentences."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.errors import DiskFullError, StoreBusyError, StoreError, StoreUnreadableError


@contextmanager
def plainly(path: Path, *, reading: bool = False) -> Iterator[None]:
    """Turns what SQLite says about the file into a sentence; what it says about a statement is a defect of ours."""
    try:
        yield
    except sqlite3.Error as error:
        explained = _explanation(path, error, reading)
        if explained is None:
            raise
        raise explained from error


def _explanation(path: Path, error: sqlite3.Error, reading: bool) -> StoreError | None:
    what_failed = f"{path} could not be read" if reading else "Nothing was saved"
    kinds: dict[int, tuple[type[StoreError], str]] = {
        sqlite3.SQLITE_FULL: (DiskFullError, full(path)),
        sqlite3.SQLITE_NOTADB: (StoreUnreadableError, damaged(path, str(error))),
        sqlite3.SQLITE_CORRUPT: (StoreUnreadableError, damaged(path, str(error))),
        sqlite3.SQLITE_CANTOPEN: (StoreUnreadableError, _not_opened(path)),
        sqlite3.SQLITE_BUSY: (StoreBusyError, f"{path} is in use by another program; close it and try again."),
        sqlite3.SQLITE_READONLY: (StoreError, f"{path} may not be written to; nothing was saved."),
        sqlite3.SQLITE_IOERR: (StoreError, f"{what_failed}: the disk under {path} fails ({error})."),
    }
    if not os.access(path.parent, os.W_OK):  # SQLite says one thing or the other then
        kinds[sqlite3.SQLITE_READONLY] = kinds[sqlite3.SQLITE_CANTOPEN]
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte, whatever the extended code adds
    if primary not in kinds:
        return None
    kind, sentence = kinds[primary]
    return kind(sentence)


def full(path: Path) -> str:
    """No space is left."""
    return f"Nothing was saved: no space is left for {path}; make room, try again."


def _not_opened(path: Path) -> str:
    """SQLite does not say why. It makes files beside the database even to read it."""
    try:
        return _why_not_opened(path)
    except OSError as error:  # a mount that fails does not even say what is there
        return f"{path} cannot be used: the disk under it fails ({error.strerror})."


def _why_not_opened(path: Path) -> str:
    if not path.parent.is_dir() or (not path.exists() and os.access(path.parent, os.W_OK)):
        return f"There is no database at {path}."
    if os.access(path.parent, os.W_OK):
        return f"{path} may not be read."
    read_only = os.statvfs(path.parent).f_flag & os.ST_RDONLY
    why = "is on a read-only file system" if read_only else "may not be written to"
    return f"{path} cannot be used: its folder {why}, and SQLite needs files beside the database."


def damaged(path: Path, detail: str) -> str:
    """It is not whole; `detail` says so in SQLite's words."""
    return f"{path} is damaged or no database ({detail}); move it aside and start again, nothing in it was deleted."
