"""What may be tried next, and when: the queue's order, the waits after failures, and what the server cannot do."""

from collections.abc import Callable, Iterable
from heapq import heappop, heappush

from sync.order import Held, Order, Ready
from sync.rows import Place


class Schedule:
    """Hands out the commands that are due, the first said first, each to one carrier at a time. It knows no clock."""

    def __init__(
        self,
        order: Order,
        *,
        due_at: Callable[[int], float],
        opens_at: Callable[[str], float],
    ) -> None:
        """`due_at` tells when a command, by its `seq`, may be tried, and `opens_at` the same of an operation, by name;
        0 where nothing is known against it."""
        self._order = order
        self._due_at = due_at
        self._opens_at = opens_at
        self._due: list[int] = []
        self._later: list[tuple[float, int]] = []
        self._shelved: dict[str, list[int]] = {}
        """By operation that the server cannot do: its commands, one of which at a time is tried."""
        self._carried: dict[int, str] = {}

    def __contains__(self, seq: int) -> bool:
        return seq in self._order

    def take_in(self, rows: Iterable[Place]) -> list[Place]:
        """Learns of commands as they stand by now. Returns those that wait for a person and do not say so yet."""
        held = []
        for seq in self._order.take_in(rows):
            match self._order.standing(seq):
                case Ready() if seq not in self._carried:
                    heappush(self._later, (self._due_at(seq), seq))
                case Held(reason) if reason != self._order.place(seq).reason:
                    held.append(self._order.place(seq)._replace(reason=reason))
        return held

    def take(self, now: float) -> Place | None:
        """The first command that is due, to be carried and then put `back`; None where there is none."""
        self._wake(now)
        for command in [command for command in self._shelved if self._is_open(command, now)]:
            if not self._opens_at(command):
                for shelved in self._shelved.pop(command):
                    heappush(self._due, shelved)
            elif (probe := self._next(self._shelved[command], now)) is not None:
                return self._carry(probe)
            else:
                del self._shelved[command]
        while (seq := self._next(self._due, now)) is not None:
            command = self._order.place(seq).command
            if self._is_open(command, now):
                return self._carry(seq)
            heappush(self._shelved.setdefault(command, []), seq)
        return None

    def back(self, seq: int) -> None:
        """A command is not carried any more. It is handed out again once it was taken in as it stands by now."""
        del self._carried[seq]

    def next_due(self) -> float | None:
        """When `take` may have something, if nothing changes before; None where nothing but a change brings that."""
        while self._later and not self._is_ready(self._later[0][1]):
            heappop(self._later)
        probed = set(self._carried.values())
        moments = [self._opens_at(command) for command in self._shelved.keys() - probed]
        if self._later:
            moments.append(self._later[0][0])
        return 0.0 if self._due else min(moments, default=None)

    def waiting(self, command: str) -> list[Place]:
        """The commands of that name that were not sent, in no order."""
        return self._order.waiting(command)

    def _wake(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            heappush(self._due, heappop(self._later)[1])

    def _next(self, seqs: list[int], now: float) -> int | None:
        """The first that is still ready and due; what has changed since it was put there is passed over."""
        while seqs:
            if not self._is_ready(seq := heappop(seqs)):
                continue
            if (due := self._due_at(seq)) <= now:
                return seq
            heappush(self._later, (due, seq))
        return None

    def _carry(self, seq: int) -> Place:
        place = self._order.place(seq)
        self._carried[seq] = place.command
        return place

    def _is_ready(self, seq: int) -> bool:
        return seq not in self._carried and isinstance(self._order.standing(seq), Ready)

    def _is_open(self, command: str, now: float) -> bool:
        """Whether the server can do it, or one may be tried to find out."""
        opens = self._opens_at(command)
        return not opens or (opens <= now and command not in self._carried.values())
