"""A unit that is asleep or quiet: real ears, shipped recordings, and what would be heard of it as WAV files."""

import wave
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest

from conversation.manners import Answering
from edge_agent.agent import SpokenTurn
from edge_agent.composition import opened_agent
from edge_agent.earcons import earcon
from edge_agent.recordings.make import FOLDER
from edge_agent.unit import Unit
from hardware.loudspeaker import WavFolder
from hardware.recordings import Recording
from models.recognition import Transcript


def tell(unit: Unit, words: str) -> None:
    unit.assistant.take(Transcript(words, engine="typed", confidence=1.0, accepted=True), uuid4())


async def heard(unit: Unit, name: str, replies: Path, *, wake: bool = True) -> list[SpokenTurn]:
    async with opened_agent(unit, WavFolder(replies), wake=wake) as agent:
        return [turn async for turn in agent.turns(Recording(FOLDER / f"{name}.rms.flac"), uuid4)]


def sounds(replies: Path) -> list[tuple[np.ndarray, int]]:
    found = []
    for path in sorted(replies.glob("*.wav")):
        with wave.open(str(path)) as file:
            found.append((np.frombuffer(file.readframes(file.getnframes()), "<i2"), file.getframerate()))
    return found


@pytest.mark.parametrize("wake", [True, False])
async def test_asleep_it_does_nothing_and_says_nothing(unit: Unit, tmp_path: Path, wake: bool) -> None:
    tell(unit, "go to sleep")
    turns = await heard(unit, "job_in_progress", tmp_path / "replies", wake=wake)
    assert [(turn.reply, turn.heard.wake_score is None) for turn in turns] == [("", False)]
    assert unit.outbox.rows() == []
    assert not sounds(tmp_path / "replies")
    tell(unit, "wake up")
    assert [turn.reply != "" for turn in await heard(unit, "job_in_progress", tmp_path / "replies")] == [True]


async def test_quiet_a_sound_says_that_it_is_saved(unit: Unit, tmp_path: Path) -> None:
    tell(unit, "quiet mode")
    (turn,) = await heard(unit, "job_in_progress", tmp_path / "replies")
    ((sound, rate),) = sounds(tmp_path / "replies")
    assert turn.turn.saved
    assert np.array_equal(sound, earcon(Answering.DONE, rate))


async def test_quiet_it_asks_in_words(unit: Unit, tmp_path: Path) -> None:
    tell(unit, "quiet mode")
    await heard(unit, "create_job", tmp_path / "replies")
    ((sound, rate),) = sounds(tmp_path / "replies")
    assert len(sound) > rate
    assert not unit.assistant.may_tell


def test_what_is_done_sounds_otherwise_than_what_was_not_understood() -> None:
    done, not_understood = (earcon(one, 16_000) for one in (Answering.DONE, Answering.NOT_UNDERSTOOD))
    assert not np.array_equal(done[:1000], not_understood[:1000])
    assert all(0.1 < len(sound) / 16_000 < 0.4 and abs(int(sound[-1])) < 500 for sound in (done, not_understood))
