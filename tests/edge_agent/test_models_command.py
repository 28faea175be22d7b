"""`hero365-edge models`, with no network and with a small model of its own."""

import hashlib
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edge_agent.cli.app import app
from models.store import FolderSource, Manifest, Model, ModelFile, ModelStore, default_models
from models.store.locks import only_writer

pytestmark = pytest.mark.programs

NOWHERE = "http://127.0.0.1:9"
OFFLINE = {"HTTPS_PROXY": NOWHERE, "https_proxy": NOWHERE, "PIP_INDEX_URL": f"{NOWHERE}/simple"}


def models(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edge_agent", "models", *map(str, arguments)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
        env=os.environ | OFFLINE | environment,
    )


def test_the_models_are_listed(tmp_path: Path) -> None:
    ran = models("list", "--json", "--models", tmp_path)
    assert ran.returncode == 0, ran.stderr
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert {(line["model"], line["licence"], line["installed"]) for line in lines} == {
        ("whisper-tiny.en", "MIT", False),
        ("whisper-base", "MIT", False),
        ("piper-en_US-joe-medium", "CC0-1.0", False),
        ("qwen2.5-coder-0.5b-instruct", "Apache-2.0", False),
        ("qwen2.5-0.5b-instruct", "Apache-2.0", False),
        ("qwen2.5-1.5b-instruct", "Apache-2.0", False),
        ("qwen3-0.6b", "Apache-2.0", False),
        ("smollm2-360m-instruct", "Apache-2.0", False),
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("pull", "whisper-enormous"), "no model named 'whisper-enormous'"),
        (("pull", "whisper-base"), "No source has whisper-base"),
        (("verify", "whisper-base"), "whisper-base` fetches it"),
        (("verify",), "No model is in"),
        (("verify", "--json"), "` fetches those of this machine"),
    ],
)
def test_what_fails_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    ran = models(*arguments, "--models", tmp_path)
    assert ran.returncode == 1
    assert len(ran.stderr.strip().splitlines()) == 1, ran.stderr
    assert says in ran.stderr


def test_a_folder_that_does_not_exist_is_not_verified(tmp_path: Path) -> None:
    ran = models("verify", "--models", tmp_path / "nowhere")
    assert ran.returncode == 1
    assert f"There is no folder {tmp_path / 'nowhere'}" in ran.stderr


@pytest.mark.parametrize("address", ["nonsense", "http://unit:secret@host:abc", "ftp://host/models", "http://a..b"])
@pytest.mark.parametrize("given", ["--mirror", "HERO365_EDGE_MIRROR", "PIP_INDEX_URL"])
def test_an_address_that_is_none_is_named(tmp_path: Path, given: str, address: str) -> None:
    arguments, environment = ((given, address), {}) if given == "--mirror" else ((), {given: address})
    ran = models("pull", "whisper-base", *arguments, "--models", tmp_path, **environment)
    assert ran.returncode == 1
    assert len(ran.stderr.strip().splitlines()) == 1, ran.stderr
    assert given in ran.stderr
    assert "is no address of a web server" in ran.stderr
    assert "secret" not in ran.stderr


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "http://host:abc", "ftp://host"])
def test_a_proxy_that_cannot_be_used_is_one_sentence(tmp_path: Path, proxy: str) -> None:
    ran = models("pull", "whisper-base", "--models", tmp_path, ALL_PROXY=proxy, all_proxy=proxy)
    assert ran.returncode == 1
    assert len(ran.stderr.strip().splitlines()) == 1, ran.stderr
    assert "The proxy that ALL_PROXY" in ran.stderr


def test_one_that_fails_does_not_keep_the_next_from_being_tried(tmp_path: Path) -> None:
    ran = models("pull", "--json", "--models", tmp_path)
    assert ran.returncode == 1
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(line["model"], line["passed"]) for line in lines] == [
        ("whisper-tiny.en", False),
        ("piper-en_US-joe-medium", False),
    ]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelStore:
    """The commands work on a store that knows one small model, and on a folder that has it."""
    (tmp_path / "given" / "small").mkdir(parents=True)
    contents = {"config.json": b"{}", "model.bin": b"weights"}
    for name, content in contents.items():
        (tmp_path / "given" / "small" / name).write_bytes(content)
    model = Model(
        name="small",
        kind="speech",
        languages=("en",),
        licence="MIT",
        memory_mb=2,
        repository="a/b",
        revision="0" * 40,
        files=tuple(
            ModelFile(name=name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
            for name, content in contents.items()
        ),
    )
    store = ModelStore(tmp_path / "models", Manifest(models=(model,)))
    command = importlib.import_module("edge_agent.cli.models")  # the name in the package is the group of commands
    monkeypatch.setattr(command, "store_at", lambda folder: store)
    monkeypatch.setattr(command, "default_sources", lambda folders, mirror: [FolderSource(path) for path in folders])
    return store


def test_a_model_is_pulled_listed_and_verified(small: ModelStore, tmp_path: Path) -> None:
    run = CliRunner().invoke
    pulled = run(app, ["models", "pull", "small", "--from", str(tmp_path / "given")])
    assert pulled.exit_code == 0
    assert pulled.stdout == f"small: fetched from {tmp_path / 'given'}.\n"
    assert f"small: asking {tmp_path / 'given'} for model.bin\n" in pulled.stderr
    assert run(app, ["models", "pull", "small"]).stdout == "small: is here already.\n"
    assert json.loads(run(app, ["models", "list", "--json"]).stdout)["installed"]
    assert run(app, ["models", "verify"]).stdout == "small: every byte is right.\n"


def test_why_a_source_is_passed_over_is_told_once_and_before_the_next_one(small: ModelStore, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    given = ("--from", str(tmp_path / "empty"), "--from", str(tmp_path / "given"))
    pulled = CliRunner().invoke(app, ["models", "pull", "small", *given])
    assert pulled.stderr.splitlines() == [
        f"small: not from {tmp_path / 'empty'}: it has no folder small; the next source is asked.",
        f"small: asking {tmp_path / 'given'} for config.json",
        f"small: asking {tmp_path / 'given'} for model.bin",
    ]
    small.verify("small")


def test_no_file_is_said_to_come_from_where_a_wrong_one_is(small: ModelStore, tmp_path: Path) -> None:
    (tmp_path / "given" / "small" / "model.bin").write_bytes(b"other")
    pulled = CliRunner().invoke(app, ["models", "pull", "small", "--from", str(tmp_path / "given")])
    assert pulled.exit_code == 1
    assert "model.bin from" not in pulled.stderr


def test_what_a_pull_filled_feeds_another_unit(small: ModelStore, tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["models", "pull", "small", "--from", str(tmp_path / "given")]).exit_code == 0
    other = ModelStore(tmp_path / "other", small.manifest)
    other.pull("small", [FolderSource(small.folder)])
    other.verify("small")


@pytest.mark.parametrize(
    "arguments", [("verify",), ("verify", "--json"), ("verify", "whisper-base"), ("verify", "whisper-base", "--json")]
)
def test_what_is_advised_is_for_the_folder_that_was_given(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    folder = tmp_path / "my models"
    assert f"`hero365-edge models pull --models '{folder}'" in models(*arguments, "--models", folder).stderr


def test_what_an_interrupted_pull_left_whole_comes_from_no_source(small: ModelStore, tmp_path: Path) -> None:
    partial = small.folder / ".partial" / f"small@{'0' * 40}"
    partial.mkdir(parents=True)
    for file in (tmp_path / "given" / "small").iterdir():
        (partial / f"{file.name}.partial").write_bytes(file.read_bytes())
    pulled = CliRunner().invoke(app, ["models", "pull", "small", "--from", str(tmp_path / "given")])
    assert (pulled.stdout, pulled.stderr) == ("small: completed from what was here.\n", "")
    small.verify("small")


def test_a_second_pull_says_that_it_waits(tmp_path: Path) -> None:
    waiting = [sys.executable, "-m", "edge_agent", "models", "pull", "whisper-base", "--models", str(tmp_path)]
    with only_writer(tmp_path / ".lock"):
        second = subprocess.Popen(waiting, stderr=subprocess.PIPE, text=True, env=os.environ | OFFLINE)
        assert second.stderr
        said = second.stderr.readline()
    assert said == "Another pull is going on; this one waits until it is through.\n"
    assert "No source has whisper-base" in second.communicate(timeout=60)[1]


def test_a_damaged_model_fails_the_verification(small: ModelStore, tmp_path: Path) -> None:
    small.pull("small", [FolderSource(tmp_path / "given")])
    with small.open("small") as folder:
        (folder / "model.bin").write_bytes(bytes(7))
    ran = CliRunner().invoke(app, ["models", "verify", "--json"])
    assert ran.exit_code == 1
    assert not json.loads(ran.stdout)["passed"]
    assert "damaged" in ran.stderr


def test_a_damaged_model_of_the_right_size_is_not_listed_as_here(small: ModelStore, tmp_path: Path) -> None:
    small.pull("small", [FolderSource(tmp_path / "given")])
    with small.open("small") as folder:
        (folder / "model.bin").write_bytes(bytes(7))
    line = json.loads(CliRunner().invoke(app, ["models", "list", "--json"]).stdout)
    assert (line["installed"], line["damaged"]) == (False, True)
    row = CliRunner().invoke(app, ["models", "list"]).stdout.splitlines()[3]
    assert "damaged" in row


def test_the_bar_of_a_terminal_is_named_after_the_model(
    small: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = CliRunner().invoke(app, ["models", "pull", "small", "--from", str(tmp_path / "given")]).stderr
    assert "small" in shown
    assert "config.json" not in shown
    small.verify("small")


def test_the_environment_says_where_models_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HERO365_EDGE_MODELS", str(tmp_path))
    assert default_models() == tmp_path
    monkeypatch.delenv("HERO365_EDGE_MODELS")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_models() == tmp_path / "hero365-edge" / "models"
