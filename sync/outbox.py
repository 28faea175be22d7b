"""The outbox: commands that were saved and are on their way. What is in it cannot be lost or become something else."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from sqlite3 import Cursor
from typing import Any

from sqlite_utils import Database

from erp import Instruction
from sync.errors import ContradictionError, RowStateError, UnknownRowError
from sync.numbering import count_job_number
from sync.rows import LIVE, PLACE, Origin, Place, QueuedCommand, State, entity_of, needs_of
from sync.store import Store

__all__ = ["Origin", "Outbox", "QueuedCommand", "State"]

_CONTENT = ("command", "slots", "refs")
"""What a person said. No statement here ever updates it."""


class Outbox:
    """The queue in the store. Its methods may be called from any thread; each change is on disk when it returns."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def enqueue(self, instructions: Sequence[Instruction], origin: Origin) -> list[QueuedCommand]:
        """Saves the instructions of one turn, all or none; those that are there already stay as they are.

        Raises:
            ContradictionError: an id is queued already with another content; nothing was saved.
            DiskFullError: there is no space; nothing was saved.
        """
        with self.store.transaction() as database:
            return [self._enqueue(database, instruction, origin) for instruction in instructions]

    def rows(self, states: Iterable[State | str] = ()) -> list[QueuedCommand]:
        """The commands in those states (in any, without them), in the order of saying."""
        wanted = [str(State(state)) for state in states] or [str(state) for state in State]
        marks = ", ".join("?" * len(wanted))
        found = self.store.rows(f"SELECT * FROM outbox WHERE state IN ({marks}) ORDER BY seq", wanted)  # noqa: S608
        return [QueuedCommand.from_row(row) for row in found]

    def live(self) -> list[QueuedCommand]:
        """What is still on its way."""
        # Spelled out, not as parameters: so SQLite sees that the index of live rows serves.
        found = self.store.rows(f"SELECT * FROM outbox WHERE {_IS_LIVE} ORDER BY seq")  # noqa: S608 - our own states
        return [QueuedCommand.from_row(row) for row in found]

    def places(self, seqs: Collection[int] | None = None) -> list[Place]:
        """What order needs to know of commands by their `seq`, or of all live ones, and of those they build on."""
        chosen = _IS_LIVE if seqs is None else "seq IN (SELECT value FROM json_each(?))"
        statement = f"SELECT {PLACE} FROM outbox WHERE {chosen}"  # noqa: S608 - our own column names
        found = self.store.rows(statement, [] if seqs is None else [json.dumps(list(seqs))])
        places = {place.seq: place for place in map(Place.from_row, found)}
        built_on = {ref for place in places.values() for ref in (place.entity, *place.needs)}
        statement = f"SELECT {PLACE} FROM outbox WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
        creators = map(Place.from_row, self.store.rows(statement, [json.dumps(list(built_on))]))
        return list(({place.seq: place for place in creators} | places).values())

    def settled_since(self, settled: int) -> list[QueuedCommand]:
        """What Hero365 has taken since, in the order of saying."""
        found = self.store.rows("SELECT * FROM outbox WHERE settled > ? AND state = 'done' ORDER BY seq", [settled])
        return [QueuedCommand.from_row(row) for row in found]

    def last_settled(self) -> int:
        """How many commands have come to an end."""
        last = self.store.rows("SELECT max(settled) AS last FROM outbox WHERE settled IS NOT NULL")[0]["last"]
        return int(last or 0)

    def creators(self, refs: Iterable[str]) -> dict[str, QueuedCommand]:
        """Those of the references that are queued commands: the commands that make the records."""
        wanted = sorted(set(refs))
        marks = ", ".join("?" * len(wanted))
        found = self.store.rows(f"SELECT * FROM outbox WHERE id IN ({marks})", wanted)  # noqa: S608 - only marks
        return {row["id"]: QueuedCommand.from_row(row) for row in found}

    def get(self, command_id: str) -> QueuedCommand:
        """The command of that id, or of the only id that begins so.

        Raises:
            UnknownRowError: there is none, or more than one begins so, as all do with nothing.
        """
        if not command_id:
            raise UnknownRowError("An empty id is no command's; `outbox list` shows them.")
        found = self.store.rows("SELECT * FROM outbox WHERE id = ?", [command_id]) or self.store.rows(
            "SELECT * FROM outbox WHERE substr(id, 1, ?) = ?", [len(command_id), command_id]
        )
        if len(found) != 1:
            count = "No saved command has" if not found else f"{len(found)} saved commands have ids that begin with"
            raise UnknownRowError(f"{count} {command_id}; `outbox list` shows them.")
        return QueuedCommand.from_row(found[0])

    def cancel(self, command_id: str) -> QueuedCommand:
        """Takes a command back that was not sent, or that Hero365 refused.

        Raises:
            UnknownRowError: there is no such command.
            RowStateError: it is being sent, may have arrived, or has come to an end.
        """
        return self.move(self.get(command_id), State.CANCELLED, {State.PENDING, State.REJECTED}, reason="")

    def retry(self, command_id: str) -> QueuedCommand:
        """Sends a refused command again, or looks at once whether one of unknown fate has arrived.

        Raises:
            UnknownRowError: there is no such command.
            RowStateError: there is nothing to try again.
        """
        row = self.get(command_id)
        again, progress = State.UNKNOWN, dict(row.progress)
        if row.state is State.REJECTED:  # the person knows why: it starts from what Hero365 holds now
            again = State.PENDING
            progress.pop("observed", None)
        return self.move(
            row,
            again,
            {State.REJECTED, State.UNKNOWN},
            reason="",
            attempts=0,
            progress=progress,
            settled=None,
            settled_at=None,
        )

    def move(self, row: QueuedCommand, to: State, expected: Iterable[State], **columns: object) -> QueuedCommand:
        """Takes a command to another state, if it still is in one that is expected, and returns it as it is then.

        Raises:
            RowStateError: it is in another state by now.
        """
        values = {"state": str(to), "asks": False, **{name: _stored(value) for name, value in columns.items()}}
        with self.store.transaction() as database:
            if to in (State.DONE, State.REJECTED, State.CANCELLED):
                values |= {"settled": self.last_settled() + 1, "settled_at": datetime.now(UTC).isoformat()}
            moved = _updated(database, row, values, [str(state) for state in expected])
            if moved is None:
                raise _not_as_expected(self.get(row.id), to)
            self.store.touch(row.seq)
        return moved

    def note(self, row: QueuedCommand, **progress: object) -> QueuedCommand:
        """Adds to what delivery notes about a command on the way."""
        with self.store.transaction() as database:
            noted = json.dumps({**row.progress, **progress})
            database.execute("UPDATE outbox SET progress = ? WHERE seq = ?", [noted, row.seq])
        return self.get(row.id)

    def explain(self, row: QueuedCommand, reason: str) -> None:
        """Says beside a command on its way why it waits."""
        self.explain_all({row.seq: reason})

    def explain_all(self, reasons: Mapping[int, str]) -> list[QueuedCommand]:
        """Says the same of many, by their `seq`, in one commit; returns those that still are on their way."""
        with self.store.transaction() as database:
            explained = []
            for seq, reason in reasons.items():
                statement = f"UPDATE outbox SET reason = ? WHERE seq = ? AND {_IS_LIVE} RETURNING *"  # noqa: S608
                explained += _read(database.execute(statement, [reason, seq]))
            self.store.touch(*(row.seq for row in explained))
        return explained

    def doubt_in_flight(self) -> list[QueuedCommand]:
        """What was being sent when the process ended may have arrived; returns those commands."""
        return [
            self.move(row, State.UNKNOWN, {State.IN_FLIGHT}, reason="The unit stopped while it was being sent.")
            for row in self.rows({State.IN_FLIGHT})
        ]

    def _enqueue(self, database: Database, instruction: Instruction, origin: Origin) -> QueuedCommand:
        values = _values(instruction, origin)
        for row in _read(database.execute(_INSERT, list(values.values()))):
            self.store.touch(row.seq)
            if instruction.command.spec.creates == "job":
                count_job_number(self.store, int(getattr(instruction.command, "number", 0)))
            return row
        kept = self.store.rows("SELECT * FROM outbox WHERE id = ?", [values["id"]])[0]
        if any(kept[name] != values[name] for name in _CONTENT):
            raise ContradictionError(f"Another command is saved as {values['id']} already; nothing was changed.")
        return QueuedCommand.from_row(kept)


_COLUMNS = (
    "id", "command", "slots", "refs", "entity", "needs", "user", "business", "time_zone", "turn", "words", "engine",
    "confirmation", "said_at",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO outbox ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "  # noqa: S608
    "ON CONFLICT (id) DO NOTHING RETURNING *"
)
_IS_LIVE = f"state IN ({', '.join(repr(str(state)) for state in sorted(LIVE))})"
_SPOKEN = {
    State.PENDING: "waiting to be sent",
    State.IN_FLIGHT: "being sent right now",
    State.UNKNOWN: "perhaps at Hero365 already",
    State.DONE: "done",
    State.REJECTED: "refused",
    State.CANCELLED: "cancelled",
}
_REFUSALS = {
    State.CANCELLED: "it can't be taken back",
    State.PENDING: "there is nothing to send again",
    State.UNKNOWN: "there is nothing to send again",
}


def _values(instruction: Instruction, origin: Origin) -> dict[str, Any]:
    """The columns of a command that was just said."""
    return {
        "id": str(instruction.id),
        "command": instruction.command.spec.name,
        "slots": instruction.command.model_dump_json(exclude_none=True),
        "refs": json.dumps(dict(sorted(instruction.refs.items()))),
        "entity": entity_of(instruction),
        "needs": json.dumps(needs_of(instruction)),
        "user": origin.user,
        "business": origin.business,
        "time_zone": origin.time_zone,
        "turn": str(origin.turn),
        "words": origin.words,
        "engine": origin.engine,
        "confirmation": origin.confirmation,
        "said_at": origin.said_at.isoformat(),
    }


def _not_as_expected(row: QueuedCommand, to: State) -> RowStateError:
    return RowStateError(f"The command {row.id} is {_SPOKEN[row.state]}: {_REFUSALS.get(to, 'it stays so')}.")


def _stored(value: object) -> object:
    return json.dumps(value) if isinstance(value, Mapping) else value


def _updated(
    database: Database, row: QueuedCommand, values: Mapping[str, object], states: Sequence[str]
) -> QueuedCommand | None:
    """The row as it is now; None where it was in another state, or a person had changed what it says."""
    columns = ", ".join(f"{name} = ?" for name in values)
    marks = ", ".join("?" * len(states))
    changed = database.execute(
        f"UPDATE outbox SET {columns} WHERE seq = ? AND edits = ? AND state IN ({marks}) RETURNING *",  # noqa: S608
        [*values.values(), row.seq, row.edits, *states],
    )
    return next(iter(_read(changed)), None)


def _read(cursor: Cursor) -> list[QueuedCommand]:
    names = [column[0] for column in cursor.description]
    return [QueuedCommand.from_row(dict(zip(names, row, strict=True))) for row in cursor]
