"""Units are told what has changed at Hero365: by its webhook, or by looking."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from redis import RedisError
from sqlalchemy import select
from svix.webhooks import Webhook

from cloud_relay.identity.keys import MadeKey
from cloud_relay.tables import Request
from cloud_relay.units.bus import RedisBus, Signals
from cloud_relay.units.polling import KINDS
from sync.account import Account
from sync.client import Hero365Client
from sync.signals import Beat, Changed
from sync.standin import PRACTICE_PASSWORD, StandIn
from tests.cloud_relay.conftest import Running, Watch
from tests.cloud_relay.test_keys import business_of, made
from tests.cloud_relay.test_sign_in import OWNER


async def webhook(running: Running, key: MadeKey, said: Any, **changes: Any) -> httpx.Response:
    """As Hero365's sender signs it."""
    signed = {"secret": key.webhook_secret, "named": key.id, "at": datetime.now(UTC), **changes}
    body = json.dumps(said)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(signed["at"].timestamp())),
        "webhook-signature": Webhook(signed["secret"]).sign("msg_1", signed["at"], body),
    }
    return await running.http.post(f"/v1/webhooks/hero365?key={signed['named']}", content=body, headers=headers)


@pytest.fixture
async def unit(running: Running) -> dict[str, str]:
    return await running.unit(OWNER)


@pytest.fixture
async def business(running: Running, unit: dict[str, str]) -> str:
    return await business_of(running, unit)


@pytest.fixture
async def told(running: Running, business: str) -> AsyncIterator[Signals]:
    """What the units of the business are told."""
    async with running.relay.bus.listening(business) as signals:
        yield signals


async def test_what_hero365_says_has_changed_is_told(running: Running, business: str, told: Signals) -> None:
    key = await made(running, "changes", business=business)
    said = {"business": business, "record": "job", "ids": ["job-42"]}
    assert (await webhook(running, key, said)).status_code == 202
    assert await told.get() == Changed(business=business, record="job", ids=("job-42",))


async def test_it_is_noted_who_has_said_so(running: Running, business: str) -> None:
    key = await made(running, "changes", business=business)
    for said in ({"business": business, "record": "job"}, {"business": "another", "record": "job"}):
        await webhook(running, key, said)
    of_webhooks = select(Request).where(Request.route == "/v1/webhooks/hero365").order_by(Request.status)
    noted: Sequence[Request] = ()
    async with asyncio.timeout(10):
        while len(noted) < 2:  # it is noted behind its answer
            await running.http.get("/healthz")
            async with running.relay.database() as session:
                noted = (await session.scalars(of_webhooks)).all()
    assert [(each.who, each.status) for each in noted] == [(f"service:{key.id}", 202), (f"service:{key.id}", 403)]


async def test_what_is_not_signed_with_a_good_key_is_refused(running: Running, business: str, told: Signals) -> None:
    key, other = await made(running, "changes", business=business), await made(running, "changes")
    said = {"business": business, "record": "job"}
    answers = [
        await webhook(running, key, said, secret=other.webhook_secret),
        await webhook(running, key, said, named=other.id),
        await webhook(running, key, said, named=uuid4()),
        await webhook(running, key, said, at=datetime.now(UTC) - timedelta(minutes=10)),
        await running.http.post(f"/v1/webhooks/hero365?key={key.id}", json=said),
    ]
    await running.relay.keys.revoke(key.id, now=running.now())
    answers.append(await webhook(running, key, said))
    assert [answer.status_code for answer in answers] == 6 * [403]
    assert told.empty()


async def test_a_key_tells_of_its_own_business_and_of_changes_only(
    running: Running, business: str, told: Signals
) -> None:
    said = {"business": business, "record": "job"}
    for key in (await made(running, "changes", business="another"), await made(running, "messages", business=business)):
        assert (await webhook(running, key, said)).status_code == 403
    assert told.empty()
    key = await made(running, "changes")
    assert (await webhook(running, key, {"record": "job"})).status_code == 422
    assert (await webhook(running, key, said)).status_code == 202


# Looking


@pytest.fixture
async def account(running: Running) -> Account:
    """Of the owner."""
    return await Hero365Client.sign_in(running.hero365.url, OWNER, PRACTICE_PASSWORD, time_zone="America/Chicago")


@pytest.fixture
async def there(running: Running, unit: dict[str, str]) -> UUID:
    """A unit that has just beaten."""
    me = (await running.http.get("/v1/me", headers=unit)).json()
    await running.relay.presence.beat(UUID(me["id"]), Beat(), now=running.now())
    return UUID(me["id"])


async def changed_at_hero365(account: Account) -> str:
    """The id of a contact that somebody in the office has just made."""
    async with Hero365Client(account) as office:
        phone = f"+1312{uuid4().int % 10**7:07}"  # Hero365 takes a number once
        contact = {"contact_type": "customer", "first_name": "Linda", "last_name": "Park", "phone": phone}
        return str((await office.ask("POST", "/contacts", json=contact))["id"])


async def test_what_has_changed_since_the_last_look_is_told(
    running: Running, there: UUID, account: Account, told: Signals
) -> None:
    running.relay.service_logins.keep(account)
    await running.relay.polling.round()
    assert told.empty()
    contact = await changed_at_hero365(account)
    await running.relay.polling.round()
    assert await told.get() == Changed(business=account.business_id, record="contact", ids=(contact,))
    await running.relay.polling.round()
    assert told.empty()


async def test_a_kind_of_which_no_answer_comes_keeps_no_other_back(
    running: Running, there: UUID, account: Account, told: Signals, no_faults: StandIn
) -> None:
    running.relay.service_logins.keep(account)
    async with Hero365Client(account) as office:
        job = (await office.ask("GET", "/jobs", params={"limit": 1}))["jobs"][0]["id"]
        no_faults.fault("lose_answer", method="GET", path="/contacts")
        await running.relay.polling.round()
        await office.ask("PUT", f"/jobs/{job}", json={"title": uuid4().hex})
    await running.relay.polling.round()
    assert await told.get() == Changed(business=account.business_id, record="job", ids=(job,))


async def test_nobody_looks_for_a_business_without_a_unit_there(
    running: Running, watch: Watch, there: UUID, account: Account, told: Signals
) -> None:
    running.relay.service_logins.keep(account)
    await running.relay.polling.round()
    await changed_at_hero365(account)
    watch.forward(seconds=31)
    await running.relay.polling.round()
    assert await running.relay.polling.untold() == {}
    assert told.empty()


async def test_nobody_looks_for_what_a_webhook_tells_of(
    running: Running, watch: Watch, there: UUID, business: str
) -> None:
    untold = running.relay.polling.untold
    key = await made(running, "changes", business=business)
    assert await untold() == {business: list(KINDS)}
    for _ in range(2):
        await webhook(running, key, {"business": business, "record": "job"})
    assert await untold() == {business: [kind for kind in KINDS if kind != "job"]}
    for kind in KINDS:
        await webhook(running, key, {"business": business, "record": kind})
    assert await untold() == {}
    watch.forward(days=1, seconds=1)
    await running.relay.presence.beat(there, Beat(), now=running.now())
    assert await untold() == {business: list(KINDS)}


async def test_what_a_key_of_the_machine_tells_of_one_business_says_nothing_of_another(
    running: Running, there: UUID, business: str
) -> None:
    key = await made(running, "changes")
    for kind in KINDS:
        await webhook(running, key, {"business": "another", "record": kind})
    assert await running.relay.polling.untold() == {business: list(KINDS)}
    await webhook(running, key, {"business": business, "record": "job"})
    await running.relay.keys.revoke(key.id, now=running.now())
    assert await running.relay.polling.untold() == {business: list(KINDS)}


async def test_what_could_not_be_told_is_told_at_the_next_look(
    running: Running, there: UUID, account: Account, told: Signals
) -> None:
    running.relay.service_logins.keep(account)
    away = RedisBus("redis://127.0.0.1:9/0")
    polling = replace(running.relay.polling, bus=away)
    await polling.round()
    contact = await changed_at_hero365(account)
    with pytest.raises(RedisError):
        await polling.round()
    polling.bus = running.relay.bus
    await polling.round()
    assert await told.get() == Changed(business=account.business_id, record="contact", ids=(contact,))
    await away.close()


async def test_without_a_login_nothing_is_asked(running: Running, there: UUID, account: Account, told: Signals) -> None:
    for _ in range(2):
        await running.relay.polling.round()
        await changed_at_hero365(account)
    assert told.empty()


async def test_what_is_in_a_login_that_cannot_be_read_is_in_no_log(
    running: Running, account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    running.relay.service_logins.keep(account)
    [path] = running.relay.service_logins.folder.iterdir()
    kept = json.loads(path.read_text()) | {"time_zone": "Mars", "refresh_token": {"secret": "of the tests"}}
    path.write_text(json.dumps(kept))
    assert running.relay.service_logins.of(account.business_id) is None
    assert "a login that cannot be read" in caplog.messages
    assert "of the tests" not in caplog.text


async def test_a_business_that_cannot_be_looked_at_keeps_no_other_one_waiting(
    running: Running, there: UUID, account: Account, told: Signals
) -> None:
    running.relay.service_logins.keep(account.model_copy(update={"business_id": "another"}))
    running.relay.service_logins.keep(account.model_copy(update={"url": "http://127.0.0.1:9"}))
    await running.relay.polling.round()
    running.relay.service_logins.keep(account)
    await running.relay.polling.round()
    contact = await changed_at_hero365(account)
    await running.relay.polling.round()
    assert await told.get() == Changed(business=account.business_id, record="contact", ids=(contact,))
