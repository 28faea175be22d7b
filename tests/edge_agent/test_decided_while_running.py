"""A person decides about saved commands while the agent runs: both are processes of their own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from edge_agent.cli.options import practice_places
from edge_agent.door import door_of
from edge_agent.practice import practising
from edge_agent.settings import Places
from edge_agent.unit import opened
from erp import Instruction
from erp.contacts import ContactCreate
from erp.job_progress import JobSetStatus
from erp.jobs import JobSchedule
from sync.outbox import Outbox
from sync.rows import Origin, QueuedCommand, State
from sync.store import Store

pytestmark = pytest.mark.programs

AGENT = Path(__file__).with_name("agent_without_devices.py")


@dataclass(frozen=True)
class Folder:
    """A unit's folder with the technician's commands in it: some for another business, which stay, and one for this;
    and one of somebody else's."""

    state: Path
    ids: dict[str, str]

    def outbox(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "edge_agent", "outbox", *arguments, "--state", str(self.state)]
        return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)

    def row(self, name: str) -> QueuedCommand:
        with Store.open(practice_places(Places(self.state)).database, read_only=True) as store:
            return Outbox(store).get(self.ids[name])

    @property
    def door(self) -> Path:
        return door_of(practice_places(Places(self.state)).database)


@pytest.fixture
async def folder(tmp_path: Path) -> AsyncIterator[Folder]:
    state = tmp_path / ("deep" * 30)  # deeper than the address of a socket is long
    places = practice_places(Places(state))
    async with practising(places), opened(places) as unit:
        await unit.refresh()
        (job,) = [job for job in unit.cache.snapshot().jobs if job.number == "57"]
        account, words = unit.account, ("America/Chicago", uuid4(), "words", "typed", datetime.now(UTC))
        elsewhere, here = (Origin(account.user_id, business, *words) for business in ("north", account.business_id))
        said = {
            "waiting": Instruction(uuid4(), ContactCreate(customer="Bo Li", phone="5125550101"), {}),
            "refused": Instruction(uuid4(), JobSchedule(job="42", when="2031-01-01T09:00"), {"job": "j42"}),
            "doubtful": Instruction(uuid4(), JobSchedule(job="57", when="2031-01-01T10:00"), {"job": "j57"}),
        }
        started = Instruction(uuid4(), JobSetStatus(job="57", status="in_progress"), {"job": job.ref})
        another = Instruction(uuid4(), ContactCreate(customer="Al Wu", phone="5125550102"), {})
        unit.outbox.enqueue(list(said.values()), elsewhere)
        unit.outbox.enqueue([started], here)
        unit.outbox.enqueue([another], Origin("rosa", account.business_id, *words))
        all_said = {**said, "own": started, "somebody else's": another}
        ids = {name: str(instruction.id) for name, instruction in all_said.items()}
        for name, state_then, columns in (
            ("refused", State.REJECTED, {}),
            ("doubtful", State.UNKNOWN, {"asks": 1}),
            ("own", State.REJECTED, {}),
        ):
            unit.outbox.move(unit.outbox.get(ids[name]), state_then, {State.PENDING}, reason="No.", **columns)
    yield Folder(state, ids)


@pytest.fixture
def agent(folder: Folder) -> Iterator["subprocess.Popen[str]"]:
    """Running on the folder, and ended by the system's own signal."""
    command = [sys.executable, str(AGENT), "run", "--state", str(folder.state)]
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | path) as running:
        assert running.stderr is not None
        assert any("Listening to" in line for line in running.stderr)
        yield running
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=60) == 0


def test_a_person_decides_while_the_agent_runs(folder: Folder, agent: "subprocess.Popen[str]") -> None:
    edited = folder.outbox("edit", folder.ids["refused"][:8], "when=2031-01-02T10:30")
    assert "waits. Job 42 is saved for Thursday, January 2 at 10:30 a.m." in edited.stdout, edited.stderr
    assert (folder.row("refused").slots["when"], folder.row("refused").state) == ("2031-01-02T10:30", State.PENDING)

    refused = folder.outbox("settle", folder.ids["waiting"], "--arrived")
    assert (refused.returncode, refused.stderr) == (
        1,
        f"hero365-edge: The command {folder.ids['waiting']} does not ask whether it has arrived; it stays as it is.\n",
    )
    assert folder.outbox("settle", folder.ids["doubtful"], "--arrived").returncode == 0
    assert folder.row("doubtful").state is State.DONE

    assert "taken back" in folder.outbox("cancel", folder.ids["waiting"]).stdout
    assert folder.row("waiting").state is State.CANCELLED

    foreign = folder.outbox("cancel", folder.ids["somebody else's"])
    assert foreign.returncode == 1
    assert "Somebody else said this command" in foreign.stderr
    assert folder.row("somebody else's").state is State.PENDING
    assert agent.poll() is None


def test_what_is_sent_again_reaches_hero365_and_the_agent_ends_when_it_is_told_to(
    folder: Folder, agent: "subprocess.Popen[str]"
) -> None:
    assert "waits." in folder.outbox("retry", folder.ids["own"]).stdout
    shown = (json.loads(folder.outbox("show", folder.ids["own"]).stdout)["state"] for _ in range(60))
    assert "done" in shown

    assert folder.door.is_socket()
    agent.send_signal(signal.SIGTERM)
    assert agent.wait(timeout=60) == 0
    assert not folder.door.exists()


def test_an_agent_that_was_killed_leaves_nothing_in_the_way(folder: Folder) -> None:
    folder.door.touch()  # as its socket lies there then: nobody answers
    assert "taken back" in folder.outbox("cancel", folder.ids["waiting"]).stdout
