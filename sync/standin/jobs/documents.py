"""A job as it is stored, and as it is answered."""

import re
from typing import Any
from uuid import uuid4

from sync.standin import wire
from sync.standin.contacts import documents as contact_documents
from sync.standin.jobs import rules as job_rules
from sync.standin.jobs.requests import CostEstimate, TimeTracking, cost_row, time_row
from sync.standin.store import Store
from sync.standin.wire import Document

_LISTED = (
    "id",
    "contact_id",
    "contact",
    "job_number",
    "title",
    "job_type",
    "status",
    "priority",
    "scheduled_start",
    "scheduled_end",
    "assigned_to",
    "estimated_revenue",
    "is_overdue",
    "is_emergency",
    "created_date",
    "last_modified",
    "status_display",
    "priority_display",
    "type_display",
)
"""What a list or a search shows of a job: no business, number fields, notes or address among it."""
_TIMES = (
    "scheduled_start",
    "scheduled_end",
    "actual_start",
    "actual_end",
    "created_date",
    "last_modified",
    "completed_date",
)


def new(business_id: str, created_by: str, number: str, **fields: Any) -> Document:
    """A job's row, a draft, with the given fields over the defaults."""
    created = wire.now()
    return {
        "id": str(uuid4()),
        "business_id": business_id,
        "contact_id": None,
        "job_number": number,
        "description": None,
        "job_type": "service",
        "status": "draft",
        "priority": "medium",
        "source": "other",
        "scheduled_start": None,
        "scheduled_end": None,
        "actual_start": None,
        "actual_end": None,
        "assigned_to": [],
        "created_by": created_by,
        "time_tracking": time_row(TimeTracking(break_time_minutes=0)),
        "cost_estimate": cost_row(CostEstimate()),
        "tags": [],
        "notes": None,
        "internal_notes": None,
        "customer_requirements": None,
        "completion_notes": None,
        "custom_fields": {},
        "created_date": created,
        "last_modified": created,
        "completed_date": None,
    } | fields


def next_number(store: Store, business_id: str) -> str:
    """The number after the highest of the business's own: ``JOB-000123``."""
    numbers = [re.fullmatch(r"JOB-(\d+)", job["job_number"]) for job in store.all("jobs", business_id)]
    return f"JOB-{max((int(number[1]) for number in numbers if number), default=0) + 1:06d}"


def answer(job: Document, store: Store) -> Document:
    """A job as it is answered alone."""
    contact = store.get("contacts", job["contact_id"]) if job["contact_id"] else None
    costs, tracking = job["cost_estimate"], job["time_tracking"]
    return job | {
        "contact": _contact_summary(contact) if contact else None,
        "job_address": contact_documents.address_answer(job["job_address"]),
        "time_tracking": {
            name: wire.decimal_text(value) if name.endswith("_hours") else value for name, value in tracking.items()
        },
        "cost_estimate": {name: wire.decimal_text(value) for name, value in costs.items()},
        **{name: wire.to_the_second(job[name]) for name in _TIMES},
        "is_overdue": job_rules.is_overdue(job),
        "is_emergency": job["priority"] == "emergency",
        "duration_days": job_rules.duration_days(job),
        "estimated_revenue": str(job_rules.revenue(costs)),
        "profit_margin": str(job_rules.profit_margin(costs)),
        "status_display": wire.display(job["status"]),
        "priority_display": wire.display(job["priority"]),
        "type_display": wire.display(job["job_type"]),
    }


def item(job: Document, store: Store) -> Document:
    """A job as it is answered in a list."""
    whole = answer(job, store)
    return {name: whole[name] for name in _LISTED}


def _contact_summary(contact: Document) -> Document:
    return {
        "id": contact["id"],
        "display_name": contact_documents.display_name(contact),
        "company_name": contact["company_name"],
        "email": contact["email"],
        "phone": contact["phone"],
        "mobile_phone": contact["mobile_phone"],
        "primary_contact_method": contact_documents.primary_contact_method(contact),
    }
