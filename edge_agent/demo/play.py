"""Plays the script through the whole route, and tells what happens as it happens."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from conversation.decision import Outcome
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
    p95_ms_to_saved: float | None
    """Interpolated between the two nearest turns, as numpy does by default."""
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
        with _watching(unit) as watch:
            async with opened_agent(unit, WavFolder(places.replies)) as agent:
                async for step in _steps(run, unit, hero365, agent):
                    played.append(step)
                    yield step
                    for moved in watch.moved():
                        yield moved
            async with asyncio.timeout(_SETTLED_WITHIN_S):
                while unit.outbox.rows(LIVE):
                    await watch.changed()
                    for moved in watch.moved():
                        yield moved
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
    """Sees every state of the commands, however short: it looks after each commit, in the thread that made it."""

    def __init__(self, unit: Unit) -> None:
        self._outbox = unit.outbox
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._turn = Lock()
        self._states: dict[str, str] = {}
        self._moved: list[Moved] = []
        self.look()

    def look(self) -> None:
        """Notes the commands that are in another state than before."""
        with self._turn:
            changed = [row for row in self._outbox.rows() if self._states.get(row.id) != row.state]
            self._states |= {row.id: row.state for row in changed}
            self._moved += [
                Moved(row.id, row.command, row.state, row.outcome.get("number"), row.reason) for row in changed
            ]
        self._loop.call_soon_threadsafe(self._changed.set)

    def moved(self) -> list[Moved]:
        """What was noted since this was asked last."""
        with self._turn:
            moved, self._moved = self._moved, []
        return moved

    async def changed(self) -> None:
        """Waits until something was committed since this was awaited last."""
        await self._changed.wait()
        self._changed.clear()


@contextmanager
def _watching(unit: Unit) -> Iterator[_Watch]:
    watch = _Watch(unit)
    unit.outbox.store.on_change(watch.look)
    try:
        yield watch
    finally:
        unit.outbox.store.no_longer(watch.look)


def _summary(played: list[Played], account: Account, replies: Path) -> Summary:
    turns = [turn for step in played for turn in step.turns]
    waits = [turn.saved_ms for turn in turns if turn.turn.saved]
    median, p95 = np.percentile(waits, (50, 95)).round(1).tolist() if waits else (None, None)
    return Summary(
        spoken=len(played),
        answered=sum(turn.turn.decision.outcome is Outcome.ANSWERED for turn in turns),
        saved=account.saved,
        delivered=account.delivered,
        lost=account.lost,
        duplicated=account.duplicated,
        median_ms_to_saved=median,
        p95_ms_to_saved=p95,
        replies=replies,
    )
