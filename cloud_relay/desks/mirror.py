"""The working copy of a desk's outbox, and the relay's store behind it.

Outbox, delivery and cache work on a SQLite file (`sync.store`). Here that file is a copy: each transaction is written
to the relay's store first, in one commit there, and undone where that fails. So what was committed is in the store, in
a form that any gateway takes up, and whoever no longer holds the desk can write nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, CursorResult, Engine, delete, insert, select, tuple_, update
from sqlalchemy.exc import SQLAlchemyError
from sqlite_utils import Database

from cloud_relay.tables import Desk, DeskRow
from sync.errors import StoreError
from sync.store import Store
from sync.table import IS_LIVE

_KEYS: Final[Mapping[str, str]] = {
    "outbox": "{}.seq",
    "edits": "{0}.seq || '.' || {0}.edit",
    "settings": "{}.name",
    "operations": "{0}.server || ' ' || {0}.command",
    "boots": "{}.boot",
}
"""The tables that are kept, and what tells their rows apart. What was read from Hero365 can be read again."""
_COUNTER: Final = "sqlite_sequence", "outbox"
"""SQLite's own: the last `seq` that was given, which never comes twice, also where its row is gone."""
_AT_ONCE: Final = 500
"""Rows in one statement; databases take only so many values."""

Key = tuple[str, str]
"""A table, and what tells the row there."""
Rows = Mapping[Key, dict[str, Any] | None]
"""Each as it is to stand in the store; None where it is gone."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The right to work on a desk, until another process takes it over."""

    desk: UUID
    holder: UUID
    turn: int

    @property
    def is_on(self) -> ColumnElement[bool]:
        """Of the row of the desk: whether it is held so."""
        return (Desk.id == self.desk) & (Desk.holder == self.holder) & (Desk.turn == self.turn)


class LostHoldError(StoreError):
    """Another process works on this desk now; nothing was saved here."""


class DoubtError(StoreError):
    """Nobody knows whether the last transaction is in the relay's store; the desk has to be opened anew."""


@dataclass(slots=True)
class Mirror:
    """Writes what the transactions of a working copy change to the relay's store."""

    store: Store
    engine: Engine
    hold: Hold
    is_whole: bool = True
    """Whether the copy is known to say what the relay's store says; once it is not, nothing is written any more."""
    _kept_at: int | None = None
    """How many transactions the copy had made when the relay's store kept another one."""

    @classmethod
    def opened(cls, path: Path, engine: Engine, hold: Hold) -> "Mirror":
        """The working copy at `path`, made anew from what the store holds.

        Raises:
            StoreError: it cannot be made, or the relay's store cannot be read.
        """
        remove_copy(path)
        store = Store.open(path)
        try:
            with store.transaction() as database:
                _fill(database, _kept(engine, hold.desk))
                _watch(database)
            mirror = cls(store, engine, hold)
            store.before_commit = mirror.write
        except BaseException:
            store.close()
            raise
        return mirror

    def write(self, database: Database) -> None:
        """Is the last step of a transaction.

        Raises:
            LostHoldError: another process holds the desk.
            DoubtError: what is in the store is not known any more.
            StoreError: the store cannot be written.
        """
        touched = [(str(kind), str(key)) for kind, key in database.execute("SELECT kind, key FROM touched")]
        if not touched:
            return
        if self._kept_at == self.store.changes:  # what is in the relay's store did not reach the copy: its disk failed
            self.is_whole = False
        if not self.is_whole:
            raise DoubtError("The relay's store may hold more than is known here; try again in a moment.")
        rows: Rows = {(kind, key): _row(database, kind, key) for kind, key in touched}
        if any(kind == "outbox" for kind, _ in rows):
            rows = {**rows, _COUNTER: _counter(database)}
        waits = bool(database.execute(f"SELECT 1 FROM outbox WHERE {IS_LIVE} LIMIT 1").fetchone())  # noqa: S608 - our own states
        database.execute("DELETE FROM touched")
        self._keep(rows, waits=waits)
        self._kept_at = self.store.changes

    def _keep(self, rows: Rows, *, waits: bool) -> None:
        is_committing = False
        try:
            with self.engine.connect() as connection:
                self._claim(connection, waits=waits)
                self._replace(connection, rows)
                is_committing = True
                connection.commit()
        except SQLAlchemyError as error:
            if not (is_committing and self._is_kept(rows)):
                raise StoreError("The relay's store cannot be written; nothing was saved.") from error

    def _claim(self, connection: Connection, *, waits: bool) -> None:
        """In the same transaction, so that no two processes ever write for one desk."""
        claiming = update(Desk).where(self.hold.is_on).values(waits=waits)
        claimed: CursorResult[Any] = connection.execute(claiming)
        if claimed.rowcount != 1:
            raise LostHoldError("Another process of the relay works on this desk now; nothing was saved here.")

    def _replace(self, connection: Connection, rows: Rows) -> None:
        keys = list(rows)
        for begin in range(0, len(keys), _AT_ONCE):
            these = tuple_(DeskRow.kind, DeskRow.key).in_(keys[begin : begin + _AT_ONCE])
            connection.execute(delete(DeskRow).where(DeskRow.desk == self.hold.desk, these))
        present = [
            {"desk": self.hold.desk, "kind": kind, "key": key, "row": row}
            for (kind, key), row in rows.items()
            if row is not None
        ]
        if present:
            connection.execute(insert(DeskRow), present)

    def _is_kept(self, rows: Rows) -> bool:
        """Whether a commit whose answer was lost has taken effect.

        Raises:
            DoubtError: the store does not say.
        """
        try:
            with self.engine.connect() as connection:
                # The lock waits for a server that is still at that commit.
                if connection.execute(select(Desk.id).where(self.hold.is_on).with_for_update()).first() is None:
                    raise LostHoldError("Another process of the relay works on this desk now.")
                theirs = select(DeskRow.kind, DeskRow.key, DeskRow.row).where(DeskRow.desk == self.hold.desk)
                there = {(kind, key): row for kind, key, row in connection.execute(theirs)}
        except SQLAlchemyError as error:
            self.is_whole = False
            raise DoubtError("The relay's store does not say whether it has saved this; try again.") from error
        return all(there.get(key) == row for key, row in rows.items())


def remove_copy(path: Path) -> None:
    """Removes a working copy that nobody works with, with all that SQLite has laid beside it.

    Raises:
        OSError: it stays.
    """
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()


def _kept(engine: Engine, desk: UUID) -> list[tuple[str, dict[str, Any]]]:
    theirs = select(DeskRow.kind, DeskRow.row).where(DeskRow.desk == desk)
    try:
        with engine.connect() as connection:
            return [(kind, row) for kind, row in connection.execute(theirs)]
    except SQLAlchemyError as error:
        raise StoreError("The relay's store cannot be read.") from error


def _fill(database: Database, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    counted, _ = _COUNTER
    for kind, row in sorted(rows, key=lambda one: one[0] == counted):  # at last: each row that comes counts on
        if kind == counted:
            database.execute("DELETE FROM sqlite_sequence WHERE name = ?", [row["name"]])
        marks = ", ".join("?" * len(row))
        database.execute(
            f"INSERT OR REPLACE INTO {kind} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608 - names of our own schema
            list(row.values()),
        )


def _watch(database: Database) -> None:
    """From here on each row that changes is noted, whoever changes it and however."""
    database.execute("CREATE TEMP TABLE touched (kind TEXT, key TEXT, PRIMARY KEY (kind, key))")
    for kind, key in _KEYS.items():
        for event, which in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            database.execute(
                f"CREATE TEMP TRIGGER {kind}_{event.lower()} AFTER {event} ON main.{kind} BEGIN "  # noqa: S608 - our own names
                f"INSERT OR IGNORE INTO touched VALUES ('{kind}', {key.format(which)}); END"
            )


def _row(database: Database, kind: str, key: str) -> dict[str, Any] | None:
    """As it stands by now; None where it is gone."""
    return _found(
        database,
        f"SELECT * FROM {kind} WHERE {_KEYS[kind].format(kind)} = ?",  # noqa: S608 - names of our own schema
        int(key) if kind == "outbox" else key,
    )


def _counter(database: Database) -> dict[str, Any] | None:
    return _found(database, "SELECT * FROM sqlite_sequence WHERE name = ?", _COUNTER[1])


def _found(database: Database, statement: str, key: str | int) -> dict[str, Any] | None:
    found = database.execute(statement, [key])
    names = [column[0] for column in found.description]
    row = found.fetchone()
    return dict(zip(names, row, strict=True)) if row else None
