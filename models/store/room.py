"""Room on the disk, of which the outbox needs some too."""

import shutil
from pathlib import Path

from models.store.errors import NoRoomError

RESERVE = 200_000_000
"""Bytes that a pull leaves free: commands are kept on the same disk, and a full one would lose them."""


def require_room(folder: Path, wanted: int) -> None:
    """Raises NoRoomError unless `wanted` more bytes fit under `folder` and the reserve stays."""
    free = shutil.disk_usage(folder).free
    if free < wanted + RESERVE:
        raise NoRoomError(
            f"{folder} has {free // 1_000_000} MB free, and {(wanted + RESERVE) // 1_000_000} MB are needed "
            f"({RESERVE // 1_000_000} of them stay free for commands); make room and pull again."
        )
