"""What becomes of a command after the relay has taken it: it comes to the outbox, and is told as any outcome is."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from erp import Sentence
from erp.sentences import in_each
from sync.errors import RowStateError, SyncError
from sync.outbox import Outbox
from sync.rows import QueuedCommand, State
from sync.signals import Escalated, MessageFailed, Signal

_log = logging.getLogger(__name__)

_MOST = 1000
"""Commands of which something waits to be written down. Of more the relay tells again with the next connection."""


@dataclass(frozen=True, slots=True)
class _Fate:
    """What has become of a command."""

    state: State
    reason: Sentence


class Afterwards:
    """Takes what the relay tells in the event loop, and writes it down beside it."""

    def __init__(self, outbox: Outbox, on_outcome: Callable[[QueuedCommand], None]) -> None:
        """`on_outcome` is called in the event loop, after the commit, with each command of which there is news."""
        self._outbox = outbox
        self._on_outcome = on_outcome
        self._fates: dict[str, _Fate] = {}
        """By the id that the relay knows a command by, in the order of hearing of them."""
        self._any = asyncio.Event()

    def take(self, signal: Signal) -> None:
        """Takes up what the relay tells. It tells some of it again with each connection: what is known is no news."""
        match signal:
            case MessageFailed():
                self._take(str(signal.id), _Fate(State.REJECTED, signal.reason))
            case Escalated(stage="taken", taken_by=str(name)):
                on_it = in_each(f"{name} is on it.", f"{name} se encarga.")
                self._take(str(signal.id), _Fate(State.DONE, on_it))

    def _take(self, told_id: str, fate: _Fate) -> None:
        if told_id in self._fates or len(self._fates) < _MOST:
            self._fates[told_id] = fate
            self._any.set()

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            await self._any.wait()
            self._any.clear()
            while self._fates:
                told_id = next(iter(self._fates))
                await self._write_down(told_id, self._fates.pop(told_id))

    async def _write_down(self, told_id: str, fate: _Fate) -> None:
        try:
            news = await asyncio.to_thread(self._moved, told_id, fate)
        except SyncError as error:  # a full disk, perhaps: it is told again with the next connection
            _log.error("not written down", extra={"error": str(error)})
        else:
            if news:
                self._on_outcome(news)

    def _moved(self, told_id: str, fate: _Fate) -> QueuedCommand | None:
        """The command as it stands then; None where that is no news.

        Only what the relay has taken: what a person had tried again goes under another id by then.

        Raises:
            StoreError: it cannot be kept.
        """
        row = self._outbox.handed_over_as(told_id)
        if row is None or row.state is not State.DONE or row.reason == fate.reason["en"]:
            return None
        try:
            return self._outbox.move(row, fate.state, {State.DONE}, reason=fate.reason)
        except RowStateError:  # somebody was faster
            return None
