"""A relay brings its store to its own version when it starts, and loses nothing that was in it."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

import cloud_relay.tables  # noqa: F401 - its tables are compared
from cloud_relay.database import Base, connected, prepared
from cloud_relay.errors import SettingsError
from cloud_relay.settings import Settings
from cloud_relay.tables import CustomerMessage

FIRST = ("enrolment_codes", "devices", "revoked_tokens", "messages", "carrier_reports", "opt_outs", "requests")
DESKS = ("desks", "desk_rows", "voice_sessions")


@pytest.fixture
async def engine(settings: Settings) -> Any:
    settings.folder.mkdir()
    engine = connected(settings.database_url)
    yield engine
    await engine.dispose()


def shape(connection: Connection) -> dict[str, Any]:
    """All that there is but what Alembic keeps for itself, in the database's own words."""
    seen = inspect(connection)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"]) for column in seen.get_columns(table)
            ],
            "key": seen.get_pk_constraint(table)["constrained_columns"],
            "indexes": {(index["name"], *index["column_names"], index["unique"]) for index in seen.get_indexes(table)},
            "unique": {tuple(each["column_names"]) for each in seen.get_unique_constraints(table)},
            "foreign": [
                (each["constrained_columns"], each["referred_table"], each["options"])
                for each in seen.get_foreign_keys(table)
            ],
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


def sorted_columns(shapes: dict[str, Any]) -> dict[str, Any]:
    """A column that came later stands behind the others."""
    return {table: {**found, "columns": sorted(found["columns"])} for table, found in shapes.items()}


async def shape_of(engine: AsyncEngine) -> dict[str, Any]:
    async with engine.connect() as connection:
        return sorted_columns(await connection.run_sync(shape))


async def test_the_steps_make_the_tables_that_are_declared(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
        declared = sorted_columns(await connection.run_sync(shape))
        await connection.run_sync(Base.metadata.drop_all)
    await prepared(engine)
    assert await shape_of(engine) == declared


async def test_a_second_start_changes_nothing(engine: AsyncEngine) -> None:
    await prepared(engine)
    before = await shape_of(engine)
    await prepared(engine)
    assert await shape_of(engine) == before


def made_at_once(connection: Connection, tables: tuple[str, ...]) -> None:
    """As a relay did before there were steps."""
    for table in tables:
        Base.metadata.tables[table].create(connection)
    connection.execute(text("DROP INDEX messages_failed"))
    connection.execute(text("ALTER TABLE messages DROP COLUMN failed_at"))
    if "voice_sessions" in tables:
        for column in ("watcher", "claim", "agent", "gone", "unheard"):
            connection.execute(text(f"ALTER TABLE voice_sessions DROP COLUMN {column}"))


@pytest.mark.parametrize("tables", [FIRST, FIRST + DESKS], ids=["units and messages", "desks too"])
async def test_a_store_that_was_made_before_there_were_steps_is_taken_over(
    engine: AsyncEngine, tables: tuple[str, ...]
) -> None:
    message = uuid4()
    async with engine.begin() as connection:
        await connection.run_sync(made_at_once, tables)
        await connection.execute(
            text(
                "INSERT INTO messages (id, business, asked_by, content, status, due_at, attempts, taken_at) "
                "VALUES (:id, 'northside', 'van-3', '{}', 'sent', '2026-11-25 18:00:00', 0, '2026-11-25 18:00:00')"
            ),
            {"id": message.hex},
        )
    sessions = await prepared(engine)
    async with sessions() as session:
        kept = (await session.scalars(select(CustomerMessage))).one()
    assert (kept.id, kept.business, kept.failed_at) == (message, "northside", None)
    async with engine.begin() as connection:
        found = sorted_columns(await connection.run_sync(shape))
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)
        assert sorted_columns(await connection.run_sync(shape)) == found


async def test_gateways_that_start_together_make_the_tables_once(settings: Settings, engine: AsyncEngine) -> None:
    engines = [engine, *(connected(settings.database_url) for _ in range(3))]
    await asyncio.gather(*(prepared(each) for each in engines))
    assert await shape_of(engine) != {}
    for each in engines[1:]:
        await each.dispose()


async def test_a_step_that_fails_leaves_the_store_as_it_was(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade(config: Any, revision: str) -> None:
        real(config, "0001")
        raise OSError("the power is gone")

    real = command.upgrade
    monkeypatch.setattr(command, "upgrade", upgrade)
    with pytest.raises(SettingsError, match="cannot be used"):
        await prepared(engine)
    assert await shape_of(engine) == {}
    monkeypatch.undo()
    await prepared(engine)


async def test_a_store_of_a_later_version_is_left_alone(engine: AsyncEngine) -> None:
    await prepared(engine)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SettingsError, match="later version of the relay"):
        await prepared(engine)
