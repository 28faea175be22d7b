"""Which queued command may go: in the order of saying for each record and each person, never one queue for everything.
Pure."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from erp import Sentence
from erp.sentences import in_each
from sync.rows import LIVE, Place, QueuedCommand, State


@dataclass(frozen=True, slots=True)
class Ready:
    """It may be sent."""


@dataclass(frozen=True, slots=True)
class Behind:
    """An earlier command changes or makes a record that it speaks about."""

    earlier: int
    """The `seq` of that command."""


@dataclass(frozen=True, slots=True)
class Held:
    """Something has to be decided by a person first."""

    reason: str | Sentence


@dataclass(frozen=True, slots=True)
class Parked:
    """It goes under another login only. That depends on who is signed in, so it is no reason of the command's own."""


Standing = Ready | Behind | Held | Parked
_READY, _PARKED = Ready(), Parked()


class Order:
    """How each command on its way stands, kept up to date with every change of the queue.

    A change costs a look at what stands directly behind it and no walk over the queue, however long that is: a command
    is remembered with the one that it waits for, and judged anew when that one is gone.
    """

    def __init__(self, user: str, business: str, may_pass: Callable[[str, str], bool] = lambda *_: False) -> None:
        """Of the queue as it stands for `user`, who is signed in, at `business`.

        `may_pass` tells of the names of a later command and an earlier one about the same record whether the later one
        need not wait; where it comes to tell something else, `reconsider` has to be called.
        """
        self._owner = user, business
        self._may_pass = may_pass
        self._live: dict[int, Place] = {}
        self._standing: dict[int, Standing] = {}
        self._creators: dict[str, Place] = {}
        self._names: dict[str, str] = {}
        """Hero365's id of a record, by the id of the command that made it: one record under two names."""
        self._changing: dict[str, list[int]] = defaultdict(list)
        """By record, the commands that change it, in the order of saying."""
        self._naming: dict[str, set[int]] = defaultdict(set)
        """By record, the commands that speak about it."""
        self._newest: dict[str, int] = {}
        """By record, the last command that ever spoke about it."""
        self._behind: dict[int, set[int]] = defaultdict(set)
        self._questions: dict[str, set[int]] = defaultdict(set)
        """By record, the changes of which only a person can say whether they have arrived."""

    def standing(self, seq: int) -> Standing | None:
        """How a command stands; None where it is on its way no more."""
        return self._standing.get(seq)

    def place(self, seq: int) -> Place:
        """What is known of a command on its way."""
        return self._live[seq]

    def waiting(self, command: str) -> list[Place]:
        """The commands of that name that were not sent, in no order."""
        return [row for row in self._live.values() if row.command == command and row.state is State.PENDING]

    def take_in(self, rows: Iterable[Place]) -> set[int]:
        """Learns of commands as they stand by now. Returns the `seq` of each whose standing may be another one."""
        judged: set[int] = set()
        for row in sorted(rows):
            judged |= self._judge_all(self._take_in(row))
        return judged & self._live.keys()  # one may have come to its end behind another in the same breath

    def reconsider(self, command: str) -> set[int]:
        """Learns that others may pass the commands of that name by now, or may no longer. Returns as `take_in`."""
        records = {self._name(row.entity) for row in self._live.values() if row.command == command}
        return self._judge_all({seq for record in records for seq in self._naming[record]})

    def are_about_one(self, one: int, other: int) -> bool:
        """Whether one of two commands on their way changes a record that the other speaks about."""
        a, b = self._live.get(one), self._live.get(other)
        if a is None or b is None:
            return False
        return self._name(a.entity) in self._records(b) or self._name(b.entity) in self._records(a)

    def _take_in(self, row: Place) -> set[int]:
        """Takes one in, and returns those that have to be judged for it."""
        known, again = self._live.get(row.seq), set[int]()
        if row.makes:
            again |= self._learn_fate(row)
        if row.state not in LIVE:
            return again | (self._take_out(known) if known else set())
        self._live[row.seq] = row
        again.add(row.seq)
        if known is None:
            again |= self._put_in(row)
        if _is_question(row) != (known is not None and _is_question(known)):
            again |= self._naming[self._name(row.entity)]
            self._questions[self._name(row.entity)] ^= {row.seq}
        return again

    def _put_in(self, row: Place) -> set[int]:
        entity = self._name(row.entity)
        # What was refused and is tried again comes in before others.
        later = set(self._naming[entity]) if self._newest.get(entity, 0) > row.seq else set()
        insort(self._changing[entity], row.seq)
        for record in self._records(row):
            self._naming[record].add(row.seq)
            self._newest[record] = max(row.seq, self._newest.get(record, 0))
        return later

    def _take_out(self, row: Place) -> set[int]:
        del self._live[row.seq]
        self._forget_wait(row.seq)
        self._standing.pop(row.seq)
        entity = self._name(row.entity)
        self._changing[entity].remove(row.seq)
        behind = self._behind.pop(row.seq, set())
        if _is_question(row):
            self._questions[entity].discard(row.seq)
            behind |= self._naming[entity]
        for record in self._records(row):
            self._naming[record].discard(row.seq)
            if not self._naming[record]:
                del self._naming[record]
                self._changing.pop(record, None)
                self._newest.pop(record, None)
                self._questions.pop(record, None)
        return behind

    def _learn_fate(self, row: Place) -> set[int]:
        """What a command makes is a record of Hero365's, is coming, or will not be."""
        known = self._creators.get(row.id)
        self._creators[row.id] = row
        if known and (known.state, known.made) == (row.state, row.made):
            return set()
        if row.state is State.DONE and row.made and row.id not in self._names:
            self._name_anew(row.id, row.made)
        return set(self._naming.get(self._name(row.id), ())) - {row.seq}

    def _name_anew(self, made_by: str, record: str) -> None:
        self._names[made_by] = record
        if made_by in self._naming:
            self._naming[record] |= self._naming.pop(made_by)
            self._changing[record] = sorted({*self._changing[record], *self._changing.pop(made_by, ())})
            self._questions[record] |= self._questions.pop(made_by, set())
            self._newest[record] = max(self._newest.pop(made_by, 0), self._newest.get(record, 0))

    def _judge_all(self, rows: Collection[int]) -> set[int]:
        judged = set()
        for seq in rows:
            if seq in self._live:
                self._forget_wait(seq)
                standing = self._standing[seq] = self._judge(self._live[seq])
                if isinstance(standing, Behind):
                    self._behind[standing.earlier].add(seq)
                judged.add(seq)
        return judged

    def _judge(self, row: Place) -> Standing:
        if row.owner != self._owner:
            return _PARKED
        if orphaned := self._orphaned(row):
            return Held(orphaned)
        if row.asks:
            return Held(row.reason)
        behind = max((self._before(row, record) for record in self._records(row)), default=0)
        return Behind(behind) if behind else _READY

    def _before(self, row: Place, record: str) -> int:
        """The last of the earlier commands that change the record; 0 where there is none to wait for."""
        earlier = self._changing.get(record, [])
        for at in range(bisect_left(earlier, row.seq) - 1, -1, -1):
            if not self._passes(row, self._live[earlier[at]], record):
                return earlier[at]
        return 0

    def _passes(self, row: Place, earlier: Place, record: str) -> bool:
        """Whether it need not wait though the other one is not settled.

        What makes a record is waited for by all that speak about it. What another person has said, or was said for
        another business, may never go: nobody waits for that, as if it had been said on a unit of theirs. Where nobody
        can find out whether a command has arrived, only the technician's next ones of the same kind wait for their
        answer, as they may be the same said again; all others go by.
        """
        if not earlier.makes and (earlier.owner != row.owner or self._may_pass(row.command, earlier.command)):
            return True
        return row.command != earlier.command and any(
            question <= earlier.seq and self._live[question].command == earlier.command
            for question in self._questions.get(record, ())
        )

    def _forget_wait(self, seq: int) -> None:
        standing = self._standing.get(seq)
        if isinstance(standing, Behind):
            waiting = self._behind.get(standing.earlier, set())
            waiting.discard(seq)
            if not waiting:
                self._behind.pop(standing.earlier, None)

    def _name(self, ref: str) -> str:
        return self._names.get(ref, ref)

    def _records(self, row: Place) -> set[str]:
        return {self._name(ref) for ref in (row.entity, *row.needs)}

    def _orphaned(self, row: Place) -> Sentence | None:
        """A command waits visibly where what it builds on did not come to be."""
        for ref in (row.entity, *row.needs):
            creator = self._creators.get(ref)
            if creator is None or creator.id == row.id or creator.state in LIVE:
                continue
            if creator.state is not State.DONE:
                return _builds_on(creator, *_FATES[creator.state])
            if not creator.made:
                return _builds_on(creator, *_NOT_FOUND)
        return None


def resolved(ref: str, creators: Mapping[str, QueuedCommand]) -> str:
    """Hero365's id of a record, once it has one; records are compared by that."""
    creator = creators.get(ref)
    return str(creator.outcome.get("id", ref)) if creator and creator.state is State.DONE else ref


def _is_question(row: Place) -> bool:
    """What makes a record is none: without it nothing can be done to the record."""
    return row.asks and row.state is State.UNKNOWN and not row.makes


def _builds_on(creator: Place, fate: str, suerte: str) -> Sentence:
    kind, cosa = _KINDS.get(creator.command, ("something", "algo"))
    return in_each(f"It builds on {kind} that {fate}.", f"Depende de {cosa} que {suerte}.")


_FATES = {
    State.REJECTED: ("Hero365 refused", "Hero365 rechazó"),
    State.CANCELLED: ("was cancelled", "se canceló"),
}
_NOT_FOUND = (
    "this unit can't find at Hero365; cancel it, say it again",
    "esta unidad no encuentra en Hero365; cancélalo y dilo otra vez",
)
_KINDS = {
    "job.create": ("a job", "un trabajo"),
    "contact.create": ("a customer", "un cliente"),
    "estimate.create": ("an estimate", "un presupuesto"),
    "estimate.send": ("a message", "un mensaje"),
    "invoice.create": ("an invoice", "una factura"),
    "invoice.from_estimate": ("an invoice", "una factura"),
    "project.create": ("a project", "un proyecto"),
}
