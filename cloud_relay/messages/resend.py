"""E-mail through Resend's REST API (resend.com/docs/api-reference/emails/send-email)."""

from datetime import datetime, timedelta

import httpx
from pydantic import BaseModel, ValidationError

from cloud_relay.messages.carrier import CarrierBusyError, CarrierRefusedError, CarrierUnclearError
from cloud_relay.settings import Resend
from erp.sentences import in_each
from sync.messages import Message

_TIMEOUT = httpx.Timeout(connect=5, write=10, read=15, pool=5)
_OURS_TO_MEND = frozenset({401, 403, 429, 503})
"""A wrong key, a domain that is not verified, a quota: the message may go once that is over."""
_SUBJECTS = {"en": "A message about your appointment", "es": "Un mensaje sobre su cita"}

REFUSED = in_each("The e-mail could not be sent.", "No se pudo enviar el correo.")


class _Taken(BaseModel):
    id: str


class ResendCarrier:
    """A `Carrier` of e-mail.

    Resend sends one message per idempotency key within a day, and answers the same again: what may have been taken is
    sent again under the same key.
    """

    repeats_within: timedelta | None = timedelta(hours=23)
    """A key is known for 24 hours from when Resend saw it."""

    def __init__(self, account: Resend) -> None:
        self._account = account
        self._http = httpx.AsyncClient(
            base_url=str(account.url).rstrip("/"),
            headers={"Authorization": f"Bearer {account.api_key.get_secret_value()}"},
            timeout=_TIMEOUT,
        )

    async def find(self, message: Message, tried_at: datetime) -> tuple[()]:  # noqa: ARG002 - as `Carrier`
        """As `Carrier`. Nothing is found by a key; the key sees to it that a repeat does not come twice."""
        return ()

    async def send(self, message: Message) -> str:
        """As `Carrier`."""
        document = {
            "from": self._account.sender,
            "to": [str(message.recipient.email)],
            "subject": _SUBJECTS[message.language],
            "text": message.text,
        }
        try:
            answer = await self._http.post("/emails", json=document, headers={"Idempotency-Key": str(message.id)})
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise CarrierBusyError from error
        except httpx.RequestError as error:
            raise CarrierUnclearError from error
        if answer.is_success:
            try:
                return _Taken.model_validate_json(answer.content).id
            except ValidationError as error:  # somebody answers in Resend's place
                raise CarrierUnclearError from error
        if answer.status_code in _OURS_TO_MEND:
            raise CarrierBusyError
        if answer.status_code == httpx.codes.CONFLICT or answer.is_server_error:  # the first try is still at work
            raise CarrierUnclearError
        raise CarrierRefusedError(REFUSED)

    async def close(self) -> None:
        """Closes the connections."""
        await self._http.aclose()
