"""The relay's one store, through SQLAlchemy: SQLite on one machine, Postgres by its URL."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from alembic.util import CommandError
from sqlalchemy import URL, Connection, DateTime, Dialect, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from cloud_relay.cancelled_statements import connect, let_go
from cloud_relay.errors import EarlierStoreError, SettingsError
from cloud_relay.migrations import StoreVersion, upgrade, version_of

POSTGRES: Final[dict[str, object]] = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "options": "-c statement_timeout=30s",
    "client_encoding": "UTF8",
}
"""How long one that does not answer is waited for (postgresql.org/docs/current/libpq-connect.html): whoever asks is
told so, instead of waiting for ever. And that text comes as text, also of a database that could not keep all of it.
What the URL says of them goes before."""
_IS_UTF8: Final = text(
    "SELECT encoding = pg_char_to_encoding('UTF8'), pg_encoding_to_char(encoding) "
    "FROM pg_database WHERE datname = current_database()"
)
Sessions = async_sessionmaker[AsyncSession]
"""Makes sessions: ``async with sessions.begin() as session`` is one transaction."""


class Utc(TypeDecorator[datetime]):
    """An aware time; SQLite keeps none, so that all are kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as SQLAlchemy calls it
        """To the database."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as SQLAlchemy calls it
        """From the database."""
        if value is None:
            return None
        return value if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """What all tables belong to."""

    type_annotation_map = {datetime: Utc}  # noqa: RUF012 - as SQLAlchemy declares it


def connected(url: str) -> AsyncEngine:
    """An engine of that database. What was committed is on the disk, power cut or not. Its errors show no values: what
    people have said is among them.

    Raises:
        SettingsError: the URL is none, or of a database that is not known here.
    """
    try:
        parsed = make_url(url)
        own = {"async_creator_fn": connect} if parsed.get_backend_name() == "sqlite" else _limits(parsed)
        engine = create_async_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=own)
    except (ArgumentError, ImportError) as error:
        raise SettingsError(
            "HERO365_RELAY_DATABASE has to be like sqlite+aiosqlite:////var/lib/relay.db or "
            "postgresql+psycopg://user:password@host/relay."
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "invalidate", let_go)
    return engine


def connected_in_threads(url: str) -> Engine:
    """The same database, for work that is done in threads.

    Raises:
        SettingsError: as `connected`.
    """
    given = connected(url).url
    # psycopg serves both kinds of work; of SQLite's drivers one does each.
    url_in_threads = given.set(drivername="sqlite") if given.get_backend_name() == "sqlite" else given
    limits = _limits(url_in_threads)
    engine = create_engine(url_in_threads, pool_pre_ping=True, hide_parameters=True, connect_args=limits)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _limits(url: URL) -> Mapping[str, object]:
    if url.get_backend_name() != "postgresql":
        return {}
    return {name: value for name, value in POSTGRES.items() if name not in url.query}


def _prepare_sqlite(connection: Any, _: object) -> None:
    """Many connections write here, in threads and perhaps processes. With a write-ahead log SQLite before 3.51.3 can
    lose commits then (sqlite.org/wal.html#walresetbug); with a rollback journal it never has."""
    cursor = connection.cursor()
    for pragma in ("busy_timeout=5000", "journal_mode=TRUNCATE", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


async def prepared(engine: AsyncEngine) -> Sessions:
    """Brings its tables to this version, and returns what makes sessions.

    Raises:
        SettingsError: the database cannot be used, keeps text in another encoding than UTF8, or is of a later version.
    """
    with _naming(engine):
        async with engine.begin() as connection:
            await connection.run_sync(_require_utf8)
            await connection.run_sync(upgrade)
    return async_sessionmaker(engine, expire_on_commit=False)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Sessions]:
    """The database until the end of the block, for whoever works beside a relay: an empty one is made ready, and one of
    an earlier version stays as it is.

    Raises:
        EarlierStoreError: it is of one.
        SettingsError: as `connected` and `prepared`.
    """
    engine = connected(url)
    try:
        with _naming(engine):
            async with engine.connect() as connection:
                await connection.run_sync(_require_utf8)
                found = await connection.run_sync(version_of)
        if found is StoreVersion.EARLIER:
            raise EarlierStoreError(
                f"The database {engine.url!r} is of an earlier version of the relay; make a copy of it, and start this "
                "version (hero365-relay serve), which brings it to its own."
            )
        yield await prepared(engine)
    finally:
        await engine.dispose()


def _require_utf8(connection: Connection) -> None:
    """Names and words come in every script; SQLite keeps them all."""
    if connection.dialect.name != "postgresql":
        return
    is_utf8, encoding = connection.execute(_IS_UTF8).one()
    if not is_utf8:
        raise SettingsError(
            f"The database {connection.engine.url!r} keeps text as {encoding}; the relay needs UTF8 "
            "(createdb --encoding UTF8 --template template0)."
        )


@contextmanager
def _naming(engine: AsyncEngine) -> Iterator[None]:
    """Says of which database it is that it cannot be used."""
    try:
        yield
    except CommandError as error:
        raise SettingsError(
            f"The database {engine.url!r} is of a later version of the relay; start that one, or use another database."
        ) from error
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise SettingsError(f"The database {engine.url!r} cannot be used: {str(cause).splitlines()[0]}.") from error
