"""Tells others of the business what has been changed here at Hero365: they read it anew then."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from sync.errors import DeliveryError
from sync.signals import Changed

_log = logging.getLogger(__name__)

MOST_IDS = 100
"""Of one kind at once, as `Changed` takes them. Where more have changed, all of that kind are to be read anew."""


class Telling:
    """What is not told so, others read by their own clock."""

    def __init__(
        self,
        tell: Callable[[Changed], Awaitable[None]],
        business: str,
        *,
        by: str = "",
        failing: tuple[type[Exception], ...] = (DeliveryError,),
    ) -> None:
        """`business` is Hero365's id, `by` as `Changed.by`; `tell` raises one of `failing` where nobody was told."""
        self._tell = tell
        self._business = business
        self._by = by
        self._failing = failing
        self._changes: dict[str, dict[str, None]] = {}
        """Ids by kind of record, in the order of hearing of them. However long nobody can be told, they are no more."""
        self._any = asyncio.Event()

    def take(self, record: str, ids: Iterable[str]) -> None:
        """Takes up that these records have changed; called in the event loop. `record` is as Hero365 calls it."""
        waiting = self._changes.setdefault(record, {})
        if len(waiting) <= MOST_IDS:
            waiting.update(dict.fromkeys(ids))
        self._any.set()

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            await self._any.wait()
            self._any.clear()
            while self._changes:
                record = next(iter(self._changes))
                ids = tuple(self._changes.pop(record))
                told = ids if len(ids) <= MOST_IDS else ()
                try:
                    await self._tell(Changed(business=self._business, record=record, ids=told, by=self._by))
                except self._failing as error:
                    _log.warning("others were not told of a change", extra={"error": type(error).__name__})
