"""An activity as it is stored, and as it is answered."""

from collections.abc import Set
from datetime import datetime
from typing import Any
from uuid import uuid4

from sync.standin import wire
from sync.standin.errors import UnforeseenError
from sync.standin.face import Face
from sync.standin.wire import Document

_TIMES = ("scheduled_date", "due_date", "completed_date", "created_date", "last_modified")
_CLOSED = ("completed", "cancelled")

ALL_TIMES = frozenset(_TIMES)


def new(business_id: str, created_by: str, **fields: Any) -> Document:
    """An activity's row, pending, with the given fields over the defaults."""
    created = wire.now()
    nothing = ("template_id", "parent_activity_id", "scheduled_date", "due_date", "completed_date")
    return {
        "id": str(uuid4()),
        "business_id": business_id,
        **dict.fromkeys((*nothing, "duration_minutes", "location", "assigned_to")),
        "description": "",
        "status": "pending",
        "priority": "medium",
        "participants": [],
        "reminders": [],
        "metadata": {},
        "tags": [],
        "created_by": created_by,
        "created_date": created,
        "last_modified": created,
    } | fields


def new_reminder(given: Document) -> Document:
    """A reminder's row from the free-form object of a request, which must say when."""
    try:
        at = datetime.fromisoformat(given["reminder_time"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnforeseenError("a reminder must have a time") from error
    return {
        "reminder_id": str(uuid4()),
        "reminder_time": wire.stored(at),
        "reminder_type": given.get("reminder_type", "notification"),
        "message": given.get("message"),
        "is_sent": False,
        "sent_at": None,
    }


def moved(activity: Document, status: str, user_id: str, note: str | None) -> Document:
    """The activity in another status, with a line in the history that its metadata keep."""
    now = wire.now()
    line = {
        "from_status": activity["status"],
        "to_status": status,
        "changed_by": user_id,
        "changed_at": wire.without_offset(now),
        "notes": note,
    }
    history = [*activity["metadata"].get("status_history", ()), line]
    return activity | {
        "status": status,
        "completed_date": now if status == "completed" else None,
        "metadata": activity["metadata"] | {"status_history": history},
    }


def answer(activity: Document, face: Face, fresh: Set[str] = frozenset()) -> Document:
    """An activity as it is answered alone.

    The measured server answers the times that the request set (`fresh`) without an offset, and those that it read with
    one; all are UTC. The contract's face writes the offset always.
    """
    naive = frozenset() if face is Face.CONTRACT else fresh
    times = {
        name: wire.without_offset(activity[name]) if name in naive else wire.in_utc(activity[name]) for name in _TIMES
    }
    wording = wire.without_offset if naive >= ALL_TIMES else wire.in_utc
    reminders = [reminder | {"reminder_time": wording(reminder["reminder_time"])} for reminder in activity["reminders"]]
    minutes = activity["duration_minutes"]
    return activity | {
        **times,
        "reminders": reminders,
        "is_overdue": is_overdue(activity),
        "duration_display": f"{minutes} minutes" if minutes else "No duration set",
        "status_display": wire.display(activity["status"]),
        "priority_display": wire.display(activity["priority"]),
        "type_display": _type_display(activity),
    }


def timeline_entry(activity: Document) -> Document:
    """An activity as the timeline of a contact shows it."""
    kept = ("id", "title", "description", "status", "priority", "metadata", "tags", "created_by", "assigned_to")
    return {name: activity[name] for name in kept} | {
        "type": activity["activity_type"],
        "type_display": _type_display(activity),
        "timestamp": wire.in_utc(activity["scheduled_date"] or activity["due_date"] or activity["created_date"]),
        "status_display": wire.display(activity["status"]),
        "priority_display": wire.display(activity["priority"]),
        "is_overdue": is_overdue(activity),
    }


def is_overdue(activity: Document) -> bool:
    """Whether an open activity's time has passed."""
    due = activity["due_date"] or activity["scheduled_date"]
    return activity["status"] not in _CLOSED and due is not None and due < wire.now()


def _type_display(activity: Document) -> str:
    kind: str = activity["activity_type"]
    return "Customer Interaction" if kind == "interaction" else wire.display(kind)
