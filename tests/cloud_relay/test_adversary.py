"""Somebody who means harm, at every door: tokens that are none, of another kind or over; bodies and signals that are
too large, too slow or senseless."""

import asyncio
import base64
import hashlib
import hmac
import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from cloud_relay.gateway import bodies
from cloud_relay.gateway.app import gateway
from cloud_relay.identity.principal import Principal
from tests.cloud_relay.conftest import Running, bearer, running_at
from tests.cloud_relay.test_sign_in import OWNER

NOBODYS = UUID("04a68934-8b1f-428e-b79a-090bc898f9d7")
"""The id of nothing."""

OPEN = frozenset({
    "/healthz", "/metrics", "/v1/sign-in", "/v1/devices/enrol", "/v1/webhooks/resend", "/v1/webhooks/hero365",
    "/v1/webhooks/twilio/status", "/v1/webhooks/twilio/inbound",
})  # fmt: skip
"""Where nobody is known yet, or a carrier signs."""
FOR_PEOPLE = (
    ("POST", "/v1/voice"),
    ("POST", "/v1/devices/codes"),
    ("GET", "/v1/devices"),
    ("DELETE", f"/v1/devices/{NOBODYS}"),
    ("DELETE", "/v1/me/desk"),
    ("POST", "/v1/mobile/voice/session/start"),
    ("GET", f"/v1/mobile/voice/session/{NOBODYS}/status"),
    ("POST", f"/v1/mobile/voice/session/{NOBODYS}/end"),
)


@pytest.fixture
def database() -> str:
    """SQLite: who may come in does not depend on the store."""
    return ""


def doors(app: FastAPI) -> list[tuple[str, str]]:
    """Every method and path at which somebody has to be known."""
    return [
        (method, route.path.replace("{", "").replace("}", ""))
        for route in every(app.routes)
        if isinstance(route, APIRoute) and route.path not in OPEN
        for method in route.methods
    ]


def every(routes: list[BaseRoute]) -> list[BaseRoute]:
    """Also those of routers inside."""
    return [one for route in routes for one in ([route] if isinstance(route, APIRoute) else every(_inside(route)))]


def _inside(route: BaseRoute) -> list[BaseRoute]:
    inner = getattr(route, "original_router", None) or getattr(route, "app", None)
    return list(getattr(inner, "routes", []))


def of(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def unsigned(header: dict[str, Any], claims: dict[str, Any], key: bytes | None = None) -> str:
    """A token that no library would make."""
    signed = b".".join(_part(json.dumps(part).encode()) for part in (header, claims))
    signature = hmac.new(key, signed, hashlib.sha256).digest() if key is not None else b""
    return b".".join([signed, _part(signature)]).decode()


def _part(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def plain(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: int(value.timestamp()) if isinstance(value, datetime) else value for name, value in claims.items()}


async def bad_tokens(running: Running) -> dict[str, str]:
    """Of an owner, each wrong in one way."""
    good = (await running.person(OWNER))["Authorization"].removeprefix("Bearer ")
    claims, key = plain(of(good)), running.relay.tokens.key
    pair = rsa.generate_private_key(65537, 2048)
    ended = int((datetime.now(UTC) - timedelta(minutes=1)).timestamp())
    signed_out = await running.person(OWNER)
    await running.http.post("/v1/sign-out", headers=signed_out)
    removed = await running.unit(OWNER)
    await running.http.post("/v1/sign-out", headers=removed)
    head, body, signature = good.split(".")
    other = _part(json.dumps(claims | {"business": "another"}).encode()).decode()
    return {
        "expired": jwt.encode(claims | {"exp": ended}, key, "HS256"),
        "signed out, and replayed": signed_out["Authorization"].removeprefix("Bearer "),
        "of a unit that left": removed["Authorization"].removeprefix("Bearer "),
        "alg none": unsigned({"alg": "none", "typ": "JWT"}, claims),
        "alg None": unsigned({"alg": "None", "typ": "JWT"}, claims),
        "no alg": unsigned({"typ": "JWT"}, claims, key.encode()),
        "another HMAC": jwt.encode(claims, key * 2, "HS512"),
        "signed by a key of theirs": jwt.encode(claims, pair, "RS256"),
        "a public key as a secret": unsigned({"alg": "HS256", "typ": "JWT"}, claims, _pem(pair)),
        "an empty secret": unsigned({"alg": "HS256", "typ": "JWT"}, claims, b""),
        "a key id that names a file": jwt.encode(claims, "x" * 40, "HS256", headers={"kid": "/dev/null"}),
        "another business in it": f"{head}.{other}.{signature}",
        "without a signature": f"{head}.{body}.",
        "for somebody else": jwt.encode(claims | {"aud": "livekit"}, key, "HS256"),
        "of somebody else": jwt.encode(claims | {"iss": "hero365"}, key, "HS256"),
        "without an end": jwt.encode({n: v for n, v in claims.items() if n != "exp"}, key, "HS256"),
        "without an id": jwt.encode({n: v for n, v in claims.items() if n != "jti"}, key, "HS256"),
        "Hero365's own": running.hero365_token(OWNER),
        "garbage": "a.b.c",
        "very long": "x" * 9000,
    }


def _pem(pair: rsa.RSAPrivateKey) -> bytes:
    return pair.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


async def test_a_token_that_is_none_opens_no_door(running: Running) -> None:
    everywhere = doors(gateway(running.relay))
    assert len(everywhere) > 12
    for what, token in (await bad_tokens(running)).items():
        method, path = random.choice(everywhere)  # noqa: S311 - any of them; all are tried with one below
        answer = await running.http.request(method, path, headers=bearer(token))
        assert answer.status_code == 401, (what, method, path)
        assert answer.json() == {"detail": "This token is not valid here; sign in again."}
    await until_let_in_again(running)
    for method, path in everywhere:
        answer = await running.http.request(method, path, headers=bearer("a.b.c"))
        assert answer.status_code == 401, (method, path)


async def until_let_in_again(running: Running) -> None:
    """Whoever tries too often is slowed down, which is another test's matter."""
    await running.relay.limiter.storage.reset()


async def test_what_is_for_people_is_for_no_unit_and_no_worker(running: Running) -> None:
    """And what is for people, units and services is for no worker."""
    unit = await running.unit(OWNER)
    worker = bearer(running.relay.tokens.issue(Principal("worker", "w", "", "worker"), now=running.now())[0])
    for method, path in FOR_PEOPLE:
        for who in (unit, worker):
            answer = await running.http.request(method, path, headers=who)
            assert (answer.status_code, list(answer.json())) == (403, ["detail"]), (method, path)
    for path in ("/v1/messages", "/v1/changes"):
        assert (await running.http.post(path, headers=worker, json={})).status_code == 403, path


class TestSockets:
    """They tell who may not come in, and close at what nobody understands."""

    AGENT = f"/v1/sessions/{NOBODYS}/agent"

    async def closed_with(self, running: Running, path: str, header: dict[str, str], *sent: str | bytes) -> int:
        url = str(running.http.base_url.copy_with(scheme="ws", path=path))
        async with connect(url, additional_headers=header, proxy=None) as socket:
            try:
                for each in sent:
                    await socket.send(each)
                while True:
                    await socket.recv()
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 0

    @pytest.mark.parametrize("path", ["/v1/presence", AGENT])
    async def test_of_no_token_that_is_none(self, running: Running, path: str) -> None:
        for what, token in (await bad_tokens(running)).items():
            if what == "very long":
                continue  # websockets itself answers no such handshake
            assert await self.closed_with(running, path, bearer(token)) == 4401
        assert await self.closed_with(running, path, {}) == 4401

    async def test_presence_is_for_units_and_the_agents_line_for_workers(self, running: Running) -> None:
        person, unit = await running.person(OWNER), await running.unit(OWNER)
        worker = bearer(running.relay.tokens.issue(Principal("worker", "w", "", "worker"), now=running.now())[0])
        assert await self.closed_with(running, "/v1/presence", person) == 4401
        assert await self.closed_with(running, "/v1/presence", worker) == 4401
        assert await self.closed_with(running, self.AGENT, person) == 4401
        assert await self.closed_with(running, self.AGENT, unit) == 4401

    @pytest.mark.parametrize(
        "sent", ["", '{"kind": "?"}', "[" * 5000, '{"kind": "beat", "job": 7}', '{"kind": "changed"}', b"\0\xff", b""]
    )
    async def test_senseless_signals(self, running: Running, sent: str | bytes) -> None:
        assert await self.closed_with(running, "/v1/presence", await running.unit(OWNER), sent) == 4400


class TestBodies:
    """Of `POST /v1/voice`, which takes more than others."""

    async def test_too_large_a_one_ends_before_anybody_works_at_it(self, running: Running) -> None:
        who = await running.person(OWNER)

        async def endless() -> Any:
            for _ in range(3 * 1024):
                yield b"\0" * 1024

        headers = {**who, "Content-Type": "audio/wav"}
        answer = await running.http.post("/v1/voice", headers=headers, content=endless())
        assert answer.status_code == 413
        assert answer.json()["detail"].startswith("A request has at most 2097152 bytes.")
        assert (await running.http.post("/v1/voice/", headers=headers, content=b"\0" * 100_000)).status_code == 413

    async def test_too_slow_a_one_too(self, running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bodies.BodyLimits.__init__, "__defaults__", (bodies.LARGEST, 0.3))
        async with slow_gateway(running) as (reader, writer):
            writer.write(b"POST /v1/voice HTTP/1.1\r\nHost: relay\r\nContent-Length: 1000\r\n\r\nRIFF")
            await writer.drain()
            assert b"408" in await reader.readline()

    async def test_one_that_is_cut_off_harms_nobody(self, running: Running) -> None:
        host, port = running.http.base_url.host, running.http.base_url.port
        for _ in range(5):
            _, writer = await asyncio.open_connection(host, port)
            writer.write(b"POST /v1/voice HTTP/1.1\r\nHost: relay\r\nContent-Length: 1000\r\n\r\nRIFF")
            await writer.drain()
            writer.close()
        assert (await running.http.get("/healthz")).json() == {"status": "ok"}


class slow_gateway:  # noqa: N801 - a context manager
    """A connection to a second gateway of the same relay, made under whatever limits hold now."""

    def __init__(self, running: Running) -> None:
        self._running = running

    async def __aenter__(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self._gateway = running_at(self._running.relay, self._running.hero365)
        url = (await self._gateway.__aenter__()).http.base_url
        reader, self._writer = await asyncio.open_connection(url.host, url.port)
        return reader, self._writer

    async def __aexit__(self, *error: Any) -> None:
        self._writer.close()
        await self._gateway.__aexit__(*error)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/webhooks/twilio/inbound", b"From=%2B13125550101&Body=STOP"),
        ("/v1/webhooks/twilio/status", b"MessageSid=SM1&MessageStatus=delivered"),
        ("/v1/webhooks/twilio/status", b"\xff\xfe\x00"),
        ("/v1/webhooks/resend", b'{"type": "email.complained", "data": {"to": ["maria@example.com"]}}'),
        ("/v1/webhooks/resend", b"no json at all"),
    ],
)
async def test_a_forged_report_changes_nothing(running: Running, path: str, body: bytes) -> None:
    tried: tuple[dict[str, Any], ...] = (
        {},
        {"X-Twilio-Signature": "AAAA"},
        {"X-Twilio-Signature": b"\xff"},
        {"svix-id": "msg_1", "svix-timestamp": "1", "svix-signature": "v1,AAAA"},
        {"svix-id": "msg_1", "svix-timestamp": "never", "svix-signature": "v1"},
    )
    for headers in tried:
        answer = await running.http.post(path, content=body, headers=headers)
        assert (answer.status_code, list(answer.json())) == (403, ["detail"]), headers
    assert not await running.relay.opt_outs.has("+13125550101", "")
    assert not await running.relay.opt_outs.has("maria@example.com", "")
