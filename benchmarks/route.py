"""The whole route on the shipped recordings: its processor time, and the milliseconds from end of speech to saved.

Synthetic voices (flite: slt, rms, awb), no noise; `python -m benchmarks.route`. The goals are a quarter of the sound's
length on one core, 350 ms to saved at the median (p50) and 600 ms at p95, which is interpolated between the two
nearest turns, as numpy does by default. Not measured: a microphone, a Raspberry Pi, real voices.
"""

import asyncio
import os
import resource
import sys
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import av
import numpy as np

from assistant.engines import Engine, this_profile
from benchmarks.arguments import require_models
from benchmarks.report import publish
from edge_agent.agent import SpokenTurn
from edge_agent.composition import opened_agent
from edge_agent.practice import practising
from edge_agent.recordings.make import FOLDER
from edge_agent.recordings.script import VOICES
from edge_agent.settings import Places
from edge_agent.unit import opened
from hardware.loudspeaker import WavFolder
from hardware.recordings import Recording

EXCHANGES = (
    ("job_in_progress",),
    ("schedule_job",),
    ("create_estimate", "yes"),
    ("create_invoice", "yes"),
    ("create_job", "yes"),
    ("job_complete",),
    ("schedule_job_88", "tomorrow_at_nine"),
    ("schedule_new", "yes"),
    ("check_stock",),
    ("project_status",),
    ("schedule_today",),
)
GOAL_P50_MS, GOAL_P95_MS = 350, 600
GOAL_MS_PER_SECOND = 250


def main() -> None:
    """Measures on one core and publishes."""
    require_models(*this_profile().models)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    turns, seconds_of_sound, seconds_of_work = asyncio.run(measure())
    if any(turn.heard.transcript.engine != Engine.HELD for turn in turns):
        sys.exit("Nothing was measured: Whisper is here and could not be loaded; `hero365-edge doctor` says why.")
    saved = [turn for turn in turns if turn.turn.saved]
    parts = {
        "end-pointing": [turn.end_pointing_ms for turn in saved],
        "recognition": [turn.heard.behind_ms + turn.heard.recognition_ms for turn in saved],
        "understanding": [turn.turn.understanding_ms for turn in saved],
        "commit": [turn.turn.commit_ms for turn in saved],
        "end of speech to saved": [turn.saved_ms for turn in saved],
    }
    rows = [row(name, times) for name, times in parts.items()]
    rows[-1]["goal"] = f"p50 ≤ {GOAL_P50_MS}, p95 ≤ {GOAL_P95_MS}"
    share = round(1000 * seconds_of_work / seconds_of_sound)
    rows.append({"what": "work per second of sound", "p50 ms": share, "p95 ms": "", "slowest ms": ""})
    rows[-1]["goal"] = f"all ≤ {GOAL_MS_PER_SECOND}"
    about = f"Route: {len(turns)} turns, {len(saved)} of them saved, {seconds_of_sound:.0f} s of sound, one core"
    publish("route", about, rows)


def row(name: str, times: list[float]) -> dict[str, Any]:
    """Of one part of the way, over the turns that saved something."""
    p50, p95 = np.percentile(times, (50, 95)).tolist()
    return {
        "what": name,
        "p50 ms": round(p50, 2),
        "p95 ms": round(p95, 2),
        "slowest ms": round(max(times), 2),
        "goal": "",
    }


async def measure() -> tuple[list[SpokenTurn], float, float]:
    """All turns, the seconds of sound, and the processor seconds of this process and its voice while it was played."""
    turns: list[SpokenTurn] = []
    sound = work = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for voice in VOICES:
            places = Places(Path(folder) / voice)
            async with practising(places), opened(places) as unit:
                await unit.refresh()
                async with opened_agent(unit, WavFolder(places.replies)) as agent:
                    await agent.get_ready()
                    started = processor_seconds()
                    for name in (name for exchange in EXCHANGES for name in exchange):
                        path = FOLDER / f"{name}.{voice}.flac"
                        turns += [turn async for turn in agent.turns(Recording(path), uuid4)]
                        sound += length(path)
                    work += processor_seconds() - started
    return turns, sound, work


def processor_seconds() -> float:
    """Of this process; the voice's own process works while nobody listens and is not counted."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def length(path: Path) -> float:
    """Seconds of sound."""
    with av.open(path) as file:
        return float(file.duration or 0) / av.time_base


if __name__ == "__main__":
    main()
