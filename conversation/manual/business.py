"""The business that the examples speak of."""

from datetime import UTC, datetime
from decimal import Decimal

from erp import Address, Customer, Estimate, Invoice, Job, Member, Part, Project, Reminder, Snapshot

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)

_MARIA = Customer("c1", "Maria Garcia", phone="+13125550101", address=Address("18 Mill Road", "Aurora", "IL", "60502"))

BUSINESS = Snapshot(
    technician="Rosa Delgado",
    business="Northside Heating",
    time_zone="UTC",
    next_number="9001",
    permissions=frozenset({
        "view_contacts", "edit_contacts", "view_jobs", "create_jobs", "edit_jobs", "view_projects", "create_projects",
        "edit_projects",
    }),
    customers=(_MARIA, Customer("c2", "Frank Olsen", phone="+13125550108")),
    jobs=(
        Job("j1", "42", "JOB-000042", "Water heater", "scheduled", "Maria Garcia", "c1", _MARIA.address),
        Job("j2", "57", "JOB-000057", "Kitchen sink", "in_progress", "Frank Olsen", "c2"),
        Job("j3", "61", "JOB-000061", "Thermostat", "scheduled", scheduled_start=NOW),
    ),
    projects=(Project("p1", "7", "Mill Road repipe", "active", "Maria Garcia", Decimal(9000)),),
    parts=(Part("s1", "wax ring", "WR-1", Decimal(15), price=Decimal("4.25"), spoken_as={"es": ("anillo de cera",)}),),
    estimates=(Estimate("e1", "8", "EST-000008", "Repipe", "sent", "Maria Garcia", "c1", Decimal(8700)),),
    invoices=(
        Invoice("i1", "101", "INV-000101", "sent", "Frank Olsen", "c2", Decimal(275), balance_due=Decimal(275)),
    ),
    team=(Member("u1", "Rosa Delgado", "employee"), Member("u2", "Marcus Reed", "employee")),
    reminders=(Reminder("2f0f4a52-5d4b-4d2e-8b0e-6f3f1f4a9c11", "order the filter", "2026-11-27T09:00"),),
    businesses=("Northside Heating", "Lakeside Electric"),
)  # fmt: skip
"""One of everything that has a name."""
