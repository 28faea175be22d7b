"""What is heard from one source, one event after the other, while other things go on."""

import asyncio
from collections.abc import Iterator

from edge_agent.listening_events import ListeningEvent


class Events:
    """What is heard from one source, taken in a thread: the next event can be waited for beside other things."""

    def __init__(self, events: Iterator[ListeningEvent]) -> None:
        self._events = events
        self._next: asyncio.Task[ListeningEvent | None] | None = None

    @property
    def begun(self) -> bool:
        """The next event is waited for, or there and not taken."""
        return self._next is not None

    @property
    def awaited(self) -> bool:
        """A thread is listening."""
        return self._next is not None and not self._next.done()

    def next(self) -> "asyncio.Task[ListeningEvent | None]":
        """The next event, or None at the end: the same until it is taken."""
        if self._next is None:
            self._next = asyncio.create_task(asyncio.to_thread(next, self._events, None))
        return self._next

    async def take(self) -> ListeningEvent | None:
        """Waits for the next event; the one behind it is then the next."""
        event = await self.next()
        self._next = None
        return event
