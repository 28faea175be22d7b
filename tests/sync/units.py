"""A unit in the hands of a technician, and what its commands did at the server."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from erp import Instruction
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.link import Link
from sync.outbox import Outbox
from sync.rows import Origin, QueuedCommand
from sync.standin import Effect, StandIn
from sync.store import Store
from sync.timing import Timing

Saying = Callable[..., Instruction]

AT_ONCE = Timing(first_wait=0, longest_wait=0, longest_pause=0, doubt=0)
"""Nothing is waited for, so that a test says what happens and not when."""


@dataclass(frozen=True)
class Unit:
    """A unit in the hands of a technician, and what it told."""

    store: Store
    outbox: Outbox
    hero365: Hero365Client
    delivery: Delivery
    origin: Origin
    told: list[QueuedCommand]
    links: list[Link]
    phone: str
    """Nobody else's."""
    new_customer: Saying
    new_job: Saying
    set_status: Saying
    schedule: Saying
    say: Saying

    def save(self, said: list[Instruction], origin: Origin | None = None) -> list[QueuedCommand]:
        return self.outbox.enqueue(said, origin or self.origin)

    async def settle(self, delivery: Delivery | None = None) -> None:
        """Delivers until nothing is left that time alone would bring."""
        async with asyncio.timeout(30):
            while await (delivery or self.delivery).drain() is not None:
                pass


def effects(server: StandIn, *said: Instruction) -> list[tuple[str, str]]:
    """What reached Hero365 of these commands: table and kind of each change, in order."""
    wanted = {str(one.id) for one in said}
    return [(effect.table, effect.op) for effect in server.journal() if effect.command in wanted]


def of_job(server: StandIn, row_id: str) -> list[Effect]:
    return [effect for effect in server.journal() if effect.row_id == row_id]
