"""What was saved about estimates, invoices, parts and projects shows in the records before Hero365 has it."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from erp import Command, Estimate, Invoice, Job, Part, Project, Snapshot
from erp.conversions import EstimateConvert, InvoiceFromEstimate
from erp.estimates import EstimateSetStatus
from erp.invoicing import EstimateCreate, InvoiceCreate
from erp.job_crew import JobAddNote
from erp.job_progress import JobSetStatus
from erp.payments import PaymentRecord
from erp.project_changes import ProjectAssign, ProjectCreate, ProjectUpdate
from erp.stock_changes import InventoryAdjust, InventoryReserve
from sync.cache import Cache
from sync.numbering import device_code
from sync.outbox import Outbox
from sync.rows import Origin, State
from sync.store import Store
from tests.sync.units import Saying

Said = Callable[..., Snapshot]


@pytest.fixture
def cache(store: Store) -> Cache:
    cache = Cache(store)
    cache.replace(
        jobs=[Job("j12", "12", "JOB-000012", "Leak", "completed", "Ann Bauer", "ann", amount=Decimal(268))],
        projects=[Project("p3", "3", "Mill Road repipe", "planning", "Ann Bauer", team=("Sam Reed",))],
        parts=[Part("elbow", "Elbow", on_hand=Decimal(31)), Part("unknown", "Washer")],
        estimates=[
            Estimate("e8", "8", "EST-000008", "Repipe", "sent", "Ann Bauer", "ann", Decimal(8700), job_ref="j12"),
        ],
        invoices=[Invoice("i101", "101", "INV-000101", "sent", "Ann Bauer", "ann", Decimal(240), Decimal("40.50"))],
    )
    return cache


@pytest.fixture
def said(cache: Cache, outbox: Outbox, origin: Origin, say: Saying) -> Said:
    """Saves a command; gives the records as they are seen afterwards."""

    def shown(command: Command, **refs: str) -> Snapshot:
        outbox.enqueue([say(command, **refs)], origin)
        return cache.snapshot()

    return shown


def test_a_new_estimate_is_a_draft_under_the_number_that_was_said(said: Said, store: Store) -> None:
    made = said(EstimateCreate(customer="Ann Bauer", amount="240.50", number="9001"), customer="ann").estimate("9001")
    assert made is not None
    assert (made.full_number, made.status, made.total) == (f"{device_code(store)}-Q9001", "draft", Decimal("240.50"))


def test_an_accepted_estimate_is_approved_as_hero365_writes_it(said: Said) -> None:
    [estimate] = said(EstimateSetStatus(estimate="8", status="accepted"), estimate="e8").estimates
    assert estimate.status == "approved"


def test_what_was_accepted_is_not_merely_sent(said: Said) -> None:
    said(EstimateSetStatus(estimate="8", status="accepted"), estimate="e8")
    [estimate] = said(EstimateSetStatus(estimate="8", status="sent"), estimate="e8").estimates
    assert estimate.status == "approved"


def test_what_was_noted_waits_behind_the_notes_that_were_read(said: Said, cache: Cache) -> None:
    [job] = cache.records().jobs.values()
    cache.replace(jobs=[replace(job, notes="Dog in the yard.", notes_read=True)])
    said(JobAddNote(job="12", note="the valve leaks"), job="j12")
    [noted] = said(JobSetStatus(job="12", status="invoiced", note="by mail"), job="j12").jobs
    first, second, third = noted.notes.splitlines()
    assert (first, second) == ("Dog in the yard.", "the valve leaks")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d: by mail", third)


def test_a_converted_estimate_is_one_no_more(said: Said) -> None:
    [estimate] = said(EstimateConvert(estimate="8"), estimate="e8").estimates
    assert estimate.status == "converted"


def test_a_job_whose_invoice_is_on_its_way_is_not_invoiced_again(said: Said) -> None:
    snapshot = said(InvoiceCreate(job="12", customer="Ann Bauer", amount="268", number="9001"), job="j12")
    assert snapshot.next_number == "9002"
    again = InvoiceCreate.objection({"job": "12"}, snapshot)
    assert again is not None
    assert again["en"] == "Job 12 has invoice 9001 already."
    of_its_estimate = InvoiceFromEstimate.objection({"estimate": "8"}, snapshot)
    assert of_its_estimate is not None


def test_an_estimate_whose_invoice_is_on_its_way_is_not_invoiced_again(said: Said) -> None:
    snapshot = said(InvoiceFromEstimate(estimate="8", amount="8700", number="9001"), estimate="e8")
    made = snapshot.invoice("9001")
    assert made is not None
    assert (made.estimate_ref, made.job_ref, made.balance_due) == ("e8", "j12", Decimal(8700))
    again = EstimateConvert.objection({"estimate": "8"}, snapshot)
    assert again is not None
    assert again["es"] == "El presupuesto 8 ya tiene la factura 9001."


@pytest.mark.parametrize(
    ("amount", "due", "status"), [("40", Decimal("0.50"), "partially_paid"), ("40.50", Decimal(0), "paid")]
)
def test_what_was_paid_is_due_no_more(amount: str, due: Decimal, status: str, said: Said) -> None:
    [invoice] = said(PaymentRecord(invoice="101", amount=amount, method="cash"), invoice="i101").invoices
    assert (invoice.balance_due, invoice.status) == (due, status)


def test_a_payment_that_hero365_shows_is_not_taken_off_again(
    cache: Cache, outbox: Outbox, origin: Origin, say: Saying
) -> None:
    [row] = outbox.enqueue([say(PaymentRecord(invoice="101", amount="40", method="cash"), invoice="i101")], origin)
    asked = cache.asked_now()
    outbox.move(row, State.DONE, {State.PENDING}, outcome={"id": "i101"})
    seen = Invoice("i101", "101", "INV-000101", "partially_paid", "Ann Bauer", "ann", Decimal(240), Decimal("0.50"))
    cache.replace(invoices=[seen], **asked)
    assert cache.snapshot().invoices[0].balance_due == Decimal(0)  # it was asked for before
    cache.replace(invoices=[seen])
    assert cache.snapshot().invoices == (seen,)


def test_parts_are_counted_with_what_was_said(said: Said) -> None:
    said(InventoryReserve(part="Elbow", quantity="2", job="12"), part="elbow", job="j12")
    said(InventoryAdjust(part="Elbow", quantity="-2.5"), part="elbow")
    snapshot = said(InventoryAdjust(part="Washer", quantity="3"), part="unknown")
    elbow, washer = snapshot.part("Elbow"), snapshot.part("Washer")
    assert elbow is not None
    assert (elbow.on_hand, elbow.reserved) == (Decimal("28.5"), Decimal(2))
    assert washer is not None
    assert washer.on_hand is None  # nobody knows how many there were


def test_a_project_shows_what_was_said_about_it(said: Said) -> None:
    said(ProjectUpdate(project="3", status="active"), project="p3")
    said(ProjectUpdate(project="3", note="pipe arrived"), project="p3")
    said(ProjectAssign(project="3", assignee="Rosa Delgado"), project="p3", assignee="rosa")
    snapshot = said(ProjectCreate(title="Boiler", customer="Ann Bauer", amount="900", number="9001"), customer="ann")
    old, new = snapshot.project("3"), snapshot.project("9001")
    assert old is not None
    assert (old.status, old.team) == ("active", ("Sam Reed", "Rosa Delgado"))
    assert new is not None
    assert (new.status, new.customer, new.budget) == ("planning", "Ann Bauer", Decimal(900))
