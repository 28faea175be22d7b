"""Estimates and reminders of invoices go to the customer by the message service, once each."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from conversation.instructions import instruct
from erp import Command, Customer, Estimate, Invoice, Snapshot
from erp.estimates import EstimateSend, EstimateSetStatus
from erp.invoice_messages import InvoiceRemind, InvoiceSend
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.outbox import Outbox
from sync.relay import NOT_CONNECTED, RelayClient
from sync.rows import Origin, QueuedCommand, State
from sync.standin.planting import row_id
from sync.timing import Timing
from tests.sync.message_service import MessageService

MARIA = Customer("maria", "Maria Garcia", phone="+13125550101", email="maria.garcia@example.com")
DRAFT, SENT = row_id("estimate", "9"), row_id("estimate", "8")
BUSINESS = Snapshot(
    technician="Rosa Delgado",
    business="Northside Plumbing",
    time_zone="America/Chicago",
    next_number="9001",
    customers=(MARIA,),
    estimates=(
        Estimate(DRAFT, "9", "EST-000009", "Thermostat", "draft", MARIA.name, MARIA.ref, Decimal(240)),
        Estimate(SENT, "8", "EST-000008", "Repipe", "sent", MARIA.name, MARIA.ref, Decimal(8700)),
    ),
    invoices=(Invoice("i101", "101", "INV-000101", "sent", MARIA.name, MARIA.ref, Decimal(275), Decimal(275)),),
)

Saved = Callable[..., list[QueuedCommand]]


@pytest.fixture
def saved(outbox: Outbox, origin: Origin, hero365: Hero365Client) -> Saved:
    """Saves the steps of a command, said with these slots."""
    rosa = replace(origin, user=hero365.account.user_id, business=hero365.account.business_id)

    def enqueued(command: type[Command], turn: UUID, **slots: str) -> list[QueuedCommand]:
        return outbox.enqueue(instruct(command, slots, BUSINESS, turn), rosa)

    return enqueued


async def test_a_draft_is_sent_and_marked_as_sent(
    saved: Saved, outbox: Outbox, hero365: Hero365Client, relay: RelayClient, service: MessageService
) -> None:
    rows = saved(EstimateSend, uuid4(), estimate="9", method="email")
    await Delivery(outbox, hero365, relay=relay).drain()
    assert [outbox.get(row.id).state for row in rows] == [State.DONE, State.DONE]
    [held] = service.messages.values()
    assert (held.message.channel, held.message.recipient.email) == ("email", "maria.garcia@example.com")
    assert "EST-000009" in held.message.text
    assert (await hero365.ask("GET", f"/estimates/{DRAFT}"))["status"] == "sent"


async def test_what_no_message_service_takes_is_not_marked_as_sent(
    saved: Saved, outbox: Outbox, hero365: Hero365Client, relay: RelayClient
) -> None:
    made = await hero365.ask("PATCH", f"/estimates/{DRAFT}/status", json={"status": "draft"})
    assert made["status"] == "draft"
    rows = saved(EstimateSend, uuid4(), estimate="9")
    await Delivery(outbox, hero365).drain()
    kept = [outbox.get(row.id) for row in rows]
    assert [row.state for row in kept] == [State.PENDING, State.PENDING]
    assert kept[0].reason == NOT_CONNECTED["en"]
    assert (await hero365.ask("GET", f"/estimates/{DRAFT}"))["status"] == "draft"
    # What is said about the estimate meanwhile does not wait for that, and is not undone by it.
    [accepted] = saved(EstimateSetStatus, uuid4(), estimate="9", status="accepted")
    await Delivery(outbox, hero365).drain()
    assert outbox.get(accepted.id).state is State.DONE
    await Delivery(outbox, hero365, relay=relay, timing=Timing(unavailable=0)).drain()
    assert [outbox.get(row.id).state for row in rows] == [State.DONE, State.DONE]
    assert (await hero365.ask("GET", f"/estimates/{DRAFT}"))["status"] == "approved"


async def test_what_was_sent_before_is_only_told_again(
    saved: Saved, outbox: Outbox, hero365: Hero365Client, relay: RelayClient, service: MessageService
) -> None:
    [row] = saved(EstimateSend, uuid4(), estimate="8")
    await Delivery(outbox, hero365, relay=relay).drain()
    assert outbox.get(row.id).state is State.DONE
    assert [held.message.channel for held in service.messages.values()] == ["sms"]


async def test_a_customer_is_reminded(
    saved: Saved, outbox: Outbox, hero365: Hero365Client, relay: RelayClient, service: MessageService
) -> None:
    [row] = saved(InvoiceRemind, uuid4(), invoice="101")
    await Delivery(outbox, hero365, relay=relay).drain()
    assert outbox.get(row.id).state is State.DONE
    [held] = service.messages.values()
    assert "INV-000101" in held.message.text
    assert "$275.00" in held.message.text


async def test_a_customer_is_told_of_their_invoice(
    saved: Saved, outbox: Outbox, hero365: Hero365Client, relay: RelayClient, service: MessageService
) -> None:
    [row] = saved(InvoiceSend, uuid4(), invoice="101")
    await Delivery(outbox, hero365, relay=relay).drain()
    assert outbox.get(row.id).state is State.DONE
    [held] = service.messages.values()
    assert "Your invoice INV-000101: $275.00" in held.message.text


async def test_without_a_message_service_it_is_kept(saved: Saved, outbox: Outbox, hero365: Hero365Client) -> None:
    [row] = saved(InvoiceRemind, uuid4(), invoice="101")
    await Delivery(outbox, hero365).drain()
    kept = outbox.get(row.id)
    assert (kept.state, kept.reason) == (State.PENDING, NOT_CONNECTED["en"])
