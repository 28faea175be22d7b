"""The store's tables, from one version of the relay to the next."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

_ONE_AT_A_TIME: Final = 365_000_001
"""Postgres's lock for it: gateways that start together wait for the first."""
_MADE_BEFORE: Final = (("0002", "desks"), ("0001", "messages"))
"""Before there were steps, a relay made its tables at once: the step that such a store stands at, by a table of it."""


def upgrade(connection: Connection) -> None:
    """Brings the store to this version, in the transaction that `connection` is in: all of it or nothing."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # its driver begins none for what changes tables
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        for step, table in _MADE_BEFORE:
            if table in tables:
                command.stamp(config, step)
                break
    command.upgrade(config, "head")
