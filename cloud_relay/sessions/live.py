"""A session as the gateway that looks after it knows it."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cloud_relay.identity.principal import Principal
from cloud_relay.sessions.claims import Claim, ClaimState

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Live:
    """Events tell where it stands: whoever waits for one needs not ask."""

    claim: Claim
    """By what right."""
    person: Principal
    ends_at: datetime
    """Whatever goes on then."""
    identity: str | None = None
    """How the room knows the agent that is there."""
    had_agent: bool = False
    """Whether there was one before: the next one does not begin anew."""
    unheard: str = ""
    """The last reply, as long as the person may not have heard it: the next agent says it."""
    unheard_turn: UUID | None = None
    """The turn that it answers."""
    gone: set[str] = field(default_factory=set)
    """Agents that were lost: each is being taken out of the room, and is none any more."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    """An agent is there, and was told to begin: before that the person hears nothing."""
    lost: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """It has ended, or is none of this gateway's any more."""
    is_elsewhere: bool = False
    """Whether it goes on at another gateway."""
    _deciding: "set[asyncio.Task[str]]" = field(default_factory=set)

    @property
    def session(self) -> UUID:
        """Its id."""
        return self.claim.session

    def takes(self, identity: str) -> bool:
        """An agent has come; False where there is one already, or nobody needs it any more."""
        if self.identity is not None or identity in self.gone or self.over.is_set():
            return False
        self.identity = identity
        self.lost.clear()
        return True

    def begins(self) -> None:
        """The agent that has come was told to begin."""
        self.arrived.set()

    def loses(self, identity: str) -> None:
        """That agent is gone."""
        if self.identity == identity:
            self.identity = None
            self.gone.add(identity)
            self.had_agent = True
            self.arrived.clear()
            self.lost.set()

    def heed(self, standing: ClaimState) -> None:
        """How the claim stands by now."""
        if standing is ClaimState.LOST:
            self.leaves()
        elif standing is ClaimState.OVER:
            self.over.set()

    def leaves(self) -> None:
        """Another gateway looks after it, or is to: here nothing more is noted, and nobody is taken out of its room."""
        if not self.over.is_set():
            self.is_elsewhere = True
            self.over.set()

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
