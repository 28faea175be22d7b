"""When each command may be tried again, and how long it proves nothing that Hero365 does not show one."""

from collections.abc import Iterable
from dataclasses import dataclass

from sync.rows import Place, QueuedCommand
from sync.timing import Timing, now

_MOST_LOOKS = 20
"""As many take half an hour. A person is asked then: what follows about the same record should not wait for ever."""


@dataclass(slots=True)
class _Wait:
    """Until when a command waits after failures."""

    decisions: int
    """How often a person had decided about it: once more, and it waits no longer."""
    tries: int
    due: float


class Waits:
    """The waits of the commands on their way, by the monotonic clock: none of them outlives the process."""

    def __init__(self, timing: Timing, in_doubt: Iterable[int]) -> None:
        """`in_doubt` are the commands, by their `seq`, that another process has sent: Hero365 may be at work on them
        still, as on what this one sends."""
        self._timing = timing
        self._waits: dict[int, _Wait] = {}
        self._doubt_until = dict.fromkeys(in_doubt, now() + timing.doubt)
        self._in_vain: dict[int, int] = {}
        """How often Hero365 was asked for one of unknown fate and said nothing that tells."""

    def due_at(self, place: Place) -> float:
        """When a command may be tried; 0 where it need not wait."""
        wait = self._waits.get(place.seq)
        return wait.due if wait and wait.decisions == place.decisions else 0.0

    def failed(self, row: QueuedCommand, at_least: float = 0.0) -> None:
        """It waits, longer each time, and `at_least` so many seconds, as far as anything is waited for so long."""
        before = self._waits.get(row.seq)
        tries = before.tries if before and before.decisions == row.decisions else 0
        due = now() + max(min(at_least, self._timing.longest_wait), self._timing.wait(tries))
        self._waits[row.seq] = _Wait(row.decisions, tries + 1, due)

    def doubt(self, row: QueuedCommand) -> None:
        """It was being sent when something ended, and Hero365 may be at work on it still."""
        self._doubt_until[row.seq] = now() + self._timing.doubt

    def is_in_doubt(self, row: QueuedCommand) -> bool:
        """Whether Hero365 may be at work on it still."""
        return now() < self._doubt_until.get(row.seq, 0.0)

    def is_clear(self, row: QueuedCommand) -> None:
        """It has not arrived, and will not."""
        self._doubt_until.pop(row.seq, None)

    def looked_in_vain(self, row: QueuedCommand) -> bool:
        """Counts a look that told nothing. Returns whether it was the last: then a person has to look."""
        self._in_vain[row.seq] = self._in_vain.get(row.seq, 0) + 1
        if self._in_vain[row.seq] < _MOST_LOOKS:
            return False
        del self._in_vain[row.seq]
        return True

    def forget(self, row: QueuedCommand) -> None:
        """It has come to an end."""
        for kept in (self._waits, self._doubt_until, self._in_vain):
            kept.pop(row.seq, None)
