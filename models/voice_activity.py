"""Voice activity: Silero VAD v6 as a stream, from the weights in faster-whisper's package.

faster-whisper runs it over whole recordings only, so the state between the windows is kept here.
"""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from models.native import failing_as

WINDOW = 512
"""Samples that one probability is about: 32 ms."""

_SPEECH, _SILENCE = 0.5, 0.35  # Silero's own thresholds
_CONTEXT = 64  # samples of the window before, which the model sees again
_AT_ONCE = 256  # windows in one call, which is cheaper than as many calls; ten minutes in one take 340 MB
_STATE = (1, 1, 128)  # of the model's LSTM


def is_speech(probability: float, *, before: bool) -> bool:
    """Whether somebody speaks in a window, by whether they did in the one `before`: what lies between the two
    thresholds goes on as it was."""
    return probability >= (_SILENCE if before else _SPEECH)


class VoiceActivity:
    """Says for each window of a stream how likely it holds speech, on one thread."""

    _waiting: NDArray[np.float32]  # the context, and the samples that do not fill a window yet
    _h: NDArray[np.float32]
    _c: NDArray[np.float32]

    @failing_as("Voice activity")
    def __init__(self) -> None:
        """Loads the weights.

        Raises:
            RecogniserError: this machine cannot run them.
        """
        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(_weights()), options, providers=["CPUExecutionProvider"])
        self.reset()

    @failing_as("Voice activity")
    def hear(self, samples: NDArray[np.int16]) -> list[float]:
        """The probability of speech, 0 to 1, in each window that `samples` complete, oldest first.

        `samples` are any number at 16 kHz; those that do not fill a window wait for the next call.

        Raises:
            RecogniserError: the engine failed.
        """
        self._waiting = np.concatenate((self._waiting, samples.astype(np.float32) / 32768))
        heard = list[float]()
        while count := min((len(self._waiting) - _CONTEXT) // WINDOW, _AT_ONCE):
            windows = sliding_window_view(self._waiting, _CONTEXT + WINDOW)[: count * WINDOW : WINDOW]
            inputs = {"input": np.ascontiguousarray(windows), "h": self._h, "c": self._c}
            probabilities, self._h, self._c = self._session.run(None, inputs)
            heard += np.ravel(probabilities).tolist()
            self._waiting = self._waiting[count * WINDOW :]
        return heard

    def reset(self) -> None:
        """Forgets all that was heard."""
        self._waiting = np.zeros(_CONTEXT, np.float32)
        self._h = np.zeros(_STATE, np.float32)
        self._c = np.zeros(_STATE, np.float32)


def _weights() -> Path:
    """In faster-whisper's package, which is not imported for them: its engine takes 0.2 s and 35 MB."""
    package = find_spec("faster_whisper")
    assert package and package.origin  # noqa: S101 - it is one of our dependencies
    return Path(package.origin).parent / "assets" / "silero_vad_v6.onnx"
