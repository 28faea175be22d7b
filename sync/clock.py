"""The unit's clocks, and what is known of the true time: the wall clock may be years off right after a start."""

import os
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from sync.store import Store

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_SYNCHRONISED = "/run/systemd/timesync/synchronized"
"""Made by systemd-timesyncd once it has set the clock in this boot."""
TOLERANCE = timedelta(minutes=5)
"""By how much the wall clock may be off without anybody minding what was said."""
_KEPT_ANEW_AFTER = timedelta(minutes=10)
"""How much later the verified time has to be before that is written down again."""
_LONGEST_ALONE = timedelta(days=31)
"""How long after the time was verified last a clock that nobody has set is believed: one that has lost its battery may
stand years ahead as well."""


class Trust(StrEnum):
    """How far the wall clock was to be believed at some moment."""

    CHECKED = "checked"
    """It agreed with Hero365's, or the system had set it from the network."""
    PLAUSIBLE = "plausible"
    """Nothing spoke against it."""
    WRONG = "wrong"
    """It showed a time that was over already when it was verified last, or another than Hero365."""


class Clock:
    """The clocks of this machine. Tests put another in its place."""

    @property
    def boot(self) -> str:
        """Which start of the machine this is."""
        return _boot()

    def elapsed(self) -> float:
        """Seconds since the machine started, those asleep included."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def wall(self) -> datetime:
        """What the wall clock shows."""
        return datetime.now(UTC)

    def is_synchronised(self) -> bool:
        """Whether the system says that it has set the wall clock from the network."""
        return os.path.exists(_SYNCHRONISED)  # noqa: PTH110 - asked for each command: a third of the time of a Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment by all clocks, and how far the wall clock was to be believed then."""

    boot: str
    elapsed: float
    """Seconds since that start."""
    wall: datetime
    """What the wall clock showed."""
    trust: Trust


class Calendar:
    """The true time, as far as Hero365 has told it. Kept in the store for each start of the machine: when it began."""

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self._store = store
        self._turn = threading.Lock()
        rows = store.rows("SELECT boot, began, verified FROM boots")
        self._began = {row["boot"]: _moment(row["began"]) for row in rows}
        self._verified = max((_moment(row["verified"]) for row in rows), default=None)

    def stamp(self) -> Stamp:
        """This moment."""
        shown = self.clock.wall()
        true = self.now()
        if true is not None:
            trust = Trust.CHECKED if abs(shown - true) <= TOLERANCE else Trust.WRONG
        elif self.clock.is_synchronised():
            trust = Trust.CHECKED
        else:
            behind = self._verified is not None and shown < self._verified
            trust = Trust.WRONG if behind else Trust.PLAUSIBLE
        return Stamp(self.clock.boot, self.clock.elapsed(), shown, trust)

    def now(self) -> datetime | None:
        """The true time; None where Hero365 has not been heard since the machine started."""
        began = self._began.get(self.clock.boot)
        return None if began is None else began + timedelta(seconds=self.clock.elapsed())

    def believed(self) -> datetime | None:
        """The time by which something may be done: the true one, or else what the wall clock shows; None where that
        cannot be so."""
        if (true := self.now()) is not None:
            return true
        stamp = self.stamp()
        alone = self._verified is not None and stamp.wall - self._verified > _LONGEST_ALONE
        doubted = stamp.trust is Trust.WRONG or (stamp.trust is Trust.PLAUSIBLE and alone)
        return None if doubted else stamp.wall

    def was_wrong(self, stamp: Stamp) -> bool:
        """Whether the wall clock showed another time than the true one when a stamp was made, as far as is known."""
        true = self.true_time(stamp)
        return stamp.trust is Trust.WRONG if true is None else abs(stamp.wall - true) > TOLERANCE

    def age(self, stamp: Stamp) -> timedelta | None:
        """How long ago a stamp was made; None where no clock that could be believed has run all the while."""
        if stamp.boot == self.clock.boot:
            return timedelta(seconds=self.clock.elapsed() - stamp.elapsed)
        now, made = self.now(), self.true_time(stamp)
        if made is None and stamp.trust is Trust.CHECKED:
            made = stamp.wall
        return now - made if now and made else None

    def true_time(self, stamp: Stamp) -> datetime | None:
        """When a stamp was made; None where Hero365 was not heard between that start of the machine and the next."""
        began = self._began.get(stamp.boot)
        return None if began is None else began + timedelta(seconds=stamp.elapsed)

    def learn(self, told: datetime, elapsed: float) -> None:
        """Hero365 said that it was `told` when so many seconds had `elapsed` since the start.

        It is only compared with: nobody sets a clock by it.
        """
        with self._turn:
            boot, began = self.clock.boot, told - timedelta(seconds=elapsed)
            known = self._began.get(boot)
            moved = known is None or abs(known - began) > TOLERANCE
            if not moved and self._verified is not None and told < self._verified + _KEPT_ANEW_AFTER:
                return
            self._began[boot] = began if moved or known is None else known
            self._verified = max(told, self._verified or told)
            with self._store.transaction() as database:
                database.execute(
                    "INSERT OR REPLACE INTO boots (boot, began, verified) VALUES (?, ?, ?)",
                    [boot, self._began[boot].timestamp(), told.timestamp()],
                )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@cache
def _boot() -> str:
    return _BOOT_ID.read_text().strip()
