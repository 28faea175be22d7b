"""Hero365's documents as records. Pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from erp import Address, Customer, Estimate, Invoice, Job, Member, Part, Project
from sync.numbering import spoken_number

_MARKER = re.compile(r" \[cmd:[0-9a-f-]{36}\]")
"""What our own notes are recognised by; nobody wants to hear it."""
_WITH_A_STATUS = re.compile(
    r"\[(?P<day>\d{4}-\d\d-\d\d)[^\]]*\] Status changed from \w+ to \w+ by [^:]*: (?P<note>.+) cmd:[0-9a-f-]{36}"
)
"""A line of a job's history that we made."""
_WITHOUT_WORDS = "by voice"
"""What stands there where nothing was noted with a status."""

Document = Mapping[str, Any]
Names = Mapping[str, str]
"""Hero365's ids of people, or of customers, to their names."""


def customer(document: Document) -> Customer:
    return Customer(
        ref=document["id"],
        name=document["display_name"],
        phone=document["phone"] or document["mobile_phone"],
        email=document["email"],
        address=_address(document["address"]),
        notes=_MARKER.sub("", document["notes"] or ""),
    )


def member(document: Document, people: Names) -> Member | None:
    """Somebody who works here; None for one whose name nothing tells: nobody could speak of them.

    Hero365's types give a member an id and a role, and no name.
    """
    name = document.get("full_name") or people.get(document["user_id"])
    if not name or not document["is_active"]:
        return None
    return Member(ref=document["user_id"], name=name, role=document["role"])


def job(document: Document, people: Names) -> Job:
    """A job, of a list or alone; a list shows no address."""
    contact = document["contact"] or {}
    return Job(
        ref=document["id"],
        number=spoken_number(document["job_number"]),
        full_number=document["job_number"],
        title=document["title"],
        status=document["status"],
        customer=contact.get("display_name"),
        customer_ref=document["contact_id"],
        address=_address(document.get("job_address")),
        scheduled_start=_moment(document["scheduled_start"]),
        scheduled_end=_moment(document["scheduled_end"]),
        assigned_to=tuple(people.get(user, user) for user in document["assigned_to"] or ()),
        amount=_money(document["estimated_revenue"]),
        priority=document["priority"],
        job_type=document["job_type"],
        notes=_notes_of_job(document),
        notes_read="notes" in document,
        changed_at=changed_at(document) if "notes" in document else None,
    )


def changed_at(document: Document) -> datetime | None:
    """When anybody changed a record last, as Hero365 says."""
    return _moment(document["last_modified"])


def _notes_of_job(document: Document) -> str:
    """What was noted with a status stands elsewhere than the other notes, and with its day."""
    history = _WITH_A_STATUS.finditer(document.get("internal_notes") or "")
    noted = [f"{line['day']}: {line['note']}" for line in history if line["note"] != _WITHOUT_WORDS]
    return "\n".join(filter(None, [*noted, _MARKER.sub("", document.get("notes") or "")]))


def project(document: Document, number: str, team: tuple[str, ...]) -> Project:
    """A project; the lists tell neither its number nor its team."""
    return Project(
        ref=document["id"],
        number=number,
        name=document["name"],
        status=document["status"],
        customer=document["client_name"],
        budget=_money(document["estimated_budget"]),
        spent=_money(document["actual_cost"]),
        end_date=_moment(document["end_date"]),
        team=team,
    )


def part(document: Document) -> Part:
    """A part; Hero365 has no field for other ways of saying it."""
    return Part(
        ref=document["id"],
        name=document["name"],
        sku=document["sku"],
        on_hand=_decimal(document["quantity_on_hand"]),
        reserved=_decimal(document["quantity_reserved"]),
        price=_decimal(document["unit_price"]),
        reorder_point=_decimal(document.get("reorder_point")),
        reorder_quantity=_decimal(document.get("reorder_quantity")),
    )


def estimate(document: Document, customers: Names) -> Estimate:
    return Estimate(
        ref=document["id"],
        number=spoken_number(document["estimate_number"]),
        full_number=document["estimate_number"],
        title=document["title"],
        status=document["status"],
        customer=customers.get(document["contact_id"], document["client_name"]),
        customer_ref=document["contact_id"],
        total=_decimal(document["financial_summary"]["total_amount"]),
        job_ref=document["job_id"],
    )


def invoice(document: Document, customers: Names) -> Invoice:
    summary = document["financial_summary"]
    return Invoice(
        ref=document["id"],
        number=spoken_number(document["invoice_number"]),
        full_number=document["invoice_number"],
        status=document["status"],
        customer=customers.get(document["contact_id"], document["client_name"]),
        customer_ref=document["contact_id"],
        total=_decimal(summary["total_amount"]),
        balance_due=_decimal(summary["balance_due"]),
        due_date=date.fromisoformat(document["due_date"]) if document["due_date"] else None,
        job_ref=document["job_id"],
        estimate_ref=document["estimate_id"],
    )


def _address(document: Document | None) -> Address | None:
    if not document or not document["street_address"]:
        return None
    return Address(
        street=document["street_address"],
        city=document["city"] or "",
        state=document["state"] or "",
        postal_code=document["postal_code"] or "",
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _money(amount: str | None) -> Decimal | None:
    """Hero365 answers zero where it knows nothing."""
    return Decimal(amount) if amount and Decimal(amount) else None


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
