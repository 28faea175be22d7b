"""What becomes of a command after the relay has taken it: it comes to the outbox, and is told as any outcome is."""

import asyncio
import logging
from collections.abc import Callable

from erp import Sentence
from erp.sentences import in_each
from sync.errors import RowStateError, SyncError
from sync.outbox import Outbox
from sync.rows import QueuedCommand, State
from sync.signals import Escalated, MessageFailed, Signal

_log = logging.getLogger(__name__)


class Afterwards:
    """Takes what the relay tells in the event loop, and writes it down beside it."""

    def __init__(self, outbox: Outbox, on_outcome: Callable[[QueuedCommand], None]) -> None:
        """`on_outcome` is called in the event loop, after the commit, with each command of which there is news."""
        self._outbox = outbox
        self._on_outcome = on_outcome
        self._told: asyncio.Queue[Signal] = asyncio.Queue()

    def take(self, signal: Signal) -> None:
        """Takes up what the relay tells. It tells some of it again with each connection: what is known is no news."""
        self._told.put_nowait(signal)

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            signal = await self._told.get()
            try:
                news = await asyncio.to_thread(self._written, signal)
            except SyncError as error:  # a full disk, perhaps: it is told again with the next connection
                _log.error("not written down", extra={"error": str(error)})
            else:
                if news:
                    self._on_outcome(news)

    def _written(self, signal: Signal) -> QueuedCommand | None:
        """The command of which that is news, as it stands then.

        Raises:
            StoreError: it cannot be kept.
        """
        match signal:
            case MessageFailed():
                return self._moved(str(signal.id), State.REJECTED, signal.reason)
            case Escalated(stage="taken", taken_by=str(name)):
                return self._moved(str(signal.id), State.DONE, in_each(f"{name} is on it.", f"{name} se encarga."))
        return None

    def _moved(self, told_id: str, to: State, reason: Sentence) -> QueuedCommand | None:
        """Only what the relay has taken: what a person had tried again goes under another id by then."""
        row = self._outbox.handed_over_as(told_id)
        if row is None or row.state is not State.DONE or row.reason == reason["en"]:
            return None
        try:
            return self._outbox.move(row, to, {State.DONE}, reason=reason)
        except RowStateError:  # somebody was faster
            return None
