"""Where the working copies of desks lie: a folder for each process, which is gone with it."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

_LOCK: Final = "lock"


@contextmanager
def working_folder(above: Path) -> Iterator[Path]:
    """A folder of this process's own. Those of processes that were killed are removed: they hold customers' names.

    Raises:
        OSError: it cannot be made, or one that is left over cannot be removed.
    """
    above.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone_in(above):
        for left in above.iterdir():
            if _is_nobodys(left):
                shutil.rmtree(left)
        folder = above / uuid4().hex
        folder.mkdir(mode=0o700)
        lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        with _alone_in(above):
            shutil.rmtree(folder)
            os.close(lock)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Nobody makes or removes a folder meanwhile: one that is not locked yet would pass for nobody's."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _is_nobodys(folder: Path) -> bool:
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR)
    except FileNotFoundError:  # its process was killed as it made it
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True
