"""Signs of life from the worker to the process that looks after it, through a pipe that ends with either of them."""

import asyncio
import ctypes
import os
import signal
from typing import Final

BEATS_TO: Final = "HERO365_WORKER_BEATS_TO"
"""The variable with the descriptor that its parent listens at."""
_BEATS_EVERY_S: Final = 0.5
_PR_SET_PDEATHSIG: Final = 1


async def beat() -> None:
    """Until it is cancelled. A frozen worker stays registered, and is sent sessions that nobody serves.

    Once the parent is gone nobody notices that any more: then this process ends, and its sessions' processes with it,
    for which agents of other workers come.
    """
    if BEATS_TO not in os.environ:
        return
    listened_at = int(os.environ[BEATS_TO])
    os.set_blocking(listened_at, False)
    while True:
        try:
            os.write(listened_at, b".")
        except BlockingIOError:  # whoever is to listen is frozen; that is no reason to be so too
            pass
        except BrokenPipeError:
            os.killpg(0, signal.SIGKILL)
        await asyncio.sleep(_BEATS_EVERY_S)


def die_with_parent() -> None:
    """Also where this process is frozen when its parent dies."""
    if BEATS_TO in os.environ:
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
