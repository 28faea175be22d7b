"""Where a story takes place: two units of one business, Hero365, and a relay, each of which may go and come."""

import asyncio
import tempfile
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from pydantic import SecretStr

from sync.account import Account
from sync.messages import MessageState
from sync.relay import Relay
from sync.standin import Effect, Kind, StandIn
from tests.sync.message_service import TOKEN, MessageService
from tests.sync.stories.actors import Unit

_KEPT_AFTER = frozenset({Kind.BROKEN, Kind.NO_STORE})
"""What makes a unit believe that a server cannot do something: then what is kept holds up only its like."""


@dataclass(frozen=True)
class Place:
    """What all stories share."""

    server: StandIn
    service: MessageService
    account: Account
    folder: Path
    codes: Iterator[str]
    """Each unit's own: of codes drawn by lot two would be the same now and then, and one of them would give way."""


class Scene(RuleBasedStateMachine):
    """Nobody speaks yet."""

    place: ClassVar[Place]

    def __init__(self) -> None:
        super().__init__()
        self.server, self.service = self.place.server, self.place.service
        self.folder = tempfile.TemporaryDirectory(dir=self.place.folder)
        self.runner = asyncio.Runner()
        self.units = [Unit(Path(self.folder.name), self.place.account, next(self.place.codes)) for _ in range(2)]
        self.taken_back: set[str] = set()
        self.left_in_doubt: set[str] = set()
        """What the technician was asked about, and left as it may be."""
        self.somebody_elses: set[str] = set()
        self.is_online = True
        self.jobs_in_strict_order = True
        """Whether no command about a job can have been kept, and so been overtaken by one of another kind."""
        self._effects_before = len(self.server.journal())
        self._messages_before = len(self.service.messages)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def effects(self) -> list[Effect]:
        """What happened at Hero365 in this story, in its order."""
        return self.server.journal()[self._effects_before :]

    def messages(self) -> list[MessageState]:
        """What the relay has taken in this story, in its order."""
        return list(self.service.messages.values())[self._messages_before :]

    def has_arrived(self, command_id: str) -> bool:
        """What a technician sees who looks in Hero365."""
        return any(effect.command == command_id for effect in self.effects())

    def fail(self, trouble: dict[str, Any], method: str, path: str, times: int = 1) -> None:
        """Hero365 fails at the next requests of that kind, which have to reach it for that."""
        if not self.is_online:
            self.the_network_comes()
        self.server.fault(times=times, method=method, path=path, **trouble)
        if path == "/jobs" and trouble["kind"] in _KEPT_AFTER:
            self.jobs_in_strict_order = False

    @rule()
    def delivers(self) -> None:
        async def both() -> None:
            await asyncio.gather(*(unit.delivery.drain() for unit in self.units))

        for _ in range(3):
            self.run(both())

    @rule()
    def the_network_goes(self) -> None:
        self.server.fault(Kind.DOWN)
        self.is_online = False

    @rule()
    def the_network_comes(self) -> None:
        self.server.clear_faults()
        self.is_online = True

    @rule(second=st.booleans())
    def a_relay_is_set_up(self, second: bool) -> None:
        if self.units[second].connected_to is None:
            relay = Relay(url=self.service.url, token=SecretStr(TOKEN))
            self.run(self.units[second].connect(relay))

    @rule(second=st.booleans())
    def the_relay_is_taken_away(self, second: bool) -> None:
        if self.units[second].connected_to:
            self.run(self.units[second].connect(None))

    @rule()
    def the_relay_goes(self) -> None:
        self.service.goes()

    @rule()
    def the_relay_comes(self) -> None:
        self.service.comes()

    @rule(second=st.booleans(), year=st.sampled_from([2020, 2041]))
    def the_clock_is_wrong(self, second: bool, year: int) -> None:
        self.units[second].clock.stands_at(year)

    @rule(second=st.booleans())
    def the_clock_is_right(self, second: bool) -> None:
        self.units[second].clock.is_right()

    @rule(second=st.booleans(), requests=st.integers(0, 6))
    def is_killed_while_it_delivers(self, second: bool, requests: int) -> None:
        self.run(self.units[second].deliver_until_killed(requests))
        self.run(self.units[second].restart())

    @rule(second=st.booleans())
    def the_power_fails(self, second: bool) -> None:
        self.run(self.units[second].deliver_until_killed(1))
        self.units[second].clock.starts_again()
        self.run(self.units[second].restart())

    def teardown(self) -> None:
        """Everything is back at the end, and everything comes to its end."""
        self.server.clear_faults()
        self.service.comes()
        try:
            for second in (False, True):
                self.a_relay_is_set_up(second)
            for unit in self.units:
                self.run(unit.settle(self.has_arrived))
            self.reckon()
        finally:
            for unit in self.units:
                self.run(unit.switch_off())
            self.runner.close()
            self.folder.cleanup()

    def reckon(self) -> None:
        """Looks whether everything is as it should be now."""
        raise NotImplementedError
