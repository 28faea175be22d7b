"""The outbox's rows on disk: how they are found, and the one way in which they change."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from sqlite3 import Cursor

from sqlite_utils import Database

from erp import Sentence
from sync.errors import RowStateError, UnknownRowError
from sync.rows import PLACE, Place, QueuedCommand, State
from sync.store import Store

IS_LIVE = "state IN ('pending', 'in_flight', 'unknown')"
"""In the words of the index of live rows: SQLite uses it for no others."""


_ONCE_SETTLED = "once_settled"
"""The setting that says how many had come to an end when the last of them was tried again: the count never goes back,
or what is read from Hero365 in between would seem to show what comes later."""


class Table:
    """The rows in the store. The methods may be called from any thread; each change is on disk when it returns."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def rows(self, states: Iterable[State | str] = ()) -> list[QueuedCommand]:
        """The commands in those states (in any, without them), in the order of saying."""
        wanted = [str(State(state)) for state in states] or [str(state) for state in State]
        marks = ", ".join("?" * len(wanted))
        return self._found(f"SELECT * FROM outbox WHERE state IN ({marks}) ORDER BY seq", wanted)  # noqa: S608 - our own names

    def live(self) -> list[QueuedCommand]:
        """What is still on its way."""
        return self._found(f"SELECT * FROM outbox WHERE {IS_LIVE} ORDER BY seq")  # noqa: S608 - our own states

    def places(self, seqs: Collection[int] | None = None) -> list[Place]:
        """What order needs to know of commands by their `seq`, or of all live ones, and of those they build on."""
        chosen = IS_LIVE if seqs is None else "seq IN (SELECT value FROM json_each(?))"
        statement = f"SELECT {PLACE} FROM outbox WHERE {chosen}"  # noqa: S608 - our own column names
        found = self.store.rows(statement, [] if seqs is None else [json.dumps(list(seqs))])
        places = {place.seq: place for place in map(Place.from_row, found)}
        built_on = {ref for place in places.values() for ref in (place.entity, *place.needs)}
        statement = f"SELECT {PLACE} FROM outbox WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own names
        creators = map(Place.from_row, self.store.rows(statement, [json.dumps(list(built_on))]))
        return list(({place.seq: place for place in creators} | places).values())

    def settled_since(self, settled: int, commands: Collection[str]) -> list[QueuedCommand]:
        """What Hero365 has taken since of the commands of these names, in the order of saying."""
        named = "command IN (SELECT value FROM json_each(?))"
        statement = f"SELECT * FROM outbox WHERE settled > ? AND state = 'done' AND {named} ORDER BY +seq"  # noqa: S608 - our own names
        return self._found(statement, [settled, json.dumps(list(commands))])

    def rejected(self) -> list[QueuedCommand]:
        """What was refused, in the order of saying."""
        return self._found("SELECT * FROM outbox WHERE state = 'rejected' ORDER BY seq", [])

    def untold(self, user: str, business: str) -> list[QueuedCommand]:
        """What was refused, or asks, and that `user`, who said it for `business`, was not told; in the order of
        saying."""
        statement = "SELECT * FROM outbox WHERE untold = 1 AND user = ? AND business = ? ORDER BY seq"
        return self._found(statement, [user, business])

    def told(self, rows: Iterable[QueuedCommand]) -> None:
        """Notes that their person was told these, as they stand here: what has become of one since is told too."""
        with self.store.transaction() as database:
            for row in rows:
                same = "seq = ? AND state = ? AND reason = ? AND untold = 1"
                database.execute(
                    f"UPDATE outbox SET untold = 0 WHERE {same}",  # noqa: S608 - our own names
                    [row.seq, str(row.state), row.reason],
                )

    def pending(self, command: str) -> list[QueuedCommand]:
        """The commands of that name that wait, in the order of saying."""
        statement = f"SELECT * FROM outbox WHERE {IS_LIVE} AND state = 'pending' AND command = ? ORDER BY seq"  # noqa: S608 - our own names
        return self._found(statement, [command])

    def in_doubt(self) -> list[int]:
        """By their `seq`, the commands that may have reached Hero365."""
        statement = f"SELECT seq FROM outbox WHERE {IS_LIVE} AND state = 'unknown'"  # noqa: S608 - our own states
        return [int(row["seq"]) for row in self.store.rows(statement)]

    def last_settled(self) -> int:
        """How many commands have come to an end; one that is tried again since is counted twice."""
        last = self.store.rows("SELECT max(settled) AS last FROM outbox WHERE settled IS NOT NULL")[0]["last"]
        return max(int(last or 0), int(self.store.setting(_ONCE_SETTLED) or 0))

    def creators(self, refs: Iterable[str]) -> dict[str, QueuedCommand]:
        """Those of the references that are queued commands: the commands that make the records."""
        statement = "SELECT * FROM outbox WHERE id IN (SELECT value FROM json_each(?))"
        return {row.id: row for row in self._found(statement, [json.dumps(sorted(set(refs)))])}

    def get(self, command_id: str) -> QueuedCommand:
        """The command of that id, or of the only id that begins so.

        Raises:
            UnknownRowError: there is none, or more than one begins so, as all do with nothing.
        """
        if not command_id:
            raise UnknownRowError("An empty id is no command's; `outbox list` shows them.")
        found = self._found("SELECT * FROM outbox WHERE id = ?", [command_id]) or self._found(
            "SELECT * FROM outbox WHERE substr(id, 1, ?) = ?", [len(command_id), command_id]
        )
        if len(found) != 1:
            count = "No saved command has" if not found else f"{len(found)} saved commands have ids that begin with"
            raise UnknownRowError(f"{count} {command_id}; `outbox list` shows them.")
        return found[0]

    def handed_over_as(self, told_id: str) -> QueuedCommand | None:
        """The command that another service knows by that id: its own, unless it was tried again under another one."""
        statement = "SELECT * FROM outbox WHERE coalesce(json_extract(progress, '$.observed.id'), id) = ?"
        return next(iter(self._found(statement, [told_id])), None)

    def move(self, row: QueuedCommand, to: State, expected: Iterable[State], **columns: object) -> QueuedCommand:
        """Takes a command to another state, if it still is in one that is expected and says what `row` says, and
        returns it as it is then. A ``reason`` may be a `Sentence`.

        Raises:
            RowStateError: it is in another state by now, or a person has changed it.
        """
        values = {"state": str(to), "asks": False, **{name: _stored(value) for name, value in columns.items()}}
        values["untold"] = to is State.REJECTED or bool(values["asks"])
        if (said := columns.get("reason")) is not None:
            values |= _in_words(said)
        with self.store.transaction() as database:
            if to in (State.DONE, State.REJECTED, State.CANCELLED):
                values |= {"settled": self.last_settled() + 1, "settled_at": datetime.now(UTC).isoformat()}
            moved = _updated(database, row, values, [str(state) for state in expected])
            if moved is None:
                raise _not_as_expected(self.get(row.id), to)
            self.store.touch(row.seq)
        return moved

    def unsettle(self, row: QueuedCommand) -> None:
        """Notes, before it is moved, that a command which had come to an end has not."""
        if row.settled is not None:
            self.store.set(**{_ONCE_SETTLED: str(self.last_settled())})

    def note(self, row: QueuedCommand, **progress: object) -> QueuedCommand:
        """Adds to what delivery notes about a command on the way."""
        with self.store.transaction() as database:
            noted = json.dumps({**row.progress, **progress})
            database.execute("UPDATE outbox SET progress = ? WHERE seq = ?", [noted, row.seq])
        return self.get(row.id)

    def explain(self, reasons: Mapping[int, str | Sentence]) -> list[QueuedCommand]:
        """Says beside commands, by their `seq`, why they wait, in one commit; returns those that still are on their
        way."""
        with self.store.transaction() as database:
            explained = []
            for seq, reason in reasons.items():
                words = _in_words(reason)
                statement = f"UPDATE outbox SET reason = ?, sentence = ? WHERE seq = ? AND {IS_LIVE} RETURNING *"  # noqa: S608 - our own names
                explained += read(database.execute(statement, [words["reason"], words["sentence"], seq]))
            self.store.touch(*(row.seq for row in explained))
        return explained

    def _found(self, statement: str, parameters: Sequence[object] = ()) -> list[QueuedCommand]:
        return [QueuedCommand.from_row(row) for row in self.store.rows(statement, parameters)]


def read(cursor: Cursor) -> list[QueuedCommand]:
    """The commands that a statement answers with."""
    names = [column[0] for column in cursor.description]
    return [QueuedCommand.from_row(dict(zip(names, row, strict=True))) for row in cursor]


def _updated(
    database: Database, row: QueuedCommand, values: Mapping[str, object], states: Sequence[str]
) -> QueuedCommand | None:
    """The row as it is now; None where it was in another state, or a person had changed what it says."""
    columns = ", ".join(f"{name} = ?" for name in values)
    marks = ", ".join("?" * len(states))
    changed = database.execute(
        f"UPDATE outbox SET {columns} WHERE seq = ? AND decisions = ? AND state IN ({marks}) RETURNING *",  # noqa: S608 - our own names
        [*values.values(), row.seq, row.decisions, *states],
    )
    return next(iter(read(changed)), None)


def _in_words(reason: object) -> dict[str, str]:
    """The columns of a reason: English, and each language where it is the unit's own."""
    if isinstance(reason, Mapping):
        return {"reason": reason["en"], "sentence": json.dumps(dict(reason))}
    return {"reason": str(reason), "sentence": "{}"}


def _stored(value: object) -> object:
    return json.dumps(value) if isinstance(value, Mapping) else value


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


def _not_as_expected(row: QueuedCommand, to: State) -> RowStateError:
    return RowStateError(f"The command {row.id} is {_SPOKEN[row.state]}: {_REFUSALS.get(to, 'it stays so')}.")
