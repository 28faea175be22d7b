"""Tells the relay what this unit's commands have changed at Hero365: others of the business read it anew then."""

import asyncio
import logging
from collections.abc import Iterable

from sync.errors import DeliveryError
from sync.relay import RelayClient
from sync.signals import Changed

_log = logging.getLogger(__name__)


class Telling:
    """What the relay does not learn so, others read by their own clock."""

    def __init__(self, relay: RelayClient, business: str) -> None:
        """`business` is Hero365's id."""
        self._relay = relay
        self._business = business
        self._changes: asyncio.Queue[Changed] = asyncio.Queue()

    def take(self, record: str, ids: Iterable[str]) -> None:
        """Takes up that these records have changed; called in the event loop. `record` is as Hero365 calls it."""
        self._changes.put_nowait(Changed(business=self._business, record=record, ids=tuple(ids)))

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            change = await self._changes.get()
            try:
                await self._relay.tell(change)
            except DeliveryError as error:
                _log.info("the relay was not told of a change", extra={"error": type(error).__name__})
