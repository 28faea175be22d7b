"""What is logged: every step when asked for, and never what people say."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from edge_agent.demo.script import RECORDINGS

pytestmark = pytest.mark.programs


def logged(*arguments: str | Path, **environment: str) -> list[dict[str, Any]]:
    """The lines of the log; what else stands on standard error is for people, and is no JSON."""
    ran = subprocess.run(
        [sys.executable, "-m", "edge_agent", *map(str, arguments)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=100,
        check=False,
        env=os.environ | environment,
    )
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stderr.splitlines() if line.startswith("{")]


def test_the_steps_of_a_typed_command_are_logged_without_its_words(tmp_path: Path) -> None:
    lines = logged("-v", "say", "create a job for Maria Garcia", "yes", "--state", tmp_path)
    turns = [line for line in lines if line["event"] == "turn taken"]
    assert {turn["command"] for turn in turns} == {"job.create"}
    assert [turn["outcome"] for turn in turns] == ["confirming", "saved"]
    (command_id,) = turns[1]["saved"]
    (tried,) = (line for line in lines if line["event"] == "command tried")
    assert (tried["command_id"], tried["state"]) == (command_id, "done")
    assert not any(word in json.dumps(lines).lower() for word in ("maria", "garcia", "mill road"))


def test_the_steps_of_a_spoken_question_are_logged_without_its_words(tmp_path: Path) -> None:
    recording = RECORDINGS / "check_stock.rms.flac"
    lines = logged("-v", "listen", recording, "--state", tmp_path, HERO365_EDGE_MODELS=str(tmp_path / "no models"))
    events = [line["event"] for line in lines]
    heard = lines[events.index("heard")]
    assert heard["engine"] == "phrase"
    assert heard["wake_score"] > 0.5
    assert events.index("recogniser loaded") < events.index("heard") < events.index("turn taken")
    assert events.index("turn taken") < events.index("answered")
    assert not any(word in json.dumps(lines).lower() for word in ("stock for", "heater", "gallon"))


def test_without_v_steps_are_not_logged(tmp_path: Path) -> None:
    assert logged("say", "check stock for fifty gallon water heater", "--state", tmp_path) == []
