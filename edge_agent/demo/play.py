"""Plays the script through the whole route, and tells what happens as it happens."""

import asyncio
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from conversation.dialogue import Outcome
from edge_agent.agent import Agent, SpokenTurn
from edge_agent.demo.account import Account, account_for
from edge_agent.demo.run import Run
from edge_agent.demo.script import LOST_ANSWER, SCRIPT, Step
from edge_agent.engines import opened_agent
from edge_agent.practice import practising
from edge_agent.settings import Places
from edge_agent.unit import Unit, opened
from hardware.loudspeaker import WavFolder
from hardware.recordings import Recording
from sync.rows import LIVE
from sync.standin import StandIn

_SETTLED_WITHIN_S = 90


@dataclass(frozen=True, slots=True)
class Played:
    """One exchange of the script, as it went."""

    step: Step
    turns: tuple[SpokenTurn, ...]
    """Empty where it was saved before an earlier attempt at this run was interrupted."""
    network: str
    """``up`` or ``down``."""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        last = self.turns[-1] if self.turns else None
        return {
            "step": self.step.name,
            "network": self.network,
            "heard": [turn.heard.transcript.text for turn in self.turns],
            "replies": [turn.reply for turn in self.turns],
            "command": last and last.turn.decision.command,
            "slots": dict(last.turn.decision.slots) if last else {},
            "outcome": last.turn.decision.outcome if last else "saved before the interruption",
            "saved": [str(instruction.id) for turn in self.turns for instruction in turn.turn.saved],
            "ms_to_saved": round(last.saved_ms, 1) if last and last.turn.saved else None,
        }


@dataclass(frozen=True, slots=True)
class Moved:
    """A saved command that is in another state now."""

    id: str
    command: str
    state: str
    number: str | None
    reason: str

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Summary:
    """The account of a whole run."""

    spoken: int
    """Exchanges, the one without a command among them."""
    answered: int
    """Questions answered from the cache."""
    saved: int
    delivered: int
    lost: int
    duplicated: int
    median_ms_to_saved: float | None
    """From the end of speech until the command was on disk; None where everything was saved in an earlier attempt."""
    replies: Path
    """The folder with what was said back, as WAV files."""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {"summary": True, **asdict(self)}


Event = Played | Moved | Summary


async def play(places: Places) -> AsyncIterator[Event]:
    """Plays the demonstration in `places`; the last event is the summary.

    Raises:
        sync.errors.SyncError, models.errors.ModelError, hardware.audio.AudioError: a part of the unit failed.
        TimeoutError: what was saved was not settled in time.
    """
    run = Run.begin_or_resume(places)
    played: list[Played] = []
    async with practising(places) as hero365, opened(places) as unit, unit.working():
        await unit.refresh()
        async with opened_agent(unit, WavFolder(places.replies)) as agent:
            watch = _Watch(unit)
            async for step in _steps(run, unit, hero365, agent):
                played.append(step)
                yield step
                for moved in watch.moved():
                    yield moved
        async with asyncio.timeout(_SETTLED_WITHIN_S), _changes(unit) as changed:
            while unit.outbox.rows(LIVE):
                await changed.wait()
                changed.clear()
                for moved in watch.moved():
                    yield moved
        journal = await asyncio.to_thread(hero365.journal)
        yield _summary(played, account_for(unit.outbox.rows(), journal), places.replies)
    run.finish()


async def _steps(run: Run, unit: Unit, hero365: StandIn, agent: Agent) -> AsyncIterator[Played]:
    saved_turns = {row.origin.turn for row in unit.outbox.rows()}
    network = "up"
    for step in SCRIPT:
        if step.network:
            network = step.network
            await asyncio.to_thread(_change_network, hero365, network)
        turns: list[SpokenTurn] = []
        if not run.was_saved(step, saved_turns):
            ids = run.turn_ids(step)
            for path in step.paths:
                turns += [turn async for turn in agent.turns(Recording(path), ids.__next__)]
        yield Played(step, tuple(turns), network)


def _change_network(hero365: StandIn, network: str) -> None:
    hero365.clear_faults()
    if network == "down":
        hero365.fault("down")
    else:
        method, path = LOST_ANSWER
        hero365.fault("lose_answer", times=1, method=method, path=path)


class _Watch:
    """Sees what changed in the outbox since it looked last."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._seen: dict[str, str] = {}

    def moved(self) -> list[Moved]:
        """The commands in another state than at the last look."""
        changed = [row for row in self._unit.outbox.rows() if self._seen.get(row.id) != row.state]
        self._seen |= {row.id: row.state for row in changed}
        return [Moved(row.id, row.command, row.state, row.outcome.get("number"), row.reason) for row in changed]


@asynccontextmanager
async def _changes(unit: Unit) -> AsyncIterator[asyncio.Event]:
    """An event that is set whenever the outbox changes, and once at the start."""
    changed = asyncio.Event()
    changed.set()
    loop = asyncio.get_running_loop()

    def tell() -> None:
        loop.call_soon_threadsafe(changed.set)

    unit.outbox.store.on_change(tell)
    try:
        yield changed
    finally:
        unit.outbox.store.no_longer(tell)


def _summary(played: list[Played], account: Account, replies: Path) -> Summary:
    turns = [turn for step in played for turn in step.turns]
    waits = [turn.saved_ms for turn in turns if turn.turn.saved]
    return Summary(
        spoken=len(played),
        answered=sum(turn.turn.decision.outcome is Outcome.ANSWERED for turn in turns),
        saved=account.saved,
        delivered=account.delivered,
        lost=account.lost,
        duplicated=account.duplicated,
        median_ms_to_saved=round(statistics.median(waits), 1) if waits else None,
        replies=replies,
    )
