"""The client of the relay, which sends messages to customers in the technician's name, and brings the office in."""

import re
from pathlib import Path
from types import TracebackType
from typing import Annotated, Any, Protocol, Self, TypeVar

import httpx
from pydantic import AfterValidator, BaseModel, ConfigDict, HttpUrl, SecretStr, ValidationError, field_serializer

from erp.sentences import in_each
from sync.answers import Answer, RefusedError, Verdict
from sync.errors import AccountError, LostAnswerError
from sync.escalations import Escalation, EscalationState
from sync.messages import Message, MessageState
from sync.owned_files import write_for_owner
from sync.signals import Changed
from sync.transport import MESSAGE_SERVICE, connected, exchange, not_itself

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

ANOTHER_HAS_ITS_ID = in_each(
    "The message service has something else under that id.",
    "El servicio de mensajes ya tiene otra cosa con ese identificador.",
)
OF_ANOTHER_BUSINESS = in_each(
    "The message service takes it for another business's.",
    "El servicio de mensajes lo toma por uno de otra empresa.",
)
_BUSY = in_each(
    "The message service is busy; it is tried again.", "El servicio de mensajes está ocupado; se reintenta."
)
_WHY = {
    401: in_each("The message service doesn't know this unit.", "El servicio de mensajes no conoce esta unidad."),
    403: OF_ANOTHER_BUSINESS,
    409: ANOTHER_HAS_ITS_ID,
    422: in_each("The message service can't use it as it is.", "El servicio de mensajes no lo admite tal como está."),
    **dict.fromkeys((408, 425, 429, 503), _BUSY),
}
"""What a technician is told: the service's own words are for programmers, and English."""

_NO_ROUTE = frozenset({404, 405})
_ELSEWHERE = in_each(
    "There is no message service at the address in relay.json; what was said is kept.",
    "No hay ningún servicio de mensajes en la dirección de relay.json; lo dicho queda guardado.",
)
NOT_CONNECTED = in_each(
    "No message service is connected to this unit; what was said is kept.",
    "No hay ningún servicio de mensajes conectado a esta unidad; lo dicho queda guardado.",
)


_Held = TypeVar("_Held", bound=BaseModel)


def _sendable(token: SecretStr) -> SecretStr:
    """A header takes nothing else, and what is copied by hand easily ends in a line break."""
    if not re.fullmatch(r"[!-~]([ -~]*[!-~])?", token.get_secret_value()):
        raise ValueError("no header takes it")
    return token


def _wrong(error: ValidationError) -> str:
    """What stands there wrong first, without its value: that may be the token."""
    first = error.errors(include_input=False)[0]
    name = ".".join(map(str, first["loc"]))
    match first["type"]:
        case "json_invalid":
            return "it is no JSON"
        case "missing":
            return f"it has no {name}"
        case "extra_forbidden":
            return f"it has a {name} too many"
    said = {"url": "its url is no web address", "token": "its token may hold letters, figures and signs alone"}
    return said.get(name, "it is no JSON object")


class Relay(BaseModel):
    """A relay, and what it knows this unit by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Annotated[str, AfterValidator(lambda url: str(HttpUrl(url)))]
    token: Annotated[SecretStr, AfterValidator(_sendable)]

    @field_serializer("token")
    def _in_the_file(self, token: SecretStr) -> str:
        return token.get_secret_value()

    def save(self, path: Path) -> None:
        """Writes the file that connects the unit, readable by its owner alone.

        Raises:
            AccountError: it cannot be written.
        """
        write_for_owner(path, self.model_dump_json(indent=2))

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
            raise AccountError(
                f"{path} connects to no relay ({_wrong(error)}): messages to customers are kept here. "
                "`hero365-edge relay leave`, then `relay join`, makes it anew."
            ) from error


class MessageService(Protocol):
    """What sends messages to customers and calls the office: a relay at some address, or the one that this runs in."""

    @property
    def is_connected(self) -> bool:
        """Whether there is a service."""
        ...

    async def send(self, message: Message) -> MessageState:
        """Hands a message over; one whose id the service has already is not sent again. Answers what it holds.

        Raises:
            NotSentError: nobody was reached; nothing was done.
            LostAnswerError: it may have been taken.
            RefusedError: any other answer, with its verdict.
        """
        ...

    async def find(self, message_id: str) -> MessageState | None:
        """What the service holds of a message; None where it holds none. Raises as `send`."""
        ...

    async def escalate(self, asked: Escalation) -> EscalationState:
        """Asks for a person, once by the request's id. Answers what is held. Raises as `send`."""
        ...

    async def find_escalation(self, escalation_id: str) -> EscalationState | None:
        """What the service holds of a request for a person; None where it holds none. Raises as `send`."""
        ...


class RelayClient:
    """A `MessageService` at some address. To be used in an ``async with``."""

    def __init__(self, relay: Relay | None) -> None:
        """Without a `relay` there is no service, and every request is answered by that.

        Raises:
            NotSentError: the environment's proxy cannot be used.
        """
        self._http = connected(relay.url, service=MESSAGE_SERVICE) if relay else None
        self._token = relay.token.get_secret_value() if relay else None

    @property
    def is_connected(self) -> bool:
        """As `MessageService`."""
        return self._http is not None

    async def send(self, message: Message) -> MessageState:
        """As `MessageService`."""
        return await self._take_in("/v1/messages", message, MessageState)

    async def find(self, message_id: str) -> MessageState | None:
        """As `MessageService`."""
        return await self._find(f"/v1/messages/{message_id}", MessageState)

    async def escalate(self, asked: Escalation) -> EscalationState:
        """As `MessageService`."""
        return await self._take_in("/v1/escalations", asked, EscalationState)

    async def find_escalation(self, escalation_id: str) -> EscalationState | None:
        """As `MessageService`."""
        return await self._find(f"/v1/escalations/{escalation_id}", EscalationState)

    async def tell(self, change: Changed) -> None:
        """Says that records have changed at Hero365. Raises as `send`."""
        await self._answered("POST", "/v1/changes", json=change.model_dump(mode="json"))

    async def _take_in(self, path: str, told: BaseModel, held: type[_Held]) -> _Held:
        return await self._ask("POST", path, held, json=told.model_dump(mode="json", exclude_none=True))

    async def _find(self, path: str, held: type[_Held]) -> _Held | None:
        try:
            return await self._ask("GET", path, held)
        except RefusedError as error:
            if error.verdict is Verdict.MISSING:
                return None
            raise

    async def _ask(self, method: str, path: str, held: type[_Held], **content: Any) -> _Held:
        answer = await self._answered(method, path, **content)
        try:
            return held.model_validate(answer.body)
        except ValidationError as error:
            raise LostAnswerError(not_itself(MESSAGE_SERVICE)) from error

    async def _answered(self, method: str, path: str, **content: Any) -> Answer:
        if self._http is None or self._token is None:
            raise RefusedError(Verdict.INCAPABLE, Answer(501), NOT_CONNECTED)
        answer = await exchange(self._http, method, path, token=self._token, service=MESSAGE_SERVICE, **content)
        if answer.status in _NO_ROUTE and method == "POST":  # its address is wrong: nothing of a message is
            raise RefusedError(Verdict.INCAPABLE, answer, _ELSEWHERE)
        if not httpx.codes.is_success(answer.status):
            raise RefusedError(_VERDICTS.get(answer.status, Verdict.UNCLEAR), answer, _WHY.get(answer.status))
        return answer

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
