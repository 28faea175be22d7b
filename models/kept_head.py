"""What a language model remembers of the text that stands before every utterance, kept on disk.

Evaluating it takes a small machine half a minute, reading it back some milliseconds.
"""

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

from models.store.integrity import put_in_place

_log = logging.getLogger(__name__)


class KeptHead:
    """One file, good for one model, one head and one engine; it is written anew where one of them has changed.

    Nothing but speed depends on it: where it is missing, damaged or of something else, or cannot be written, the head
    is evaluated.
    """

    def __init__(self, file: Path, model: Path, head: Sequence[int], engine: str) -> None:
        """`head` are its tokens, `engine` which version evaluates them. Every byte of `model` is read."""
        self._file = file
        with model.open("rb") as opened:
            of_model = hashlib.file_digest(opened, "sha256").hexdigest()
        of_all = f"{engine} {of_model} {','.join(map(str, head))}"
        self._key = hashlib.sha256(of_all.encode()).digest()

    def read(self) -> bytes | None:
        """The state that was written last; None where there is none that is whole and of this model and head."""
        try:
            written = self._file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            _log.warning("what the language model has read ahead cannot be read: %s", error)
            return None
        seal, state = written[:32], written[32:]
        return state if seal == self._seal(state) else None

    def write(self, state: bytes) -> None:
        """Keeps the state in place of what was there, all of it or nothing."""
        partial = self._file.with_name(f"{self._file.name}.partial")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(self._seal(state) + state)
            put_in_place(partial, self._file)
        except OSError as error:
            _log.warning("what the language model has read ahead is not kept: %s", error)

    def _seal(self, state: bytes) -> bytes:
        return hashlib.sha256(self._key + state).digest()
