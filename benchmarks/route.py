"""The whole route on the shipped recordings: its processor time, and the milliseconds from end of speech to saved.

Synthetic voices (flite: slt, rms, awb), no noise; `python -m benchmarks.route`. The limit is a quarter of the sound's
length on one core, and 600 ms at the median. Not measured: a microphone, a Raspberry Pi, real voices.
"""

import asyncio
import os
import resource
import statistics
import tempfile
from pathlib import Path
from uuid import uuid4

import av

from benchmarks.report import publish
from edge_agent.agent import SpokenTurn
from edge_agent.engines import opened_agent
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
LIMIT_OF_SOUND, LIMIT_MS = 0.25, 600


def main() -> None:
    """Measures on one core and publishes."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    turns, seconds_of_sound, seconds_of_work = asyncio.run(measure())
    saved = [turn for turn in turns if turn.turn.saved]
    parts = {
        "end-pointing": [turn.end_pointing_ms for turn in saved],
        "recognition": [turn.heard.behind_ms + turn.heard.recognition_ms for turn in saved],
        "understanding": [turn.turn.understanding_ms for turn in saved],
        "commit": [turn.turn.commit_ms for turn in saved],
        "end of speech to saved": [turn.saved_ms for turn in saved],
    }
    rows = [
        {"what": name, "median ms": round(statistics.median(times), 2), "slowest ms": round(max(times), 2), "limit": ""}
        for name, times in parts.items()
    ]
    rows[-1]["limit"] = f"{LIMIT_MS} ms"
    share = seconds_of_work / seconds_of_sound
    rows.append(
        {"what": "work per second of sound", "median ms": round(1000 * share), "slowest ms": "", "limit": "250 ms"}
    )
    about = f"Route: {len(turns)} turns, {len(saved)} of them saved, {seconds_of_sound:.0f} s of sound, one core"
    publish("route", about, rows)


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
