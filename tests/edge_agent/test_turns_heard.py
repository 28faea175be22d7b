"""A recording that is no command, and one that cannot be saved."""

from pathlib import Path
from uuid import uuid4

import pytest

from edge_agent.composition import opened_agent
from edge_agent.recordings.make import FOLDER
from edge_agent.unit import Unit
from hardware.loudspeaker import WavFolder
from hardware.recordings import Recording
from sync.errors import DiskFullError, UnsavedError


@pytest.mark.parametrize(("wake", "replies"), [(True, ["I didn't get that."]), (False, [""])])
async def test_who_said_the_wake_word_is_told_that_they_were_not_understood(
    unit: Unit, tmp_path: Path, wake: bool, replies: list[str]
) -> None:
    async with opened_agent(unit, WavFolder(tmp_path / "replies"), wake=wake) as agent:
        turns = [turn async for turn in agent.turns(Recording(FOLDER / "nonsense.rms.flac"), uuid4)]
    assert [turn.reply for turn in turns] == replies


async def test_what_the_store_refuses_while_it_is_taken_is_unsaved(
    unit: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError("No space is left.")

    monkeypatch.setattr(unit.outbox, "enqueue", full)
    async with opened_agent(unit, WavFolder(tmp_path / "replies")) as agent:
        with pytest.raises(UnsavedError, match="No space is left"):
            _ = [turn async for turn in agent.turns(Recording(FOLDER / "job_in_progress.slt.flac"), uuid4)]
    assert unit.outbox.rows() == []
