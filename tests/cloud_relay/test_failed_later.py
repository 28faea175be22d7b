"""A unit learns that a message of its has failed after it was taken, at once or when it comes back."""

from datetime import timedelta
from uuid import UUID

import pytest

from cloud_relay.identity.principal import Principal
from cloud_relay.tables import Device
from sync.messages import Message
from sync.signals import Changed, Escalated, FromRelay, MessageFailed
from tests.cloud_relay.conftest import Running, Watch
from tests.cloud_relay.messages import message
from tests.cloud_relay.test_escalations import ask, escalation, say
from tests.cloud_relay.test_keys import business_of
from tests.cloud_relay.test_presence import beat, connection
from tests.cloud_relay.test_sign_in import OWNER, ROSA
from tests.cloud_relay.test_webhooks import Reports


@pytest.fixture
async def unit(running: Running) -> dict[str, str]:
    return await running.unit(OWNER)


async def sent(running: Running, unit: dict[str, str]) -> tuple[Message, str]:
    """A message of the unit's that the carrier has, and the unit's id."""
    me = (await running.http.get("/v1/me", headers=unit)).json()
    text = message(me["business"])
    await running.relay.book.take(text, Principal("device", me["id"], me["business"], "Van 3"), now=running.now())
    await running.relay.book.sent(text.id, "SM1")
    return text, me["id"]


async def test_it_is_told_at_once_and_to_nobody_else(running: Running, unit: dict[str, str]) -> None:
    other = await running.unit(OWNER)
    text, unit_id = await sent(running, unit)
    async with connection(running, unit) as ours, connection(running, other) as theirs:
        for socket in (ours, theirs):
            await beat(socket)
        for device in (unit_id, (await running.http.get("/v1/me", headers=other)).json()["id"]):
            await there(running, device)
        await Reports(running).twilio("status", MessageSid="SM1", MessageStatus="undelivered")
        failure = FromRelay.validate_json(await ours.recv())
        assert isinstance(failure, MessageFailed)
        assert (failure.id, failure.unit, failure.reason["es"]) == (
            text.id, unit_id, "No se pudo entregar el mensaje.",
        )  # fmt: skip
        change = Changed(business=text.business, record="job")
        await running.relay.bus.tell(change)
        assert FromRelay.validate_json(await theirs.recv()) == change


async def there(running: Running, device: str) -> None:
    """Waits until the relay listens for that unit."""
    while True:
        async with running.relay.database() as session:
            row = await session.get(Device, UUID(device))
            if row is not None and row.seen_at is not None:
                return


async def test_a_unit_that_was_away_is_told_when_it_comes(running: Running, unit: dict[str, str]) -> None:
    text, _ = await sent(running, unit)
    await Reports(running).twilio("status", MessageSid="SM1", MessageStatus="failed")
    for _ in range(2):
        async with connection(running, unit) as socket:
            failure = FromRelay.validate_json(await socket.recv())
            assert isinstance(failure, MessageFailed)
            assert failure.id == text.id


async def test_after_a_week_nobody_is_told_any_more(running: Running, unit: dict[str, str], watch: Watch) -> None:
    text, unit_id = await sent(running, unit)
    await Reports(running).twilio("status", MessageSid="SM1", MessageStatus="failed")
    principal = Principal("device", unit_id, text.business, "Van 3")
    assert len(await running.relay.failures.listed(principal)) == 1
    watch.forward(days=7)
    assert await running.relay.failures.listed(principal) == []


async def test_what_was_delivered_has_not_failed(running: Running, unit: dict[str, str]) -> None:
    text, unit_id = await sent(running, unit)
    for status in ("delivered", "failed"):
        await Reports(running).twilio("status", MessageSid="SM1", MessageStatus=status)
    assert await running.relay.failures.listed(Principal("device", unit_id, text.business, "Van 3")) == []


async def test_who_took_a_request_is_told_to_a_unit_that_was_away(
    running: Running, unit: dict[str, str], watch: Watch
) -> None:
    asked = escalation(await business_of(running, unit))
    await ask(running, asked, unit)
    await say(running, asked, "take", await running.person(ROSA))
    async with connection(running, unit) as socket:
        heard = FromRelay.validate_json(await socket.recv())
    assert heard == Escalated(business=asked.business, id=asked.id, stage="taken", taken_by="Rosa Delgado")
    me = (await running.http.get("/v1/me", headers=unit)).json()
    principal = Principal("device", str(UUID(me["id"])), asked.business, "Van 3")
    late = running.now() + timedelta(days=1)
    assert await running.relay.escalations.taken_lately(principal, now=late) == []
