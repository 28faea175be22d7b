"""The agent runs on while the unit changes hands, and ends when it works for nobody. It is a process of its own."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from edge_agent.people import People
from edge_agent.practice import practising
from edge_agent.settings import Places
from sync.client import Hero365Client
from sync.standin import PRACTICE, PRACTICE_PASSWORD, Seed, email_of

pytestmark = pytest.mark.programs

AGENT = Path(__file__).with_name("agent_without_devices.py")
TECHNICIAN, COLLEAGUE = (member.name for member in Seed.load(PRACTICE).team[:2])


@pytest.fixture
async def people(tmp_path: Path) -> AsyncIterator[People]:
    """The technician has a PIN, and then a colleague signed in."""
    people = People(Places(tmp_path / "unit"))
    async with practising(Places(tmp_path / "hero365")) as hero365:
        for name in (TECHNICIAN, COLLEAGUE):
            people.sign_in(
                await Hero365Client.sign_in(
                    hero365.url, email_of(name), PRACTICE_PASSWORD, time_zone="America/Chicago", language="en"
                )
            )
            people.give_pin("4711")
        yield people


def test_it_waits_for_the_microphone_after_a_switch_and_ends_where_nobody_is_signed_in(
    people: People, tmp_path: Path
) -> None:
    command = [sys.executable, str(AGENT), "run", "--state", str(tmp_path / "unit")]
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | path) as agent:
        assert agent.stderr is not None
        assert any(f"Listening to {COLLEAGUE}" in line for line in agent.stderr)
        people.switch(TECHNICIAN, "4711")
        assert any(f"Listening to {TECHNICIAN}" in line for line in agent.stderr)
        assert any("The microphone is in use." in line and '"no microphone"' in line for line in agent.stderr)
        people.forget(TECHNICIAN)
        people.forget(COLLEAGUE)
        *_, heard, why = agent.stderr.read().splitlines()
        assert heard.startswith("Heard: ")  # who wears it is told aloud
        assert "The unit works for nobody now" in why
    assert agent.returncode == 1
    assert not (tmp_path / "unit" / "practice").exists()
