"""Locks between processes. The system drops them however a process ends, so none is ever left over."""

import fcntl
import os
from collections.abc import Callable, Iterator
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
def only_writer(lock: Path, waiting: Callable[[], None] | None = None) -> Iterator[bool]:
    """Whether this is now the only one who writes to the store; the file `lock` stays.

    Args:
        lock: the file that is locked; it is made where it is missing.
        waiting: is called when another one writes; then this waits until it is alone. Without it, it does not wait.
    """
    with _descriptor(lock, os.O_RDWR | os.O_CREAT) as descriptor:
        alone = _taken(descriptor)
        if not alone and waiting:
            waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            alone = True
        yield alone


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
