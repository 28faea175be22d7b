"""Sound as the relay hears it."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

HEARING_RATE: Final = 16_000
"""Samples a second."""
LONGEST_S: Final = 60
"""Of what somebody says in one turn, or in one recording."""
Samples = NDArray[np.int16]
"""Mono, at `HEARING_RATE`."""
