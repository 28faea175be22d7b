"""A typed command is not left alone: what became of it is told, or that it waits."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from edge_agent.practice import practising
from edge_agent.settings import Places
from sync.standin import StandIn

pytestmark = pytest.mark.programs

DONE = "Job 57 is now in progress."
NO_CONNECTION = "There is no connection to Hero365 right now; I keep everything here and send it later."


def say(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "edge_agent", "say", *arguments, "--state", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, input="", timeout=100, check=True)


@pytest.fixture
async def hero365(tmp_path: Path) -> AsyncIterator[StandIn]:
    """Where the technician of the unit in that folder is signed in."""
    async with practising(Places(tmp_path)) as hero365:
        yield hero365


def test_what_hero365_takes_its_time_for_is_told_when_it_is_there(tmp_path: Path, hero365: StandIn) -> None:
    hero365.fault("slow", method="PATCH", seconds=2.5)
    said = say(tmp_path, "start job 57")
    reply, later = said.stdout.splitlines()
    assert reply != DONE
    assert later == DONE
    assert said.stderr == ""


def test_with_json_standard_output_is_for_the_turns(tmp_path: Path, hero365: StandIn) -> None:
    hero365.fault("slow", method="PATCH", seconds=2.5)
    said = say(tmp_path, "start job 57", "--json")
    (turn,) = map(json.loads, said.stdout.splitlines())
    assert turn["outcome"] == "saved"
    assert said.stderr == f"{DONE}\n"


def test_without_a_connection_it_is_told_once_and_that_the_commands_wait(tmp_path: Path, hero365: StandIn) -> None:
    say(tmp_path, "start job 57")
    hero365.fault("down")
    said = say(tmp_path, "start job 42", "create a job for maria garcia", "yes")
    assert said.stdout.count(NO_CONNECTION) == 1
    assert said.stderr.startswith("2 commands wait on this unit: `hero365-edge outbox list` shows why")
    hero365.clear_faults()
    assert "Job 42 is now in progress." in say(tmp_path, "start job 73").stdout


def test_a_reminder_waits_for_its_time_and_not_for_hero365(tmp_path: Path, hero365: StandIn) -> None:
    assert say(tmp_path, "remind me to call the office tomorrow at nine").stderr == ""
