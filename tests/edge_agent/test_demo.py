"""The demonstration, as a newcomer runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.command_model import command_model
from assistant.engines import Engine, best_engine

pytestmark = pytest.mark.programs

PROGRAM = (sys.executable, "-m", "edge_agent")


def demonstrate(state: Path, **environment: str) -> list[dict[str, Any]]:
    """The events of a demonstration that ran to its end."""
    ran = subprocess.run(
        [*PROGRAM, "demo", "--json", "--state", str(state)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return demonstrate(tmp_path_factory.mktemp("a folder with spaces"))


def understands_freely() -> bool:
    """Whether Whisper and the language model are here."""
    return command_model() is not None and best_engine(processes=1) is Engine.HELD


def step(events: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(event for event in events if event.get("step") == name)


def test_nothing_is_lost_and_nothing_doubled(events: list[dict[str, Any]]) -> None:
    summary = events[-1]
    assert summary["summary"] is True
    assert (summary["lost"], summary["duplicated"]) == (0, 0)
    assert summary["delivered"] == summary["saved"] >= 6
    assert summary["answered"] == (6 if understands_freely() else 3)
    assert summary["spoken_before"] == 0
    assert summary["p95_ms_to_saved"] >= summary["median_ms_to_saved"] > 0


@pytest.mark.parametrize(
    ("name", "command", "slots"),
    [
        ("what is on today", "schedule.today", {}),
        ("a part in stock", "inventory.stock", {"part": "50 gallon water heater"}),
        ("a project", "project.status", {"project": "7"}),
        ("start of work", "job.set_status", {"job": "42", "status": "in_progress"}),
        ("a new job", "job.create", {"customer": "Maria Garcia"}),
        ("an estimate, without network", "estimate.create", {"customer": "Thomas Baker"}),
        ("a missing time", "job.schedule", {"job": "88"}),
        ("an invoice", "invoice.create", {"job": "42"}),
        ("a job and its time", "job.create", {"customer": "Linda Hughes"}),
        ("end of work", "job.set_status", {"job": "42", "status": "completed"}),
    ],
)
def test_what_was_said_is_what_was_understood(
    events: list[dict[str, Any]], name: str, command: str, slots: dict[str, str]
) -> None:
    understood = step(events, name)
    assert understood["command"] == command
    assert slots.items() <= understood["slots"].items()


@pytest.mark.skipif(not understands_freely(), reason="Whisper or the language model is not here")
@pytest.mark.parametrize(
    ("name", "command", "slots"),
    [
        ("a part in stock, said freely", "inventory.stock", {"part": "Flame sensor"}),
        ("a project, said freely", "project.status", {"project": "7"}),
        ("a job on hold, said freely", "job.set_status", {"job": "88", "status": "on_hold"}),
        ("a note, said freely", "job.add_note", {"job": "42", "note": "the valve was leaking"}),
        ("a price, said freely", "inventory.price", {"part": "Flame sensor"}),
    ],
)
def test_what_no_phrase_fits_is_understood_too(
    events: list[dict[str, Any]], name: str, command: str, slots: dict[str, str]
) -> None:
    assert (step(events, name)["command"], step(events, name)["slots"]) == (command, slots)


def test_a_missing_slot_is_asked_for(events: list[dict[str, Any]]) -> None:
    assert step(events, "a missing time")["replies"][0] == "For when?"


def test_what_is_refused_at_the_question_is_not_saved(events: list[dict[str, Any]]) -> None:
    refused = step(events, "refused at the question")
    assert (refused["outcome"], refused["saved"]) == ("cancelled", [])


def test_speech_that_is_no_command_does_nothing(events: list[dict[str, Any]]) -> None:
    nonsense = step(events, "no command at all")
    assert (nonsense["outcome"], nonsense["command"], nonsense["saved"]) == ("nothing", None, [])
    assert nonsense["replies"] == ["I didn't get that."]


def test_an_answer_that_was_lost_is_found_out(events: list[dict[str, Any]]) -> None:
    estimate = step(events, "an estimate, without network")["saved"][0]
    states = [event["state"] for event in events if event.get("id") == estimate]
    assert "unknown" in states
    assert states[-1] == "done"


def test_the_account_counts_the_answer_that_was_lost(events: list[dict[str, Any]]) -> None:
    found = [event["command"] for event in events if event.get("found") is True]
    assert found == ["estimate.create"]
    assert events[-1]["found"] == 1


def test_the_network_goes_and_comes_back_between_exchanges(events: list[dict[str, Any]]) -> None:
    names = [event.get("step") or event["network"] for event in events if "network" in event]
    down, up = names.index("down"), names.index("up")
    assert names[down + 1] == "an estimate, without network"
    assert names[up + 1] == "end of work"


def test_what_was_said_stands_beside_what_was_heard(events: list[dict[str, Any]]) -> None:
    assert step(events, "a missing time")["said"] == ["hey jarvis, schedule job eighty eight", "tomorrow at nine"]
    assert step(events, "a missing time")["heard"] == ["schedule job 88", "tomorrow at nine"]


def test_the_replies_are_there_to_be_heard(events: list[dict[str, Any]]) -> None:
    replies = sum(
        reply != "" for event in events if "replies" in event and "step" in event for reply in event["replies"]
    )
    assert len(list(Path(events[-1]["replies"]).glob("*.wav"))) == replies


def test_without_any_model_it_hears_and_speaks_with_what_is_always_there(tmp_path: Path) -> None:
    summary = demonstrate(tmp_path / "unit", HERO365_EDGE_MODELS=str(tmp_path / "no models"))[-1]
    assert (summary["lost"], summary["duplicated"]) == (0, 0)
    assert summary["delivered"] == summary["saved"] >= 6
    assert summary["answered"] == 3
    assert list(Path(summary["replies"]).glob("*.wav"))
