"""A practice business on a running stand-in, Rosa Delgado signed in there, her unit's database, and what she says."""

import json
import os
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr

from erp import Command, Instruction
from erp.contacts import ContactCreate
from erp.job_progress import JobSetStatus
from erp.jobs import JobCreate, JobSchedule
from sync.account import Account
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.link import Link
from sync.outbox import Outbox
from sync.relay import Relay, RelayClient
from sync.rows import Origin, QueuedCommand
from sync.standin import PRACTICE_PASSWORD, StandIn
from sync.store import Store
from tests.sync.message_service import TOKEN, MessageService, running
from tests.sync.units import AT_ONCE, Saying, Unit

SHARED = Path(os.environ.get("HERO365_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
ROSA = "rosa.delgado@example.com"
ZONE = "America/Chicago"

pytest.register_assert_rewrite("tests.sync.stories")  # so that a reckoning says what it found

_CODES = map("".join, product("ACDEFHJK", repeat=3))
"""Each unit's own: of codes drawn by lot two would be the same now and then, and one of them would give way."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn.start(tmp_path_factory.mktemp("hero365") / "hero365.db", day="today") as running:
        yield running


@pytest.fixture
def hero365_server(server: StandIn) -> Iterator[StandIn]:
    """The server without faults; the tests of a module share it, so each works on records of its own."""
    yield server
    server.clear_faults()


@pytest.fixture
async def account(hero365_server: StandIn) -> Account:
    """Signed in anew for each test: a refresh token works once."""
    return await Hero365Client.sign_in(hero365_server.url, ROSA, PRACTICE_PASSWORD, time_zone=ZONE)


@pytest.fixture
async def hero365(account: Account) -> AsyncIterator[Hero365Client]:
    async with Hero365Client(account) as client:
        yield client


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "edge.db") as store:
        store.set(next_job_number="9001")  # a unit begins anywhere
        yield store


@pytest.fixture
def outbox(store: Store) -> Outbox:
    return Outbox(store)


@pytest.fixture
def origin() -> Origin:
    return Origin(
        user="rosa",
        business="northside",
        time_zone=ZONE,
        turn=UUID("11111111-1111-4111-8111-111111111111"),
        words="mark job forty two complete",
        engine="phrase",
        said_at=datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
        confirmation="yes",
    )


@pytest.fixture
def mine(origin: Origin, account: Account) -> Origin:
    """What the person said who is signed in."""
    return replace(origin, user=account.user_id, business=account.business_id)


@pytest.fixture
def service() -> Iterator[MessageService]:
    """The relay's message service."""
    with running() as service:
        yield service


@pytest.fixture
async def relay(service: MessageService) -> AsyncIterator[RelayClient]:
    """Connected to it."""
    async with RelayClient(Relay(url=service.url, token=SecretStr(TOKEN))) as client:
        yield client


def instruction(command: Command, **refs: str) -> Instruction:
    return Instruction(uuid4(), command, refs)


@pytest.fixture
def say() -> Saying:
    """Makes an instruction of a command and the records it refers to."""
    return instruction


@pytest.fixture
def new_customer() -> Saying:
    def made(phone: str = "5125550101", **slots: str) -> Instruction:
        return instruction(ContactCreate(customer="Bo Li", phone=phone, **slots))

    return made


@pytest.fixture
def new_job() -> Saying:
    def made(number: str = "9001", **refs: str) -> Instruction:
        address = {"street": "5 Mill Road", "city": "Aurora", "state": "IL", "postal_code": "60502"}
        return instruction(JobCreate(customer="Bo Li", title="Leaking tap", number=number, **address), **refs)

    return made


@pytest.fixture
def set_status() -> Saying:
    return lambda status, job: instruction(JobSetStatus(job="9001", status=status), job=str(job))


@pytest.fixture
def schedule() -> Saying:
    return lambda when, job: instruction(JobSchedule(job="9001", when=when), job=str(job))


@pytest.fixture
def unit(request: pytest.FixtureRequest, outbox: Outbox, origin: Origin, hero365: Hero365Client) -> Unit:
    account, told, links = hero365.account, list[QueuedCommand](), list[Link]()
    sayings = ("new_customer", "new_job", "set_status", "schedule", "say")
    outbox.store.set(device_code=next(_CODES))
    return Unit(
        store=outbox.store,
        outbox=outbox,
        hero365=hero365,
        delivery=Delivery(outbox, hero365, on_outcome=told.append, on_link=links.append, timing=AT_ONCE),
        origin=replace(origin, user=account.user_id, business=account.business_id),
        told=told,
        links=links,
        phone=f"+1512{uuid4().int % 10**7:07}",
        **{name: request.getfixturevalue(name) for name in sayings},
    )


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], str]:
    """Reads a file of what was recorded and collected."""

    def read(name: str) -> str:
        path = SHARED / name
        if not path.is_file():
            pytest.skip(f"there is no {path}")
        return path.read_text()

    return read


@pytest.fixture(scope="session")
def exchanges(shared_data: Callable[[str], str]) -> list[dict[str, Any]]:
    """What was recorded with the real server."""
    return [json.loads(line) for line in shared_data("hero365/exchanges.jsonl").splitlines()]


@pytest.fixture
def told() -> list[QueuedCommand]:
    """The outcomes that `delivery` has told of."""
    return []


@pytest.fixture
def delivery(outbox: Outbox, hero365: Hero365Client, told: list[QueuedCommand]) -> Delivery:
    """One that waits for nothing."""
    return Delivery(outbox, hero365, on_outcome=told.append, timing=AT_ONCE)
