"""What is answered about contacts, the business and what needs attention. It is Wednesday at eleven."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from conversation.answers import answer
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from erp import Invoice, Part, Snapshot, Trouble
from erp.business import BusinessList, BusinessPermissions, BusinessSwitch, BusinessWhoAmI
from erp.contacts import ContactFind
from erp.relations import ContactInteractions
from erp.reminders import ReadAlerts

FURNACE_BILL = Invoice(
    "i7", "7", "INV-000007", "sent", "Ann Bauer", "ann", Decimal(240), Decimal(240), due_date=date(2026, 11, 20)
)


@pytest.fixture(scope="module")
def known(business: Snapshot) -> Snapshot:
    """Ann Bauer has notes and an invoice."""
    ann = replace(business.customers[0], notes="2026-10-01: gate code 4417.\n2026-11-02: wants a new boiler")
    return replace(business, customers=(ann, *business.customers[1:]), invoices=(FURNACE_BILL,))


@pytest.mark.parametrize(
    ("customer", "said"),
    [
        ("Ann Bauer", "Ann Bauer: phone (312) 555-0190; 5 Mill Road, Aurora, IL 60502."),
        ("Maria Garcia", "Maria Garcia: 12 Oak Street, Aurora, IL 60502."),
        ("O'Brien & Sons LLC", "O'Brien & Sons LLC has neither phone, e-mail nor address in your contacts."),
    ],
)
def test_how_a_customer_is_reached(customer: str, said: str, known: Snapshot, now: datetime) -> None:
    assert answer(ContactFind, {"customer": customer}, known, now, ENGLISH) == said


def test_an_e_mail_address_is_told_and_an_old_answer_says_so(known: Snapshot, now: datetime) -> None:
    ann = replace(known.customers[0], phone=None, address=None, email="ann@example.com")
    old = replace(known, customers=(ann,), as_of={"customers": now - timedelta(hours=3)})
    said = answer(ContactFind, {"customer": "Ann Bauer"}, old, now, ENGLISH)
    assert said == "Ann Bauer: e-mail ann@example.com, as of 3 hours ago."


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        (ENGLISH, "Ann Bauer: phone (312) 555-0190; 12 Oak Lane, Geneva."),
        (SPANISH, "Ann Bauer: teléfono (312) 555-0190; 12 Oak Lane, Geneva."),
    ],
)
def test_a_part_of_an_address_is_told_out_of_the_notes(
    tongue: Tongue, said: str, known: Snapshot, now: datetime
) -> None:
    ann = replace(known.customers[0], address=None, notes="Address: 12 Oak Lane, Geneva\n2026-11-02: wants a boiler")
    of_ann = replace(known, customers=(ann,))
    assert answer(ContactFind, {"customer": "Ann Bauer"}, of_ann, now, tongue) == said


@pytest.mark.parametrize(
    ("customer", "said"),
    [
        (
            "Ann Bauer",
            "Ann Bauer: Notes: November 2: wants a new boiler; October 1: gate code 4417. "
            "2 jobs: 456, Repipe, a draft; 12, Leaking faucet, scheduled, today at 1 p.m. 1 invoice open: 240 dollars.",
        ),
        ("Maria Garcia", "Maria Garcia: 1 job: 42, Water heater, in progress, today at 9 a.m."),
        ("O'Brien & Sons LLC", "There is nothing about O'Brien & Sons LLC on this unit."),
    ],
)
def test_what_there_was_with_a_customer(customer: str, said: str, known: Snapshot, now: datetime) -> None:
    assert answer(ContactInteractions, {"customer": customer}, known, now, ENGLISH) == said


def test_who_is_signed_in(business: Snapshot, now: datetime) -> None:
    said = answer(BusinessWhoAmI, {}, business, now, ENGLISH)
    assert said == "You are Rosa Delgado, working for Northside Plumbing."


def test_of_several_businesses_it_is_said_which_one_counts(business: Snapshot, now: datetime) -> None:
    two = replace(business, businesses=("Northside Plumbing", "Southside Heating"))
    assert answer(BusinessList, {}, two, now, ENGLISH) == (
        "You belong to 2 businesses: Northside Plumbing, Southside Heating. "
        "Hero365 files your work under Northside Plumbing."
    )
    one = replace(business, businesses=("Northside Plumbing",))
    assert answer(BusinessList, {}, one, now, ENGLISH) == "You belong to one business: Northside Plumbing."


def test_nobody_can_switch_and_why_is_said(business: Snapshot) -> None:
    for slots in ({}, {"business": "Southside Heating"}):
        said = BusinessSwitch.objection(slots, business)
        assert said is not None
        assert "the business you joined last, and that is Northside Plumbing" in said["en"]
    here = BusinessSwitch.objection({"business": "Northside Plumbing"}, business)
    assert here is not None
    assert here["en"] == "You are working for Northside Plumbing already."


@pytest.mark.parametrize(
    ("permissions", "said"),
    [
        ({"view_jobs", "edit_jobs", "view_contacts"}, "you can change jobs; you can only see customers."),
        ({"edit_contacts", "edit_jobs"}, "you can change customers, jobs."),
    ],
)
def test_permissions_are_told_in_a_sentence(
    permissions: set[str], said: str, business: Snapshot, now: datetime
) -> None:
    asked = replace(business, permissions=frozenset(permissions))
    assert answer(BusinessPermissions, {}, asked, now, ENGLISH) == f"At Northside Plumbing {said}"


def test_nothing_needs_attention(business: Snapshot, now: datetime) -> None:
    quiet = replace(business, parts=(Part("elbow", "elbow", on_hand=Decimal(31)), Part("gfci", "GFCI outlet")))
    assert answer(ReadAlerts, {}, quiet, now, ENGLISH) == "Nothing needs your attention."


def test_what_was_refused_what_waits_what_is_due_and_what_runs_out_is_told(known: Snapshot, now: datetime) -> None:
    troubles = (
        Trouble("1", "job.set_status", {"job": "42", "status": "completed"}, "Job 42 is a draft.", refused=True),
        Trouble(
            "2", "contact.lead_status", {"customer": "Ann Bauer", "status": "qualified"}, "It waits.", refused=False
        ),
        Trouble("3", "weather.change", {}, "This version can't send it.", refused=False),
    )
    parts = (Part("gfci", "GFCI outlet", on_hand=Decimal(1), spoken_as={"en": ("GFCI outlet",)}), *known.parts[:1])
    said = answer(ReadAlerts, {}, replace(known, troubles=troubles, waiting=4, parts=parts), now, ENGLISH)
    assert said == (
        "Refused: job 42 as completed: Job 42 is a draft. "
        "Waiting: Ann Bauer as qualified: It waits; This version can't send it. "
        "2 commands are still to reach Hero365. "
        "1 invoice is overdue, 240 dollars in all. "
        "Low in stock: GFCI outlet."
    )


@pytest.mark.parametrize(
    ("command", "slots", "said"),
    [
        (
            "notify.message_customer",
            {"customer": "Ann Bauer", "message": "Hello"},
            "En espera: Por ahora no hay servicio de mensajes; el mensaje para Ann Bauer se queda aquí"
            " hasta que lo haya.",
        ),
        (
            "contact.call_note",
            {"customer": "Ann Bauer", "note": "Hello"},
            "En espera: Por ahora Hero365 no acepta la nota sobre Ann Bauer; lo guardo aquí.",
        ),
    ],
)
def test_what_nobody_takes_is_told_in_the_language_that_is_spoken(
    command: str, slots: dict[str, str], said: str, business: Snapshot, now: datetime
) -> None:
    kept = Trouble("1", command, slots, "In the server's own words.", refused=False, kept=True)
    waiting = replace(business, troubles=(kept,), waiting=1, parts=())
    assert answer(ReadAlerts, {}, waiting, now, SPANISH) == said


def test_of_many_things_a_few_are_told(business: Snapshot, now: datetime) -> None:
    parts = tuple(Part(name, name, on_hand=Decimal(0)) for name in ("elbow", "tee", "valve", "flange", "ring"))
    said = answer(ReadAlerts, {}, replace(business, parts=parts), now, ENGLISH)
    assert said == "Low in stock: elbow; tee; valve; and 2 others."
