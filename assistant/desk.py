"""What one person's commands go through: account, outbox, cache, client, delivery and assistant, put together."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from assistant.outcomes import Outcomes
from assistant.remembered import Answered, Remembered
from assistant.turns import Assistant, Clock, Turn
from conversation.decision import Outcome
from erp import KEPT
from models.completion import Completer
from sync.account import Account
from sync.cache import Cache
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.errors import StoreError
from sync.link import Link
from sync.outbox import Outbox
from sync.refresh import Refresher, refresh
from sync.relay import MessageService
from sync.rows import LIVE, QueuedCommand, State
from sync.store import Store

_log = logging.getLogger(__name__)

_ANSWERED_WITHIN_S = 1.5
"""How long a reply waits to say what Hero365 made of a command; after that it says that the command is saved."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One person at one business, whether they speak to a unit or to the relay."""

    account: Account
    outbox: Outbox
    cache: Cache
    client: Hero365Client
    delivery: Delivery
    assistant: Assistant
    outcomes: Outcomes
    refresher: Refresher

    @classmethod
    def at(  # noqa: PLR0913 - what it is made of
        cls,
        store: Store,
        account: Account,
        client: Hero365Client,
        relay: MessageService,
        completer: Completer | None = None,
        *,
        is_units: bool = True,
    ) -> Self:
        """The desk of `account`, which is `client`'s, over `store`, with messages going through `relay`. With a
        `completer` also what no phrase fits is understood.

        A unit's own reminds, and begins a conversation anew where it was off meanwhile; any other goes on with it.

        Raises:
            sync.errors.StoreError: the store cannot be used.
        """
        outbox, cache = Outbox(store), Cache(store, relay_connected=relay.is_connected, reminds=is_units)
        cache.introduce(account)
        outcomes, refresher = Outcomes(account.user_id, account.business_id), Refresher(cache, client)
        # Of what was refused before a start nobody else would tell.
        for row in outbox.untold(account.user_id, account.business_id):
            outcomes.take(row)

        def take(row: QueuedCommand) -> None:
            outcomes.take(row, kept=not delivery.takes(row.command))
            refresher.take(row)

        delivery = Delivery(outbox, client, relay=relay, on_outcome=take, on_link=outcomes.take_link)
        remembered = None if is_units else Remembered(store, account.language)
        assistant = Assistant(account, outbox, cache, _clock_of(account), remembered, completer)
        return cls(account, outbox, cache, client, delivery, assistant, outcomes, refresher)

    def introduced(self, account: Account) -> Self:
        """The same desk where its person has come in anew: with another login, language or permissions, perhaps. It is
        no unit's own.

        Raises:
            sync.errors.StoreError: the store cannot be used.
        """
        self.client.account = account
        self.cache.introduce(account)
        remembered = Remembered(self.outbox.store, account.language)
        completer = self.assistant.completer
        assistant = Assistant(account, self.outbox, self.cache, _clock_of(account), remembered, completer)
        return replace(self, account=account, assistant=assistant)

    async def refresh(self) -> None:
        """Reads the business from Hero365 anew.

        Raises:
            sync.errors.DeliveryError: Hero365 was not reached, or will not have this person.
        """
        await refresh(self.cache, self.client)

    @asynccontextmanager
    async def reply(self, turn: Turn) -> AsyncIterator[str]:
        """What is said about a turn: what Hero365 made of it where that is known at once, else that it is saved; and
        once, that Hero365 is not reached.

        It is said inside; where that fails, what Hero365 decided is told another time.
        """
        sent = [one for one in turn.saved if one.command.spec.name not in KEPT]
        # What is kept here is said to be in the reply: nothing more comes of it for now.
        going = [one for one in sent if self.delivery.takes(one.command.spec.name)]
        rows = await self.outcomes.of([str(one.id) for one in going], _ANSWERED_WITHIN_S) if going else []
        others = [one for one in turn.saved if one not in going]
        try:
            reports = await asyncio.to_thread(lambda: [self.assistant.report(row) for row in rows])
            if reports and others:
                reports.append(self.assistant.saved(others))
        except StoreError as error:  # the turn was saved before, and that stays true
            _log.warning("outcome not worded", extra={"error": str(error)})
            rows, reports = [], []
        trouble = self.outcomes.trouble if sent and not reports else None
        if reports:
            refused = any(row.state is State.REJECTED or row.asks for row in rows)
            offer = "" if refused else turn.decision.offer
            reply = " ".join(filter(None, [*reports, turn.decision.beside, offer]))
        elif trouble is None or self.assistant.is_asking:  # a question is the last that is heard
            reply, trouble = turn.decision.reply, None
        else:
            reply = f"{turn.decision.reply} {self.assistant.about_connection(trouble)}"
        yield reply
        if turn.decision.outcome is not Outcome.NOTHING:
            self.assistant.told(reply)
        if trouble:
            self.outcomes.told_link(trouble)
        await self._told(rows)

    def needs_words(self, turn: Turn) -> bool:
        """Whether Hero365 has refused what a turn saved, or a person has to decide about it: no sound tells that.

        Raises:
            sync.errors.StoreError: the store cannot be read.
        """
        rows = [self.outbox.get(str(instruction.id)) for instruction in turn.saved]
        return any(row.state is State.REJECTED or row.asks for row in rows)

    @asynccontextmanager
    async def reply_again(self, answered: Answered) -> AsyncIterator[str]:
        """What is said to whoever asks again, as `worded_anew`. It is said as a reply is.

        Raises:
            sync.errors.StoreError: the store cannot be read.
        """
        said, decided = await asyncio.to_thread(self._as_they_stand, answered)
        yield said
        await self._told(decided)

    async def worded_anew(self, answered: Answered) -> str:
        """The reply to a turn by what has become of its commands since.

        Raises:
            sync.errors.StoreError: the store cannot be read.
        """
        said, _ = await asyncio.to_thread(self._as_they_stand, answered)
        return said

    def _as_they_stand(self, answered: Answered) -> tuple[str, list[QueuedCommand]]:
        """The reply, and those of its commands that are decided about, or a person has to decide about."""
        rows = [self.outbox.get(str(command)) for command in answered.saved]
        decided = [row for row in rows if row.state not in LIVE or row.asks]
        if not decided:
            return answered.reply, []
        return " ".join(filter(None, [*map(self.assistant.standing, rows), answered.beside])), decided

    @asynccontextmanager
    async def news(self) -> AsyncIterator[str]:
        """What is told next of what happened meanwhile; nothing where everything was told. It is said as a reply is."""
        if self.outcomes.is_back:
            said = self.assistant.about_connection(Link.ONLINE)
            yield said
            self.assistant.told(said)
            self.outcomes.told_link(Link.ONLINE)
            return
        said = ""
        while not said and (rows := self.outcomes.untold()):
            said = await asyncio.to_thread(self.assistant.report_together, rows)
            if not said:  # it is over: the server takes it again
                await self._told(rows)
        yield said
        self.assistant.told(said)
        await self._told(rows)

    async def _told(self, rows: Collection[QueuedCommand]) -> None:
        """The person was told these: not again, after a start neither."""
        self.outcomes.told(rows)
        if any(row.state is State.REJECTED or row.asks for row in rows):
            try:
                await asyncio.to_thread(self.outbox.told, rows)
            except StoreError as error:  # they are told once more then
                _log.warning("not noted that an outcome was told", extra={"error": str(error)})

    def endless(self) -> list[Coroutine[Any, Any, None]]:
        """What goes on beside delivery until it is cancelled."""
        return [self.refresher.run()]

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Delivers and refreshes beside whatever is done inside; a request on its way is waited for at the end.

        Whichever fails first ends the others, and its error is raised.
        """
        stop = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.delivery.run(stop))
                beside = [tasks.create_task(work) for work in self.endless()]
                try:
                    yield
                finally:
                    stop.set()
                    for task in beside:
                        task.cancel()
        except BaseExceptionGroup as errors:
            raise _first(errors) from errors


def _clock_of(account: Account) -> Clock:
    zone = ZoneInfo(account.time_zone)
    return lambda: datetime.now(zone)


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """The error that made the others; a person is told one thing."""
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
