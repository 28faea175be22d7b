"""The client of the relay's message service, which sends messages to customers in the technician's name."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from sync.answers import Answer, RefusedError, Verdict
from sync.errors import AccountError, LostAnswerError, NotSentError
from sync.messages import Message
from sync.transport import LOOPBACK, TIMEOUT, body_of

_VERDICTS = {
    401: Verdict.INCAPABLE,
    403: Verdict.INCAPABLE,
    404: Verdict.MISSING,
    409: Verdict.RULE,
    410: Verdict.RULE,
    422: Verdict.MALFORMED,
    **dict.fromkeys((408, 425, 429, 503), Verdict.BUSY),
}
"""The service means what it says. One that does not know this unit may know it later: what it is told is kept."""

NOT_CONNECTED = "No message service is connected to this unit; the message is kept."


class Relay(BaseModel):
    """A relay, and what it knows this unit by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    token: SecretStr

    @classmethod
    def load(cls, path: Path) -> Self | None:
        """Reads the file that connects the unit; None where there is none.

        Raises:
            AccountError: the file cannot be used.
        """
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise AccountError(f"{path} cannot be read: {error.strerror}.") from error
        except ValidationError as error:
            raise AccountError(f'{path} connects to no relay; it has to be {{"url": ..., "token": ...}}.') from error


class RelayClient:
    """Requests to the message service. To be used in an ``async with``."""

    def __init__(self, relay: Relay | None) -> None:
        """Without a `relay` there is no service, and every request is answered by that."""
        self._http = _http(relay) if relay else None

    async def send(self, message: Message) -> dict[str, Any]:
        """Hands a message over; one whose id the service has already is not sent again. Answers what it holds.

        Raises:
            NotSentError: nobody was reached; nothing was done.
            LostAnswerError: it may have been taken.
            RefusedError: any other answer, with its verdict.
        """
        return await self._ask("POST", "/v1/messages", json=message.model_dump(mode="json", exclude_none=True))

    async def find(self, message_id: str) -> dict[str, Any] | None:
        """What the service holds of a message; None where it holds none. Raises as `send`."""
        try:
            return await self._ask("GET", f"/v1/messages/{message_id}")
        except RefusedError as error:
            if error.verdict is Verdict.MISSING:
                return None
            raise

    async def _ask(self, method: str, path: str, **content: Any) -> dict[str, Any]:
        if self._http is None:
            raise RefusedError(Verdict.INCAPABLE, Answer(501, {"detail": NOT_CONNECTED}))
        try:
            response = await self._http.request(method, path, **content)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
            raise NotSentError("The message service can't be reached.") from error
        except httpx.RequestError as error:  # also one whose body cannot be unpacked
            raise LostAnswerError("The connection to the message service broke before it answered.") from error
        if response.is_redirect:
            raise NotSentError("Something else answers in the message service's place; the network may want a sign-in.")
        body = body_of(response)
        if response.is_success and isinstance(body, dict):
            return body
        if response.is_success:
            raise LostAnswerError("Something else answered in the message service's place.")
        verdict = _VERDICTS.get(response.status_code, Verdict.UNCLEAR)
        raise RefusedError(verdict, Answer(response.status_code, body, response.headers))

    async def close(self) -> None:
        """Closes the connections."""
        if self._http:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()


def _http(relay: Relay) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=relay.url,
        timeout=TIMEOUT,
        trust_env=httpx.URL(relay.url).host not in LOOPBACK,  # no proxy leads to this machine
        headers={"Authorization": f"Bearer {relay.token.get_secret_value()}"},
    )
