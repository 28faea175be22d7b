"""A request for the office is handed to the relay once, or kept until there is one."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from fastapi import HTTPException

from erp import Instruction
from erp.office import AskOffice
from sync.cache import Cache
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.escalations import Escalation
from sync.operations import unavailable
from sync.outbox import Outbox
from sync.relay import NOT_CONNECTED, RelayClient
from sync.rows import Origin, QueuedCommand, State
from tests.sync.message_service import MessageService

SAID_AT = datetime(2026, 11, 25, 17, tzinfo=UTC)


@pytest.fixture
def row(outbox: Outbox, origin: Origin, hero365: Hero365Client) -> QueuedCommand:
    """What Rosa said about job 42."""
    rosa = replace(origin, user=hero365.account.user_id, business=hero365.account.business_id, said_at=SAID_AT)
    asked = AskOffice(message="I smell gas", job="42", language="es")
    return outbox.enqueue([Instruction(uuid4(), asked, {"job": "job-42"})], rosa)[0]


async def test_it_arrives_with_all_that_was_said(
    row: QueuedCommand, outbox: Outbox, hero365: Hero365Client, relay: RelayClient, service: MessageService
) -> None:
    await Delivery(outbox, hero365, relay=relay).drain()
    assert outbox.get(row.id).state is State.DONE
    [held] = service.escalations.values()
    assert held.escalation == Escalation(
        id=UUID(row.id),
        business=hero365.account.business_id,
        reason="asked",
        mode="assist",
        summary="I smell gas",
        job="job-42",
        language="es",
        said_at=SAID_AT,
    )


async def test_one_whose_answer_was_lost_is_there_once(
    row: QueuedCommand, outbox: Outbox, hero365: Hero365Client, relay: RelayClient, service: MessageService
) -> None:
    def broken() -> None:
        raise HTTPException(502, "a proxy")

    service.fails = [broken]
    await Delivery(outbox, hero365, relay=relay).drain()
    assert outbox.get(row.id).state is State.DONE
    assert (len(service.escalations), service.posts) == (1, 1)


async def test_it_waits_until_the_relay_is_back(
    row: QueuedCommand, outbox: Outbox, hero365: Hero365Client, relay: RelayClient, service: MessageService
) -> None:
    service.goes()
    await Delivery(outbox, hero365, relay=relay).drain()
    assert outbox.get(row.id).state is State.PENDING
    service.comes()
    await Delivery(outbox, hero365, relay=relay).drain()
    assert outbox.get(row.id).state is State.DONE


async def test_without_a_relay_it_is_kept_and_that_is_said(
    row: QueuedCommand, outbox: Outbox, hero365: Hero365Client
) -> None:
    await Delivery(outbox, hero365).drain()
    kept = outbox.get(row.id)
    assert (kept.state, kept.reason) == (State.PENDING, NOT_CONNECTED["en"])
    assert unavailable(outbox.store) == {"notify.ask_office": NOT_CONNECTED["en"]}
    assert Cache(outbox.store, relay_connected=False).snapshot().unavailable["notify.ask_office"] == NOT_CONNECTED["en"]
