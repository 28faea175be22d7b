"""A disk that is full, read-only or damaged: what is wrong is said, what was saved stays, it goes on when it can."""

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync.errors import DiskFullError, StoreBusyError, StoreError, StoreUnreadableError
from sync.outbox import Outbox
from sync.rows import Origin
from sync.store import Store
from tests.sync.units import Saying

PAGE = 4096


class Technician:
    """Says one thing after another, and knows what the unit said was saved."""

    def __init__(self, origin: Origin, set_status: Saying) -> None:
        self.acknowledged: list[str] = []
        self._origin = origin
        self._set_status = set_status

    def say(self, store: Store, times: int = 1) -> None:
        for _ in range(times):
            said = self._set_status("on_hold", f"job-{len(self.acknowledged) % 7}")
            Outbox(store).enqueue([said], self._origin)
            self.acknowledged.append(str(said.id))

    def say_until(self, store: Store, error: type[StoreError], match: str) -> None:
        with pytest.raises(error, match=match):
            self.say(store, 100_000)

    def finds_everything(self, store: Store) -> None:
        assert store.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        assert [row.id for row in Outbox(store).rows()] == self.acknowledged


@pytest.fixture
def technician(origin: Origin, set_status: Saying) -> Technician:
    return Technician(origin, set_status)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", str(disk)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here ({mounted.stderr.strip()})")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As a quota: it fails with another error than a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def fill(disk: Path) -> Path:
    """Takes all the room that is left."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(PAGE)):
                pass
        except OSError:
            return ballast
    raise AssertionError


def test_on_a_full_disk_each_command_is_refused_until_there_is_room(small_disk: Path, technician: Technician) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(500_000))
    with Store.open(small_disk / "edge.db") as store:
        technician.say_until(store, DiskFullError, "Nothing was saved: no space is left for .*; make room, try again")
        assert len(technician.acknowledged) > 50
        technician.say_until(store, DiskFullError, "Nothing was saved")
        technician.finds_everything(store)
        ballast.unlink()
        technician.say(store, 10)
        technician.finds_everything(store)
    with Store.open(small_disk / "edge.db") as store:
        technician.finds_everything(store)


def test_a_full_disk_keeps_what_was_saved_when_the_unit_is_started_again(
    small_disk: Path, technician: Technician
) -> None:
    with Store.open(small_disk / "edge.db") as store:
        technician.say(store, 20)
        ballast = fill(small_disk)
        technician.say_until(store, DiskFullError, "Nothing was saved")
        technician.finds_everything(store)
    with pytest.raises(StoreError) as refused, Store.open(small_disk / "edge.db") as store:
        technician.say(store, 1000)
    assert isinstance(refused.value, DiskFullError), refused.value
    ballast.unlink()
    with Store.open(small_disk / "edge.db") as store:
        technician.finds_everything(store)
        technician.say(store, 20)


def test_where_a_full_disk_has_no_room_for_a_database_that_is_said(small_disk: Path, technician: Technician) -> None:
    ballast = fill(small_disk)
    for _ in range(2):
        with pytest.raises(DiskFullError, match="no space is left"):
            Store.open(small_disk / "edge.db")
    ballast.unlink()
    with Store.open(small_disk / "edge.db") as store:
        technician.say(store)
        technician.finds_everything(store)


def test_a_quota_is_said_to_be_the_disk_and_loses_nothing(tmp_path: Path, technician: Technician) -> None:
    with Store.open(tmp_path / "edge.db") as store:
        technician.say(store, 20)
        with no_file_larger_than(400_000):
            technician.say_until(store, StoreError, "Nothing was saved")
            technician.finds_everything(store)
        technician.say(store, 20)
        technician.finds_everything(store)


def test_a_disk_that_became_read_only_is_named_and_read(small_disk: Path, technician: Technician) -> None:
    """As Linux makes a memory card that fails."""
    with Store.open(small_disk / "edge.db") as store:
        technician.say(store, 20)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreError, match="Read-only file system"):
        Store.open(small_disk / "edge.db")
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    with Store.open(small_disk / "edge.db") as store:
        technician.finds_everything(store)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_in_which_nothing_may_be_made_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="Permission denied"):
            Store.open(tmp_path / "edge.db")
    finally:
        tmp_path.chmod(0o700)


def test_a_broken_page_anywhere_is_found_and_nothing_is_deleted(tmp_path: Path, technician: Technician) -> None:
    path = tmp_path / "edge.db"
    with Store.open(path) as store:
        technician.say(store, 200)
    whole = path.read_bytes()
    pages = len(whole) // PAGE
    assert pages > 20
    for page in range(pages):
        damaged = bytearray(whole)
        damaged[page * PAGE : page * PAGE + 16] = b"\xa5" * 16
        path.write_bytes(damaged)
        with pytest.raises(StoreUnreadableError, match=r"edge\.db is damaged or no database .* move it aside"):
            Store.open(path)
        assert path.read_bytes() == damaged, f"page {page}"
    path.write_bytes(whole)
    with Store.open(path) as store:
        technician.finds_everything(store)


@pytest.mark.parametrize("left", ["half of it", "zeros", "another file"])
def test_what_is_left_of_a_database_is_named_and_left_alone(tmp_path: Path, technician: Technician, left: str) -> None:
    path = tmp_path / "edge.db"
    with Store.open(path) as store:
        technician.say(store, 200)
    whole = path.read_bytes()
    remains = {
        "half of it": whole[: len(whole) // 2],
        "zeros": bytes(len(whole)),
        "another file": Path(sys.executable).read_bytes()[: len(whole)],
    }[left]
    path.write_bytes(remains)
    for read_only in (False, True):
        with pytest.raises(StoreUnreadableError, match="damaged or no database"):
            Store.open(path, read_only=read_only).rows("SELECT * FROM outbox")
    assert path.read_bytes() == remains
    path.rename(tmp_path / "aside.db")  # as the sentence says
    with Store.open(path) as store:
        technician.acknowledged.clear()
        technician.say(store, 3)
        technician.finds_everything(store)


@pytest.mark.parametrize("share", [0.0, 0.31, 0.5, 0.77, 0.99])
@pytest.mark.parametrize("harm", ["cut off", "overwritten"])
def test_a_log_that_is_harmed_keeps_what_stands_before_the_harm(
    tmp_path: Path, technician: Technician, share: float, harm: str
) -> None:
    """What a disk loses behind a sync is lost; the rest is whole, in order, and goes on."""
    with Store.open(tmp_path / "edge.db") as store:
        technician.say(store, 100)
        found = tmp_path / "found"
        found.mkdir()
        for name in ("edge.db", "edge.db-wal"):
            shutil.copy(tmp_path / name, found / name)
    log = bytearray((found / "edge.db-wal").read_bytes())
    at = round(share * len(log))
    (found / "edge.db-wal").write_bytes(log[:at] if harm == "cut off" else log[:at] + b"\xa5" * 64 + log[at + 64 :])

    with Store.open(found / "edge.db") as store:
        kept = [row.id for row in Outbox(store).rows()]
        assert kept == technician.acknowledged[: len(kept)]
        assert len(kept) >= share * 100 - 20
        technician.acknowledged = kept
        technician.say(store, 10)
        technician.finds_everything(store)


def test_while_a_second_process_is_refused_the_first_goes_on(store: Store, technician: Technician) -> None:
    technician.say(store, 5)
    code = f"from pathlib import Path; from sync.store import Store; Store.open(Path({str(store.path)!r}))"
    for _ in range(2):
        second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert f"{store.path} is in use by process {os.getpid()}; stop it first" in second.stderr
        technician.say(store, 5)
    technician.finds_everything(store)
    with pytest.raises(StoreBusyError):  # nor a second time in the same process
        Store.open(store.path)
    technician.say(store, 5)
    technician.finds_everything(store)


def test_a_mount_that_fails_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Path) -> bool:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "is_dir", fails)
    missing = tmp_path / "mount" / "edge.db"
    with pytest.raises(StoreUnreadableError, match=r"edge\.db cannot be used: the disk under it fails \(Input/output"):
        Store.open(missing, read_only=True)
