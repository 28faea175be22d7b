"""The wake word: openWakeWord's "hey jarvis", whose weights are in its package.

The weights are licensed for non-commercial use (CC BY-NC-SA 4.0); a product sold needs a model of its own.
"""

import numpy as np
from numpy.typing import NDArray

THRESHOLD = 0.5
"""Scores from here on are the wake word: the value openWakeWord's authors chose."""

_MODEL = "hey_jarvis"


class WakeWord:
    """Listens for "hey jarvis" in a stream, on one thread."""

    def __init__(self) -> None:
        from openwakeword.model import Model  # noqa: PLC0415 - imports scikit-learn, which takes seconds

        self._model = Model(wakeword_models=[_MODEL], inference_framework="onnx")
        features = self._model.preprocessor
        self._untouched = (features.melspectrogram_buffer, features.feature_buffer)

    def hear(self, frame: NDArray[np.int16]) -> float:
        """How sure the model is, 0 to 1, that the wake word has just ended; `frame` has 1280 samples at 16 kHz.

        The first five frames of a stream give 0.
        """
        return float(self._model.predict(frame)[_MODEL])

    def reset(self) -> None:
        """Forgets all that was heard, so that one wake word wakes once.

        The model's own reset forgets its scores and keeps the features they came from.
        """
        self._model.reset()
        features = self._model.preprocessor
        features.melspectrogram_buffer, features.feature_buffer = self._untouched
        features.raw_data_buffer.clear()
        features.raw_data_remainder = np.empty(0)
        features.accumulated_samples = 0
