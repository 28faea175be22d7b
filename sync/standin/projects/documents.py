"""A project as it is stored, and as it is answered."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sync.standin import wire
from sync.standin.contacts.documents import address_answer
from sync.standin.wire import Document

_LISTED = (
    "id",
    "name",
    "client_id",
    "client_name",
    "project_type",
    "status",
    "priority",
    "start_date",
    "end_date",
    "estimated_budget",
    "actual_cost",
    "manager",
    "is_overdue",
    "is_over_budget",
    "created_date",
    "last_modified",
    "status_display",
    "priority_display",
    "type_display",
)


def new(business_id: str, created_by: str, number: str, **fields: Any) -> Document:
    """A project's row with the given fields over the defaults; one without a contact gets a client of its own."""
    created = wire.now()
    return (
        {
            "id": str(uuid4()),
            "business_id": business_id,
            "project_number": number,
            "created_by": created_by,
            "client_id": str(uuid4()),
            "address": None,
            "project_type": "renovation",
            "status": "planning",
            "priority": "medium",
            "end_date": None,
            "estimated_budget": 0.0,
            "actual_cost": 0.0,
            "manager": None,
            "manager_id": None,
            "team_members": [],
            "tags": [],
            "notes": None,
            "created_date": created,
            "last_modified": created,
        }
        | fields
        | {"project_number": number}
    )


def answer(project: Document) -> Document:
    """A project as it is answered alone."""
    budget, cost = wire.decimal(project["estimated_budget"]), wire.decimal(project["actual_cost"])
    end = project["end_date"]
    is_open = project["status"] not in ("completed", "cancelled")
    return project | {
        "address": address_answer(project["address"]),
        "tags": sorted(project["tags"]),
        "estimated_budget": str(budget),
        "actual_cost": str(cost),
        "is_overdue": is_open and end is not None and end < wire.now(),
        "is_over_budget": cost > budget,
        "budget_variance": str(cost - budget),
        "budget_variance_percentage": str((cost - budget) / budget * 100) if budget else None,
        "duration_days": _days(project["start_date"], end),
        **{name: wire.to_the_second(project[name]) for name in ("start_date", "end_date")},
        **{name: wire.to_the_second(project[name]) for name in ("created_date", "last_modified")},
        "status_display": wire.display(project["status"]),
        "priority_display": wire.display(project["priority"]),
        "type_display": wire.display(project["project_type"]),
    }


def item(project: Document) -> Document:
    whole = answer(project)
    return {name: whole[name] for name in _LISTED}


def _days(start: str, end: str | None) -> int | None:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).days if end else None
