"""The power goes while commands are being saved: none that was acknowledged is lost. Others' settings lose theirs."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from sync.account import Account
from sync.outbox import Outbox
from sync.rows import State
from sync.store import Store

pytestmark = pytest.mark.faults

SAVED = 400


@pytest.mark.parametrize("early", [None, *range(10)])
def test_no_acknowledged_command_is_lost(switch_on: Callable[..., Any], early: int | None) -> None:
    machine = switch_on(early)
    # Not always at the same distance from a checkpoint.
    acknowledged = machine.saves("outbox", SAVED + 37 * (early or 0))
    with Store.open(machine.found / "state" / "unit" / "edge.db") as store:
        assert store.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        rows = Outbox(store).rows()
    kept = [row.id for row in rows]
    assert kept[: len(acknowledged)] == acknowledged
    assert len(kept) <= len(acknowledged) + 1  # the one that was being saved
    assert {row.state for row in rows} == {State.PENDING}


@pytest.mark.parametrize("early", [None, *range(11)])
async def test_what_was_on_its_way_takes_effect_once(
    switch_on: Callable[..., Any],
    account: Account,
    arrives_once: Callable[[Path], Awaitable[None]],
    tmp_path: Path,
    early: int | None,
) -> None:
    chance = random.Random(early)  # noqa: S311 - when the power goes is no secret
    machine = switch_on(early)
    account.save(tmp_path / "account.json")
    with machine.run("units.py", machine.mount / "edge.db", tmp_path / "account.json") as units:
        print("delivers", file=units.stdin, flush=True)
        _process, acknowledged = (units.stdout.readline().split() for _ in range(2))
        await asyncio.sleep(chance.uniform(0, 0.3))
        machine.cut_power(units)
    with Store.open(machine.found / "edge.db") as store:
        assert [row.id for row in Outbox(store).rows()] == acknowledged
    await arrives_once(machine.found / "edge.db")


@pytest.mark.parametrize("queue", ["wal-normal", "wal-off"])
def test_settings_that_most_programs_take_lose_everything_since_the_last_checkpoint(
    switch_on: Callable[..., Any], queue: str
) -> None:
    machine = switch_on()
    acknowledged = machine.saves(queue, SAVED, at_most=SAVED)
    assert len(set(acknowledged) - set(machine.lists(queue))) == SAVED


@pytest.mark.parametrize("early", range(3))
def test_blocks_that_reach_the_disk_early_do_not_save_those_settings(switch_on: Callable[..., Any], early: int) -> None:
    machine = switch_on(early)
    assert not set(machine.saves("wal-normal", SAVED, at_most=SAVED)) <= set(machine.lists("wal-normal"))


def test_without_the_folder_synced_a_deleted_journal_comes_back_and_takes_the_last_one_with_it(
    switch_on: Callable[..., Any],
) -> None:
    """sqlite.org/pragma.html#pragma_synchronous says so, and has EXTRA for it."""
    machine = switch_on()
    acknowledged = machine.saves("delete-full", SAVED)
    assert set(acknowledged) - set(machine.lists("delete-full")) <= {acknowledged[-1]}


@pytest.mark.parametrize("queue", ["wal-full", "delete-extra"])
def test_settings_that_sync_all_they_must_lose_nothing(switch_on: Callable[..., Any], queue: str) -> None:
    machine = switch_on()
    assert set(machine.saves(queue, SAVED)) <= set(machine.lists(queue))


def test_litequeue_as_it_comes_loses_messages(switch_on: Callable[..., Any]) -> None:
    pytest.importorskip("litequeue")
    machine = switch_on()
    assert not set(machine.saves("litequeue", SAVED, at_most=SAVED)) <= set(machine.lists("litequeue"))


def test_persist_queue_as_it_comes_keeps_its_items_where_sqlite_was_built_to_sync(
    switch_on: Callable[..., Any],
) -> None:
    pytest.importorskip("persistqueue")
    machine = switch_on()
    assert set(machine.saves("persist-queue", SAVED)) <= set(machine.lists("persist-queue"))
