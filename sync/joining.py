"""A unit joins a relay by a code, and leaves it."""

from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, SecretStr, ValidationError

from sync.errors import AccountError, LostAnswerError
from sync.relay import Relay
from sync.transport import LOOPBACK, RELAY, connected, exchange, not_itself


class _Enrolled(BaseModel):
    token: SecretStr
    business: str


async def joined(url: str, code: str, name: str, business: str) -> Relay:
    """What the unit knows the relay by, and is known by there.

    Args:
        url: of the relay, ``https://...``; without TLS it may be on this machine only.
        code: from somebody in the office.
        name: what people call the unit.
        business: Hero365's id of the one that the unit works for.

    Raises:
        AccountError: the address, the code or the business is not the right one.
        NotSentError, LostAnswerError: the relay was not reached; the code may be used up.
    """
    address = urlsplit(url)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in LOOPBACK):
        raise AccountError(f"{url} is no relay's address; it begins with https://.")
    async with connected(url, service=RELAY) as http:
        answer = await _asked(http, "/v1/devices/enrol", None, json={"code": code, "name": name})
        try:
            unit = _Enrolled.model_validate(answer)
        except ValidationError as error:
            raise LostAnswerError(not_itself(RELAY)) from error
        relay = Relay(url=url, token=unit.token)
        if unit.business != business:
            await left(relay)
            raise AccountError("This code is for another business than the one that this unit works for.")
    return relay


async def left(relay: Relay) -> None:
    """Ends what the unit is known by.

    Raises:
        AccountError: the relay does not know it.
        NotSentError, LostAnswerError: the relay was not reached.
    """
    async with connected(relay.url, service=RELAY) as http:
        await _asked(http, "/v1/sign-out", relay.token.get_secret_value())


async def _asked(http: httpx.AsyncClient, path: str, token: str | None, **content: Any) -> Any:
    answer = await exchange(http, "POST", path, token=token, service=RELAY, **content)
    if httpx.codes.is_success(answer.status):
        return answer.body
    said = answer.body.get("detail") if isinstance(answer.body, dict) else None
    raise AccountError(said if isinstance(said, str) else f"{http.base_url} is no relay: it answers {answer.status}.")
