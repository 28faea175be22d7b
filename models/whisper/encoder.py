"""Sound to Whisper's encoding, by CTranslate2: of what was said, and no more of it."""

import math
from pathlib import Path

import ctranslate2
import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor
from numpy.typing import NDArray

from models.errors import RecogniserError
from models.recognition import Frame
from models.store import ModelDamagedError

_SAMPLE_RATE = 16_000
_MEL_FRAMES_A_SECOND = 100
_SLACK_S = 0.6
"""Silence behind the sound: the encoder reads past the last word badly without it."""
LONGEST_S = 30 - _SLACK_S
"""Whisper's window."""

Encoding = NDArray[np.float32]
"""[1, T, d], 50 frames a second."""


class Encoder:
    """Encodes one sound at a time. Whisper was trained on 30 s; a shorter window costs what it lasts."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Loads the model in `folder`.

        Raises:
            ModelDamagedError: CTranslate2 cannot load it.
            RecogniserError: this version of CTranslate2 takes no short window.
        """
        try:
            self.whisper = ctranslate2.models.Whisper(
                str(folder), device="cpu", compute_type="int8", intra_threads=threads
            )
        except (RuntimeError, ValueError) as error:
            raise ModelDamagedError(
                f"The Whisper model in {folder} does not load ({error}); try `hero365-edge models verify`."
            ) from error
        self._mel = FeatureExtractor(feature_size=self.whisper.n_mels)
        try:
            self.encode(np.zeros(_SAMPLE_RATE, np.int16))
        except (RuntimeError, ValueError) as error:
            raise RecogniserError(
                f"CTranslate2 {ctranslate2.__version__} does not encode a second of sound by itself ({error}); "
                "the model may be whole, but another version of the library is needed, as in requirements/edge.lock."
            ) from error

    def encode(self, sound: Frame) -> Encoding:
        """The encoding of `sound`.

        Raises:
            RecogniserError: it is longer than `LONGEST_S`.
        """
        seconds = len(sound) / _SAMPLE_RATE
        if seconds > LONGEST_S:
            raise RecogniserError(
                f"{seconds:.0f} s were spoken, and Whisper hears {LONGEST_S:.0f} s at once; cut them at a pause."
            )
        frames = 2 * math.ceil((seconds + _SLACK_S) * _MEL_FRAMES_A_SECOND / 2)
        padded = np.zeros(round((frames / _MEL_FRAMES_A_SECOND + 0.1) * _SAMPLE_RATE), np.float32)
        padded[: len(sound)] = sound / np.float32(32768)
        mel = np.ascontiguousarray(self._mel(padded)[None, :, :frames], np.float32)
        encoding = self.whisper.encode(ctranslate2.StorageView.from_array(mel), to_cpu=True)
        return np.array(encoding, np.float32)
