"""How soon the relay answers: `python -m benchmarks.relay`, where `make test-relay` has put LiveKit's server.

Gateway, worker, LiveKit, stand-in and callers share this machine. The callers are real `livekit.rtc` clients on
loopback that play a synthetic voice (the shipped Piper voice) and note at their own ear when somebody speaks; the ears
and the voice of the relay are the shipped ones. Each caller asks six things and interrupts one long reply; no two calls
ask the same. The first call after the start, of one caller, is told apart. Not measured: a telephone line, a mobile
network, real voices, more than one worker, a GPU.
"""

import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import httpx
import psutil

from assistant.engines import opened_voice
from benchmarks.arguments import require_models
from benchmarks.relay import livekit_server, questions
from benchmarks.relay.parts import Parts, environment, free_port
from benchmarks.relay.voice import Says
from benchmarks.report import publish
from sync.standin import OWNER_EMAIL, StandIn

CALLERS: Final = ("rosa.delgado@example.com", "marcus.reed@example.com", "tina.walsh@example.com", OWNER_EMAIL)
AT_ONCE: Final = (1, 2, 4)
ROUNDS: Final = {1: 3, 2: 2, 4: 1}
"""Calls one after the other, so that each row stands on some twenty answers."""
_GOALS: Final = {1: "p50 ≤ 0.9, p95 ≤ 1.5, barge-in ≤ 0.5", 2: "p50 ≤ 0.9, p95 ≤ 1.5, barge-in ≤ 0.5", 4: ""}


async def one_call(parts: Parts, email: str, says: Says, number: int) -> dict[str, Any]:
    """What one caller noted, in seconds, in the call of that number."""
    who = await parts.sign_in(email)
    _, caller = await parts.call(who)
    first = await caller.hears(0, within=30)
    if first is None or caller.agent_at is None:
        sys.exit(f"Nobody came for {email}; nothing was measured.")
    answers: list[float | None] = []
    for question in questions.of_call(number):
        await caller.quiet(1.5)
        ended = await caller.say(says(question))
        heard = await caller.hears(ended, within=10)
        answers.append(None if heard is None else heard - ended)
    await caller.quiet(1.5)
    ended = await caller.say(says(questions.LONG))
    barge_in = None
    if began := await caller.hears(ended, within=10):
        await asyncio.sleep(max(0.0, began + 1.5 - asyncio.get_running_loop().time()))
        interrupts = asyncio.get_running_loop().time()
        await caller.say(says(questions.INTERRUPTION))
        before = [at for at in caller.loud(interrupts - 0.2) if at < interrupts + 2.0]
        barge_in = before[-1] - interrupts if before else None  # the reply was over, and nobody was interrupted
    return {
        "joined": caller.agent_at - caller.joined_at,
        "first": first - caller.joined_at,
        "answers": answers,
        "barge_in": barge_in,
        "caller": caller,
    }


async def measured(parts: Parts, says: Says, count: int, numbers: Iterator[int]) -> dict[str, Any]:
    """One row of the table."""
    before = _megabytes(parts.workers[0].pid)
    noted, during = [], 0.0
    for _ in range(ROUNDS[count]):
        calls = asyncio.gather(*(one_call(parts, email, says, next(numbers)) for email in CALLERS[:count]))
        await asyncio.sleep(15)
        during = max(during, _megabytes(parts.workers[0].pid))
        noted += await calls
        for each in noted[-count:]:
            await each["caller"].leave()
    answers = [answer for each in noted for answer in each["answers"]]
    got = sorted(answer for answer in answers if answer is not None)
    barge_ins = [each["barge_in"] for each in noted if each["barge_in"] is not None]
    await asyncio.sleep(10)
    return {
        "sessions": count,
        "agent there s": _shown(statistics.median(each["joined"] for each in noted)),
        "first word s": _shown(statistics.median(each["first"] for each in noted)),
        "answered": f"{len(got)} of {len(answers)}",
        "answer p50 s": _shown(statistics.median(got)),
        "answer p95 s": _shown(got[min(len(got) - 1, round(0.95 * len(got)))]),
        "barge-in s": _shown(statistics.median(barge_ins)) if barge_ins else "",
        "MB a session": round((during - before) / count),
        "goal": _GOALS[count],
    }


def _shown(seconds: float) -> str:
    return f"{seconds:.2f}"


def _megabytes(pid: int) -> float:
    """Of a process and all that it has started, each shared page counted once."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return float(sum(process.memory_full_info().pss for process in family)) / 1024**2


async def run(folder: Path, binary: Path) -> list[dict[str, Any]]:
    """All rows."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (
        livekit_server.running(binary, folder) as livekit,
        StandIn.start(folder / "hero365.db", day="today") as hero365,
        opened_voice() as voice,
    ):
        own = {"HERO365_RELAY_PORT": str(port), "HERO365_RELAY_GATEWAY": url}
        set_up = environment(folder / "relay", hero365, livekit, **own)
        says = Says(voice)
        for text in (questions.LONG, questions.INTERRUPTION, *chain(*map(questions.of_call, range(questions.CALLS)))):
            says(text)
        async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=60) as http:
            parts = Parts(hero365, livekit, set_up, http)
            try:
                await parts.start_gateway()
                await parts.start_worker()
                await asyncio.sleep(10)
                numbers = iter(range(questions.CALLS))
                cold = await one_call(parts, CALLERS[0], says, next(numbers))
                await cold["caller"].leave()
                await asyncio.sleep(10)
                worker, gateway = (process.pid for process in (parts.workers[0], parts.gateway) if process)
                idle = f"idle worker {_megabytes(worker):.0f} MB, gateway {_megabytes(gateway):.0f} MB"
                waited = _shown(statistics.median(filter(None, cold["answers"])))
                idle += f"; the first call after the start, not counted, p50 {waited} s"
                rows = [await measured(parts, says, count, numbers) for count in AT_ONCE]
                return [{**row, "note": idle} for row in rows]
            finally:
                await parts.stop()


def main() -> None:
    """Measures and publishes; ends with a sentence where LiveKit's server is missing."""
    require_models()
    binary = livekit_server.program()
    if binary is None:
        sys.exit("LiveKit's server is not here; `make test-relay` builds it where Go is. Nothing was measured.")
    os.umask(0o077)
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(run(Path(folder), binary))
    publish("relay", "The relay at the caller's ear, over a real LiveKit server on this machine", rows)


if __name__ == "__main__":
    main()
