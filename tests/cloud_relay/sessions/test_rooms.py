"""What a ticket to a LiveKit room allows: to enter that room, to speak and to hear, and nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from uuid import uuid4

import jwt
import pytest
from livekit import api
from pydantic import AnyUrl, SecretStr

from cloud_relay.errors import SettingsError
from cloud_relay.sessions.rooms import require_key
from cloud_relay.settings import LiveKit
from tests.cloud_relay.sessions.rooms import SERVER, FakeRooms

SESSION = uuid4()


def opened(ticket: str) -> dict[str, object]:
    claims: dict[str, object] = jwt.decode(ticket, SERVER.api_secret.get_secret_value(), algorithms=["HS256"])
    return claims


def test_it_allows_no_more_than_it_must() -> None:
    claims = opened(FakeRooms.none().ticket(SESSION, "rosa", "Rosa Delgado", timedelta(hours=1)))
    assert claims.pop("video") == {
        "roomJoin": True,
        "room": f"session-{SESSION}",
        "canPublish": True,
        "canSubscribe": True,
        "canPublishData": False,
        "canPublishSources": ["microphone"],
        "canUpdateOwnMetadata": False,
    }
    assert {name: claims[name] for name in ("iss", "sub", "name")} == {
        "iss": "devkey",
        "sub": "rosa",
        "name": "Rosa Delgado",
    }
    assert not {"sip", "inference", "observability", "roomConfig", "metadata", "attributes"} & {
        name for name, granted in claims.items() if granted
    }


@pytest.mark.parametrize(("lasting", "minutes"), [(5, 5), (60, 10), (480, 10)])
def test_it_is_of_use_for_minutes_alone(lasting: int, minutes: int) -> None:
    claims = opened(FakeRooms.none().ticket(SESSION, "rosa", "Rosa", timedelta(minutes=lasting)))
    ends = datetime.fromtimestamp(float(str(claims["exp"])), UTC)
    assert timedelta(0) < ends - datetime.now(UTC) <= timedelta(minutes=minutes)


def test_another_servers_secret_opens_none() -> None:
    ticket = FakeRooms.none().ticket(SESSION, "rosa", "Rosa", timedelta(minutes=5))
    secret = SecretStr("of-another-server-" * 3).get_secret_value()
    with pytest.raises(jwt.InvalidSignatureError):
        api.TokenVerifier("devkey", secret).verify(ticket)


@asynccontextmanager
async def livekit(status: HTTPStatus) -> AsyncIterator[LiveKit]:
    """A server that answers everything so."""

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status} {status.phrase}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        yield SERVER.model_copy(update={"url": AnyUrl(f"ws://127.0.0.1:{port}")})


async def test_a_key_that_livekit_does_not_know_is_told_from_a_livekit_that_is_away() -> None:
    async with livekit(HTTPStatus.UNAUTHORIZED) as server:
        with pytest.raises(SettingsError, match="does not know the key devkey"):
            await require_key(server)
    async with livekit(HTTPStatus.SERVICE_UNAVAILABLE) as server:
        assert not await require_key(server)
    assert not await require_key(SERVER)
