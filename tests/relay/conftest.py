"""A relay on real parts: LiveKit's server, Redis, both stores, and phones that speak."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from livekit.rtc._ffi_client import FfiClient

from assistant.engines import opened_voice
from benchmarks.relay import livekit_server
from benchmarks.relay.parts import Parts, environment, free_port
from benchmarks.relay.voice import Says
from models.store import ModelStore, default_models
from sync.standin import StandIn
from tests.cloud_relay import postgres, redis_server

pytestmark = pytest.mark.relay


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.relay)


@pytest.fixture(scope="session", autouse=True)
def let_go_of_livekits_client() -> Iterator[None]:
    """While Python can still be called: a thread of it that does so once Python ends aborts the process, and with it a
    run in which all was well."""
    yield
    FfiClient.instance._dispose()


@pytest.fixture(scope="session")
def livekit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[livekit_server.Server]:
    program = livekit_server.program()
    if program is None:
        pytest.skip("LiveKit's server is not here; `make test-relay` builds it where Go is")
    with livekit_server.running(program, tmp_path_factory.mktemp("livekit")) as server:
        yield server


@pytest.fixture
def hero365(tmp_path: Path) -> Iterator[StandIn]:
    with StandIn.start(tmp_path / "hero365.db") as stand_in:
        yield stand_in


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    programs = postgres.programs()
    if programs is None:
        pytest.skip("Postgres is not installed")
    with postgres.running(programs) as folder:
        yield folder


@pytest.fixture
def database() -> str:
    """Of SQLite the relay knows by itself."""
    return ""


@pytest.fixture
def redis() -> Iterator[str]:
    if redis_server.PROGRAM is None:
        pytest.skip("Redis is not installed")
    with redis_server.running(redis_server.PROGRAM) as url:
        yield url


@pytest.fixture
def on_postgres(postgres_folder: Path) -> str:
    return postgres.made(postgres_folder, uuid4().hex)


@pytest.fixture
def settings() -> dict[str, str]:
    """What a test sets beside what all need."""
    return {}


@pytest.fixture
def under() -> tuple[str, ...]:
    """What runs the relay's processes; nothing but the system."""
    return ()


@pytest.fixture
async def parts(
    tmp_path: Path,
    hero365: StandIn,
    livekit: livekit_server.Server,
    database: str,
    settings: dict[str, str],
    under: tuple[str, ...],
) -> AsyncIterator[Parts]:
    """A gateway and one worker."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    own = {"HERO365_RELAY_PORT": str(port), "HERO365_RELAY_GATEWAY": url, "HERO365_RELAY_DATABASE": database}
    set_up = environment(tmp_path / "relay", hero365, livekit, **own, **settings)
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=60) as http:
        running = Parts(hero365, livekit, set_up, http, under)
        try:
            await running.start_gateway()
            await running.start_worker()
            yield running
        finally:
            await running.stop()


@pytest.fixture(scope="session")
def says() -> Iterator[Says]:
    """A synthetic voice at a phone."""
    if not ModelStore(default_models()).installed("whisper-tiny.en"):
        pytest.skip("whisper-tiny.en is not here; `make models` fetches it")
    with opened_voice() as voice:
        yield Says(voice)
