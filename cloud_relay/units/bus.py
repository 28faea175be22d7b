"""Brings signals to the gateway that a unit is connected to: in the process, or through Redis to all gateways."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from pydantic import ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from sync.signals import FromRelay, Signal

_log = logging.getLogger(__name__)

_WAITING = 100
"""Signals for one unit that is slow, or one desk; of more the oldest go. Changes are read anew by its own clock, and
what has become of its messages and requests is told again with its next connection."""
_CHANNEL = "hero365-relay:{business}"

Signals = asyncio.Queue[Signal | None]
"""None: no more will come."""


class Bus(Protocol):
    """Tells all units of a business."""

    async def tell(self, signal: Signal) -> None:
        """Sends a signal to whichever units of its business are there."""
        ...

    def listening(self, business: str) -> contextlib.AbstractAsyncContextManager[Signals]:
        """The signals for one unit of that business, as long as the block lasts."""
        ...


class LocalBus:
    """A `Bus` of one gateway."""

    def __init__(self) -> None:
        self._listening: dict[str, set[Signals]] = defaultdict(set)

    async def tell(self, signal: Signal) -> None:
        """As `Bus`."""
        for signals in self._listening.get(signal.business, ()):
            _put(signals, signal)

    @asynccontextmanager
    async def listening(self, business: str) -> AsyncIterator[Signals]:
        """As `Bus`."""
        signals = Signals(_WAITING)
        self._listening[business].add(signals)
        try:
            yield signals
        finally:
            self._listening[business].discard(signals)
            if not self._listening[business]:
                del self._listening[business]


class RedisBus:
    """A `Bus` of several gateways."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url)

    async def tell(self, signal: Signal) -> None:
        """As `Bus`.

        Raises:
            redis.RedisError: it is away; units read everything anew by their own clock.
        """
        await self._redis.publish(_CHANNEL.format(business=signal.business), FromRelay.dump_json(signal))

    @asynccontextmanager
    async def listening(self, business: str) -> AsyncIterator[Signals]:
        """As `Bus`."""
        signals = Signals(_WAITING)
        async with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:
            await subscription.subscribe(_CHANNEL.format(business=business))

            async def pass_on() -> None:
                try:
                    async for message in subscription.listen():
                        if (signal := _understood(message["data"])) is not None:
                            _put(signals, signal)
                except (RedisError, OSError):
                    _log.exception("the signals of other gateways are not heard any more")
                finally:
                    _put(signals, None)

            passing = asyncio.create_task(pass_on())
            try:
                yield signals
            finally:
                passing.cancel()
                await asyncio.wait({passing})

    async def close(self) -> None:
        """Closes the connections."""
        await self._redis.aclose()


def _understood(said: bytes) -> Signal | None:
    """A gateway of a later version may tell more."""
    try:
        signal: Signal = FromRelay.validate_json(said)
    except ValidationError:
        _log.warning("a signal that is not known here; are all gateways of one version?")
        return None
    return signal


def _put(signals: Signals, signal: Signal | None) -> None:
    if signals.full():
        signals.get_nowait()
    signals.put_nowait(signal)
