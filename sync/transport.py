"""One request and its answer: what never left is told from what may have arrived."""

import logging
import time
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from erp import Sentence
from erp.sentences import in_each
from sync.answers import Answer, RefusedError, Verdict, classify
from sync.errors import LostAnswerError, NotSentError

_log = logging.getLogger(__name__)

TIMEOUT = httpx.Timeout(connect=5, write=10, read=15, pool=5)
"""Seconds. Hero365 asks its database some five times per request."""
_LIMITS = httpx.Limits(max_connections=16, max_keepalive_connections=16)
"""A connection is kept for each command that may be on its way. More make it slower: for each request httpcore compares
all connections with all others, so that a command took six times the processor time at 64 that it takes at 16."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


HERO365 = "Hero365"
MESSAGE_SERVICE = "the message service"
RELAY = "the relay"
_EN_ESPANOL = {HERO365: "Hero365", MESSAGE_SERVICE: "el servicio de mensajes", RELAY: "el relé"}
_NO_PROXY = in_each(
    "The proxy that ALL_PROXY, HTTPS_PROXY or HTTP_PROXY names cannot be used; name one as http://HOST:PORT, "
    "or unset it.",
    "El proxy que nombra ALL_PROXY, HTTPS_PROXY o HTTP_PROXY no sirve; pon uno como http://HOST:PUERTO, o quítalo.",
)


def connected(url: str, *, service: str = HERO365) -> httpx.AsyncClient:
    """A client of the server at that address, which is called `service`.

    Raises:
        NotSentError: the address is none, or the environment's proxy cannot be used.
    """
    try:
        base = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise NotSentError(_no_address(url, service)) from error
    try:
        # No proxy leads to this machine.
        local = base.host in LOOPBACK
        keeps_none = CookieJar(DefaultCookiePolicy(allowed_domains=[]))  # one would speak for somebody else
        return httpx.AsyncClient(
            base_url=base, timeout=TIMEOUT, limits=_LIMITS, trust_env=not local, cookies=keeps_none
        )
    except (ImportError, ValueError, httpx.InvalidURL) as error:  # SOCKS would need another package
        raise NotSentError(_NO_PROXY) from error


async def ask(http: httpx.AsyncClient, method: str, path: str, *, token: str | None = None, **content: Any) -> Any:
    """One request to Hero365, and the body of a 2xx answer.

    Raises:
        NotSentError: nobody was reached; nothing was done.
        LostAnswerError: the request may have been carried out.
        RefusedError: any other answer, with its verdict.
    """
    answer = await exchange(http, method, path, token=token, **content)
    if answer.status == httpx.codes.OK and answer.body is None:
        raise LostAnswerError(not_itself(HERO365))
    verdict = classify(answer, path)
    if verdict is not Verdict.OK:
        raise RefusedError(verdict, answer)
    return answer.body


async def exchange(
    http: httpx.AsyncClient, method: str, path: str, *, token: str | None, service: str = HERO365, **content: Any
) -> Answer:
    """One request, and whatever `service` answers.

    Raises:
        NotSentError: nobody was reached, or somebody else, who sends elsewhere.
        LostAnswerError: the request may have been carried out.
    """
    # Hero365's middleware knows the scheme in this spelling only.
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    started = time.monotonic()
    try:
        response = await http.request(method, path, headers=headers, **content)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
        raise NotSentError(
            in_each(f"{_first_up(service)} can't be reached.", f"No se puede contactar con {_EN_ESPANOL[service]}.")
        ) from error
    except httpx.UnsupportedProtocol as error:
        raise NotSentError(_no_address(str(http.base_url), service)) from error
    except httpx.RequestError as error:  # also one whose body cannot be unpacked
        raise LostAnswerError(
            in_each(
                f"The connection to {service} broke before it answered.",
                f"La conexión con {_EN_ESPANOL[service]} se cortó antes de que contestara.",
            )
        ) from error
    _log.debug(
        "answered",
        extra={
            "method": method,
            "path": path,
            "status": response.status_code,
            "ms": round(1000 * (time.monotonic() - started)),
        },
    )
    if response.is_redirect:
        raise NotSentError(not_itself(service))
    return Answer(response.status_code, _body_of(response), response.headers)


def not_itself(service: str) -> Sentence:
    """A network that wants a sign-in answers in everybody's place."""
    return in_each(
        f"Something else answers in {service}'s place; the network may want a sign-in.",
        f"Otra cosa contesta en lugar de {_EN_ESPANOL[service]}; puede que la red pida iniciar sesión.",
    )


def _no_address(url: str, service: str) -> Sentence:
    return in_each(
        f"{url} is no address that {service} could have.",
        f"{url} no es una dirección que pueda tener {_EN_ESPANOL[service]}.",
    )


def _first_up(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _body_of(response: httpx.Response) -> Any:
    """What it says as JSON; None where it is none."""
    try:
        return response.json()
    except ValueError:  # a proxy's page, or nothing
        return None
