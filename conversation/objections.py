"""What speaks against a command before anything is asked: permission, unknown records, Hero365's own rules."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from conversation.needs import introduces
from conversation.planned_day import held_hour
from conversation.tongue import Tongue
from erp import Command, Offline, Slots, Snapshot, slots_of
from erp.calendar import span
from erp.contacts import ContactCreate
from erp.messages import CustomerMessage, as_waiting

_LEEWAY = timedelta(minutes=5)
"""A time that was named is not refused because the question took its time."""


def objection(command: type[Command], slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str | None:
    """The first reason against `command` at the local time `now`, as a sentence to speak; None where there is none."""
    return (
        _not_permitted(command, slots, snapshot, tongue)
        or _unknown(command, slots, snapshot, tongue)
        or _namesakes(command, slots, snapshot, tongue)
        or _past(command, slots, snapshot, now, tongue)
        or _against_the_rules(command, slots, snapshot, tongue)
        or _waits_already(command, slots, snapshot, tongue)
    )


def objection_to_change(
    command: type[Command], slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue
) -> str | None:
    """As `objection`, of a saved command that is to say something else: whom and what it is about was chosen before,
    and may be unknown here by now."""
    return (
        _past(command, slots, snapshot, now, tongue)
        or _against_the_rules(command, slots, snapshot, tongue)
        or _waits_already(command, slots, snapshot, tongue)
    )


def _against_the_rules(command: type[Command], slots: Slots, snapshot: Snapshot, tongue: Tongue) -> str | None:
    said = command.objection(command.complete(slots, snapshot), snapshot)
    return said[tongue.language] if said else None


def _waits_already(command: type[Command], slots: Slots, snapshot: Snapshot, tongue: Tongue) -> str | None:
    """A customer gets the same message once, however often it is said while it waits for a network or a service."""
    if not issubclass(command, CustomerMessage):
        return None
    message = as_waiting(command.complete(slots, snapshot))
    return tongue.sentences.MESSAGE_WAITS.format(customer=message.customer) if message in snapshot.messages else None


def _not_permitted(command: type[Command], slots: Slots, snapshot: Snapshot, tongue: Tongue) -> str | None:
    needed = [command.spec.permission]
    if introduces(command, slots, snapshot):
        needed.append(ContactCreate.spec.permission)
    lacking = next((permission for permission in needed if permission and permission not in snapshot.permissions), None)
    if lacking is None:
        return None
    said = tongue.sentences.PERMISSIONS.get(lacking, lacking.replace("_", " "))
    return tongue.sentences.NOT_PERMITTED.format(permission=said)


_KNOWN: Mapping[str, Callable[[Snapshot, str], object | None]] = {
    "jobs": Snapshot.job,
    "projects": Snapshot.project,
    "estimates": Snapshot.estimate,
    "invoices": Snapshot.invoice,
    "parts": Snapshot.part,
    "customers": Snapshot.customer,
    "team": lambda snapshot, name: snapshot.member(name) or name == snapshot.technician or None,
    "businesses": lambda snapshot, name: name if name in snapshot.businesses else None,
}
"""Kinds of values that must name a record."""


def is_known(kind: str, value: str, snapshot: Snapshot) -> bool:
    """Whether a value of that kind names a record, where it must name one."""
    return kind not in _KNOWN or _KNOWN[kind](snapshot, value) is not None


def unknown(kind: str, name: str, snapshot: Snapshot, tongue: Tongue) -> str:
    """What is said of a `name` that no record of that kind has: of records that were never read nothing is known."""
    if kind in tongue.sentences.UNREAD and not snapshot.was_read(kind):
        return tongue.sentences.UNREAD[kind]
    return tongue.sentences.UNKNOWN[kind].format(name=name)


def _unknown(command: type[Command], slots: Slots, snapshot: Snapshot, tongue: Tongue) -> str | None:
    for name, slot in slots_of(command).items():
        find = _KNOWN.get(slot.values)
        if find and name in slots and find(snapshot, slots[name]) is None:
            return unknown(slot.values, slots[name], snapshot, tongue)
    return None


def _namesakes(command: type[Command], slots: Slots, snapshot: Snapshot, tongue: Tongue) -> str | None:
    """A name that two customers have stands for neither, and likewise a number."""
    names = {
        "job": [job.number for job in snapshot.jobs],
        "project": [project.number for project in snapshot.projects],
        "estimate": [estimate.number for estimate in snapshot.estimates],
        "invoice": [invoice.number for invoice in snapshot.invoices],
        "part": [part.name for part in snapshot.parts],
        "assignee": [member.name for member in snapshot.team],
        "customer": [customer.name for customer in snapshot.customers],
    }
    for slot, known in names.items():
        count = known.count(slots.get(slot, ""))
        certain = slot == "customer" and "job" in slots  # a job's customer is certain by the job
        if count > 1 and slot in command.model_fields and not certain:
            return tongue.sentences.NAMESAKES[slot].format(count=count, name=slots[slot])
    return None


def _past(command: type[Command], slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str | None:
    """A time of day that is over already, or a part of the day, but where that is only asked about; days are never in
    the past, since they are read as the next such day, and tonight lasts until tomorrow."""
    when = held_hour(command, slots, snapshot) or slots.get("when", "")
    is_question = command.spec.offline is Offline.CACHED and "T" not in when
    if not when or is_question or _ends(when) >= now.replace(tzinfo=None) - _LEEWAY:
        return None
    said = tongue.times.spoken_when(when, now)
    return tongue.sentences.PAST.format(when=said[0].upper() + said[1:])


def _ends(when: str) -> datetime:
    """The local time from which on `when` lies behind."""
    day, _, part = when.partition("/")
    if "T" not in when and part in ("", "evening"):
        return datetime.fromisoformat(day) + timedelta(days=1)
    return span(when, ZoneInfo("UTC"), timedelta()).end.replace(tzinfo=None)
