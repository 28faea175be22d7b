"""Who acts in a story: a unit from one start to the next, and the technician who settles what it asks."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from erp import Command, Instruction
from sync.account import Account
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.hero365 import MAPPINGS
from sync.outbox import Outbox
from sync.relay import Relay, RelayClient
from sync.rows import Origin, QueuedCommand, State
from sync.store import Store
from sync.timing import Timing
from tests.sync.clocks import SetClock

ZONE = "America/Chicago"
BRIEF = Timing(first_wait=0.02, longest_wait=0.02, longest_pause=0, doubt=0, unavailable=0.02)
"""Waits that are short, and long enough for a later command to overtake one that waits, if it could."""
PATIENT = replace(BRIEF, doubt=1000)
"""As a unit has it while Hero365 is still at work on what it was sent."""
LONG_ENOUGH = 30
"""Seconds, within which everything is settled, even where the machine has other things to do."""
UNDELIVERABLE = "The message could not be delivered."


class Killed(BaseException):
    """Ends a delivery as the end of the process would: nothing is tidied up."""


class Unit:
    """One unit. It has no relay at first."""

    def __init__(self, folder: Path, account: Account, code: str) -> None:
        self.path = folder / f"{code}.db"
        self.account = account
        self.clock = SetClock()
        self.connected_to: Relay | None = None
        self.timing = BRIEF
        self.acknowledged: list[Instruction] = []
        self.switch_on()
        self.store.set(device_code=code)

    def switch_on(self) -> None:
        self.store = Store.open(self.path)
        self.outbox = Outbox(self.store, self.clock)
        self.hero365 = Hero365Client(self.account, clock=self.clock)
        self.relay = RelayClient(self.connected_to)
        self.delivery = Delivery(self.outbox, self.hero365, relay=self.relay, timing=self.timing)

    async def switch_off(self) -> None:
        await self.hero365.close()
        await self.relay.close()
        self.store.close()

    async def restart(self) -> None:
        await self.switch_off()
        self.switch_on()

    async def connect(self, relay: Relay | None) -> None:
        """A relay is set up for it, or taken away; it knows of that from its next start on."""
        self.connected_to = relay
        await self.restart()

    async def waits_for_the_server(self, timing: Timing) -> None:
        """So long, from its next start on."""
        self.timing = timing
        await self.restart()

    def say(self, command: Command, user: str | None = None, **refs: str) -> Instruction:
        said = Instruction(uuid4(), command, refs)
        origin = Origin(
            user=user or self.account.user_id,
            business=self.account.business_id,
            time_zone=ZONE,
            turn=uuid4(),
            words="",
            engine="typed",
            said_at=self.clock.wall(),
        )
        self.outbox.enqueue([said], origin)
        self.acknowledged.append(said)
        return said

    async def deliver_until_killed(self, requests: int) -> None:
        """A server has the last request, and may act on it; the unit never hears of that."""
        asked = 0

        def mortal(ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
            async def ask_or_die(*args: Any, **kwargs: Any) -> Any:
                nonlocal asked
                if asked > requests:
                    raise Killed
                answer = await ask(*args, **kwargs)
                asked += 1
                if asked > requests:
                    raise Killed
                return answer

            return ask_or_die

        # The process ends in here.
        self.hero365.ask = mortal(self.hero365.ask)  # type: ignore[method-assign]
        self.relay.send, self.relay.find = mortal(self.relay.send), mortal(self.relay.find)  # type: ignore[method-assign]
        with contextlib.suppress(Killed):
            await self.delivery.drain()

    async def settle(self, arrived: Callable[[str], bool]) -> None:
        """Delivers until nothing is left that time, or a person who decides about everything, would bring."""
        try:
            async with asyncio.timeout(LONG_ENOUGH):
                while True:
                    while (seconds := await self.delivery.drain()) is not None:  # noqa: ASYNC110 - it says itself
                        await asyncio.sleep(seconds)
                    if not self.decide(arrived):
                        return
        except TimeoutError:
            stuck = [(row.command, row.state, row.reason) for row in self.outbox.live()]
            raise AssertionError(f"It does not come to an end: {stuck}") from None

    def decide(self, arrived: Callable[[str], bool]) -> list[QueuedCommand]:
        """The technician looks whether what is in doubt has `arrived`, and says yes to everything else. Returns what
        was decided about."""
        asking = [row for row in self.outbox.live() if row.asks]
        refused = [row for row in self.outbox.rejected() if row.reason == UNDELIVERABLE]
        for row in [*asking, *refused]:
            if is_once_only(row) and row.state is State.UNKNOWN:
                self.outbox.settle(row.id, arrived=arrived(row.id))
            else:
                self.outbox.retry(row.id)
        return [*asking, *refused]


def is_once_only(row: QueuedCommand) -> bool:
    """Whether nobody but a person can find out if it has arrived."""
    return not MAPPINGS[row.command].decidable
