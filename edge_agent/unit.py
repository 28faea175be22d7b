"""The unit put together: account, store, outbox, cache, client, delivery and assistant of one person."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from conversation.decision import Outcome
from edge_agent.assistant import Assistant, Turn
from edge_agent.decisions import deciding
from edge_agent.door import door_of, open_door
from edge_agent.outcomes import Outcomes
from edge_agent.settings import Places
from erp import KEPT, Language
from sync.account import Account
from sync.cache import Cache
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.errors import RowStateError, StoreError
from sync.link import Link
from sync.outbox import Outbox
from sync.presence import Presence
from sync.refresh import Refresher, refresh
from sync.relay import Relay, RelayClient
from sync.reminders import Reminders
from sync.rows import QueuedCommand, State
from sync.signals import Beat, Changed, Signal
from sync.store import Store

_log = logging.getLogger(__name__)

_ANSWERED_WITHIN_S = 1.5
"""How long a reply waits to say what Hero365 made of a command; after that it says that the command is saved."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one person's commands go through."""

    account: Account
    outbox: Outbox
    cache: Cache
    client: Hero365Client
    delivery: Delivery
    assistant: Assistant
    outcomes: Outcomes
    refresher: Refresher
    reminders: Reminders
    presence: Presence | None
    """Where the unit belongs to a relay."""

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
            reply = " ".join(filter(None, [*reports, turn.decision.beside]))
        elif trouble is None or self.assistant.is_asking:  # a question is the last that is heard
            reply, trouble = turn.decision.reply, None
        else:
            reply = f"{turn.decision.reply} {self.assistant.about_connection(trouble)}"
        yield reply
        if turn.decision.outcome is not Outcome.NOTHING:
            self.assistant.told(reply)
        if trouble:
            self.outcomes.told_link(trouble)
        self.outcomes.told(rows)

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
                self.outcomes.told(rows)
        yield said
        self.assistant.told(said)
        self.outcomes.told(rows)

    def due_reminder(self) -> tuple[QueuedCommand, str] | None:
        """The first reminder whose time has come, with what is said; None where there is none."""
        due = self.reminders.due(datetime.now(UTC))
        return (due[0], self._reminder(due[0])) if due else None

    def reminded(self, row: QueuedCommand) -> None:
        """The technician has heard it."""
        self.assistant.told(self._reminder(row))
        with suppress(RowStateError):  # they took it back while it was said
            self.reminders.said(row)

    def _reminder(self, row: QueuedCommand) -> str:
        return self.assistant.report(replace(row, state=State.DONE))

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Delivers and refreshes beside whatever is done inside; a request on its way is waited for at the end.

        Whichever fails first ends the others, and its error is raised.
        """
        stop = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.delivery.run(stop))
                beside = [tasks.create_task(self.refresher.run())]
                if self.presence:
                    beside.append(tasks.create_task(self.presence.run()))
                try:
                    yield
                finally:
                    stop.set()
                    for task in beside:
                        task.cancel()
        except BaseExceptionGroup as errors:
            raise _first(errors) from errors


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """The error that made the others; a person is told one thing."""
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


@asynccontextmanager
async def opened(places: Places, language: Language | None = None) -> AsyncIterator[Unit]:
    """The unit of the account that is signed in at `places`. Given, `language` is spoken instead of the account's.
    Meanwhile other processes of its owner can decide about saved commands through its door.

    Raises:
        sync.errors.SyncError: nobody is signed in, or the database cannot be used.
    """
    file = places.account.resolve()  # its own one, also when the unit works for somebody else by then
    signed_in = Account.load(file)
    account = signed_in.model_copy(update={"language": language or signed_in.language})
    with Store.open(places.database) as store:
        connected = Relay.load(places.relay)
        outbox, cache = Outbox(store), Cache(store, relay_connected=connected is not None)
        cache.introduce(account)
        async with (
            Hero365Client(signed_in, save=lambda changed: changed.save(file)) as client,
            RelayClient(connected) as relay,
        ):
            outcomes, refresher = Outcomes(account.user_id), Refresher(cache, client)

            def take(row: QueuedCommand) -> None:
                outcomes.take(row, kept=not delivery.takes(row.command))
                refresher.take(row)

            delivery = Delivery(outbox, client, relay=relay, on_outcome=take, on_link=outcomes.take_link)
            reminders = Reminders(outbox, account.user_id)
            zone = ZoneInfo(account.time_zone)
            assistant = Assistant(account, outbox, cache, lambda: datetime.now(zone))
            presence = _presence(connected, assistant, refresher) if connected else None
            async with open_door(door_of(places.database), deciding(outbox, outcomes.decided)):
                yield Unit(
                    account, outbox, cache, client, delivery, assistant, outcomes, refresher, reminders, presence
                )


def _presence(relay: Relay, assistant: Assistant, refresher: Refresher) -> Presence:
    def hear(signal: Signal) -> None:
        match signal:
            case Changed():
                refresher.invalidate(signal.business, signal.record, signal.ids)

    return Presence(relay, beat=lambda: Beat(job=assistant.job_at_hand, busy=assistant.is_asking), on_signal=hear)
