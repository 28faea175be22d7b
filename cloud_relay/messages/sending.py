"""Sends what is due: holds it at night, gives it to a carrier once, and tries again what was not taken."""

import asyncio
import logging
import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.clock import Clock
from cloud_relay.messages.book import MessageBook, Seen, Waiting
from cloud_relay.messages.carrier import Carrier, CarrierBusyError, CarrierRefusedError, CarrierUnclearError
from cloud_relay.messages.numbers import zones_of
from cloud_relay.messages.opt_outs import OptOuts
from cloud_relay.messages.policy import NO_CARRIER, NOBODY_KNOWS, TOO_LATE, Refuse, Wait, decide
from erp.values import Channel
from sync.messages import Message

_log = logging.getLogger(__name__)

_LEASE = timedelta(minutes=2)
"""After it another gateway looks into what this one was at."""
_CARRIER_TAKES = timedelta(seconds=45)
"""At the longest, until it has answered or is not waited for any more."""
_LOOK_EVERY = 5.0
"""Seconds between looks for what came due, or came in elsewhere."""
_UNCLEAR = timedelta(seconds=30)
"""Until a carrier shows in its list what it has taken."""
_FIRST_WAIT = 5.0
_LONGEST_WAIT = 900.0
_GIVE_UP = timedelta(days=1)
"""Nobody wants a message about yesterday."""


@dataclass(slots=True)
class Sending:
    """One gateway's part in it; several do not get in one another's way."""

    book: MessageBook
    opt_outs: OptOuts
    carriers: Mapping[Channel, Carrier]
    zone: str
    """Of customers whose number tells nothing."""
    clock: Clock
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """A message has come in."""
        self._woken.set()

    async def run(self) -> None:
        """Until it is cancelled; what a carrier is told at that moment is looked into after the next start."""
        while True:
            self._woken.clear()
            try:
                while await self.round():
                    pass
            except Exception:  # noqa: BLE001 - whatever one round dies of, the next one is to come
                _log.exception("what is due was not looked at; that comes later")
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_EVERY):
                    await self._woken.wait()

    async def round(self) -> int:
        """Looks once at what is due, and says how much that was."""
        waiting = await self.book.lease(self.clock(), _LEASE)
        async with asyncio.TaskGroup() as group:
            for each in waiting:
                group.create_task(self._look_at(each))
        return len(waiting)

    async def _look_at(self, waiting: Waiting) -> None:
        """Attends to one message; what goes wrong with it keeps no other one waiting."""
        try:
            await self._attend_to(waiting)
        except Exception:  # noqa: BLE001 - one odd message is not to keep the others
            _log.exception("a message failed; it is looked into later", extra={"id": str(waiting.message.id)})
            with suppress(SQLAlchemyError, OSError):  # the lease on it ends by itself
                await self._again(waiting, may_have_it=True)

    async def _attend_to(self, waiting: Waiting) -> None:
        message = waiting.message
        try:
            if waiting.tried_at is not None and await self._is_settled(waiting, waiting.tried_at):
                return
            if await self.may_go(waiting, may_have_gone=waiting.tried_at is not None):
                await self._send(waiting)
        except CarrierRefusedError as error:
            if error.opted_out:
                await self.opt_outs.note(_address(message), "told the carrier", now=self.clock())
            await self.book.failed(waiting, error.reason)
        except CarrierBusyError:
            await self._again(waiting, may_have_it=waiting.tried_at is not None)
        except CarrierUnclearError:
            await self._again(waiting, may_have_it=True)

    async def _is_settled(self, waiting: Waiting, tried_at: datetime) -> bool:
        """Looks whether the carrier has what it was given before; False where it may be sent.

        Raises:
            CarrierUnclearError: that is not known now.
        """
        message = waiting.message
        carrier = self.carriers.get(message.channel)
        if carrier is None:  # it was taken out of the settings; put back, it can say what it has taken
            raise CarrierUnclearError
        for carrier_id in await carrier.find(message, tried_at):
            if not await self.book.has(carrier_id):  # another message may have the same words
                await self._note_sent(message, carrier_id)
                return True
        if carrier.repeats_within is not None and self.clock() - tried_at >= carrier.repeats_within:
            await self.book.failed(waiting, NOBODY_KNOWS)
            return True
        return False

    async def may_go(self, seen: Seen, *, may_have_gone: bool = False) -> bool:
        """Whether it goes now; notes what becomes of it otherwise.

        Args:
            seen: the message that waits.
            may_have_gone: whether it was given to the carrier before.
        """
        message = seen.message
        carrier = self.carriers.get(message.channel)
        if carrier is None:
            await self.book.failed(seen, NO_CARRIER[message.channel])
            return False
        opted_out = await self.opt_outs.has(_address(message), message.business)
        zones = zones_of(message.recipient.phone, self.zone) if message.recipient.phone else ()
        match decide(message, self.clock(), opted_out=opted_out, zones=zones):
            case Refuse(reason):
                is_certain = not may_have_gone or carrier.repeats_within is None
                await self.book.failed(seen, reason if is_certain else NOBODY_KNOWS)
                return False
            case Wait(until):
                await self.book.put_off(seen, until)
                return False
            case _:
                return True

    async def _send(self, waiting: Waiting) -> None:
        message, now = waiting.message, self.clock()
        # Where too little is left of the lease, another gateway would look at the carrier's list before it is there.
        if waiting.due_at - now < _CARRIER_TAKES or not await self.book.begin(waiting, now=now):
            _log.warning("a message is left to whoever looks at it next", extra={"id": str(message.id)})
            return
        await self._note_sent(message, await self.carriers[message.channel].send(message))

    async def _note_sent(self, message: Message, carrier_id: str) -> None:
        await self.book.sent(message.id, carrier_id)
        _log.info("sent", extra={"id": str(message.id), "channel": message.channel})

    async def _again(self, waiting: Waiting, *, may_have_it: bool) -> None:
        now = self.clock()
        if now - waiting.taken_at > _GIVE_UP:
            await self.book.failed(waiting, NOBODY_KNOWS if may_have_it else TOO_LATE)
            return
        wait = timedelta(seconds=random.uniform(0, min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(waiting.attempts, 16))))  # noqa: S311 - no secret
        at = now + max(wait, _UNCLEAR if may_have_it else timedelta())
        await self.book.try_again(waiting, at, may_have_it=may_have_it)


def _address(message: Message) -> str:
    return str(message.recipient.phone if message.channel == "sms" else message.recipient.email)
