"""Sees where the saved commands stand, and every change of it, however short."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

from edge_agent.demo.events import Moved
from edge_agent.demo.run import Run
from edge_agent.unit import Unit
from sync.rows import QueuedCommand, State


class Watch:
    """Looks after each commit, in the thread that made it."""

    def __init__(self, unit: Unit, run: Run) -> None:
        self._unit = unit
        self._run = run
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._looking = Lock()
        rows = unit.outbox.rows()
        self._stood = {row.id: row for row in rows}
        self._moved: list[tuple[QueuedCommand, bool]] = []
        self.kept = tuple(self._as_moved(row) for row in rows)
        """What was saved when the watch began, as it stood then."""

    def look(self) -> None:
        """Notes the commands that are in another state than before."""
        with self._looking:
            for row in self._unit.outbox.rows():
                before = self._stood.get(row.id)
                if before is None or before.state != row.state:
                    self._moved.append((row, _was_found(before, row)))
                    self._stood[row.id] = row
        self._loop.call_soon_threadsafe(self._changed.set)

    def moved(self) -> Iterable[Moved]:
        """What was noted since this was asked last."""
        with self._looking:
            moved, self._moved = self._moved, []
        return [self._as_moved(row, found=found) for row, found in moved]

    async def changed(self) -> None:
        """Waits until something was committed since this was awaited last."""
        await self._changed.wait()
        self._changed.clear()

    def _as_moved(self, row: QueuedCommand, *, found: bool = False) -> Moved:
        exchange, number = self._run.exchange_of(row.origin.turn), row.outcome.get("number")
        says = self._unit.assistant.report(row)
        return Moved(row.id, exchange, row.command, row.state, number, row.reason, says, found)


def _was_found(before: QueuedCommand | None, row: QueuedCommand) -> bool:
    """A reason stands beside a command of unknown fate where no answer came; without one Hero365 had said yes."""
    doubted = before is not None and before.state is State.UNKNOWN and before.reason != ""
    return doubted and row.state is State.DONE


@contextmanager
def watching(unit: Unit, run: Run) -> Iterator[Watch]:
    """Watches the unit's commands."""
    watch = Watch(unit, run)
    unit.outbox.store.on_change(watch.look)
    try:
        yield watch
    finally:
        unit.outbox.store.no_longer(watch.look)
