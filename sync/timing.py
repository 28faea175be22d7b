"""How long delivery waits, by a monotonic clock: the wall clock of a unit may be wrong."""

import random
import time
from dataclasses import dataclass

AT_ONCE = 4
"""How many commands are on their way to Hero365 at once. It asks its database some five times for each request, and has
four workers: more would wait there, and take the office's turn."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds."""

    first_wait: float = 1.0
    """Up to this long after a first failure, and up to twice as long after each further one."""
    longest_wait: float = 300.0
    """Between two tries at one command."""
    longest_pause: float = 30.0
    """Between two looks whether Hero365 is reached, which cost little."""
    doubt: float = 20.0
    """How long Hero365 may still be at work on a request whose answer was lost: longer than the client waits for it."""
    business_known: float = 60.0
    """How long it is believed that Hero365 acts for the right business."""
    unavailable: float = 3600.0
    """How long nothing is sent that the server cannot do."""
    prune_every: float = 86400.0
    """Between two looks for what was over long ago."""

    def wait(self, failures: int) -> float:
        """Until the next try at a command that failed so often before."""
        return self._backoff(failures, self.longest_wait)

    def pause(self, failures: int) -> float:
        """Until the next look whether Hero365 is reached, after so many in vain."""
        return self._backoff(failures, self.longest_pause)

    def _backoff(self, failures: int, longest: float) -> float:
        """Exponential with full jitter (as `tenacity.wait_random_exponential`), so that units do not come in step."""
        ceiling = min(longest, self.first_wait * 2 ** min(failures, 32))
        return random.uniform(0, ceiling)  # noqa: S311 - no secret


def now() -> float:
    """Seconds of a clock that only goes forward."""
    return time.monotonic()
