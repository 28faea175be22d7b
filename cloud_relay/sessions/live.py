"""A session as the gateway that looks after it knows it."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cloud_relay.identity.principal import Principal

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Live:
    """Events tell where it stands: whoever waits for one needs not ask."""

    session: UUID
    person: Principal
    identity: str | None = None
    """How the room knows the agent that is there."""
    had_agent: bool = False
    """Whether there was one before: the next one does not begin anew."""
    unheard: str = ""
    """The last reply, as long as the person may not have heard it: the next agent says it."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    lost: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    _gone: set[str] = field(default_factory=set)
    """Agents that were lost: each is being taken out of the room, and is none any more."""
    _deciding: "set[asyncio.Task[str]]" = field(default_factory=set)

    def takes(self, identity: str) -> bool:
        """An agent has come; False where there is one already, or nobody needs it any more."""
        if self.identity is not None or identity in self._gone or self.over.is_set():
            return False
        self.identity = identity
        self.lost.clear()
        self.arrived.set()
        return True

    def loses(self, identity: str) -> None:
        """That agent is gone."""
        if self.identity == identity:
            self.identity = None
            self._gone.add(identity)
            self.had_agent = True
            self.arrived.clear()
            self.lost.set()

    async def decide(self, deciding: Coroutine[Any, Any, str]) -> str:
        """What comes of it. It is brought to its end also where the agent that asked is gone meanwhile.

        Raises:
            Exception: what `deciding` raises.
        """
        task = asyncio.create_task(deciding)
        self._deciding.add(task)
        task.add_done_callback(self._decided)
        return await asyncio.shield(task)

    def _decided(self, task: "asyncio.Task[str]") -> None:
        self._deciding.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("a turn was not decided", extra={"session": str(self.session), "error": repr(error)})

    async def settled(self) -> None:
        """Returns once nothing is being decided: what is unheard is known then."""
        while self._deciding:
            await asyncio.wait(self._deciding)
