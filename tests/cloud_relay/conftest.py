"""A relay on a real socket, in front of a stand-in Hero365 and doubles of the carriers."""

import asyncio
import base64
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import uvicorn
from pydantic import HttpUrl, SecretStr

from cloud_relay.composition import Relay, composed
from cloud_relay.gateway.app import gateway
from cloud_relay.identity.principal import Principal
from cloud_relay.serving import GatewayServer
from cloud_relay.sessions.host import Host
from cloud_relay.settings import Resend, Settings, Twilio
from sync.standin import PRACTICE_PASSWORD, StandIn
from tests.cloud_relay import carriers as doubles
from tests.cloud_relay import postgres
from tests.cloud_relay.carriers import Carriers

PUBLIC = "https://relay.example.com"
WEBHOOK_SECRET = "whsec_" + base64.b64encode(b"of the tests, and of no other").decode()
NOON = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
"""In Chicago."""


@dataclass(slots=True)
class Watch:
    """The relay's clock; it begins with the real time, by which the ends of tokens are judged."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **how_far: float) -> None:
        self.now += timedelta(**how_far)


@dataclass(frozen=True, slots=True)
class Running:
    """A gateway, and a client of it that shows no token."""

    relay: Relay
    http: httpx.AsyncClient
    hero365: StandIn

    def now(self) -> datetime:
        """By the relay's clock."""
        return self.relay.clock()

    async def person(self, email: str) -> dict[str, str]:
        """The header of somebody who has signed in."""
        signed_in = await self.http.post("/v1/sign-in", json={"hero365_token": self.hero365_token(email)})
        return bearer(signed_in.raise_for_status().json()["token"])

    async def unit(self, by: str) -> dict[str, str]:
        """The header of a unit that joined the business of somebody who may enrol one."""
        code = (await self.http.post("/v1/devices/codes", headers=await self.person(by))).raise_for_status().json()
        enrolled = await self.http.post("/v1/devices/enrol", json={"code": code["code"], "name": "Van 3"})
        return bearer(enrolled.raise_for_status().json()["token"])

    def hero365_token(self, email: str) -> str:
        """What Hero365 gives a person who signs in there."""
        return hero365_token(self.hero365.url, email)


def hero365_token(url: str, email: str) -> str:
    """What the Hero365 at that address gives a person who signs in there."""
    credentials = {"email": email, "password": PRACTICE_PASSWORD}
    answer = httpx.post(f"{url}/auth/signin", json=credentials, trust_env=False)
    token: str = answer.raise_for_status().json()["access_token"]
    return token


async def somebody(running: Running, who: dict[str, str]) -> Principal:
    """Whoever shows that header."""
    me = (await running.http.get("/v1/me", headers=who)).json()
    return Principal(me["kind"], me["id"], me["business"], me["name"])


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="session")
def hero365(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn.start(tmp_path_factory.mktemp("standin") / "hero365.db") as stand_in:
        yield stand_in


@pytest.fixture
def no_faults(hero365: StandIn) -> Iterator[StandIn]:
    """The stand-in, whose faults are over afterwards."""
    yield hero365
    hero365.clear_faults()


@pytest.fixture
def carriers(watch: Watch) -> Iterator[Carriers]:
    with doubles.running(watch) as running:
        yield running


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    programs = postgres.programs()
    if programs is None:
        pytest.skip("Postgres is not installed")
    with postgres.running(programs) as folder:
        yield folder


@pytest.fixture(params=["SQLite", "Postgres"])
def database(request: pytest.FixtureRequest) -> str:
    """An empty database's URL; of SQLite the relay knows it by itself."""
    if request.param == "SQLite":
        return ""
    return postgres.made(request.getfixturevalue("postgres_folder"), uuid4().hex)


@pytest.fixture
def settings(tmp_path: Path, hero365: StandIn, carriers: Carriers, database: str) -> Settings:
    return Settings(
        folder=tmp_path / "relay",
        database=database,
        hero365=HttpUrl(hero365.url),
        public_url=HttpUrl(PUBLIC),
        time_zone="America/Chicago",
        twilio=Twilio(
            account=doubles.ACCOUNT,
            auth_token=SecretStr(doubles.AUTH_TOKEN),
            sender=doubles.SENDER,
            url=HttpUrl(carriers.url),
        ),
        resend=Resend(
            api_key=SecretStr(doubles.API_KEY),
            sender="Northside <office@northside.example>",
            webhook_secret=SecretStr(WEBHOOK_SECRET),
            url=HttpUrl(carriers.url),
        ),
    )


@pytest.fixture
async def running(settings: Settings, watch: Watch, hero365: StandIn) -> AsyncIterator[Running]:
    async with composed(settings, watch) as relay, running_at(relay, hero365) as running:
        yield running


@asynccontextmanager
async def running_at(relay: Relay, hero365: StandIn, port: int = 0) -> AsyncIterator[Running]:
    """A gateway that is up, and sends messages."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        server = _Server(uvicorn.Config(gateway(relay), log_config=None, access_log=False), relay.voice_sessions)
        serving = asyncio.create_task(server.serve([listening]))
        await server.up.wait()
        url = "http://127.0.0.1:{1}".format(*listening.getsockname())
        try:
            async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
                yield Running(relay, http, hero365)
        finally:
            server.should_exit = True
            await serving


class _Server(GatewayServer):
    """Says when it is up, and leaves signals to the tests."""

    def __init__(self, config: uvicorn.Config, host: Host | None = None) -> None:
        super().__init__(config, host)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


_QUICK = (
    "test_sign_in.py",
    "test_devices.py",
    "test_messages.py",
    "test_voice.py",
    "test_migrations.py",
    "desks/test_mirror.py",
    "sessions/test_watch.py",
)
"""What `make test` runs, on SQLite: the way from a sign-in to a spoken command that is on disk."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of it, on both stores, takes a quarter of an hour, and runs with `make test-relay`."""
    here = Path(__file__).parent
    for item in items:
        if here not in item.path.parents:
            continue
        parameters = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        if str(item.path.relative_to(here)) not in _QUICK or parameters.get("database") == "Postgres":
            item.add_marker(pytest.mark.relay)
