"""The file system of the power cut keeps what was synced and forgets the rest: else it would prove nothing."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.faults


def sync(path: Path) -> None:
    """The file or the folder."""
    opened = os.open(path, os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)


def test_what_was_written_is_read_and_forgotten(switch_on: Callable[..., Any]) -> None:
    machine = switch_on()
    (machine.mount / "note").write_text("tap at Mill Road")
    sync(machine.mount)
    assert (machine.mount / "note").read_text() == "tap at Mill Road"
    machine.cut_power()
    assert (machine.found / "note").read_text() == ""


def test_what_was_synced_is_kept_as_it_was_then(switch_on: Callable[..., Any]) -> None:
    machine = switch_on()
    with (machine.mount / "note").open("w+b") as note:
        note.write(b"a" * 10_000)
        note.flush()
        os.fsync(note.fileno())
        sync(machine.mount)
        note.seek(4_000)
        note.write(b"b" * 200)
        note.truncate(5_000)
    machine.cut_power()
    assert (machine.found / "note").read_bytes() == b"a" * 10_000


def test_what_was_synced_later_is_kept_too(switch_on: Callable[..., Any]) -> None:
    machine = switch_on()
    with (machine.mount / "note").open("w+b") as note:
        note.write(b"a" * 10_000)
        note.flush()
        os.fsync(note.fileno())
        note.seek(4_000)
        note.write(b"b" * 200)
        note.truncate(5_000)
        note.seek(9_000)
        note.write(b"c")
        note.flush()
        os.fdatasync(note.fileno())
    sync(machine.mount)
    machine.cut_power()
    assert (machine.found / "note").read_bytes() == b"a" * 4_000 + b"b" * 200 + b"a" * 800 + bytes(4_000) + b"c"


def test_a_name_is_kept_when_its_folder_was_synced(switch_on: Callable[..., Any]) -> None:
    machine = switch_on()
    for name in ("nameless", "named", "deleted", "old"):
        (machine.mount / name).write_text(name)
        sync(machine.mount / name)
        if name != "nameless":
            sync(machine.mount)
    (machine.mount / "folder").mkdir()
    (machine.mount / "folder" / "below").write_text("below")
    sync(machine.mount / "folder" / "below")
    (machine.mount / "nameless").rename(machine.mount / "folder" / "moved")
    sync(machine.mount / "folder")
    (machine.mount / "deleted").unlink()
    sync(machine.mount)
    (machine.mount / "old").rename(machine.mount / "new")
    (machine.mount / "named").unlink()
    machine.cut_power()
    kept = {
        str(path.relative_to(machine.found)): path.read_text()
        for path in machine.found.glob(
            "**/*",
        )
        if path.is_file()
    }
    assert kept == {"named": "named", "old": "old"}
    assert (machine.found / "folder" / "below").read_text() == "below"
    assert (machine.found / "folder" / "moved").read_text() == "nameless"


def test_by_chance_some_of_it_reaches_the_disk_early(switch_on: Callable[..., Any]) -> None:
    machine = switch_on(early=365)
    with (machine.mount / "note").open("wb", buffering=0) as note:
        sync(machine.mount)
        for _ in range(200):
            note.write(b"a" * 4096)
    machine.cut_power()
    kept = (machine.found / "note").read_bytes()
    assert 0 < kept.count(b"a") < 200 * 4096
    assert bytes(4096) in kept  # a later block was there before an earlier one
