"""How the gateway listens to an agent: it may fall silent, talk nonsense, or speak before anybody answers."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Final, NoReturn, Protocol

from pydantic import ValidationError

from cloud_relay.sessions.line import STUCK_AFTER, AgentMessage, Beat, FromAgent, Hear

_MOST_AHEAD: Final = 64
"""Messages of an agent that is not served yet: the few that crossed the end of its line to another gateway."""


class Socket(Protocol):
    """A WebSocket, as Starlette has it."""

    async def receive_text(self) -> str:
        """The next message."""
        ...

    async def receive_bytes(self) -> bytes:
        """The next message, of sound."""
        ...

    async def send_text(self, data: str) -> None:
        """Sends a message."""
        ...

    async def send_bytes(self, data: bytes) -> None:
        """Sends sound."""
        ...


class SilentError(Exception):
    """The agent gives no sign of life any more, or asks for too much at once."""


class GarbledError(Exception):
    """What the agent sends is none of its messages."""


async def next_message(socket: Socket, *, is_patient: bool = False) -> AgentMessage:
    """What the agent says next. Whoever `is_patient` has a limit of their own.

    Raises:
        SilentError: it gives no sign of life.
        GarbledError: it is no message of an agent.
        Exception: the connection has ended, as the socket says it.
    """
    try:
        async with asyncio.timeout(None if is_patient else STUCK_AFTER):  # `wait_for` swallows cancellations
            return FromAgent.validate_json(await socket.receive_text())
    except TimeoutError as error:
        raise SilentError from error
    except (KeyError, ValidationError) as error:  # Starlette raises the first for sound where text should be
        raise GarbledError from error


async def next_sound(socket: Socket) -> bytes:
    """The sound that was announced: whole samples. Raises as `next_message`."""
    try:
        async with asyncio.timeout(STUCK_AFTER):
            sound = await socket.receive_bytes()
    except TimeoutError as error:
        raise SilentError from error
    except KeyError as error:
        raise GarbledError from error
    if len(sound) % 2:
        raise GarbledError
    return sound


@dataclass(slots=True)
class Ahead:
    """A `Socket` that is listened at before anybody answers: what is said meanwhile is kept until it is asked for."""

    socket: Socket
    _kept: "deque[str | bytes]" = field(default_factory=deque)

    async def listen(self) -> NoReturn:
        """Until it is cancelled; whoever does so has a limit. Raises as `next_message`, except for silence."""
        while True:
            message = await next_message(self.socket, is_patient=True)
            if isinstance(message, Beat):
                continue
            self._kept.append(message.model_dump_json())
            if isinstance(message, Hear):
                self._kept.append(await next_sound(self.socket))
            if len(self._kept) > _MOST_AHEAD:
                raise SilentError

    async def receive_text(self) -> str:
        """As `Socket`."""
        kept = self._kept.popleft() if self._kept else await self.socket.receive_text()
        if isinstance(kept, bytes):
            raise KeyError("text")
        return kept

    async def receive_bytes(self) -> bytes:
        """As `Socket`."""
        kept = self._kept.popleft() if self._kept else await self.socket.receive_bytes()
        if isinstance(kept, str):
            raise KeyError("bytes")
        return kept

    async def send_text(self, data: str) -> None:
        """As `Socket`."""
        await self.socket.send_text(data)

    async def send_bytes(self, data: bytes) -> None:
        """As `Socket`."""
        await self.socket.send_bytes(data)
