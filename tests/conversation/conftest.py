"""A small plumbing business on a Wednesday at eleven in the morning, in Chicago."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from conversation.english import ENGLISH
from conversation.understanding import Understanding
from erp import Address, Customer, Job, Part, Project, Snapshot

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 25, 11, 0, tzinfo=CHICAGO)


def address(street: str) -> Address:
    return Address(street, "Aurora", "IL", "60502")


def job(number: str, title: str, status: str, customer: Customer, start: datetime | None = None, **more: object) -> Job:
    return Job(
        ref=f"job-{number}",
        number=number,
        full_number=f"JOB-{int(number):06}",
        title=title,
        status=status,
        customer=customer.name,
        customer_ref=customer.ref,
        scheduled_start=start,
        **more,  # type: ignore[arg-type] # fields of a job
    )


ANN = Customer("ann", "Ann Bauer", phone="+13125550190", address=address("5 Mill Road"))
MARIA = Customer("maria", "Maria Garcia", address=address("12 Oak Street"))
LUIS = Customer("luis", "Luis Garcia", address=address("7 Elm Street"))
OBRIEN = Customer("obrien", "O'Brien & Sons LLC")
OAKWOOD = Customer("oakwood", "Oakwood Apartments", address=address("100 Lake Drive"))
ZOE = Customer("zoe", "Zoë Alvarez", address=address("9 Pine Court"))

MINE = {"assigned_to": ("Rosa Delgado",)}


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def business() -> Snapshot:
    return Snapshot(
        technician="Rosa Delgado",
        business="Northside Plumbing",
        time_zone="America/Chicago",
        next_number="9001",
        permissions=frozenset(
            {
                "view_jobs",
                "create_jobs",
                "edit_jobs",
                "view_projects",
                "edit_projects",
                "view_contacts",
                "edit_contacts",
            }
        ),
        customers=(ANN, MARIA, LUIS, OBRIEN, OAKWOOD, ZOE),
        jobs=(
            job("12", "Leaking faucet", "scheduled", ANN, NOW.replace(hour=13), **MINE),
            job("42", "Water heater", "in_progress", MARIA, NOW.replace(hour=9), amount=Decimal("268.00"), **MINE),
            job("43", "Drain cleaning", "draft", OAKWOOD),
            job("44", "Furnace", "completed", LUIS),
            job("45", "Sump pump", "scheduled", ZOE, NOW.replace(hour=15), assigned_to=("Sam Reed",)),
            job("456", "Repipe", "draft", ANN),
        ),
        projects=(
            Project("p7", "7", "Mill Road repipe", "active", "Ann Bauer", Decimal(9000), Decimal(4000)),
            Project("p8", "8", "School boiler room", "on_hold", budget=Decimal("12000.50")),
        ),
        parts=(
            Part("elbow", "1/2 inch copper elbow", on_hand=Decimal(31), spoken_as={"en": ("half inch copper elbow",)}),
            Part("valve", '3/4" ball valve', on_hand=Decimal(4)),
            Part("r410a", "R-410A refrigerant", on_hand=Decimal("2.50")),
            Part("cap", "45/5 MFD capacitor", on_hand=Decimal(0)),
            Part("filter", "20x25x1 filter", on_hand=Decimal(12)),
            Part("gfci", "GFCI outlet"),
        ),
        as_of=dict.fromkeys(("customers", "team", "jobs", "projects", "parts", "estimates", "invoices"), NOW),
    )


@pytest.fixture(scope="session")
def understanding(business: Snapshot) -> Understanding:
    return Understanding(business, ENGLISH)
