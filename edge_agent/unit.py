"""The unit put together: the desk of whoever it works for, their reminders, and its door and presence."""

import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, fields, replace
from typing import Any

from assistant.command_model import command_model
from assistant.desk import Desk
from edge_agent.decisions import deciding
from edge_agent.door import door_of, open_door
from edge_agent.settings import Places
from erp import Language, Tone
from sync.account import Account
from sync.afterwards import Afterwards
from sync.client import Hero365Client
from sync.errors import AccountError, RowStateError
from sync.presence import Presence
from sync.relay import Relay, RelayClient
from sync.reminders import Due, Punctuality, Reminders
from sync.rows import QueuedCommand, State
from sync.signals import Beat, Changed, Signal
from sync.store import Store
from sync.telling import Telling

_log = logging.getLogger(__name__)

_COMES = {
    Punctuality.IN_TIME: ("", ""),
    Punctuality.LATE: ("This comes late.", "Esto llega tarde."),
    Punctuality.UNSURE: (
        "The clock was wrong when you said this, so the time may be another one.",
        "El reloj estaba mal cuando dijiste esto, así que la hora puede ser otra.",
    ),
}
"""What is said before a reminder, by how it comes."""


@dataclass(frozen=True, slots=True)
class Unit(Desk):
    """A desk on a device: it reminds, and other processes and a relay reach it."""

    reminders: Reminders
    afterwards: Afterwards
    presence: Presence | None
    """Where the unit belongs to a relay."""
    telling: Telling
    keep: Callable[[Mapping[str, str]], None]
    """Writes fields of the account."""

    def speak(self, language: Language) -> None:
        """Works in `language` from the next turn on, also after a start.

        Raises:
            sync.errors.StoreError: the store cannot be used.
        """
        self._keep(language=language)
        self.cache.introduce(self.client.account)
        self.assistant.speak(language)

    def take_tone(self, tone: Tone) -> None:
        """Words what it says so from now on, also after a start."""
        self._keep(tone=tone)
        self.assistant.take_tone(tone)

    def _keep(self, **preferred: str) -> None:
        try:
            self.keep(preferred)
        except AccountError as error:
            _log.warning("a preference lasts until the next start only", extra={"error": str(error)})

    def due_reminder(self) -> tuple[QueuedCommand, str] | None:
        """The first reminder whose time has come, with what is said; None where there is none."""
        due = self.reminders.due()
        return (due[0].row, self._reminder(due[0])) if due else None

    def reminded(self, row: QueuedCommand, said: str) -> None:
        """The technician has heard it, as it was `said`."""
        self.assistant.told(said)
        with suppress(RowStateError):  # they took it back while it was said
            self.reminders.said(row)

    def _reminder(self, due: Due) -> str:
        says, reminder = self.assistant.tongue.says, self.assistant.report(replace(due.row, state=State.DONE))
        return f"{says(*_COMES[due.comes])} {reminder}".lstrip()

    def endless(self) -> list[Coroutine[Any, Any, None]]:
        """As `Desk`, and keeping in touch with the relay."""
        in_touch = [self.presence.run(), self.afterwards.run(), self.telling.run()] if self.presence else []
        return [*Desk.endless(self), *in_touch]


@asynccontextmanager
async def opened(places: Places, language: Language | None = None) -> AsyncIterator[Unit]:
    """The unit of the account that is signed in at `places`. Given, `language` is spoken instead of the account's.
    Meanwhile other processes of its owner can decide about saved commands through its door.

    Raises:
        sync.errors.SyncError: nobody is signed in, or the database cannot be used.
    """
    file = places.account.resolve()  # its own one, also when the unit works for somebody else by then
    signed_in = Account.load(file)
    own: dict[str, str] = {"language": signed_in.language}  # what is spoken this time is kept nowhere
    account = signed_in.model_copy(update={"language": language or signed_in.language})

    def keep(changed: Account) -> None:
        if file.exists():  # who was forgotten meanwhile has no tokens here any more
            changed.model_copy(update=own).save(file)

    def keep_fields(preferred: Mapping[str, str]) -> None:
        own.update(preferred)
        client.account = client.account.model_copy(update=preferred)
        keep(client.account)

    with Store.open(places.database) as store:
        connected = relay_at(places)
        async with (
            Hero365Client(account, save=keep) as client,
            RelayClient(connected) as relay,
        ):
            desk = Desk.at(store, account, client, relay, command_model())
            afterwards = Afterwards(desk.outbox, desk.outcomes.take)
            telling = Telling(relay.tell, account.business_id)
            if connected:
                desk.refresher.on_change = telling.take
            unit = Unit(
                **{part.name: getattr(desk, part.name) for part in fields(desk)},
                reminders=Reminders(desk.outbox, account.user_id),
                afterwards=afterwards,
                presence=_presence(connected, desk, afterwards) if connected else None,
                telling=telling,
                keep=keep_fields,
            )
            answer = deciding(desk.outbox, account.user_id, desk.outcomes.decided)
            async with open_door(door_of(places.database), answer):
                yield unit


def relay_at(places: Places) -> Relay | None:
    """The relay that the unit belongs to. A file that cannot be used is none: messages wait, and all else goes on."""
    try:
        return Relay.load(places.relay)
    except AccountError as error:
        _log.warning("no relay", extra={"error": str(error)})
        return None


def _presence(relay: Relay, desk: Desk, afterwards: Afterwards) -> Presence:
    def hear(signal: Signal) -> None:
        if isinstance(signal, Changed):
            desk.refresher.invalidate(signal.business, signal.record, signal.ids)
        else:
            afterwards.take(signal)

    return Presence(
        relay, beat=lambda: Beat(job=desk.assistant.job_at_hand, busy=desk.assistant.is_asking), on_signal=hear
    )
