"""Questions about invoices, prices and projects, answered from the snapshot."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from conversation.answers import answer
from conversation.english import ENGLISH
from erp import Invoice, Part, Project, Snapshot
from erp.inventory import InventoryPrice
from erp.payments import InvoiceUnpaid
from erp.projects import ProjectAnalytics, ProjectList


def invoice(number: str, customer: str, due: int, day: date | None = None, status: str = "sent") -> Invoice:
    total = Decimal(960)
    return Invoice(f"i{number}", number, number, status, customer, None, total, Decimal(due), day)


@pytest.fixture
def billed(business: Snapshot, now: datetime) -> Snapshot:
    invoices = (
        invoice("101", "Ann Bauer", 275, date(2026, 11, 20)),
        invoice("102", "Maria Garcia", 0, status="paid"),
        invoice("103", "Oakwood Apartments", 460, date(2026, 11, 26)),
        invoice("104", "Ann Bauer", 25),
    )
    return replace(business, invoices=invoices, as_of={**business.as_of, "invoices": now})


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        (
            {},
            "3 invoices are unpaid, 760 dollars in all: invoice 101, Ann Bauer, 275 dollars, 5 days overdue; "
            "invoice 103, Oakwood Apartments, 460 dollars, due tomorrow; invoice 104, Ann Bauer, 25 dollars.",
        ),
        (
            {"customer": "Ann Bauer"},
            "Ann Bauer owes 300 dollars: invoice 101, 275 dollars, 5 days overdue; invoice 104, 25 dollars.",
        ),
        ({"customer": "Maria Garcia"}, "Maria Garcia owes nothing."),
    ],
)
def test_what_is_unpaid(slots: dict[str, str], said: str, billed: Snapshot, now: datetime) -> None:
    assert answer(InvoiceUnpaid, slots, billed, now, ENGLISH) == said


def test_of_many_invoices_three_are_told(billed: Snapshot, now: datetime) -> None:
    many = replace(billed, invoices=tuple(invoice(str(number), "Ann Bauer", 10) for number in range(201, 207)))
    assert answer(InvoiceUnpaid, {}, many, now, ENGLISH).endswith("; and 3 others.")


def test_nothing_unpaid_is_told_from_nothing_known(billed: Snapshot, business: Snapshot, now: datetime) -> None:
    assert answer(InvoiceUnpaid, {}, replace(billed, invoices=()), now, ENGLISH) == "No invoice is unpaid."
    unread = replace(business, as_of={})
    assert answer(InvoiceUnpaid, {}, unread, now, ENGLISH) == "I have not been able to read the invoices yet."


def test_an_old_answer_says_its_age(billed: Snapshot, now: datetime) -> None:
    old = replace(billed, as_of={"invoices": now - timedelta(hours=3)})
    assert answer(InvoiceUnpaid, {"customer": "Maria Garcia"}, old, now, ENGLISH) == (
        "Maria Garcia owes nothing, as of 3 hours ago."
    )


def test_a_price(business: Snapshot, now: datetime) -> None:
    priced = replace(business, parts=(Part("w", "Wax ring", price=Decimal("1.85")), Part("g", "GFCI outlet")))
    said = answer(InventoryPrice, {"part": "Wax ring"}, priced, now, ENGLISH)
    assert said == "Wax ring: 1 dollar and 85 cents each."
    assert answer(InventoryPrice, {"part": "GFCI outlet"}, priced, now, ENGLISH) == (
        "I don't know what GFCI outlet costs."
    )


def test_projects_that_are_over_are_left_out_unless_asked_for(business: Snapshot, now: datetime) -> None:
    old = Project("p1", "1", "Lake house", "completed", budget=Decimal(1000), spent=Decimal(900))
    more = replace(business, projects=(*business.projects, old))
    assert answer(ProjectList, {}, more, now, ENGLISH) == (
        "You have 2 projects: project 7, Mill Road repipe, active; project 8, School boiler room, on hold."
    )
    assert answer(ProjectList, {"status": "completed"}, more, now, ENGLISH) == (
        "You have 1 project: project 1, Lake house."
    )
    assert answer(ProjectList, {"status": "planning"}, more, now, ENGLISH) == "No project is in planning."
    assert answer(ProjectList, {}, replace(more, projects=(old,)), now, ENGLISH) == "You have no projects under way."


def test_all_projects_in_one_sentence(business: Snapshot, now: datetime) -> None:
    off = Project("p1", "1", "Lake house", "cancelled", budget=Decimal(1000), spent=Decimal(900))
    more = replace(business, projects=(*business.projects, off))
    assert answer(ProjectAnalytics, {}, more, now, ENGLISH) == (
        "2 projects, 1 of them active, with a budget of 21,000 dollars and 50 cents in all, 4,000 dollars of it spent."
    )
    assert answer(ProjectAnalytics, {}, replace(business, projects=()), now, ENGLISH) == "There are no projects."
