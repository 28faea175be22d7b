"""Voices that speak in processes of their own: a voice that dies takes nothing with it."""

import logging
import subprocess
import sys
from pathlib import Path
from threading import Lock, Timer

import numpy as np
from numpy.typing import NDArray

from models.errors import SpeechError
from models.voice_frames import read_frame, write_frame

_log = logging.getLogger(__name__)

_ANSWERS_WITHIN_S = 20


class VoiceProcess:
    """A `Voice` that speaks in a process of its own, which is started again when it has died.

    Raises:
        SpeechError: the process did not start, or has no such voice.
    """

    def __init__(self, name: str, module: str, *arguments: str) -> None:
        """`name` is what it is called in a sentence; `module` the program, which is given `arguments`."""
        self.name = name
        self._program = [sys.executable, "-m", module, *arguments]
        self._speaking = Lock()
        self._closed = False
        self._start()

    @property
    def sample_rate(self) -> int:
        """Samples a second of what `speak` gives."""
        return self._sample_rate

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._worker.pid

    def speak(self, text: str) -> NDArray[np.int16]:
        """`text` spoken: one channel at `sample_rate`; no samples where nothing can be said.

        Raises:
            SpeechError: the process died twice over this text or was closed.
        """
        with self._speaking:
            if self._closed:
                raise SpeechError("The voice was closed and cannot speak any more.")
            samples = self._ask(text)
            if samples is None:
                _log.warning(
                    "the voice died and is started again", extra={"voice": self.name, "exit_code": self._end()}
                )
                self._start()
                samples = self._ask(text)
            if samples is None:
                raise SpeechError(f"{self.name} died twice over a text of {len(text)} characters.")
        return np.frombuffer(samples, "<i2").astype(np.int16)

    def close(self) -> None:
        """Ends the process, after what it is speaking."""
        with self._speaking:
            self._closed = True
            self._end()

    def _start(self) -> None:
        # In a session of its own: Ctrl-C is meant for us, who close it. It ends with its input whatever happens to us.
        try:
            self._worker = subprocess.Popen(
                self._program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
            )
        except OSError as error:  # no memory or no process to be had
            raise SpeechError(f"{self.name} did not start: {error}") from error
        answer = self._answer()
        if answer is None:
            raise SpeechError(f"{self.name} did not start (exit code {self._end()}).")
        if not answer.isdigit():
            self._end()
            raise SpeechError(f"{self.name} did not start: {answer.decode()}")
        self._sample_rate = int(answer)

    def _ask(self, text: str) -> bytes | None:
        assert self._worker.stdin  # noqa: S101 - opened as a pipe
        if self._worker.stdin.closed:  # it died, and did not start again
            return None
        try:
            write_frame(self._worker.stdin, text.replace("\0", " ").encode(errors="replace"))
        except OSError:  # it died before; its end is seen as a missing answer
            return None
        return self._answer()

    def _answer(self) -> bytes | None:
        """The next answer, or None from a process that died or that took too long and was killed."""
        assert self._worker.stdout  # noqa: S101 - opened as a pipe
        limit = Timer(_ANSWERS_WITHIN_S, self._worker.kill)
        limit.start()
        try:
            return read_frame(self._worker.stdout)
        finally:
            limit.cancel()

    def _end(self) -> int:
        """Closes the pipes, at which the process ends, and gives its exit code."""
        assert self._worker.stdin  # noqa: S101 - opened as pipes
        assert self._worker.stdout  # noqa: S101
        try:
            self._worker.stdin.close()
        except BrokenPipeError:
            _log.debug("the voice had died with text unread")
        self._worker.stdout.close()
        try:
            return self._worker.wait(_ANSWERS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._worker.kill()
            return self._worker.wait()


def espeak_voice(voice: str = "en-us") -> VoiceProcess:
    """espeak-ng's voice: robotic, quick, and in the package, so that the unit can always speak.

    Raises:
        SpeechError: espeak-ng has no such voice.
    """
    return VoiceProcess("espeak-ng", "models.espeak_worker", voice)


def piper_voice(model: Path, threads: int = 1) -> VoiceProcess:
    """The voice of Piper's `model`, beside which lies its ``.onnx.json``, on `threads` threads.

    Raises:
        SpeechError: it cannot be loaded.
    """
    return VoiceProcess("Piper", "models.piper_worker", str(model), str(threads))
