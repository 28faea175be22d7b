"""How fast a full queue drains over a slow link: our delivery, so many commands at once, and the others one by one."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from benchmarks.queue.far import SECONDS, hero365
from benchmarks.queue.queues import ORIGIN, OTHERS, OURS, Ours
from edge_agent.measuring import memory_of
from sync.account import Account
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.rows import QueuedCommand, State

WAITING = 10_000
AT_ONCE = {1: 150, 4: 600, 16: WAITING}
"""Commands at a time, and how many are delivered for the measurement; the rest of those that wait stay in the queue."""
LIMIT = max(AT_ONCE)
"""What the client's connections allow."""
GOAL = 10
"""Times faster at the limit than one by one."""
TAKEN = 100
"""Commands of the other queues."""


def ours(at_once: int) -> dict[str, Any]:
    """Our delivery: for each command it looks what Hero365 holds, sends, and looks again: three requests."""
    with tempfile.TemporaryDirectory() as folder, hero365() as account:
        queue = Ours(Path(folder))
        queue.fill(WAITING, replace(ORIGIN, business=account.business_id))
        before = memory_of()
        seconds = asyncio.run(_delivered(queue, account, at_once))
        delivered = len(queue.outbox.rows({State.DONE}))
        more = (memory_of() - before).private
        queue.close()
    return _row(OURS, f"{at_once} at once, 3 requests each", AT_ONCE[at_once] / seconds, delivered, more)


async def _delivered(queue: Ours, account: Account, at_once: int) -> float:
    """Seconds until as many are delivered as are wanted."""
    stop, delivered = asyncio.Event(), 0

    def count(row: QueuedCommand) -> None:
        nonlocal delivered
        delivered += row.state is State.DONE
        if delivered == AT_ONCE[at_once]:
            times.append(time.perf_counter())
            stop.set()

    async with Hero365Client(account) as client:
        times = [time.perf_counter()]
        await Delivery(queue.outbox, client, on_outcome=count, at_once=at_once).drain(stop)
    return times[1] - times[0]


def other(name: str) -> dict[str, Any]:
    """A worker as the queue's own documentation has it: take, send, believe the status code, done."""
    with tempfile.TemporaryDirectory() as folder, hero365() as account, httpx.Client(trust_env=False) as http:
        queue = OTHERS[name](Path(folder))
        queue.fill(WAITING)
        started = time.perf_counter()
        for _ in range(TAKEN):
            taken = queue.take()
            http.patch(f"{account.url}/jobs/job-42/status", json={"status": "in_progress"}).raise_for_status()
            queue.done(taken)
        seconds = time.perf_counter() - started
        queue.close()
    return _row(name, "one by one, 1 request each", TAKEN / seconds, TAKEN, "")


def _row(name: str, how: str, per_second: float, delivered: int, more: object) -> dict[str, Any]:
    return {
        "what": f"drain, answers after {1000 * SECONDS:.0f} ms",
        "queue": name,
        "how": f"{how}, {delivered} of {WAITING}",
        "per second": round(per_second, 1),
        "MB more": more,
    }


def rows(fresh: Any) -> Iterator[dict[str, Any]]:
    """Of the table; `fresh` runs a function in a process of its own."""
    found = {at_once: fresh(ours, at_once) for at_once in AT_ONCE}
    times = found[LIMIT]["per second"] / found[1]["per second"]
    found[LIMIT] |= {"note": f"{times:.0f} times as fast as one at a time", "goal": f"≥ {GOAL} times"}
    yield from found.values()
    yield from (fresh(other, name) for name in OTHERS)
