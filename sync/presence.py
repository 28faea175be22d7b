"""A unit's connection to the relay: it tells that it is there, and is told what has changed."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from pydantic import ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from sync.relay import Relay
from sync.signals import BEAT_EVERY, STALE_AFTER, Beat, FromRelay, FromUnit, Signal
from sync.timing import Timing, now
from sync.transport import LOOPBACK

_log = logging.getLogger(__name__)

_REMOVED = 4401
"""The code with which a relay closes the connection of a unit that it does not know."""
_OPENING = 10.0
"""Seconds."""
_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Presence:
    """Keeps a unit connected, through whatever breaks in between."""

    relay: Relay
    beat: Callable[[], Beat]
    """What the unit is at."""
    on_signal: Callable[[Signal], None]
    """Told what the relay tells. What changes while the unit is not connected, it reads by its own clock."""
    pause: Callable[[int], float] = Timing().pause
    """Seconds before it connects again, after so many connections that did not last."""

    async def run(self) -> None:
        """Until it is cancelled, or the relay does not know the unit any more.

        What keeps it from connecting is tried again with growing pauses (`websockets` sees to that), and so is a
        connection that does not last: a relay may take it and fail at once.
        """
        url = httpx.URL(self.relay.url)
        path = f"{url.path.rstrip('/')}/v1/presence"
        opening = connect(
            str(url.copy_with(scheme="wss" if url.scheme == "https" else "ws", path=path)),
            additional_headers={"Authorization": f"Bearer {self.relay.token.get_secret_value()}"},
            open_timeout=_OPENING,
            max_size=_LARGEST,
            proxy=None if url.host in LOOPBACK else True,
            process_exception=_again,
        )
        brief = 0
        async for socket in opening:
            opened = now()
            try:
                await self._stay(socket)
            except ConnectionClosed as closed:
                if closed.rcvd is not None and closed.rcvd.code == _REMOVED:
                    _log.warning("the relay does not know this unit")
                    return
                _log.info("the relay is gone")
            if now() - opened > STALE_AFTER:
                brief = 0
            await asyncio.sleep(self.pause(brief))
            brief += 1

    async def _stay(self, socket: ClientConnection) -> None:
        """Until the connection ends.

        Raises:
            ConnectionClosed: it has.
        """
        beating = asyncio.create_task(self._beat(socket))
        try:
            while True:
                self._hear(await socket.recv())
        finally:
            beating.cancel()
            await asyncio.wait({beating})

    async def _beat(self, socket: ClientConnection) -> None:
        """A unit of which it cannot be said what it is at is there all the same."""
        logged = ""
        while True:
            try:
                beat, failure = self.beat(), ""
            except Exception as error:  # noqa: BLE001 - a defect that nobody foresaw; without a beat the unit were gone
                beat, failure = Beat(job=None), repr(error)
                if failure != logged:  # once, and not every few seconds
                    _log.exception("not known what the unit is at")
            logged = failure
            await socket.send(FromUnit.dump_json(beat).decode())
            await asyncio.sleep(BEAT_EVERY)

    def _hear(self, said: str | bytes) -> None:
        try:
            signal = FromRelay.validate_json(said)
        except ValidationError:  # a later relay may tell more
            _log.info("a signal that is not known here")
            return
        self.on_signal(signal)


def _again(error: Exception) -> None:
    """Whatever keeps the relay away, it may come back."""
    _log.info("the relay is not reached", extra={"error": type(error).__name__})
