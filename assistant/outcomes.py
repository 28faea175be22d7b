"""What Hero365 decided about saved commands, and whether it is reached, until somebody was told."""

import asyncio
from collections.abc import Collection, Iterable

from sync.link import Link
from sync.rows import LIVE, QueuedCommand, State

_MOST_KEPT = 20
"""After a week away only the latest are told, and of what simply arrived fewer, so that what was refused is; the outbox
keeps them all."""
_FEW = 3
"""So many of what Hero365 has taken are told one by one; nobody who comes out of a basement wants to hear more."""
_UNREACHED = frozenset({Link.OFFLINE, Link.SIGN_IN_NEEDED, Link.WRONG_BUSINESS})


class Outcomes:
    """Takes the news from delivery in the event loop, and keeps each piece until it was told."""

    def __init__(self, user: str, business: str) -> None:
        """For `user`, who works with the unit at `business`: what somebody else said is told to them, and what the
        person said for another business when they are there."""
        self._owner = user, business
        self._untold: dict[str, QueuedCommand] = {}
        self._link = Link.UNTRIED
        self._told_link = Link.ONLINE
        self._news = asyncio.Event()

    def take(self, row: QueuedCommand, *, kept: bool = False) -> None:
        """A command came to an end, or waits for something else than the network: a person has to decide about it, or
        it is `kept`, since the server does not take such commands."""
        if row.place.owner != self._owner:
            return
        if row.state in LIVE and not (row.asks or (kept and row.state is State.PENDING)):
            return  # one that may have arrived is not kept: it is looked for
        self._untold[row.id] = row
        while len(self._untold) > _MOST_KEPT:
            oldest_arrived = next(filter(_simply_arrived, self._untold.values()), None)
            self._untold.pop(oldest_arrived.id if oldest_arrived else next(iter(self._untold)))
        self._news.set()

    def take_link(self, link: Link) -> None:
        """The connection changed."""
        self._link = link
        self._news.set()

    async def of(self, commands: Collection[str], within_s: float) -> list[QueuedCommand]:
        """The outcomes of all `commands`, if they come in `within_s` seconds and Hero365 is reached; else nothing."""
        try:
            async with asyncio.timeout(within_s):
                while not self._untold.keys() >= set(commands):
                    if self._link in _UNREACHED:
                        return []
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return []
        return [self._untold[command] for command in commands]

    @property
    def trouble(self) -> Link | None:
        """Why Hero365 is not reached, where that is not what somebody was told last: a connection that comes and goes
        between two turns is not spoken of each time."""
        return self._link if self._link in _UNREACHED and self._link is not self._told_link else None

    @property
    def is_back(self) -> bool:
        """Hero365 is reached, and somebody was told last that it is not."""
        return self._link is Link.ONLINE and self._told_link is not Link.ONLINE

    def told_link(self, link: Link) -> None:
        """Somebody was told how the unit stands with Hero365."""
        self._told_link = link

    def untold(self) -> list[QueuedCommand]:
        """What is told next: the oldest that nobody was told yet, or, where they are many, all that simply arrived."""
        arrived = [*filter(_simply_arrived, self._untold.values())]
        return arrived if len(arrived) > _FEW else list(self._untold.values())[:1]

    def decided(self, command: str) -> None:
        """A person has decided about that command without being told: what was to be told of it is over."""
        self._untold.pop(command, None)

    def told(self, rows: Iterable[QueuedCommand]) -> None:
        """Somebody was told these, as they stand here. Not before: what could not be spoken is news still."""
        for row in rows:
            if self._untold.get(row.id) == row:  # nothing newer came while it was told
                del self._untold[row.id]


def _simply_arrived(row: QueuedCommand) -> bool:
    """Hero365 has it, and there is no more to say: not that it lost the note, or has it as it was before a change."""
    return row.state is State.DONE and not row.reason
