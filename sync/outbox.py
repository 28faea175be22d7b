"""The outbox: commands that were saved and are on their way. What is in it cannot be lost or become something else."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from erp import Instruction
from sync.errors import ContradictionError, RowStateError, UnknownRowError
from sync.numbering import count_job_number
from sync.rows import LIVE, Origin, QueuedCommand, State, entity_of, needs_of
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
            for instruction in instructions:
                values = _values(instruction, origin)
                names, marks = ", ".join(values), ", ".join("?" * len(values))
                database.execute(
                    f"INSERT INTO outbox ({names}) VALUES ({marks}) ON CONFLICT (id) DO NOTHING",  # noqa: S608 - our own column names
                    list(values.values()),
                )
                self._refuse_contradiction(values)
                self._count_number(instruction)
        return [self.get(str(instruction.id)) for instruction in instructions]

    def rows(self, states: Iterable[State | str] = ()) -> list[QueuedCommand]:
        """The commands in those states (in any, without them), in the order of saying."""
        wanted = [str(State(state)) for state in states] or [str(state) for state in State]
        marks = ", ".join("?" * len(wanted))
        found = self.store.rows(f"SELECT * FROM outbox WHERE state IN ({marks}) ORDER BY seq", wanted)  # noqa: S608
        return [QueuedCommand.from_row(row) for row in found]

    def live(self) -> list[QueuedCommand]:
        """What is still on its way."""
        return self.rows(LIVE)

    def settled_since(self, settled: int) -> list[QueuedCommand]:
        """What Hero365 has taken since, in the order of saying."""
        found = self.store.rows("SELECT * FROM outbox WHERE settled > ? AND state = 'done' ORDER BY seq", [settled])
        return [QueuedCommand.from_row(row) for row in found]

    def last_settled(self) -> int:
        """How many commands have come to an end."""
        return int(self.store.rows("SELECT coalesce(max(settled), 0) AS last FROM outbox")[0]["last"])

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
        found = self.store.rows("SELECT * FROM outbox WHERE substr(id, 1, ?) = ?", [len(command_id), command_id])
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
        states = [str(state) for state in expected]
        values = {"state": str(to), **{name: _stored(value) for name, value in columns.items()}}
        with self.store.transaction() as database:
            if to in (State.DONE, State.REJECTED, State.CANCELLED):
                values |= {"settled": self.last_settled() + 1, "settled_at": datetime.now(UTC).isoformat()}
            if not _updated(database, row.seq, values, states):
                now = self.get(row.id).state
                raise RowStateError(f"The command {row.id} is {_SPOKEN[now]}: {_REFUSALS.get(to, 'it stays so')}.")
        return self.get(row.id)

    def note(self, row: QueuedCommand, **progress: object) -> QueuedCommand:
        """Adds to what delivery notes about a command on the way."""
        with self.store.transaction() as database:
            noted = json.dumps({**row.progress, **progress})
            database.execute("UPDATE outbox SET progress = ? WHERE seq = ?", [noted, row.seq])
        return self.get(row.id)

    def explain(self, row: QueuedCommand, reason: str) -> QueuedCommand:
        """Says beside a command why it waits."""
        with self.store.transaction() as database:
            database.execute("UPDATE outbox SET reason = ? WHERE seq = ?", [reason, row.seq])
        return self.get(row.id)

    def doubt_in_flight(self) -> list[QueuedCommand]:
        """What was being sent when the process ended may have arrived; returns those commands."""
        return [
            self.move(row, State.UNKNOWN, {State.IN_FLIGHT}, reason="The unit stopped while it was being sent.")
            for row in self.rows({State.IN_FLIGHT})
        ]

    def _refuse_contradiction(self, values: Mapping[str, object]) -> None:
        kept = self.store.rows("SELECT * FROM outbox WHERE id = ?", [values["id"]])[0]
        if any(kept[name] != values[name] for name in _CONTENT):
            raise ContradictionError(f"Another command is saved as {values['id']} already; nothing was changed.")

    def _count_number(self, instruction: Instruction) -> None:
        if instruction.command.spec.creates == "job":
            count_job_number(self.store, int(getattr(instruction.command, "number", 0)))


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


def _stored(value: object) -> object:
    return json.dumps(value) if isinstance(value, Mapping) else value


def _updated(database: Database, seq: int, values: Mapping[str, object], states: Sequence[str]) -> bool:
    """Whether the row was in one of the states, and was changed."""
    columns = ", ".join(f"{name} = ?" for name in values)
    marks = ", ".join("?" * len(states))
    changed = database.execute(
        f"UPDATE outbox SET {columns} WHERE seq = ? AND state IN ({marks})",  # noqa: S608 - our own column names
        [*values.values(), seq, *states],
    )
    return changed.rowcount == 1
