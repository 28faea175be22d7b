"""SQLite for tasks that may be cancelled within a statement: whoever is leaves no lock behind.

Python closes a connection whose statements somebody still has (a cursor in the traceback of the cancellation) without
ending them: SQLite then keeps its locks until the garbage is looked for, and meanwhile nobody else can write. aiosqlite
(0.22) and SQLAlchemy (2.1) close such connections and nothing more.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, Final

import aiosqlite
from sqlalchemy.engine import AdaptedConnection

_ROWS_AT_ONCE: Final = 64
"""Of those that are iterated over; aiosqlite's own number."""


class _Connection(aiosqlite.Connection):
    """Ends a statement within which somebody is cancelled."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        except asyncio.CancelledError:
            if isinstance(cursor := getattr(fn, "__self__", None), sqlite3.Cursor):
                self._tx.put_nowait((None, cursor.close))  # in its thread, behind what it is at
            raise


async def connect(*args: Any, **kwargs: Any) -> aiosqlite.Connection:
    """A connection, as `sqlite3.connect` would open it."""
    connection = _Connection(partial(sqlite3.connect, *args, **kwargs), _ROWS_AT_ONCE)
    connection._thread.daemon = True  # as of those that SQLAlchemy opens itself
    return await connection


def let_go(connection: AdaptedConnection, *_: object) -> None:
    """Ends the transaction of whoever was cancelled within it; a listener for SQLAlchemy's "invalidate"."""
    with suppress(ValueError, sqlite3.Error):  # it is closed already, or has failed
        connection.run_async(lambda driver: driver.rollback())
