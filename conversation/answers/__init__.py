"""Questions answered from the snapshot, with the age of the answer when that matters."""

from collections.abc import Mapping
from datetime import datetime

from conversation.answers import business, contacts, inventory, invoicing, jobs, notifications, projects, scheduling
from conversation.answers.pieces import MOST_TOLD, TOLD, Answer
from conversation.tongue import Tongue
from erp import Command, Slots, Snapshot
from erp.job_questions import JobSearch
from erp.kept_reminders import ListReminders
from erp.payments import InvoiceUnpaid
from erp.projects import ProjectAnalytics, ProjectList

_ANSWERS: Mapping[type[Command], Answer] = {
    **inventory.ANSWERS,
    **jobs.ANSWERS,
    **invoicing.ANSWERS,
    **scheduling.ANSWERS,
    **projects.ANSWERS,
    **contacts.ANSWERS,
    **notifications.ANSWERS,
    **business.ANSWERS,
}

_LISTS: Mapping[type[Command], str] = {
    **dict.fromkeys([JobSearch, *scheduling.ANSWERS], "jobs"),
    **dict.fromkeys([ProjectList, ProjectAnalytics], "projects"),
    InvoiceUnpaid: "invoices",
}
"""Those that say which records there are, and of which they say so."""


_GOES_ON: frozenset[type[Command]] = frozenset({ListReminders})
"""Those of which "the rest" can be asked for."""


def rest_of(command: type[Command], slots: Slots) -> Slots | None:
    """The slots with which `command` says what it left out when it was answered with `slots`; None where it leaves out
    nothing."""
    return {**slots, TOLD: str(int(slots.get(TOLD, 0)) + MOST_TOLD)} if command in _GOES_ON else None


def answer(command: type[Command], slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """The answer to a reading command, whose records are there: what names none is refused before. `now` is the local
    time."""
    if command in _LISTS and not snapshot.was_read(_LISTS[command]):
        return tongue.sentences.UNREAD[_LISTS[command]]
    return _ANSWERS[command](slots, snapshot, now, tongue)
