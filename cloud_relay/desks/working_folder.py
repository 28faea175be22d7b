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
        OSError: it cannot be made.
    """
    above.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in above.iterdir():
        if _is_nobodys(left):
            shutil.rmtree(left, ignore_errors=True)
    folder = above / uuid4().hex
    folder.mkdir(mode=0o700)
    lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _is_nobodys(folder: Path) -> bool:
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR)
    except OSError:  # another process makes or removes it at this moment
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True
