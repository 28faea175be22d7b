"""Whatever somebody of one business sends to any route, they see and change nothing of another one, and whatever is
wrong with it they are told in one sentence."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from limits import parse
from limits.aio.storage import MemoryStorage
from pydantic import SecretStr
from schemathesis import Case, GenerationMode
from schemathesis.openapi import from_dict
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance
from sqlalchemy import text

from cloud_relay.composition import composed
from cloud_relay.database import Base
from cloud_relay.desks.holds import desk_id
from cloud_relay.forgetting import forget
from cloud_relay.gateway import limits
from cloud_relay.gateway.app import gateway
from cloud_relay.gateway.limits import Limiter
from cloud_relay.identity.principal import Grant, Principal
from cloud_relay.office.callback import Window
from cloud_relay.sessions.kinds import AgentType
from cloud_relay.settings import Settings
from cloud_relay.tables import DeskRow
from cloud_relay.voice.recorded import FORMATS
from sync.account import Account
from sync.standin import StandIn
from tests.cloud_relay.conftest import Running, Watch, bearer, running_at
from tests.cloud_relay.messages import message
from tests.cloud_relay.sessions.rooms import SERVER, FakeRooms
from tests.cloud_relay.test_callbacks import wanted
from tests.cloud_relay.test_escalations import escalation
from tests.cloud_relay.told_engines import ToldEngines

EXAMPLES = 15
"""Of each operation, each way: as its schema has it, and otherwise."""
SECRET = "Nobody elsewhere ever reads this"  # noqa: S105 - no password
OWNER = Principal("person", "olga", "their-business", f"{SECRET} (name)", "owner", frozenset({"view_jobs"}))
INTRUDER = Principal("person", "igor", "another-business", "Igor", "owner", frozenset({"view_jobs", "view_contacts"}))
_ALL: frozenset[Grant] = frozenset({"changes", "escalations", "callbacks", "messages"})


@schemathesis.serializer(*FORMATS)
def sound(_: Any, value: Any) -> bytes:
    """What is sent as a recording: bytes as they are, anything else as its text."""
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture
def database() -> str:
    """SQLite: what each store keeps is looked at elsewhere."""
    return ""


@pytest.fixture
def without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or nothing would be let in any more after a minute's worth."""
    for name in ("PER_BUSINESS", "PER_PRINCIPAL"):
        monkeypatch.setattr(limits, name, parse("1000000/second"))
    monkeypatch.setattr(limits, "PER_ROUTE", {})


async def test_nobody_reads_or_writes_across_businesses(
    settings: Settings, watch: Watch, hero365: StandIn, without_limits: None
) -> None:
    told = ToldEngines()
    async with composed(settings.model_copy(update={"livekit": SERVER}), watch) as composed_relay:
        relay = replace(composed_relay, limiter=Limiter(MemoryStorage()), engines=told.engines())
        assert relay.voice_sessions is not None
        relay.voice_sessions.rooms, relay.voice_sessions.engines = FakeRooms.none(), relay.engines
        async with running_at(relay, hero365) as running:
            theirs = await theirs_at(running)
            await forget(relay.database, running.now())  # or the relay would by itself, at some moment of the test
            made = await relay.keys.make("igor's", _ALL, business=INTRUDER.business, made_by="igor", now=running.now())
            service = bearer(made.key)
            before = await everything_of_theirs(running)
            assert SECRET in before
            schema = from_dict(gateway(relay).openapi())
            operations = [found.ok() for found in schema.get_all_operations()]
            for operation in operations:
                unit = await their_intruder(running)
                await asyncio.to_thread(intrude, running, operation, theirs, [INTRUDER, unit, service])
            assert len(operations) > 10
            assert await everything_of_theirs(running) == before


async def their_intruder(running: Running) -> Principal:
    """A unit of the other business, which has not left it yet; and its person has signed in."""
    relay = running.relay
    account = Account(
        url=running.hero365.url,
        email="igor@example.com",
        user_id=INTRUDER.id,
        full_name=INTRUDER.name,
        business_id=INTRUDER.business,
        business_name="Another business",
        time_zone="America/Chicago",
        permissions=INTRUDER.permissions,
        access_token=SecretStr("unknown"),
        refresh_token=SecretStr(""),
    )
    await relay.desks.introduce(account)
    code, _ = await relay.enrolment.code(INTRUDER, now=running.now())
    unit = await relay.enrolment.enrol(code, "Van", now=running.now())
    header = bearer(relay.tokens.issue(unit, now=running.now())[0])
    (await running.http.get("/v1/me", headers=header)).raise_for_status()
    return unit


async def theirs_at(running: Running) -> list[str]:
    """What a business has at the relay: the ids of it."""
    relay = running.relay
    code, _ = await relay.enrolment.code(OWNER, now=running.now())
    unit = await relay.enrolment.enrol(code, f"{SECRET} (unit)", now=running.now())
    sent = message(business=OWNER.business, text=f"{SECRET} (message)")
    await relay.book.take(sent, OWNER, now=running.now())
    asked = escalation(OWNER.business, summary=f"{SECRET} (summary)")
    await relay.escalations.take_in(asked, OWNER, now=running.now())
    window = Window(begins=running.now() + timedelta(days=1), ends=running.now() + timedelta(days=1, hours=3))
    called = wanted(OWNER.business, window, reason=f"{SECRET} (reason)")
    await relay.callbacks.take_down(called, OWNER)
    key = await relay.keys.make(f"{SECRET} (key)", _ALL, business=OWNER.business, made_by="olga", now=running.now())
    desk = desk_id(OWNER.business, OWNER.id)
    await relay.desks.holds.keep(desk, OWNER.business, OWNER.id, b"sealed", now=running.now())
    async with relay.database.begin() as session:
        session.add(DeskRow(desk=desk, kind="settings", key="said", row={"name": "said", "value": f"{SECRET} (words)"}))
    assert relay.voice_sessions is not None
    lasting = timedelta(hours=1)
    spoken, _ = await relay.voice_sessions.book.start(OWNER, AgentType.INTERNAL, lasting, uuid4(), now=running.now())
    command = uuid4()
    async with relay.database.begin() as session:
        row = {"id": str(command), "words": f"{SECRET} (command)"}
        session.add(DeskRow(desk=desk, kind="outbox", key="1", row=row))
    ids = [sent.id, asked.id, called.id, key.id, desk, spoken.id, command]
    return [unit.id, *map(str, ids), OWNER.business, OWNER.id]


async def everything_of_theirs(running: Running) -> str:
    """All rows of the business, and those of its desk, but for what the relay does about them by itself."""
    shown = []
    async with running.relay.database() as session:
        for table in Base.metadata.sorted_tables:
            if "business" in table.c:
                statement = f"SELECT * FROM {table.name} WHERE business = :business"  # noqa: S608 - our own tables
                rows = (await session.execute(text(statement), {"business": OWNER.business})).mappings().all()
                kept = [{name: str(value) for name, value in row.items() if name not in _OF_ITSELF} for row in rows]
                shown.append((table.name, sorted(kept, key=repr)))
        rows = (await session.execute(text("SELECT * FROM desk_rows WHERE row LIKE '%Nobody%'"))).mappings().all()
        shown.append(("desk_rows", [{name: str(value) for name, value in row.items()} for row in rows]))
    return repr(shown)


_OF_ITSELF = frozenset({"status", "due_at", "attempts", "tried_at", "carrier_id", "reason"})
"""Columns of a message: it is sent meanwhile."""


def intrude(
    running: Running, operation: APIOperation, theirs: list[str], others: list[Principal | dict[str, str]]
) -> None:
    """Sends whatever comes to mind to one operation, as somebody of another business."""
    worker = Principal("worker", "w", "", "worker")

    @hypothesis.settings(
        max_examples=2 * EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=operation.as_strategy() | operation.as_strategy(GenerationMode.NEGATIVE),
        who=st.sampled_from([*others, INTRUDER, worker, None]),
        named=st.sampled_from([None, *theirs]),
    )
    def tried(case: Case, who: Principal | dict[str, str] | None, named: str | None) -> None:
        header = (
            bearer(running.relay.tokens.issue(who, now=running.now())[0]) if isinstance(who, Principal) else who or {}
        )
        if named:
            aim_at(case, named)
        answer = case.call(base_url=str(running.http.base_url), headers=header, timeout=30)
        assert answer.status_code < 500, (case.as_curl_command(), answer.text)
        assert SECRET not in answer.text
        told = json.loads(answer.text)["detail"] if answer.status_code >= 400 else None
        if told not in NO_ROUTE:
            case.validate_response(answer, checks=[status_code_conformance, response_schema_conformance])
        if who is None and operation.path not in OPEN:
            assert answer.status_code in {400, 401, 405, 422, 429}, case.as_curl_command()

    tried()


NO_ROUTE = "Not Found", "Method Not Allowed"
"""What is said where what was sent names another path, or none."""
OPEN = frozenset({"/healthz", "/v1/sign-in", "/v1/devices/enrol", "/v1/webhooks/resend", "/v1/webhooks/hero365",
                  "/v1/webhooks/twilio/status", "/v1/webhooks/twilio/inbound"})  # fmt: skip
"""Where nobody is known yet, or a carrier signs."""


def aim_at(case: Case, named: str) -> None:
    """Names something of the other business wherever an id or a business is asked for."""
    for parameters in (case.path_parameters, case.query):
        for name in parameters or {}:
            if name == "business" or (name.endswith("id") and is_id(named)):
                parameters[name] = named
    if isinstance(case.body, dict):
        body: dict[str, Any] = case.body
        for name in body:
            if name in {"id", "business"}:
                body[name] = named


def is_id(named: str) -> bool:
    try:
        UUID(named)
    except ValueError:
        return False
    return True
