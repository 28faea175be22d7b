"""What a voice is."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Voice(Protocol):
    """Turns text into speech."""

    @property
    def name(self) -> str:
        """What it is called in a sentence."""

    @property
    def sample_rate(self) -> int:
        """Samples a second of what `speak` gives."""

    def speak(self, text: str) -> NDArray[np.int16]:
        """`text` spoken: one channel at `sample_rate`.

        Raises:
            SpeechError: the voice failed.
        """

    def close(self) -> None:
        """Lets go of the engine."""
