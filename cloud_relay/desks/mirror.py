"""The working copy of a desk's outbox, and the relay's store behind it.

Outbox, delivery and cache work on a SQLite file (`sync.store`). Here that file is a copy: each transaction is written
to the relay's store first, in one commit there, and undone where that fails. So what was committed is in the store, in
a form that any gateway takes up, and whoever no longer holds the desk can write nothing.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, CursorResult, Engine, delete, insert, select, update
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

Key = tuple[str, str]
"""A table, and what tells the row there."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The right to work on a desk, until another process takes it over."""

    desk: UUID
    holder: UUID
    turn: int


class LostHoldError(StoreError):
    """Another process works on this desk now; nothing was saved here."""


def opened(path: Path, engine: Engine, hold: Hold) -> Store:
    """The working copy at `path`, made anew from what the store holds.

    Raises:
        StoreError: it cannot be made, or the relay's store cannot be read.
    """
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    store = Store.open(path)
    try:
        with store.transaction() as database:
            _fill(database, _kept(engine, hold.desk))
            _watch(database)
        store.before_commit = _Mirror(engine, hold).write
    except BaseException:
        store.close()
        raise
    return store


def _kept(engine: Engine, desk: UUID) -> list[tuple[str, dict[str, Any]]]:
    theirs = select(DeskRow.kind, DeskRow.row).where(DeskRow.desk == desk)
    try:
        with engine.connect() as connection:
            return [(kind, row) for kind, row in connection.execute(theirs)]
    except SQLAlchemyError as error:
        raise StoreError("The relay's store cannot be read.") from error


def _fill(database: Database, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    for kind, row in rows:
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


@dataclass(frozen=True, slots=True)
class _Mirror:
    """Writes what a transaction has changed to the relay's store."""

    engine: Engine
    hold: Hold

    def write(self, database: Database) -> None:
        """Is the last step of a transaction.

        Raises:
            LostHoldError: another process holds the desk.
            StoreError: the store cannot be written.
        """
        touched: list[Key] = [(str(kind), str(key)) for kind, key in database.execute("SELECT kind, key FROM touched")]
        if not touched:
            return
        rows = {(kind, key): _row(database, kind, key) for kind, key in touched}
        waits = bool(database.execute(f"SELECT 1 FROM outbox WHERE {IS_LIVE} LIMIT 1").fetchone())  # noqa: S608 - our own states
        database.execute("DELETE FROM touched")
        try:
            with self.engine.begin() as connection:
                self._claim(connection, waits=waits)
                self._replace(connection, rows)
        except SQLAlchemyError as error:
            raise StoreError("The relay's store cannot be written; nothing was saved.") from error

    def _claim(self, connection: Connection, *, waits: bool) -> None:
        """In the same transaction, so that no two processes ever write for one desk."""
        mine = (Desk.id == self.hold.desk) & (Desk.holder == self.hold.holder) & (Desk.turn == self.hold.turn)
        claimed: CursorResult[Any] = connection.execute(update(Desk).where(mine).values(waits=waits))
        if claimed.rowcount != 1:
            raise LostHoldError("Another process of the relay works on this desk now; nothing was saved here.")

    def _replace(self, connection: Connection, rows: Mapping[Key, dict[str, Any] | None]) -> None:
        for kind, key in rows:
            of_it = (DeskRow.desk == self.hold.desk) & (DeskRow.kind == kind) & (DeskRow.key == key)
            connection.execute(delete(DeskRow).where(of_it))
        present = [
            {"desk": self.hold.desk, "kind": kind, "key": key, "row": row}
            for (kind, key), row in rows.items()
            if row is not None
        ]
        if present:
            connection.execute(insert(DeskRow), present)


def _row(database: Database, kind: str, key: str) -> dict[str, Any] | None:
    """As it stands by now; None where it is gone."""
    found = database.execute(
        f"SELECT * FROM {kind} WHERE {_KEYS[kind].format(kind)} = ?",  # noqa: S608 - names of our own schema
        [json.loads(key) if kind == "outbox" else key],
    )
    names = [column[0] for column in found.description]
    row = found.fetchone()
    return dict(zip(names, row, strict=True)) if row else None
