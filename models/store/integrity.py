"""Whether a file is the one that the manifest names, and how it gets to its place so that a power cut harms nothing."""

import hashlib
import os
from pathlib import Path

from models.store.manifest import ModelFile

MISSING = "is missing"


def complaint(path: Path, file: ModelFile) -> str | None:
    """What is wrong with the file at `path`, read from its first to its last byte; None where nothing is."""
    try:
        if not path.is_file():
            return MISSING
        size = path.stat().st_size
        if size != file.bytes:
            return f"has {size} bytes and not {file.bytes}"
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None if digest == file.sha256 else "holds other bytes than it should"


def put_in_place(path: Path, place: Path) -> None:
    """Moves a verified file to its place: on disk before it has its name, and the name on disk before this returns."""
    sync(path)
    path.replace(place)
    sync(place.parent)


def sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
