"""Text messages through Twilio's REST API (twilio.com/docs/messaging/api/message-resource)."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Annotated

import httpx
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ValidationError

from cloud_relay.messages.carrier import CarrierBusyError, CarrierRefusedError, CarrierUnclearError
from cloud_relay.settings import Twilio
from erp.sentences import in_each
from sync.messages import Message

_TIMEOUT = httpx.Timeout(connect=5, write=10, read=15, pool=5)
_CLOCKS_DIFFER = timedelta(minutes=5)
_UNSUBSCRIBED = 21610
_NO_SUCH_NUMBER = frozenset({21211, 21214, 21217, 21421, 21614, 21612, 21408, 30005, 30006})
"""twilio.com/docs/api/errors: no number, none that takes texts, or not reached from here."""
_PAGE = 100

NOT_REACHABLE = in_each(
    "The customer's number takes no text messages.", "El número del cliente no recibe mensajes de texto."
)
OPTED_OUT = in_each(
    "The customer has told the carrier that they want no messages.",
    "El cliente ha dicho al operador que no quiere mensajes.",
)
REFUSED = in_each("The carrier did not take the message.", "El operador no ha aceptado el mensaje.")


class _Taken(BaseModel):
    sid: str


class _Listed(_Taken):
    body: str
    date_created: Annotated[AwareDatetime, BeforeValidator(parsedate_to_datetime)]
    """RFC 2822, as Twilio writes it."""


class _List(BaseModel):
    messages: list[_Listed]


class TwilioCarrier:
    """A `Carrier` of text messages.

    Twilio knows no idempotency key for messages: after a lost answer its own list is searched for a message to the same
    number in the same words since then.
    """

    repeats_within: timedelta | None = None

    def __init__(self, account: Twilio, reports_to: str | None) -> None:
        """`reports_to`: where Twilio says what became of a message; None where it cannot reach us."""
        self._account = account
        self._reports_to = reports_to
        self._http = httpx.AsyncClient(
            base_url=f"{str(account.url).rstrip('/')}/2010-04-01/Accounts/{account.account}",
            auth=(account.account, account.auth_token.get_secret_value()),
            timeout=_TIMEOUT,
        )

    async def send(self, message: Message) -> str:
        """As `Carrier`."""
        sender = "MessagingServiceSid" if self._account.sender.startswith("MG") else "From"
        form = {"To": str(message.recipient.phone), sender: self._account.sender, "Body": message.text}
        if self._reports_to:
            form["StatusCallback"] = self._reports_to
        try:
            answer = await self._http.post("/Messages.json", data=form)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise CarrierBusyError from error
        except httpx.RequestError as error:
            raise CarrierUnclearError from error
        if answer.status_code == httpx.codes.CREATED:
            try:
                return _Taken.model_validate_json(answer.content).sid
            except ValidationError as error:  # somebody answers in Twilio's place
                raise CarrierUnclearError from error
        raise _meaning(answer)

    async def find(self, message: Message, tried_at: datetime) -> list[str]:
        """As `Carrier`."""
        earliest = (tried_at - _CLOCKS_DIFFER).astimezone(UTC)
        asked = {"To": str(message.recipient.phone), "DateSent>": earliest.date().isoformat(), "PageSize": str(_PAGE)}
        try:
            answer = await self._http.get("/Messages.json", params=asked)
            answer.raise_for_status()
            listed = _List.model_validate_json(answer.content).messages
        except (httpx.HTTPError, ValidationError) as error:
            raise CarrierUnclearError from error
        theirs = (each for each in listed if each.body == message.text and each.date_created >= earliest)
        return [each.sid for each in sorted(theirs, key=lambda each: each.date_created)]

    async def close(self) -> None:
        """Closes the connections."""
        await self._http.aclose()


def _meaning(answer: httpx.Response) -> Exception:
    if answer.status_code in {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE}:
        return CarrierBusyError()
    if answer.is_server_error:
        return CarrierUnclearError()
    if answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:  # our account, which an operator mends
        return CarrierBusyError()
    try:
        code = int(answer.json()["code"])
    except (ValueError, KeyError, TypeError):
        return CarrierUnclearError()
    if code == _UNSUBSCRIBED:
        return CarrierRefusedError(OPTED_OUT, opted_out=True)
    return CarrierRefusedError(NOT_REACHABLE if code in _NO_SUCH_NUMBER else REFUSED)


def is_signed(signature: str, url: str, form: Mapping[str, str], auth_token: str) -> bool:
    """Whether a request is Twilio's (twilio.com/docs/usage/security): HMAC-SHA1 over address and sorted form fields."""
    said = url + "".join(f"{name}{form[name]}" for name in sorted(form))
    expected = base64.b64encode(hmac.new(auth_token.encode(), said.encode(), hashlib.sha1).digest())
    return hmac.compare_digest(expected, signature.encode())
