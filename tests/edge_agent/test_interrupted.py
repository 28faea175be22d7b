"""Ctrl-C: no traceback at any moment, and a word about what goes on later."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from edge_agent.settings import Places
from models.store.locks import only_writer
from sync.store import Store

pytestmark = pytest.mark.programs

GOES_ON = "Interrupted; start it again, and it goes on where it was.\n"
BY_CTRL_C = 130
NOBODY = {"HTTPS_PROXY": "http://127.0.0.1:9", "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}


def begin(*arguments: str | Path, python: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *python, "-m", "edge_agent", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | NOBODY,
    )


def interrupted(program: subprocess.Popen[str]) -> str:
    """What the program still writes to standard error when Ctrl-C meets it now."""
    program.send_signal(signal.SIGINT)
    return program.communicate(timeout=60)[1]


def wait_for(words: str, output: IO[str] | None) -> None:
    assert output is not None
    assert any(words in line for line in output)


@pytest.mark.parametrize("library", ["numpy", "pydantic", "onnxruntime.capi", "typer"])
def test_while_it_loads_it_ends_silently(library: str) -> None:
    with begin("models", "list", python=("-X", "importtime")) as loading:
        wait_for(f" {library}", loading.stderr)
        said = interrupted(loading)
    assert loading.returncode == BY_CTRL_C
    assert [line for line in said.splitlines() if not line.startswith("import time:")] == []


def test_a_demonstration_says_that_it_goes_on_and_does(tmp_path: Path) -> None:
    beginnings: list[dict[str, Any]] = []
    for _ in range(2):
        with begin("demo", "--json", "--state", tmp_path) as demo:
            assert demo.stdout is not None
            beginnings.append(json.loads(demo.stdout.readline()))
            assert interrupted(demo) == GOES_ON
        assert demo.returncode == BY_CTRL_C
    assert [begun["resumed"] for begun in beginnings] == [False, True]


def test_a_pull_says_that_it_goes_on(tmp_path: Path) -> None:
    with only_writer(tmp_path / ".lock"), begin("models", "pull", "whisper-base", "--models", tmp_path) as pull:
        wait_for("waits until it is through", pull.stderr)
        assert interrupted(pull) == GOES_ON
    assert pull.returncode == BY_CTRL_C


@pytest.mark.parametrize(
    ("command", "question"),
    [
        ("login", "E-mail"),
        ("login --email a@b.example", "Password"),
        ("people pin", "PIN"),
        ("data wipe", "Delete all"),
        ("say --language en", "> "),
    ],
)
def test_a_question_ends_silently(command: str, question: str, tmp_path: Path) -> None:
    said = ["create a job for maria garcia"] if command.startswith("say") else []
    Store.open(Places(tmp_path).database).close()  # a unit's folder: nothing is deleted in any other
    try:
        terminal, keyboard = os.openpty()
    except OSError:
        pytest.skip("there are no pseudo-terminals here")
    asking = subprocess.Popen(
        [sys.executable, "-m", "edge_agent", *command.split(), *said, "--state", str(tmp_path)],
        stdin=keyboard,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # else a hidden question would be asked at the terminal of whoever runs the tests
    )
    with asking, os.fdopen(terminal), os.fdopen(keyboard):
        assert asking.stdout is not None
        shown = b""
        while question.encode() not in shown:
            shown += asking.stdout.read1(1) or pytest.fail(f"{shown!r} ended")
        asking.send_signal(signal.SIGINT)
        rest = asking.communicate(timeout=60)[0]
    assert asking.returncode == BY_CTRL_C
    assert b"Abort" not in rest
    assert b"Traceback" not in rest


def test_a_demonstration_that_nobody_reads_any_more_ends_silently(tmp_path: Path) -> None:
    with begin("demo", "--json", "--state", tmp_path) as demo:
        assert demo.stdout is not None
        assert demo.stderr is not None
        demo.stdout.readline()
        demo.stdout.close()
        assert demo.stderr.read() == ""
    assert demo.returncode == 1
