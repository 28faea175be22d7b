"""Estimates and invoices are made, moved on and paid, each once, whatever Hero365 and the network do."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from erp import Command
from erp.conversions import EstimateConvert, InvoiceFromEstimate
from erp.estimates import EstimateSetStatus
from erp.invoicing import EstimateCreate, InvoiceCreate
from erp.payments import PaymentRecord
from sync.client import Hero365Client
from sync.rows import QueuedCommand, State
from sync.standin import Effect, Kind, StandIn
from sync.standin.planting import row_id

Delivering = Callable[..., Awaitable[QueuedCommand]]
Effects = Callable[[QueuedCommand], Awaitable[list[Effect]]]
Record = dict[str, Any]

LINES = [
    {"description": "Pipe", "quantity": 3, "unit_price": 100},
    {"description": "Labour", "quantity": 2, "unit_price": 75, "tax_rate": 10},
]


@pytest.fixture
async def estimate(maria: str, hero365: Hero365Client) -> Record:
    """A draft over 465 dollars, of the test's own."""
    body = {"contact_id": maria, "title": "Repipe", "line_items": LINES}
    return dict(await hero365.ask("POST", "/estimates", json=body))


@pytest.fixture
async def accepted(estimate: Record, hero365: Hero365Client) -> Record:
    path = f"/estimates/{estimate['id']}/status"
    return dict(await hero365.ask("PATCH", path, json={"status": "accepted"}))


@pytest.fixture
async def invoice(maria: str, hero365: Hero365Client) -> Record:
    """One over 268 dollars, of the test's own."""
    line = {"description": "Water heater", "quantity": 2, "unit_price": 134}
    body = {"contact_id": maria, "title": "Water heater", "line_items": [line]}
    return dict(await hero365.ask("POST", "/invoices", json=body))


@pytest.fixture
async def job(maria: str, hero365: Hero365Client) -> str:
    """Hero365's id of a new job of Maria Garcia's."""
    address = {"street_address": "5 Mill Road", "city": "Aurora", "state": "IL", "postal_code": "60502"}
    body = {"title": "Leak", "job_type": "service", "job_address": address, "contact_id": maria}
    made: Record = await hero365.ask("POST", "/jobs", json=body)
    return str(made["id"])


async def read(path: str, hero365: Hero365Client) -> Record:
    return dict(await hero365.ask("GET", path))


def payment(amount: str, method: str = "check") -> PaymentRecord:
    return PaymentRecord.model_validate({"invoice": "101", "amount": amount, "method": method})


# Invoices of jobs


async def test_an_invoice_has_the_number_that_was_said(deliver: Delivering, job: str, hero365: Hero365Client) -> None:
    said = InvoiceCreate(job="42", customer="Maria Garcia", amount="268.50", number="9004")
    made = await deliver(said, job=job)
    assert (made.state, made.outcome["number"][3:]) == (State.DONE, "-I9004")
    held = await read(f"/invoices/{made.outcome['id']}", hero365)
    assert (held["job_id"], held["financial_summary"]["balance_due"]) == (job, 268.5)


async def test_a_job_is_not_invoiced_twice(
    deliver: Delivering, effects: Effects, job: str, hero365: Hero365Client
) -> None:
    first = await deliver(InvoiceCreate(job="42", amount="268", number="9011"), job=job)
    assert first.state is State.DONE
    second = await deliver(InvoiceCreate(job="42", amount="268", number="9012"), job=job)
    assert second.state is State.REJECTED
    assert second.reason == f"Job 42 has invoice {first.outcome['number']} already."
    assert await effects(second) == []


# Estimates


async def test_an_estimate_for_a_job_is_for_the_jobs_customer(
    deliver: Delivering, job: str, maria: str, hero365: Hero365Client
) -> None:
    made = await deliver(EstimateCreate(customer="Maria Garcia", job="42", amount="240", number="9021"), job=job)
    held = await read(f"/estimates/{made.outcome['id']}", hero365)
    assert (held["contact_id"], held["job_id"], held["estimate_number"][3:]) == (maria, job, "-Q9021")


async def test_an_accepted_estimate_is_written_down(
    deliver: Delivering, estimate: Record, hero365: Hero365Client
) -> None:
    marked = await deliver(EstimateSetStatus(estimate="8", status="accepted"), estimate=estimate["id"])
    assert (marked.state, marked.outcome["number"]) == (State.DONE, estimate["estimate_number"])
    assert (await read(f"/estimates/{estimate['id']}", hero365))["status"] == "approved"


async def test_an_estimate_becomes_one_invoice_though_the_answer_is_lost(
    deliver: Delivering, accepted: Record, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(Kind.LOSE_ANSWER, times=1, method="POST", path="/estimates")
    converted = await deliver(EstimateConvert(estimate="8"), estimate=accepted["id"])
    assert converted.state is State.DONE
    made = await read(f"/invoices/{converted.outcome['id']}", hero365)
    assert (made["estimate_id"], made["financial_summary"]["balance_due"]) == (accepted["id"], 465.0)
    again = await deliver(EstimateConvert(estimate="8"), estimate=accepted["id"])
    assert (again.state, again.reason) == (
        State.REJECTED,
        f"Estimate 8 has invoice {made['invoice_number']} already.",
    )


async def test_what_was_not_accepted_is_not_converted(deliver: Delivering, estimate: Record) -> None:
    refused = await deliver(EstimateConvert(estimate="8"), estimate=estimate["id"])
    assert (refused.state, refused.reason) == (State.REJECTED, "Estimate cannot be converted in status draft.")


async def test_an_estimate_is_invoiced_with_its_lines_as_they_are(
    deliver: Delivering, estimate: Record, hero365: Hero365Client
) -> None:
    made = await deliver(InvoiceFromEstimate(estimate="8", number="9031"), estimate=estimate["id"])
    assert made.state is State.DONE, made.reason
    held = await read(f"/invoices/{made.outcome['id']}", hero365)
    assert [line["description"] for line in held["line_items"]] == ["Pipe", "Labour"]
    assert held["financial_summary"]["balance_due"] == 465.0
    assert (held["title"], held["estimate_id"], held["invoice_number"][3:]) == ("Repipe", estimate["id"], "-I9031")


async def test_an_estimate_is_not_invoiced_twice(deliver: Delivering, estimate: Record) -> None:
    first = await deliver(InvoiceFromEstimate(estimate="8", number="9041"), estimate=estimate["id"])
    second = await deliver(InvoiceFromEstimate(estimate="8", number="9042"), estimate=estimate["id"])
    assert (second.state, second.reason) == (
        State.REJECTED,
        f"Estimate 8 has invoice {first.outcome['number']} already.",
    )


async def test_an_estimate_is_found_behind_a_thousand_newer_ones(
    deliver: Delivering, estimate: Record, hero365: Hero365Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = hero365.ask
    listed = [estimate | {"id": f"newer-{number}"} for number in range(1500)] + [estimate]

    async def many(method: str, path: str, params: dict[str, Any] | None = None, **content: Any) -> Any:
        if (method, path) == ("GET", "/estimates") and params:
            skip = params.get("skip", 0)
            return {"estimates": listed[skip : skip + params["limit"]]}
        return await ask(method, path, params=params, **content)

    monkeypatch.setattr(hero365, "ask", many)
    invoiced = await deliver(InvoiceFromEstimate(estimate="8", number="9043"), estimate=estimate["id"])
    assert invoiced.state is State.DONE, invoiced.reason


async def test_an_estimate_that_is_gone_is_said(deliver: Delivering) -> None:
    gone = await deliver(EstimateConvert(estimate="8"), estimate="c330a8a5-0000-4000-8000-000000000000")
    assert (gone.state, gone.reason) == (State.REJECTED, "Hero365 has no estimate 8 any more.")


# Payments


async def test_a_payment_stands_on_its_invoice(deliver: Delivering, invoice: Record, hero365: Hero365Client) -> None:
    paid = await deliver(payment("100.50", "cash"), invoice=invoice["id"])
    assert (paid.state, paid.outcome["number"]) == (State.DONE, invoice["invoice_number"])
    held = await read(f"/invoices/{invoice['id']}", hero365)
    [one] = held["payments"]
    assert (one["payment_method"], one["reference"]) == ("cash", f"cmd:{paid.id}")
    assert held["financial_summary"]["balance_due"] == 167.5


@pytest.mark.parametrize("kind", [Kind.LOSE_ANSWER, Kind.LATE_422, Kind.DROP, Kind.NO_STORE])
async def test_a_payment_is_taken_once(
    kind: Kind, deliver: Delivering, invoice: Record, hero365: Hero365Client, hero365_server: StandIn
) -> None:
    hero365_server.fault(kind, times=1, method="POST", path="/invoices")
    paid = await deliver(payment("268"), invoice=invoice["id"])
    assert paid.state is State.DONE
    assert len((await read(f"/invoices/{invoice['id']}", hero365))["payments"]) == 1


async def test_no_more_is_taken_than_is_due_by_now(
    deliver: Delivering, invoice: Record, hero365: Hero365Client
) -> None:
    await deliver(payment("200"), invoice=invoice["id"])
    too_much = await deliver(payment("268"), invoice=invoice["id"])
    assert (too_much.state, too_much.reason) == (State.REJECTED, "Only 68 dollars is due on invoice 101 by now.")


# What the published server cannot do


@pytest.mark.parametrize(
    ("command", "refs"),
    [
        (payment("10"), {"invoice": row_id("invoice", "101")}),
        (EstimateConvert(estimate="10"), {"estimate": row_id("estimate", "10")}),
        (EstimateSetStatus(estimate="9", status="sent"), {"estimate": row_id("estimate", "9")}),
        (InvoiceFromEstimate(estimate="9", number="9051"), {"estimate": row_id("estimate", "9")}),
        (InvoiceCreate(job="42", amount="10", number="9052"), {"job": row_id("job", "42")}),
        (EstimateCreate(customer="Maria Garcia", number="9053"), {"customer": row_id("contact", "contact-1")}),
    ],
    ids=lambda value: value.spec.name if isinstance(value, Command) else "",
)
async def test_what_the_published_server_cannot_do_is_kept(
    command: Command, refs: dict[str, str], deliver: Delivering, owner: Hero365Client
) -> None:
    kept = await deliver(command, to=owner, **refs)
    assert (kept.state, kept.reason.startswith("Hero365 ")) == (State.PENDING, True), kept.reason
