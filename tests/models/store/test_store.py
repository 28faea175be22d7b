"""What is loaded is what the manifest names, whatever happened to the files, and whoever else is at them."""

import errno
import multiprocessing
import shutil
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.store import (
    FolderSource,
    Manifest,
    Model,
    ModelDamagedError,
    ModelFile,
    ModelMissingError,
    ModelStore,
    NoRoomError,
    PullError,
    SourceError,
    SourceUnreachableError,
)
from models.store.locks import only_writer, unused


class Unasked:
    """A source that must not be asked."""

    name = "nobody"

    def fetch(self, model: Model, file: ModelFile, into: Path, moved: Callable[[int, int], None]) -> None:
        raise AssertionError(f"{file.name} was asked for")


class Unhelpful:
    """A source that fails as it is told to, and counts how often it was asked."""

    name = "the unhelpful one"

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.asked = 0

    def fetch(self, model: Model, file: ModelFile, into: Path, moved: Callable[[int, int], None]) -> None:
        self.asked += 1
        raise self.error


class Leaving:
    """A source that leaves the same bytes in each file's place, where nothing is yet; it continues what there is."""

    name = "the wrong one"

    def __init__(self, content: bytes) -> None:
        self.content = content

    def fetch(self, model: Model, file: ModelFile, into: Path, moved: Callable[[int, int], None]) -> None:
        there = into.stat().st_size if into.exists() else 0
        with into.open("ab") as opened:
            opened.write(self.content[there:])


@pytest.fixture
def pulled(store: ModelStore, stick: Path) -> ModelStore:
    """The store with the model in it."""
    store.pull("tiny", [FolderSource(stick)])
    return store


def test_a_model_is_used_while_somebody_has_it_open(store: ModelStore, stick: Path) -> None:
    assert not store.used("tiny")
    store.pull("tiny", [FolderSource(stick)])
    assert not store.used("tiny")
    with store.open("tiny"), store.open("tiny"):
        assert ModelStore(store.folder, store.manifest).used("tiny")
    assert not store.used("tiny")


def test_a_pulled_model_opens_as_a_folder_of_its_files(pulled: ModelStore, contents: dict[str, bytes]) -> None:
    assert pulled.installed("tiny")
    with pulled.open("tiny") as folder:
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == contents


def test_what_is_not_here_says_how_it_is_fetched(store: ModelStore) -> None:
    assert not store.installed("tiny")
    with pytest.raises(ModelMissingError, match="models pull tiny"), store.open("tiny"):
        pass
    assert not store.folder.exists()


class Damage(NamedTuple):
    name: str
    inflict: Callable[[bytes], bytes]


@pytest.mark.parametrize(
    "damage",
    [
        Damage("truncated", lambda content: content[:-1]),
        Damage("empty", lambda content: b""),
        Damage("zero-filled", lambda content: bytes(len(content))),
        Damage("longer", lambda content: content + b"\n"),
        Damage("half zero", lambda content: content[:500] + bytes(len(content) - 500)),
    ],
    ids=lambda damage: damage.name,
)
def test_a_damaged_file_is_never_loaded(pulled: ModelStore, home: Path, damage: Damage) -> None:
    path = home / "model.bin"
    path.write_bytes(damage.inflict(path.read_bytes()))
    with pytest.raises(ModelDamagedError, match=r"model\.bin.*models pull tiny"), pulled.open("tiny"):
        pytest.fail("it was loaded")


def test_files_that_changed_places_are_not_loaded(pulled: ModelStore, home: Path) -> None:
    (home / "model.bin").rename(home / "other")
    (home / "config.json").rename(home / "model.bin")
    (home / "other").rename(home / "config.json")
    with pytest.raises(ModelDamagedError):
        pulled.verify("tiny")


def test_a_model_that_lacks_a_file_is_not_loaded(pulled: ModelStore, home: Path) -> None:
    (home / "model.bin").unlink()
    assert not pulled.installed("tiny")
    with pytest.raises(ModelMissingError, match=r"lacks model\.bin"):
        pulled.verify("tiny")


@given(where=st.integers(0, 256 * 4000 - 1), flip=st.integers(1, 255))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_one_changed_byte_anywhere_is_seen(pulled: ModelStore, home: Path, where: int, flip: int) -> None:
    path = home / "model.bin"
    right = path.read_bytes()
    path.write_bytes(right[:where] + bytes([right[where] ^ flip]) + right[where + 1 :])
    with pytest.raises(ModelDamagedError):
        pulled.verify("tiny")
    path.write_bytes(right)
    pulled.verify("tiny")


def test_opening_makes_no_connection(pulled: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_socket(*arguments: object, **named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", no_socket)
    with pulled.open("tiny") as folder:
        assert folder.is_dir()
    assert pulled.pull("tiny", [Unasked()]).origins == {}


def test_only_what_is_damaged_is_fetched_again(pulled: ModelStore, home: Path, stick: Path) -> None:
    (home / "config.json").write_bytes(b"{}")
    assert pulled.pull("tiny", [FolderSource(stick)]).origins == {"config.json": str(stick)}
    pulled.verify("tiny")


def test_wrong_bytes_are_passed_over_for_the_next_source(store: ModelStore, stick: Path, model: Model) -> None:
    wrong = Leaving(bytes(model.files[1].bytes))
    pulled = store.pull("tiny", [wrong, FolderSource(stick)])
    assert set(pulled.origins.values()) == {str(stick)}
    assert any("the wrong one" in reason and "model.bin" in reason for reason in pulled.passed_over)
    store.verify("tiny")


def test_nothing_is_loaded_where_every_source_is_wrong(store: ModelStore, model: Model, home: Path) -> None:
    sources = [Leaving(bytes(model.files[1].bytes)), Unhelpful(SourceError("it is not there"))]
    with pytest.raises(PullError, match=r"the wrong one.*it is not there"):
        store.pull("tiny", sources)
    assert list(home.iterdir()) == []
    with pytest.raises(ModelMissingError):
        store.verify("tiny")


def test_a_wrong_beginning_is_thrown_away(store: ModelStore, model: Model, contents: dict[str, bytes]) -> None:
    partial = store.folder / ".partial" / f"tiny@{model.revision}" / "model.bin.partial"
    partial.parent.mkdir(parents=True)
    partial.write_bytes(b"the beginning of something else")
    store.pull("tiny", [Leaving(contents["model.bin"]), Leaving(contents["config.json"])])
    store.verify("tiny")


def test_what_was_left_whole_gets_its_name_and_is_asked_of_nobody(
    store: ModelStore, model: Model, contents: dict[str, bytes]
) -> None:
    partial = store.folder / ".partial" / f"tiny@{model.revision}"
    partial.mkdir(parents=True)
    for name, content in contents.items():
        (partial / f"{name}.partial").write_bytes(content)
    pulled = store.pull("tiny", [Unasked()])
    assert (pulled.origins, set(pulled.completed)) == ({}, set(contents))
    store.verify("tiny")


def test_what_was_left_with_the_right_size_and_other_bytes_is_fetched(
    store: ModelStore, stick: Path, model: Model
) -> None:
    partial = store.folder / ".partial" / f"tiny@{model.revision}" / "model.bin.partial"
    partial.parent.mkdir(parents=True)
    partial.write_bytes(bytes(model.files[1].bytes))
    assert store.pull("tiny", [FolderSource(stick)]).completed == ()
    store.verify("tiny")


def test_each_reason_to_pass_over_a_source_is_told_once(store: ModelStore, stick: Path, tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "empty").mkdir()
    sources = [Unhelpful(SourceError("it does not give any")), FolderSource(tmp_path / "empty"), FolderSource(stick)]
    pulled = store.pull("tiny", sources, passing_over=told.append)
    assert told == ["the unhelpful one: it does not give any", f"{tmp_path / 'empty'}: it has no folder tiny"]
    assert pulled.passed_over == tuple(told)


def test_a_source_that_does_not_answer_is_asked_once(store: ModelStore, stick: Path) -> None:
    silent = Unhelpful(SourceUnreachableError("it is far away"))
    store.pull("tiny", [silent, FolderSource(stick)])
    assert silent.asked == 1


def test_progress_says_how_far_each_file_is(store: ModelStore, stick: Path, model: Model) -> None:
    last: dict[str, int] = {}
    store.pull("tiny", [FolderSource(stick)], lambda step: last.update({step.file: step.done}))
    assert last == {file.name: file.bytes for file in model.files}


def test_a_disk_with_too_little_room_is_left_alone(store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(200_500_000))
    with pytest.raises(NoRoomError, match=r"200 MB free.*make room"):
        store.pull("tiny", [Unasked()])
    assert list((store.folder / ".partial").iterdir()) == []


def test_what_is_there_already_needs_no_room(
    store: ModelStore, stick: Path, model: Model, contents: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        free: int

    partial = store.folder / ".partial" / f"tiny@{model.revision}" / "model.bin.partial"
    partial.parent.mkdir(parents=True)
    partial.write_bytes(contents["model.bin"][:900_000])
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(200_500_000))
    store.pull("tiny", [FolderSource(stick)])
    store.verify("tiny")


def test_a_disk_that_fills_up_gets_its_room_back(store: ModelStore, stick: Path, home: Path) -> None:
    class Filling(FolderSource):
        def fetch(self, model: Model, file: ModelFile, into: Path, moved: Callable[[int, int], None]) -> None:
            into.write_bytes(b"as far as it went")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NoRoomError, match="is full"):
        store.pull("tiny", [Filling(stick), Unasked()])
    assert list((store.folder / ".partial").iterdir()) == []
    assert list(home.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, model: Model) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PullError, match="file/models"):
        ModelStore(tmp_path / "file" / "models", Manifest(models=(model,))).pull("tiny", [Unasked()])


class Slow(FolderSource):
    """Says that it has begun, and goes on when it may; counts what it was asked for."""

    def __init__(self, folder: Path, begun: Any, go_on: Any, asked: Any) -> None:
        super().__init__(folder)
        self.begun, self.go_on, self.asked = begun, go_on, asked

    def fetch(self, model: Model, file: ModelFile, into: Path, moved: Callable[[int, int], None]) -> None:
        with self.asked.get_lock():
            self.asked.value += 1
        self.begun.set()
        self.go_on.wait()
        super().fetch(model, file, into, moved)


def test_two_pulls_at_once_do_the_work_once(store: ModelStore, stick: Path, model: Model) -> None:
    context = multiprocessing.get_context("fork")
    begun, go_on, asked = context.Event(), context.Event(), context.Value("i", 0)
    first_waits, second_waits = context.Event(), context.Event()
    source = Slow(stick, begun, go_on, asked)
    first = context.Process(target=store.pull, args=("tiny", [source]), kwargs={"waiting": first_waits.set})
    second = context.Process(target=store.pull, args=("tiny", [source]), kwargs={"waiting": second_waits.set})
    first.start()
    assert begun.wait(30)
    second.start()
    assert second_waits.wait(30)
    with only_writer(store.folder / ".lock") as alone:
        assert not alone
    go_on.set()
    for process in (first, second):
        process.join(30)
        assert process.exitcode == 0
    assert not first_waits.is_set()
    assert asked.value == len(model.files)
    store.verify("tiny")


def test_a_pull_that_was_killed_is_no_obstacle(store: ModelStore, stick: Path) -> None:
    context = multiprocessing.get_context("fork")
    begun, go_on, asked = context.Event(), context.Event(), context.Value("i", 0)
    killed = context.Process(target=store.pull, args=("tiny", [Slow(stick, begun, go_on, asked)]))
    killed.start()
    assert begun.wait(30)
    killed.kill()
    killed.join(30)
    store.pull("tiny", [FolderSource(stick)])
    store.verify("tiny")


def test_a_model_is_in_use_until_it_is_left(pulled: ModelStore, home: Path) -> None:
    with pulled.open("tiny"), pulled.open("tiny"), unused(home) as free:
        assert not free
    with unused(home) as free:
        assert free


def test_it_is_left_too_when_its_engine_fails(pulled: ModelStore, home: Path) -> None:
    with suppress(RuntimeError), pulled.open("tiny"):
        raise RuntimeError("the engine fails")
    with unused(home) as free:
        assert free
