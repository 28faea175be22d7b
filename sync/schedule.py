"""What may be tried next, and when: the queue's order, the waits after failures, and what the server cannot do."""

from collections.abc import Callable, Iterable, Mapping
from heapq import heappop, heappush
from typing import Protocol

from erp import Sentence
from erp.sentences import english
from sync.order import Held, Order, Parked, Ready
from sync.rows import Place, State

Reasons = Mapping[int, str | Sentence]
"""Why commands wait, by their `seq`."""


class Operations(Protocol):
    """What the connected server can do."""

    def opens_at(self, command: str) -> float:
        """When one such command may be tried; 0 where nothing is known against it."""

    def reason(self, command: str) -> str | Sentence | None:
        """Why the server cannot do it; None where nothing is known against it."""


class Schedule:
    """Hands out the commands that are due, the first said first, each to one carrier at a time. It knows no clock."""

    def __init__(self, order: Order, *, due_at: Callable[[Place], float], operations: Operations) -> None:
        """`due_at` tells when a command may be tried; 0 where it need not wait."""
        self._order = order
        self._due_at = due_at
        self._operations = operations
        self._due: list[int] = []
        self._later: list[tuple[float, int]] = []
        self._shelved: dict[str, list[int]] = {}
        """By operation that the server cannot do: its commands, one of which at a time is tried."""
        self._carried: dict[int, str] = {}
        self._heeded: dict[int, int] = {}
        """How often a person had decided about a command when it was last handed out."""
        self._aside: list[int] = []
        """Those that nothing holds up but one that is carried, which they would cross."""

    def take_in(self, rows: Iterable[Place]) -> Reasons:
        """Learns of commands as they stand by now. Returns those that have to say another reason for waiting, with it:
        a person has to decide, or the server cannot do it."""
        return self._stand_anew(self._order.take_in(rows))

    def reconsider(self, command: str) -> Reasons:
        """Learns that something else is known of what the server does with the commands of that name. Returns as
        `take_in`."""
        waiting = {place.seq for place in self._order.waiting(command)}
        return self._stand_anew(self._order.reconsider(command) | waiting)

    def is_held(self, seq: int) -> bool:
        """Whether a person has to decide about it."""
        return isinstance(self._order.standing(seq), Held)

    def take(self, now: float) -> Place | None:
        """The first command that is due, to be carried and then put `back`; None where there is none."""
        self._wake(now)
        for command in [command for command in self._shelved if self._is_open(command, now)]:
            if not self._operations.opens_at(command):
                for shelved in self._shelved.pop(command):
                    heappush(self._due, shelved)
            elif (probe := self._next(self._shelved[command], now)) is not None:
                return self._carry(probe)
            else:
                del self._shelved[command]
        while (seq := self._next(self._due, now)) is not None:
            place = self._order.place(seq)
            if self._is_wanted(place) or self._is_open(place.command, now):
                return self._carry(seq)
            heappush(self._shelved.setdefault(place.command, []), seq)
        return None

    def back(self, seq: int) -> None:
        """A command is not carried any more. It is handed out again once it was taken in as it stands by now."""
        del self._carried[seq]
        while self._aside:
            heappush(self._due, self._aside.pop())

    def next_due(self) -> float | None:
        """When `take` may have something, if nothing changes before; None where nothing but a change brings that."""
        while self._later and not self._is_ready(self._later[0][1]):
            heappop(self._later)
        probed = set(self._carried.values())
        moments = [self._operations.opens_at(command) for command in self._shelved.keys() - probed]
        if self._later:
            moments.append(self._later[0][0])
        return 0.0 if self._due else min(moments, default=None)

    def _stand_anew(self, seqs: Iterable[int]) -> Reasons:
        silent: dict[int, str | Sentence] = {}
        for seq in seqs:
            if self._is_ready(seq):
                heappush(self._later, (self._due_at(self._order.place(seq)), seq))
            reason = self._why_waiting(seq)
            if reason is not None and english(reason) != self._order.place(seq).reason:
                silent[seq] = reason
        return silent

    def _why_waiting(self, seq: int) -> str | Sentence | None:
        match self._order.standing(seq):
            case Held(reason):
                return reason
            case Parked():
                return None
        place = self._order.place(seq)
        return self._operations.reason(place.command) if place.state is State.PENDING else None

    def _wake(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            heappush(self._due, heappop(self._later)[1])

    def _next(self, seqs: list[int], now: float) -> int | None:
        """The first that is still ready and due; what has changed since it was put there is passed over."""
        while seqs:
            if not self._is_ready(seq := heappop(seqs)):
                continue
            if any(self._order.are_about_one(seq, carried) for carried in self._carried):
                self._aside.append(seq)
                continue
            if (due := self._due_at(self._order.place(seq))) <= now:
                return seq
            heappush(self._later, (due, seq))
        return None

    def _carry(self, seq: int) -> Place:
        place = self._order.place(seq)
        self._carried[seq] = place.command
        if place.decisions:
            self._heeded[seq] = place.decisions
        return place

    def _is_ready(self, seq: int) -> bool:
        return seq not in self._carried and isinstance(self._order.standing(seq), Ready)

    def _is_wanted(self, place: Place) -> bool:
        """Whether it is carried though the server cannot take its like: one of unknown fate is looked for and not sent,
        and what a person has decided is tried at once."""
        return place.state is State.UNKNOWN or place.decisions > self._heeded.get(place.seq, 0)

    def _is_open(self, command: str, now: float) -> bool:
        """Whether the server can do it, or one may be tried to find out."""
        opens = self._operations.opens_at(command)
        return not opens or (opens <= now and command not in self._carried.values())
