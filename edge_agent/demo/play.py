"""Plays the script through the whole route, and tells what happens as it happens."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from pathlib import Path
from uuid import UUID

import numpy as np

from assistant.engines import Engine, best_engine
from conversation.decision import Outcome
from edge_agent.agent import Agent, SpokenTurn
from edge_agent.composition import opened_agent
from edge_agent.demo.events import Begun, Event, Moved, NetworkChanged, Played, Summary
from edge_agent.demo.run import Run
from edge_agent.demo.script import FREELY, LOST_ANSWER, SCRIPT, Network, Step
from edge_agent.demo.tally import tally
from edge_agent.demo.watch import watching
from edge_agent.practice import practising
from edge_agent.settings import Places
from edge_agent.unit import Unit, opened
from hardware.loudspeaker import WavFolder
from hardware.recordings import Recording
from sync.rows import LIVE, QueuedCommand
from sync.standin import Effect, StandIn

_SETTLED_WITHIN_S = 90


async def play(places: Places) -> AsyncGenerator[Event, None]:
    """Plays the demonstration in `places`; the last event is the summary. To be closed where it is left early.

    Raises:
        sync.errors.SyncError, models.errors.ModelError, hardware.audio.AudioError: a part of the unit failed.
        TimeoutError: what was saved was not settled in time.
    """
    run = Run.begin_or_resume(places)
    told: list[Event] = []
    async with practising(places) as hero365, opened(places) as unit:
        async with aclosing(_all_but_the_summary(run, hero365, unit)) as events:
            async for event in events:
                told.append(event)
                yield event
        journal = await asyncio.to_thread(hero365.journal)
        rows = await asyncio.to_thread(unit.outbox.rows)
        yield _summary(told, rows, journal, places.replies)
    run.finish()


async def _all_but_the_summary(run: Run, hero365: StandIn, unit: Unit) -> AsyncGenerator[Event, None]:
    with watching(unit, run) as watch:  # before anything of an interrupted run is delivered
        left_out = 0 if await asyncio.to_thread(_understands_freely, unit) else len(FREELY)
        yield Begun(run.resumed, watch.kept, left_out)
        async with unit.working():
            await unit.refresh()
            async with opened_agent(unit, WavFolder(run.places.replies)) as agent:
                steps = SCRIPT[: len(SCRIPT) - left_out]
                async for event in _exchanges(steps, run, watch.kept, hero365, agent):
                    yield event
                    for moved in await asyncio.to_thread(watch.moved):
                        yield moved
            async with asyncio.timeout(_SETTLED_WITHIN_S):
                while await asyncio.to_thread(unit.outbox.rows, LIVE):
                    await watch.changed()
                    for moved in await asyncio.to_thread(watch.moved):
                        yield moved
        for moved in await asyncio.to_thread(watch.moved):
            yield moved


def _understands_freely(unit: Unit) -> bool:
    """Whether what no phrase fits is written down here, and understood."""
    return unit.assistant.completer is not None and best_engine(processes=1) is Engine.HELD


async def _exchanges(
    steps: Sequence[Step], run: Run, kept: Sequence[Moved], hero365: StandIn, agent: Agent
) -> AsyncIterator[NetworkChanged | Played]:
    """Plays the exchanges but those whose commands are kept."""
    network: Network = "up"
    for number, step in enumerate(steps, start=1):
        if step.network:
            network = step.network
            await asyncio.to_thread(_change_network, hero365, network)
            yield NetworkChanged(network)
        kept_of_it = tuple(moved for moved in kept if moved.exchange == number)
        heard = () if kept_of_it else await _heard(step, agent, run.turn_ids(step))
        yield Played(number, step, heard, kept_of_it, network)


async def _heard(step: Step, agent: Agent, ids: Iterator[UUID]) -> tuple[tuple[SpokenTurn, ...], ...]:
    """The turns that are heard in each recording of the step."""
    heard = []
    for path in step.paths:
        turns = [turn async for turn in agent.turns(Recording(path), ids.__next__)]
        heard.append(tuple(turns))
    return tuple(heard)


def _change_network(hero365: StandIn, network: Network) -> None:
    hero365.clear_faults()
    if network == "down":
        hero365.fault("down")
    else:
        method, path = LOST_ANSWER
        hero365.fault("lose_answer", times=1, method=method, path=path)


def _summary(told: Sequence[Event], rows: Sequence[QueuedCommand], journal: Sequence[Effect], replies: Path) -> Summary:
    played = [event for event in told if isinstance(event, Played)]
    turns = [turn for exchange in played for turn in exchange.turns]
    waits = [turn.saved_ms for turn in turns if turn.turn.saved]
    median, p95 = np.percentile(waits, (50, 95)).round(1).tolist() if waits else (None, None)
    counts = tally(rows, journal)
    return Summary(
        spoken=len(played),
        spoken_before=sum(bool(exchange.kept) for exchange in played),
        answered=sum(turn.turn.decision.outcome is Outcome.ANSWERED for turn in turns),
        saved=counts.saved,
        delivered=counts.delivered,
        found=sum(isinstance(event, Moved) and event.found for event in told),
        lost=counts.lost,
        duplicated=counts.duplicated,
        median_ms_to_saved=median,
        p95_ms_to_saved=p95,
        replies=replies,
    )
