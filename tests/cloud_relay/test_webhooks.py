"""What carriers report is heeded when it is theirs."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from svix.webhooks import Webhook

from sync.messages import Message, MessageState
from tests.cloud_relay.carriers import AUTH_TOKEN, SENDER, Carriers
from tests.cloud_relay.conftest import PUBLIC, WEBHOOK_SECRET, Running
from tests.cloud_relay.messages import MARIA, message
from tests.cloud_relay.test_sending import UNIT


class Reports:
    """A carrier that reports."""

    def __init__(self, running: Running) -> None:
        self._http = running.http

    async def twilio(self, path: str, signed_with: str = AUTH_TOKEN, **form: str) -> httpx.Response:
        said = f"{PUBLIC}/v1/webhooks/twilio/{path}" + "".join(f"{name}{form[name]}" for name in sorted(form))
        signature = base64.b64encode(hmac.digest(signed_with.encode(), said.encode(), hashlib.sha1)).decode()
        headers = {"X-Twilio-Signature": signature}
        return await self._http.post(f"/v1/webhooks/twilio/{path}", data=form, headers=headers)

    async def resend(self, kind: str, secret: str = WEBHOOK_SECRET, **data: Any) -> httpx.Response:
        body, now = json.dumps({"type": kind, "data": data}), datetime.now(UTC)
        headers = {
            "svix-id": "msg_1",
            "svix-timestamp": str(int(now.timestamp())),
            "svix-signature": Webhook(secret).sign("msg_1", now, body),
        }
        return await self._http.post("/v1/webhooks/resend", content=body, headers=headers)


@pytest.fixture
def reports(running: Running) -> Reports:
    return Reports(running)


async def sent(running: Running, message: Message, carrier_id: str) -> Message:
    """A message that a carrier has."""
    await running.relay.book.take(message, UNIT, now=running.now())
    await running.relay.book.sent(message.id, carrier_id)
    return message


async def state(running: Running, message: Message) -> MessageState:
    return await running.relay.book.show(message.id, UNIT)


@pytest.mark.parametrize(
    ("told", "status"),
    [("delivered", "delivered"), ("undelivered", "failed"), ("failed", "failed"), ("sending", "sent")],
)
async def test_a_text_message_was_delivered_or_not(running: Running, reports: Reports, told: str, status: str) -> None:
    text = await sent(running, message(), "SM1")
    assert (await reports.twilio("status", MessageSid="SM1", MessageStatus=told)).status_code == 204
    assert (await state(running, text)).status == status


async def test_what_was_delivered_stays_delivered(running: Running, reports: Reports) -> None:
    """Reports come in any order."""
    text = await sent(running, message(), "SM1")
    await reports.twilio("status", MessageSid="SM1", MessageStatus="delivered")
    await reports.twilio("status", MessageSid="SM1", MessageStatus="failed")
    assert (await state(running, text)).status == "delivered"


@pytest.mark.parametrize(("told", "status"), [("delivered", "delivered"), ("failed", "failed"), ("queued", "sent")])
async def test_what_is_reported_before_the_carriers_answer_is_heeded(
    running: Running, reports: Reports, told: str, status: str
) -> None:
    await reports.twilio("status", MessageSid="SM1", MessageStatus=told)
    await reports.twilio("status", MessageSid="SM2", MessageStatus="undelivered")
    text = await sent(running, message(), "SM1")
    assert (await state(running, text)).status == status


@pytest.mark.parametrize(
    ("kind", "status"), [("email.delivered", "delivered"), ("email.bounced", "failed"), ("email.opened", "sent")]
)
async def test_an_email_was_delivered_or_came_back(running: Running, reports: Reports, kind: str, status: str) -> None:
    email = await sent(running, message(channel="email"), "email-1")
    assert (await reports.resend(kind, email_id="email-1", to=[MARIA.email])).status_code == 204
    assert (await state(running, email)).status == status


async def test_what_nobody_signed_is_refused(running: Running, reports: Reports) -> None:
    text = await sent(running, message(), "SM1")
    forged = await reports.twilio("status", signed_with="guess", MessageSid="SM1", MessageStatus="failed")
    odd = await running.http.post("/v1/webhooks/twilio/status", headers={b"X-Twilio-Signature": b"\xff"})
    unsigned = await running.http.post("/v1/webhooks/twilio/status", data={"MessageSid": "SM1"})
    other = await reports.resend("email.bounced", secret="whsec_" + base64.b64encode(b"guess" * 5).decode())
    assert {forged.status_code, odd.status_code, unsigned.status_code, other.status_code} == {403}
    assert (await state(running, text)).status == "sent"


@pytest.mark.parametrize("word", ["STOP", "Stop please.", "opt-out", "alto"])
async def test_whoever_says_stop_gets_no_more(
    running: Running, reports: Reports, carriers: Carriers, word: str
) -> None:
    answer = await reports.twilio("inbound", From=str(MARIA.phone), To=SENDER, Body=word)
    assert (answer.status_code, answer.text) == (200, "<Response/>")
    assert await running.relay.opt_outs.has(str(MARIA.phone), "")
    await reports.twilio("inbound", From=str(MARIA.phone), To=SENDER, Body="Start")
    assert not await running.relay.opt_outs.has(str(MARIA.phone), "")


async def test_other_answers_change_nothing(running: Running, reports: Reports) -> None:
    await reports.twilio("inbound", From=str(MARIA.phone), To=SENDER, Body="Please stop by at nine")
    assert not await running.relay.opt_outs.has(str(MARIA.phone), "")


async def test_an_email_that_was_called_unwanted_is_the_last(running: Running, reports: Reports) -> None:
    await reports.resend("email.complained", email_id="email-1", to=["Maria.Garcia@example.com"])
    assert await running.relay.opt_outs.has(str(MARIA.email), "")


async def test_a_carrier_is_heard_however_many_ask_from_its_address(running: Running, reports: Reports) -> None:
    """As behind a proxy that they all share."""
    asked = [await running.http.get("/v1/me") for _ in range(241)]
    assert asked[-1].status_code == 429
    assert (await reports.twilio("inbound", From=str(MARIA.phone), To=SENDER, Body="STOP")).status_code == 200
    assert await running.relay.opt_outs.has(str(MARIA.phone), "")
    assert (await reports.resend("email.complained", email_id="email-1", to=[MARIA.email])).status_code == 204


@pytest.mark.parametrize("path", ["twilio/status", "twilio/inbound", "resend"])
async def test_whoever_signs_nothing_is_slowed_down(running: Running, path: str) -> None:
    asked = [await running.http.post(f"/v1/webhooks/{path}") for _ in range(241)]
    assert {answer.status_code for answer in asked[:240]} == {403}
    assert asked[-1].status_code == 429
