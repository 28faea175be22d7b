"""Working copies do not outlive their process."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cloud_relay.desks.working_folder import working_folder

HOLDS = """
import sys
from pathlib import Path
from cloud_relay.desks.working_folder import working_folder

with working_folder(Path(sys.argv[1])) as folder:
    (folder / "desk.db").write_text("Maria Garcia")
    print(folder, flush=True)
    sys.stdin.read()
"""


@contextmanager
def holding(above: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(above)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process, Path(process.stdout.readline().strip())
    finally:
        process.kill()
        process.communicate()


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_has_stays(tmp_path: Path) -> None:
    above = tmp_path / "desks"
    with holding(above) as (killed, its), holding(above) as (_, anothers):
        killed.kill()
        killed.wait()
        assert (its / "desk.db").read_text() == "Maria Garcia"
        with working_folder(above) as mine:
            assert set(above.iterdir()) == {anothers, mine}
            assert (anothers / "desk.db").exists()


def test_one_that_ends_takes_its_own_along(tmp_path: Path) -> None:
    above = tmp_path / "desks"
    with holding(above) as (process, its):
        process.communicate("")
        assert process.returncode == 0
        assert not its.exists()
    with working_folder(above) as mine:
        (mine / "desk.db").touch()
    assert list(above.iterdir()) == []


def test_one_that_was_killed_before_it_had_its_lock_is_nobodys(tmp_path: Path) -> None:
    half = tmp_path / "half"
    half.mkdir()
    with working_folder(tmp_path) as mine:
        assert list(tmp_path.iterdir()) == [mine]


def test_they_are_for_their_owner_alone(tmp_path: Path) -> None:
    with working_folder(tmp_path / "desks") as mine:
        assert {path.stat().st_mode & 0o077 for path in (mine, mine.parent)} == {0}


def test_many_that_start_at_once_keep_their_own(tmp_path: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", HOLDS, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    try:
        folders = {Path(process.stdout.readline().strip()) for process in started if process.stdout}
        assert set(tmp_path.iterdir()) == folders
        assert len(folders) == len(started)
    finally:
        for process in started:
            process.communicate("")
