"""What carriers report, what became of a message and who wants no more; and what Hero365 says has changed."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request, Response, status
from pydantic import ValidationError
from svix.webhooks import Webhook, WebhookVerificationError

from cloud_relay.composition import Relay, reports_address
from cloud_relay.gateway.access import UsesRelay, within_limits
from cloud_relay.gateway.refusals import refusals
from cloud_relay.messages.policy import NOT_DELIVERED
from cloud_relay.messages.stop_words import wants_again, wants_no_more
from cloud_relay.messages.twilio import is_signed
from sync.signals import Changed

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])

_NOTHING = Response("<Response/>", media_type="text/xml")
"""TwiML that answers nothing."""


@router.post("/twilio/status", status_code=204, responses=refusals(403, 404))
async def twilio_status(request: Request, relay: UsesRelay) -> None:
    """A text message was delivered, or was not."""
    form = await _twilio_form(request, relay, "twilio/status")
    match form.get("MessageStatus"):
        case "delivered" | "read":
            await relay.reports.take(form["MessageSid"], "delivered", None, now=relay.clock())
        case "undelivered" | "failed":
            await relay.reports.take(form["MessageSid"], "failed", NOT_DELIVERED, now=relay.clock())


@router.post("/twilio/inbound", responses=refusals(403, 404))
async def twilio_inbound(request: Request, relay: UsesRelay) -> Response:
    """A customer has answered: whether they want no more messages is heeded at once; the rest is not for us."""
    form = await _twilio_form(request, relay, "twilio/inbound")
    answer = form.get("Body", "")
    if form.get("OptOutType") == "STOP" or wants_no_more(answer):
        await relay.opt_outs.note(form["From"], answer.strip(), now=relay.clock())
    elif form.get("OptOutType") == "START" or wants_again(answer):
        await relay.opt_outs.lift(form["From"])
    return _NOTHING


@router.post("/hero365", status_code=202, responses=refusals(403, 422))
async def hero365(request: Request, relay: UsesRelay, key: UUID) -> None:
    """Records have changed at Hero365: `Changed` as JSON, signed in the form of standardwebhooks.com with the webhook
    secret of the service's key that ``key`` names."""
    signer = await relay.keys.signer(key)
    if signer is None or not _is_signed(await request.body(), request.headers, relay.keys.webhook_secret(key)):
        raise await _refusal(request, relay, status.HTTP_403_FORBIDDEN, "This was not signed with that key.")
    request.state.principal, request.state.is_noted = signer, True
    try:
        change = Changed.model_validate_json(await request.body())
    except ValidationError as error:
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT, "This tells of no change.") from error
    if "changes" not in signer.permissions or not signer.acts_for(change.business):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "This key is not for changes of that business.")
    await relay.keys.heard(signer, change.business, change.record, now=relay.clock())
    await relay.bus.tell(change)


@router.post("/resend", status_code=204, responses=refusals(403, 404))
async def resend(request: Request, relay: UsesRelay) -> None:
    """An e-mail was delivered, came back, or was called unwanted."""
    account = relay.settings.resend
    if account is None:
        raise await _refusal(request, relay, status.HTTP_404_NOT_FOUND, "This relay sends no e-mail.")
    if not _is_signed(await request.body(), request.headers, account.webhook_secret.get_secret_value()):
        raise await _refusal(request, relay, status.HTTP_403_FORBIDDEN, "This was not signed by Resend.")
    event: dict[str, Any] = await request.json()
    data = event["data"]
    match event["type"]:
        case "email.delivered":
            await relay.reports.take(data["email_id"], "delivered", None, now=relay.clock())
        case "email.bounced" | "email.failed":
            await relay.reports.take(data["email_id"], "failed", NOT_DELIVERED, now=relay.clock())
        case "email.complained":
            for address in data["to"]:
                await relay.opt_outs.note(address, "called it unwanted", now=relay.clock())


def _is_signed(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """In the form of standardwebhooks.com, within the last five minutes."""
    try:
        Webhook(secret).verify(body, dict(headers))
    except WebhookVerificationError:
        return False
    return True


async def _twilio_form(request: Request, relay: UsesRelay, path: str) -> dict[str, str]:
    account, address = relay.settings.twilio, reports_address(relay.settings, path)
    if account is None or address is None:
        raise await _refusal(request, relay, status.HTTP_404_NOT_FOUND, "This relay expects nothing from Twilio.")
    form = dict(parse_qsl((await request.body()).decode(errors="replace"), keep_blank_values=True))
    signature = request.headers.get("X-Twilio-Signature", "")
    if not is_signed(signature, address, form, account.auth_token.get_secret_value()):
        raise await _refusal(request, relay, status.HTTP_403_FORBIDDEN, "This was not signed by Twilio.")
    return form


async def _refusal(request: Request, relay: Relay, code: int, said: str) -> HTTPException:
    """What is signed has no limit, since who says STOP is to be heard; whoever signs nothing has the one of anybody."""
    await within_limits(request, relay, None)
    return HTTPException(code, said)
