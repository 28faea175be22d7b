"""espeak-ng kept at hand: a process that says how words sound as they come, a tenth of a millisecond each.

espeak-ng is under the GPL, so its library is loaded only by that process. It is begun with the first words that are
asked about, which takes a tenth of a second or two.
"""

import subprocess
from collections.abc import Sequence
from threading import Lock, Timer

from models.errors import PronunciationError
from models.espeak_phonemes import program_of

_WITHIN_S = 2.0
"""A pause in which somebody waits is no time for more."""
_AT_ONCE = 200
"""Words written before their answers are read: pipes hold some thousands."""


class PhonemeProcess:
    """A `PhonemeSource` that is asked often. It ends with this process, and is begun again when it has died."""

    def __init__(self, voice: str) -> None:
        self._voice = voice
        self._asking = Lock()
        self._worker: subprocess.Popen[bytes] | None = None

    def __call__(self, words: Sequence[str]) -> list[str]:
        """The phonemes of each word, as `models.espeak_phonemes.phonemes` has them.

        Raises:
            PronunciationError: espeak-ng could not be run, died, or took longer than two seconds.
        """
        with self._asking:
            parts = (words[start : start + _AT_ONCE] for start in range(0, len(words), _AT_ONCE))
            return [answer for part in parts for answer in self._answers(part)]

    def close(self) -> None:
        """Ends the process."""
        with self._asking:
            self._end()

    def _answers(self, words: Sequence[str]) -> list[str]:
        worker = self._worker = self._worker or self._begun()
        assert worker.stdin  # noqa: S101 - opened as pipes
        assert worker.stdout  # noqa: S101
        limit = Timer(_WITHIN_S, worker.kill)
        limit.start()
        try:
            worker.stdin.write("".join(f"{' '.join(word.split())}\n" for word in words).encode())
            worker.stdin.flush()
            lines = [worker.stdout.readline() for _ in words]
        except OSError as error:
            self._end()
            raise PronunciationError(f"espeak-ng could not be asked how words sound: {error}") from error
        finally:
            limit.cancel()
        if not all(line.endswith(b"\n") for line in lines):
            self._end()
            raise PronunciationError(f"espeak-ng ended while it was asked how {len(words)} words sound")
        return [line.decode().rstrip("\n") for line in lines]

    def _begun(self) -> subprocess.Popen[bytes]:
        # In a session of its own: Ctrl-C is meant for us. It ends with its input whatever happens to us.
        try:
            return subprocess.Popen(
                program_of(self._voice), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise PronunciationError(f"espeak-ng could not be started: {error}") from error

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.communicate()  # closes the pipes, and waits
