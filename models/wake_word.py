"""The wake word: openWakeWord's "hey jarvis", whose weights are in its package.

The weights are licensed for non-commercial use (CC BY-NC-SA 4.0); a product sold needs a model of its own.
"""

import sys
from importlib import import_module
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from models.native import failing_as

PHRASE = "hey jarvis"

THRESHOLD = 0.5
"""Scores from here on are the wake word, the value openWakeWord's authors chose; but a single one may be a spike. 44
minutes of other people's commands and of kitchen noise stayed below 0.15."""

CERTAIN = 0.8
"""A score that needs no second one beside it."""

_MODEL = "hey_jarvis"
_LOOKS_BACK = 26 * 1280
"""Samples, 2 s: 16 embeddings, one every 80 ms, each of 0.76 s of spectrum."""


class WakeWord:
    """Listens for "hey jarvis" in a stream, on one thread."""

    @failing_as("The wake word")
    def __init__(self) -> None:
        """Loads the weights.

        Raises:
            RecogniserError: this machine cannot run them.
        """
        self._model = _openwakeword().Model(wakeword_models=[_MODEL], inference_framework="onnx")
        features = self._model.preprocessor
        features(np.zeros(_LOOKS_BACK, np.int16))  # it begins with the features of random noise
        self._untouched = (features.melspectrogram_buffer, features.feature_buffer)

    @failing_as("The wake word")
    def hear(self, frame: NDArray[np.int16]) -> float:
        """How sure the model is, 0 to 1, that the wake word has just ended; `frame` has 1280 samples at 16 kHz.

        The first five frames of a stream give 0.

        Raises:
            RecogniserError: the engine failed.
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


def _openwakeword() -> ModuleType:
    """The package without its trainer of verifiers, which loads scikit-learn: imported in 0.02 s instead of 1.7 s."""
    if "openwakeword" not in sys.modules:
        trainer = ModuleType("openwakeword.custom_verifier_model")
        trainer.train_custom_verifier = None  # type: ignore[attr-defined] # the name that the package imports
        sys.modules[trainer.__name__] = trainer
        import_module("openwakeword")
        del sys.modules[trainer.__name__]
    return sys.modules["openwakeword"]
