"""The sounds that answer in the place of words."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from conversation.manners import Answering

_LOUDNESS: Final = 0.25
"""Share of full scale."""
_EDGE_S: Final = 0.01
"""A tone swells and fades for so long, or it would click."""
_TONES: Final[Mapping[Answering, tuple[tuple[float, float], ...]]] = {
    Answering.DONE: ((880, 0.07), (1175, 0.11)),
    Answering.NOT_UNDERSTOOD: ((330, 0.09), (262, 0.14)),
}
"""What each is made of, in Hz and seconds: what was taken rises, and what was not falls."""


def earcon(answering: Answering, sample_rate: int) -> NDArray[np.int16]:
    """The sound, in samples of one channel.

    Raises:
        KeyError: that is answered in words.
    """
    return np.concatenate([_tone(hertz, seconds, sample_rate) for hertz, seconds in _TONES[answering]])


def _tone(hertz: float, seconds: float, sample_rate: int) -> NDArray[np.int16]:
    at = np.arange(int(seconds * sample_rate)) / sample_rate
    swelling = np.clip(np.minimum(at, seconds - at) / _EDGE_S, 0, 1)
    return (np.iinfo(np.int16).max * _LOUDNESS * swelling * np.sin(2 * np.pi * hertz * at)).astype(np.int16)
