"""A session as the gateway that looks after it knows it."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

from cloud_relay.identity.principal import Principal


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

    def takes(self, identity: str) -> bool:
        """An agent has come; False where there is one already, or nobody needs one any more."""
        if self.identity is not None or self.over.is_set():
            return False
        self.identity = identity
        self.lost.clear()
        self.arrived.set()
        return True

    def loses(self, identity: str) -> None:
        """That agent is gone."""
        if self.identity == identity:
            self.identity = None
            self.had_agent = True
            self.arrived.clear()
            self.lost.set()
