"""What recordings say is not left alone either: what became of it is told, or that it waits."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from edge_agent.practice import practising
from edge_agent.recordings.make import FOLDER
from edge_agent.settings import Places
from sync.standin import StandIn

pytestmark = pytest.mark.programs

DONE = "Job 42 is now in progress."


@pytest.fixture
async def hero365(tmp_path: Path) -> AsyncIterator[StandIn]:
    """Where the technician of the unit in that folder is signed in."""
    async with practising(Places(tmp_path)) as hero365:
        yield hero365


def listen(folder: Path, recording: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "edge_agent", "listen", str(FOLDER / recording), *arguments]
    without_models = os.environ | {"HERO365_EDGE_MODELS": str(folder / "no models")}
    return subprocess.run(
        [*command, "--state", str(folder)], capture_output=True, text=True, timeout=100, check=True, env=without_models
    )


def test_what_hero365_takes_its_time_for_is_told_when_it_is_there(tmp_path: Path, hero365: StandIn) -> None:
    hero365.fault("slow", method="PATCH", seconds=4)
    heard = listen(tmp_path, "job_in_progress.rms.flac", "--json")
    (turn,) = map(json.loads, heard.stdout.splitlines())
    assert (turn["outcome"], turn["reply"] != DONE) == ("saved", True)
    assert heard.stderr.splitlines()[-1] == DONE


def test_what_cannot_be_sent_is_said_to_wait(tmp_path: Path, hero365: StandIn) -> None:
    listen(tmp_path, "check_stock.rms.flac")
    hero365.fault("down")
    heard = listen(tmp_path, "job_in_progress.rms.flac")
    assert heard.stderr.splitlines()[-1].startswith("One command waits on this unit")
