"""Locks between processes. The system drops them however a process ends, so none is ever left over."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Nobody removes the folder while this lasts. The folder itself is locked: it may lie on a read-only disk.

    Raises:
        OSError: there is no such folder.
    """
    with _descriptor(folder, os.O_RDONLY | os.O_DIRECTORY) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield


@contextmanager
def unused(folder: Path) -> Iterator[bool]:
    """Whether the folder is used by nobody; if so, it stays so while this lasts."""
    with _descriptor(folder, os.O_RDONLY | os.O_DIRECTORY) as descriptor:
        yield _taken(descriptor)


@contextmanager
def only_writer(lock: Path, *, wait: bool) -> Iterator[bool]:
    """Whether this is now the only one who writes to the store. It is once this waits; the file `lock` stays."""
    with _descriptor(lock, os.O_RDWR | os.O_CREAT) as descriptor:
        if wait:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield wait or _taken(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _descriptor(path: Path, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags, 0o644)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
