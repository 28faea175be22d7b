"""What speaks against a command before anything is asked: permission, unknown records, Hero365's own rules."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from conversation.times import spoken_when
from conversation.understanding import introduces
from erp import Command, Slots, Snapshot, slots_of
from erp.contacts import ContactCreate

_LEEWAY = timedelta(minutes=5)
"""A time that was named is not refused because the question took its time."""


def objection(command: type[Command], slots: Slots, snapshot: Snapshot, now: datetime) -> str | None:
    """The first reason against `command` at the local time `now`, as a sentence to speak; None where there is none."""
    return (
        _not_permitted(command, slots, snapshot)
        or _unknown(command, slots, snapshot)
        or _namesakes(command, slots, snapshot)
        or _past(slots, now)
        or _against_the_rules(command, slots, snapshot)
    )


def _against_the_rules(command: type[Command], slots: Slots, snapshot: Snapshot) -> str | None:
    said = command.objection(command.complete(slots, snapshot), snapshot)
    return said["en"] if said else None


def _not_permitted(command: type[Command], slots: Slots, snapshot: Snapshot) -> str | None:
    needed = [command.spec.permission]
    if introduces(command, slots, snapshot):
        needed.append(ContactCreate.spec.permission)
    lacking = next((permission for permission in needed if permission and permission not in snapshot.permissions), None)
    return f"You don't have the permission to {lacking.replace('_', ' ')} in Hero365." if lacking else None


_KNOWN: Mapping[str, tuple[Callable[[Snapshot, str], object | None], str]] = {
    "jobs": (Snapshot.job, "I don't know job {}."),
    "projects": (Snapshot.project, "I don't know project {}."),
    "parts": (Snapshot.part, "I don't know a part called {}."),
    "customers": (Snapshot.customer, "I don't know a customer called {}."),
}
"""Kinds of values that must name a record."""


def _unknown(command: type[Command], slots: Slots, snapshot: Snapshot) -> str | None:
    for name, slot in slots_of(command).items():
        if name in slots and slot.values in _KNOWN:
            find, sentence = _KNOWN[slot.values]
            if find(snapshot, slots[name]) is None:
                return sentence.format(slots[name])
    return None


def _namesakes(command: type[Command], slots: Slots, snapshot: Snapshot) -> str | None:
    """A name that two customers have stands for neither, and likewise a number."""
    names = {
        "job": ("jobs", [job.number for job in snapshot.jobs]),
        "project": ("projects", [project.number for project in snapshot.projects]),
        "customer": ("customers", [customer.name for customer in snapshot.customers]),
    }
    for slot, (records, known) in names.items():
        count = known.count(slots.get(slot, ""))
        certain = slot == "customer" and "job" in slots  # a job's customer is certain by the job
        if count > 1 and slot in command.model_fields and not certain:
            return f"You have {count} {records} called {slots[slot]}. Tell them apart in Hero365 first."
    return None


def _past(slots: Slots, now: datetime) -> str | None:
    """A time of day that is over already; days are never in the past, since they are read as the next such day."""
    when = slots.get("when", "")
    if "T" not in when or datetime.fromisoformat(when) >= now.replace(tzinfo=None) - _LEEWAY:
        return None
    said = spoken_when(when, now)
    return f"{said[0].upper()}{said[1:]} is in the past. Say a later time."
