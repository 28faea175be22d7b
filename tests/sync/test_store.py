"""The database: durable or refused, one writer, one clear sentence for whatever is wrong."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from sync.errors import DiskFullError, StoreBusyError, StoreError, StoreUnreadableError
from sync.outbox import Outbox
from sync.schema import migrations
from sync.store import Store


def pragma(store: Store, name: str) -> object:
    return next(iter(store.rows(f"PRAGMA {name}")[0].values()))


def test_every_commit_is_on_disk(store: Store) -> None:
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "synchronous") == 2  # FULL


def test_what_was_set_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with Store.open(tmp_path / "edge.db") as store:
        store.set(device_code="E7K")
    with Store.open(tmp_path / "edge.db") as store:
        assert store.setting("device_code") == "E7K"
        assert store.setting("never set") is None


def test_nobody_else_may_read_the_file(store: Store) -> None:
    store.set(technician="Rosa Delgado")
    modes = {path.name: path.stat().st_mode & 0o777 for path in store.path.parent.iterdir()}
    assert set(modes.values()) == {0o600}, modes


def test_a_second_process_is_told_who_writes(store: Store) -> None:
    code = f"from pathlib import Path; from sync.store import Store; Store.open(Path({str(store.path)!r}))"
    second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "StoreBusyError" in second.stderr
    assert "is in use by process" in second.stderr


def test_a_second_process_may_look(store: Store) -> None:
    store.set(device_code="E7K")
    code = (
        "from pathlib import Path; from sync.store import Store\n"
        f"print(Store.open(Path({str(store.path)!r}), read_only=True).setting('device_code'))"
    )
    second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert second.stdout == "E7K\n"


def test_the_next_one_may_write_after_it_was_closed(tmp_path: Path) -> None:
    Store.open(tmp_path / "edge.db").close()
    with Store.open(tmp_path / "edge.db") as store:
        store.set(device_code="E7K")


def test_looking_changes_nothing(tmp_path: Path) -> None:
    Store.open(tmp_path / "edge.db").close()
    with Store.open(tmp_path / "edge.db", read_only=True) as store, pytest.raises(StoreError, match="not be written"):
        store.set(device_code="E7K")


def test_looking_at_nothing_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreadableError, match="There is no database at"):
        Store.open(tmp_path / "edge.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_its_tables_is_named(tmp_path: Path) -> None:
    (tmp_path / "edge.db").touch()  # as where the disk was full when it was made
    with pytest.raises(StoreUnreadableError, match=r"edge\.db is not up to date"):
        Store.open(tmp_path / "edge.db", read_only=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    Store.open(tmp_path / "edge.db").close()
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreUnreadableError, match="folder may not be written to"):
            Store.open(tmp_path / "edge.db", read_only=True)
    finally:
        tmp_path.chmod(0o700)


def test_a_transaction_is_stored_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(RuntimeError), store.transaction():
        store.set(one="1")
        with store.transaction():
            store.set(two="2")
        raise RuntimeError
    assert store.setting("one") is None
    assert store.setting("two") is None


def test_listeners_hear_of_a_transaction_once_and_when_it_is_over(store: Store) -> None:
    heard: list[str | None] = []
    store.on_change(lambda: heard.append(store.setting("two")))
    with store.transaction():
        store.set(one="1")
        store.set(two="2")
    assert heard == ["2"]


def test_what_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "edge.db"
    path.write_bytes(b"a shopping list, and a long one at that" * 100)
    with pytest.raises(StoreUnreadableError, match="damaged or no database"):
        Store.open(path)
    assert path.read_bytes().startswith(b"a shopping list")
    path.unlink()
    Store.open(path).close()  # the failed one holds no lock


def test_damage_is_found_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "edge.db"
    with Store.open(path) as store, store.transaction():
        for number in range(2000):
            store.set(**{f"setting-{number}": "x" * 50})
    damaged = bytearray(path.read_bytes())
    for page in range(3, len(damaged) // 4096):
        damaged[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(damaged)
    with pytest.raises(StoreUnreadableError, match="move it aside"):
        Store.open(path)


def test_a_full_disk_saves_nothing_and_harms_nothing(store: Store) -> None:
    store.set(device_code="E7K")
    used = pragma(store, "page_count")
    store.rows(f"PRAGMA max_page_count = {used}")
    with pytest.raises(DiskFullError, match="no space is left"):
        store.set(much="x" * 1_000_000)
    assert store.setting("much") is None
    assert store.setting("device_code") == "E7K"
    store.rows("PRAGMA max_page_count = 1000000")
    store.set(much="x" * 1_000_000)


def test_a_disk_that_fails_for_reading_is_not_said_to_have_saved_nothing(tmp_path: Path) -> None:
    path = tmp_path / "edge.db"
    path.symlink_to("/proc/self/mem")  # reading at its beginning is an error of input and output
    with pytest.raises(StoreError, match=r"could not be read: the disk under .* fails") as failed:
        Store.open(path, read_only=True)
    assert "saved" not in str(failed.value)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be opened: Not a directory"):
        Store.open(tmp_path / "file" / "below" / "edge.db")


def test_a_database_that_another_program_locks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.store._BUSY_TIMEOUT", 0)
    path = tmp_path / "edge.db"
    Store.open(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreBusyError, match="in use by another program"), Store.open(path) as store:
        store.set(device_code="E7K")
    other.close()


def test_its_mistakes_in_sql_are_not_blamed_on_the_disk(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        store.rows("SELECT * FROM nonsense")


def test_a_database_of_an_earlier_version_is_brought_up_to_date_with_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "edge.db"
    earlier = Database(path)
    migrations.apply(earlier, stop_before="questions")
    earlier["outbox"].insert(
        {
            "id": "11111111-1111-4111-8111-111111111111",
            "command": "job.set_status",
            "slots": '{"job":"42","status":"on_hold"}',
            "refs": '{"job":"job-42"}',
            "entity": "job-42",
            "needs": "[]",
            "user": "rosa",
            "business": "northside",
            "time_zone": "America/Chicago",
            "turn": "11111111-1111-4111-8111-111111111111",
            "words": "hold job forty two",
            "engine": "phrase",
            "confirmation": "",
            "said_at": "2026-11-25T09:00:00+00:00",
        }
    )
    earlier.close()
    with Store.open(path) as store:
        [row] = Outbox(store).live()
        assert row.instruction.command.status == "on_hold"
        assert (row.stamp, row.asks, row.decisions) == (None, False, 0)
