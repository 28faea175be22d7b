"""Files with secrets, which only their owner may read."""

import os
import tempfile
from pathlib import Path

from sync.errors import AccountError


def write_for_owner(path: Path, text: str) -> None:
    """Writes a file that its owner alone can read; the old one stays whole until the new one is on disk.

    Raises:
        AccountError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        written, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
        try:
            with os.fdopen(written, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except OSError:
            Path(name).unlink()
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)  # or a power cut may bring the old file back, whose refresh token is spent
        os.close(folder)
    except OSError as error:
        raise AccountError(f"{path} cannot be written: {error.strerror}.") from error
