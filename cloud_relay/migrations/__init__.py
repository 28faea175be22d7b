"""The store's tables, from one version of the relay to the next."""

from enum import Enum, auto
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

_ONE_AT_A_TIME: Final = 365_000_001
"""Postgres's lock for it: gateways that start together wait for the first."""
_MADE_BEFORE: Final = (("0002", "desks"), ("0001", "messages"))
"""Before there were steps, a relay made its tables at once: the step that such a store stands at, by a table of it."""


class StoreVersion(Enum):
    """A store's version, beside that of this relay."""

    EMPTY = auto()
    EARLIER = auto()
    CURRENT = auto()
    LATER = auto()


def version_of(connection: Connection) -> StoreVersion:
    """Looks, and changes nothing."""
    if not inspect(connection).get_table_names():
        return StoreVersion.EMPTY
    steps = ScriptDirectory.from_config(_config())
    stands_at = MigrationContext.configure(connection).get_current_revision()
    if stands_at == steps.get_current_head():
        return StoreVersion.CURRENT
    known = {None, *(step.revision for step in steps.walk_revisions())}
    return StoreVersion.EARLIER if stands_at in known else StoreVersion.LATER


def upgrade(connection: Connection) -> None:
    """Brings the store to this version, in the transaction that `connection` is in: all of it or nothing."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # its driver begins none for what changes tables
    else:
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")  # a step may have much to change
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
    config = _config()
    config.attributes["connection"] = connection
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        for step, table in _MADE_BEFORE:
            if table in tables:
                command.stamp(config, step)
                break
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
