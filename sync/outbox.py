"""The outbox: commands that were saved and are on their way. What is in it cannot be lost or become something else."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, Self

from pydantic import ValidationError
from sqlite_utils import Database

from erp import CATALOGUE, Instruction, slots_of
from erp.messages import CustomerMessage
from erp.sentences import in_each
from sync.clock import Calendar, Clock, Stamp
from sync.errors import ContradictionError, EditError, RowStateError
from sync.numbering import count_number
from sync.retention import LIMITS_LOOKED_AT, refuse_above_limits
from sync.rows import LIVE, Origin, QueuedCommand, State, records_of
from sync.store import Store
from sync.table import Table

__all__ = ["Origin", "Outbox", "QueuedCommand", "State"]


class Outbox(Table):
    """The queue, as people put commands into it and decide about them."""

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        super().__init__(store)
        self.calendar = Calendar(store, clock)

    def enqueue(self, instructions: Sequence[Instruction], origin: Origin) -> list[QueuedCommand]:
        """Saves the instructions of one turn, all or none; those that are there already stay as they are.

        Raises:
            ContradictionError: an id is queued already with another content; nothing was saved.
            DiskFullError: there is no space; nothing was saved.
            QueueFullError: too much waits already; nothing was saved.
        """
        with self.store.transaction() as database:
            return [self._enqueue(database, instruction, origin) for instruction in instructions]

    def cancel(self, command_id: str) -> QueuedCommand:
        """Takes a command back that was not sent, or that Hero365 refused; one of unknown fate that only a person can
        settle is left as it may be.

        Raises:
            UnknownRowError: there is no such command.
            RowStateError: it is being sent, may have arrived, or has come to an end.
        """
        row = self.get(command_id)
        if row.asks and row.state is State.UNKNOWN:
            return self.move(row, State.CANCELLED, {State.UNKNOWN}, reason=_LEFT)
        with self.store.transaction():
            for later in self.built_on(row):
                self.move(later, State.CANCELLED, {State.PENDING, State.REJECTED}, reason=_ORPHANED)
            return self.move(row, State.CANCELLED, {State.PENDING, State.REJECTED}, reason="")

    def built_on(self, row: QueuedCommand) -> list[QueuedCommand]:
        """What waits, or was refused, and speaks about the record that a command makes, or about one that is made for
        that: without it there is none."""
        gone, built_on = {row.id}, []
        for later in self.rows({State.PENDING, State.REJECTED}):  # what builds on another was said after it
            if later.id not in gone and gone & {later.entity, *later.needs}:
                gone.add(later.id)
                built_on.append(later)
        return built_on

    def retry(self, command_id: str) -> QueuedCommand:
        """Sends a command again that was refused or that asks whether it shall be sent, or looks at once whether one of
        unknown fate has arrived.

        Raises:
            UnknownRowError: there is no such command.
            RowStateError: there is nothing to try again.
        """
        row = self.get(command_id)
        if row.state is State.REJECTED or row.asks:  # the person knows why
            return self._send_anew(row)
        return self.move(row, State.UNKNOWN, {State.UNKNOWN}, reason="", attempts=0, decisions=row.decisions + 1)

    def settle(self, command_id: str, *, arrived: bool) -> QueuedCommand:
        """Says whether Hero365 has taken a command that only a person can find out about. What has not arrived is sent.

        Raises:
            UnknownRowError: there is no such command.
            RowStateError: nobody has to be asked about it.
        """
        row = self.get(command_id)
        if not row.asks or row.state is not State.UNKNOWN:
            raise RowStateError(f"The command {row.id} does not ask whether it has arrived; it stays as it is.")
        if not arrived:
            return self._send_anew(row, absent=True)
        return self.move(row, State.DONE, {State.UNKNOWN}, reason="", outcome=self._taken(row))

    def edit(self, command_id: str, /, **slots: str) -> QueuedCommand:
        """Changes what a command says that was refused or not sent, and sends it. Its id and its place in the order
        stay, and so does what builds on it; what it said before is kept.

        Raises:
            UnknownRowError: there is no such command.
            EditError: it has no such slot, does not take the value, or the slot names a record.
            RowStateError: it is being sent, may have arrived, or has come to an end.
        """
        row = self.get(command_id)
        edited = _edited(row, slots)
        with self.store.transaction() as database:
            sent = self._send_anew(row, slots=edited, expected={State.PENDING, State.REJECTED})
            _keep_version(database, row)
        return sent

    def found_as_sent(self, row: QueuedCommand, slots: Mapping[str, Any], outcome: Mapping[str, str]) -> QueuedCommand:
        """Notes that Hero365 had taken a command before a person changed it: it says again what Hero365 holds.

        Raises:
            RowStateError: it has come to an end, or a person has changed it once more.
        """
        with self.store.transaction() as database:
            found = self.move(row, State.DONE, LIVE, slots=slots, outcome=outcome, reason=_TAKEN_BEFORE)
            _keep_version(database, row)
        return found

    def edits(self, command_id: str) -> list[dict[str, Any]]:
        """The slots that a command had before each of its edits, the first first."""
        statement = "SELECT slots FROM edits WHERE seq = ? ORDER BY edit"
        return [json.loads(edit["slots"]) for edit in self.store.rows(statement, [self.get(command_id).seq])]

    def doubt_in_flight(self) -> list[QueuedCommand]:
        """What was being sent when the process ended may have arrived; returns those commands."""
        return [
            self.move(row, State.UNKNOWN, {State.IN_FLIGHT}, reason=_STOPPED)
            for row in self.live()
            if row.state is State.IN_FLIGHT
        ]

    def _enqueue(self, database: Database, instruction: Instruction, origin: Origin) -> QueuedCommand:
        said, stamp = _Said.of(instruction), self.calendar.stamp()
        inserted = database.execute(_INSERT, [*said.columns(), *_columns_of(origin), *_columns_of_stamp(stamp)])
        if inserted.rowcount:
            seq = int(inserted.lastrowid or 0)
            if seq % LIMITS_LOOKED_AT == 0:
                refuse_above_limits(self.store)
            if instruction.command.spec.creates:
                count_number(self.store, int(getattr(instruction.command, "number", None) or 0))
            self.store.touch(seq)
            # As it would be read back, without reading it: this is what a person waits for.
            return QueuedCommand(seq, *said, origin=origin, state=State.PENDING, stamp=stamp)
        kept = self.get(said.id)
        before = next(iter(self.edits(kept.id)), kept.slots)
        if (kept.command, before, kept.refs) != (said.command, said.slots, said.refs):
            raise ContradictionError(f"Another command is saved as {said.id} already; nothing was changed.")
        return kept

    def _send_anew(
        self,
        row: QueuedCommand,
        expected: frozenset[State] | set[State] | None = None,
        *,
        absent: bool = False,
        **columns: object,
    ) -> QueuedCommand:
        """As the person decided: it starts from what Hero365 holds now. They may have seen that it is `absent` there.

        What was sent is looked for first, as it said then: it may have arrived where a look-up failed and read like a
        refusal.
        """
        progress = {name: value for name, value in row.progress.items() if name not in {"absent", "failed"}}
        if absent:
            progress["absent"] = True
        if "observed" in progress:
            progress["before"] = progress.pop("observed")
            progress.pop("said", None)
        if "slots" in columns and "before" in progress:
            progress.setdefault("said", dict(row.slots))
        again = {"reason": "", "attempts": 0, "settled": None, "settled_at": None, "decisions": row.decisions + 1}
        again["confirmed"] = True
        with self.store.transaction():
            self.unsettle(row)
            return self.move(row, State.PENDING, expected or {row.state}, progress=progress, **again, **columns)

    def _taken(self, row: QueuedCommand) -> dict[str, str]:
        """What Hero365 holds of a command that a person has seen there; of a new record it is not known which."""
        made_by = self.creators([row.entity]).get(row.entity)
        if made_by is None:
            return {"id": row.entity}
        known = row.progress.get("id") if made_by.id == row.id else made_by.outcome.get("id")
        return {"id": str(known)} if known else {}


_ORPHANED = in_each("What it builds on was cancelled.", "Se canceló aquello de lo que depende.")
_LEFT = in_each("Hero365 may have taken it all the same.", "Puede que Hero365 lo haya recibido de todos modos.")
_STOPPED = in_each("The unit stopped while it was being sent.", "La unidad se apagó mientras se enviaba.")
_TAKEN_BEFORE = in_each(
    "Hero365 had taken it as it was said first, and the change was not sent; say the change again.",
    "Hero365 ya lo había recibido como se dijo primero y el cambio no se envió; di el cambio otra vez.",
)
_as_json = json.JSONEncoder().encode
_COLUMNS = (
    "id", "command", "slots", "refs", "entity", "needs", "user", "business", "time_zone", "turn", "words", "engine",
    "confirmation", "said_at", "boot", "elapsed", "wall", "trust",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO outbox ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "  # noqa: S608 - our own names
    "ON CONFLICT (id) DO NOTHING"
)


class _Said(NamedTuple):
    """What a row holds of an instruction, in the order of the columns and of a queued command."""

    id: str
    command: str
    slots: dict[str, Any]
    refs: dict[str, str]
    entity: str
    needs: tuple[str, ...]

    @classmethod
    def of(cls, instruction: Instruction) -> Self:
        command, refs = instruction.command, dict(sorted(instruction.refs.items()))
        slots = command.model_dump(mode="json", exclude_none=True)
        return cls(str(instruction.id), command.spec.name, slots, refs, *records_of(instruction))

    def columns(self) -> tuple[str, ...]:
        slots, refs, needs = _as_json(self.slots), _as_json(self.refs), _as_json(self.needs)
        return self.id, self.command, slots, refs, self.entity, needs


def _columns_of(origin: Origin) -> tuple[str, ...]:
    said = (str(origin.turn), origin.words, origin.engine, origin.confirmation, origin.said_at.isoformat())
    return origin.user, origin.business, origin.time_zone, *said


def _columns_of_stamp(stamp: Stamp) -> tuple[object, ...]:
    return stamp.boot, stamp.elapsed, stamp.wall.timestamp(), str(stamp.trust)


def _keep_version(database: Database, row: QueuedCommand) -> None:
    """What a command said until now stays readable."""
    database.execute(
        "INSERT INTO edits (seq, edit, slots, edited_at) SELECT ?, count(*) + 1, ?, ? FROM edits WHERE seq = ?",
        [row.seq, json.dumps(row.slots), datetime.now(UTC).isoformat(), row.seq],
    )


def _edited(row: QueuedCommand, changed: dict[str, str]) -> dict[str, Any]:
    """The slots of a command with those changed, as its class takes them."""
    if row.command not in CATALOGUE:
        raise EditError(f"This version of the unit can't read the saved command {row.command}.")
    kind = CATALOGUE[row.command]
    spoken = slots_of(kind)
    composed = issubclass(kind, CustomerMessage) and "message" not in spoken
    for name in changed:
        if name in row.refs:
            raise EditError(f"The {name} is a record that was chosen; cancel the command and say it for another one.")
        if name not in spoken:
            raise EditError(f"{row.command} has no {name} to change; it has {', '.join(spoken)}.")
        if composed and name != "method":
            raise EditError(f"The message was made of the {name}; cancel the command and say it again.")
    try:
        return kind.model_validate({**row.slots, **changed}).model_dump(mode="json", exclude_none=True)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        wanted = _wanted(spoken[name].values if name in spoken else "", first["type"], first.get("ctx", {}))
        raise EditError(f"{row.command} doesn't take the {name} {first['input']!r}: {wanted}.") from error


def _wanted(kind: str, wrong: str, limits: Mapping[str, Any]) -> str:
    """What a value of that kind has to be; `limits` go with what is `wrong` of it."""
    if kind in _WRITTEN:
        return f"it is written like {_WRITTEN[kind]}"
    match wrong:
        case "literal_error":
            return f"it is one of {limits['expected']}".replace("'", "")
        case "string_too_long":
            return f"it may have {limits['max_length']} letters"
        case "string_too_short":
            return f"it has {limits['min_length']} letters at least"
    return "it is none"


_WRITTEN = {
    "times": "2026-11-27T09:00, 2026-11-27 or 2026-11-27/morning",
    "dates": "2026-11-27",
    "amounts": "1249.50",
    "durations": "90, in minutes",
    "quantities": "2, or -2 for what goes out",
    "phones": "5125550101 or +15125550101",
    "emails": "jane@example.com",
}
"""How values are written, by their kind."""
