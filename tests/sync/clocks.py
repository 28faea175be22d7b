"""A machine's clocks that a test sets."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sync.clock import Clock


class SetClock(Clock):
    """It stands still between the steps of a test. The wall clock is right at first."""

    def __init__(self) -> None:
        self._boot = str(uuid4())
        self._elapsed = 100.0
        self._off_by = timedelta(0)
        self.synchronised = False
        self._slept = 0.0

    @property
    def boot(self) -> str:
        return self._boot

    def elapsed(self) -> float:
        return self._elapsed

    def wall(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._slept) + self._off_by

    def is_synchronised(self) -> bool:
        return self.synchronised

    def stands_at(self, year: int) -> None:
        """The wall clock is set to a year."""
        self._off_by = datetime(year, 1, 1, 9, tzinfo=UTC) - datetime.now(UTC) - timedelta(seconds=self._slept)

    def shows(self, moment: datetime) -> None:
        """The wall clock is set to a moment."""
        self._off_by = moment - datetime.now(UTC) - timedelta(seconds=self._slept)

    def is_right(self) -> None:
        """The wall clock is set right."""
        self._off_by = timedelta(0)

    def passes(self, **time: float) -> None:
        """Time goes by, and every clock goes with it."""
        self._elapsed += timedelta(**time).total_seconds()
        self._slept += timedelta(**time).total_seconds()

    def starts_again(self) -> None:
        """The machine is switched off and on."""
        self._boot = str(uuid4())
        self._elapsed = 10.0
