"""Every request of the unit is one that Hero365's published types allow, and that its server was seen to take."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import pytest

from erp import Command, Instruction
from erp.contacts import ContactCreate
from erp.conversions import EstimateConvert, InvoiceFromEstimate
from erp.estimates import EstimateSetStatus
from erp.invoicing import EstimateCreate, InvoiceCreate
from erp.job_progress import JobSetStatus
from erp.jobs import JobCreate, JobSchedule
from erp.payments import PaymentRecord
from erp.project_changes import ProjectAssign, ProjectCreate, ProjectUpdate
from erp.relations import ContactCallNote, ContactLeadStatus
from erp.stock_changes import InventoryAdjust, InventoryReorder, InventoryReserve
from sync.cache import Cache
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.outbox import Outbox
from sync.refresh import refresh
from sync.rows import Origin, State
from sync.standin.seed import row_id

Schema = dict[str, Any]

HOME = {"street": "5 Mill Road", "city": "Aurora", "state": "IL", "postal_code": "60502"}
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_PLACEHOLDER = re.compile(r"\{\w+(:\w+)?\}")
_NEVER_SUCCEED = {
    ("POST", "/invoices"),
    ("POST", "/invoices/{id}/payments"),
    ("POST", "/estimates"),
    ("POST", "/estimates/{id}/convert-to-invoice"),
    ("PATCH", "/estimates/{id}/status"),
    ("PUT", "/contacts/{id}/status"),
    ("PUT", "/projects/{id}"),
    ("GET", "/products"),
    ("GET", "/products/{id}"),
    ("POST", "/products/{id}/adjust-stock"),
}
"""Calls that fail on the recorded server whatever is sent (its own defects); the types alone speak for them."""
_NEVER_ASKED = {("GET", "/businesses/{id}/members"), ("GET", "/purchase-orders/"), ("POST", "/purchase-orders/")}
"""Calls that no recording has; a family that cannot be read keeps its records, and an order that is not taken waits."""


@dataclass(frozen=True)
class Sent:
    """A request of ours; ids in its path are blotted out."""

    method: str
    path: str
    body: Any
    params: dict[str, Any] = field(default_factory=dict)


@pytest.fixture
async def sent(outbox: Outbox, origin: Origin, hero365: Hero365Client, monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    """All requests of a day on which every command is said, with each of its slots."""
    seen: list[Sent] = []
    ask = hero365.ask

    async def noted(method: str, path: str, **content: Any) -> Any:
        seen.append(Sent(method, _ID.sub("{id}", path), content.get("json"), dict(content.get("params") or {})))
        return await ask(method, path, **content)

    monkeypatch.setattr(hero365, "ask", noted)
    rosa = replace(origin, user=hero365.account.user_id, business=hero365.account.business_id)
    outbox.enqueue(list(everything_said()), rosa)
    assert await Delivery(outbox, hero365).drain() is None
    assert {row.state for row in outbox.rows()} == {State.DONE}
    await refresh(Cache(outbox.store), hero365)
    return seen


def everything_said() -> Iterator[Instruction]:
    def say(command: Command, **refs: str) -> Instruction:
        return Instruction(uuid4(), command, refs)

    phone = f"512{uuid4().int % 10**7:07}"
    yield (whole := say(ContactCreate(customer="Ana Maria Lopez", phone=phone, **HOME)))
    yield say(ContactCreate(customer="Bo Li", email=f"{uuid4().hex}@example.com"))
    yield say(ContactCallNote(customer="Ana Maria Lopez", note="Wants a new boiler"), customer=str(whole.id))
    yield say(ContactLeadStatus(customer="Ana Maria Lopez", status="qualified"), customer=str(whole.id))
    yield say(ContactCreate(customer="Cher", phone=f"+1630{uuid4().int % 10**7:07}", city="Aurora"))
    job = JobCreate(customer="Ana Maria Lopez", title="Leak", priority="high", job_type="repair", number="9001", **HOME)
    yield (made := say(job, customer=str(whole.id)))
    yield say(JobSchedule(job="9001", when="2031-11-26/morning"), job=str(made.id))
    yield say(JobSetStatus(job="9001", status="scheduled"), job=str(made.id))
    yield (invoice := say(InvoiceCreate(job="9001", amount="1249.50", title="Leak"), job=str(made.id)))
    yield say(PaymentRecord(invoice="9002", amount="49.50", method="credit_card"), invoice=str(invoice.id))
    yield (first := say(EstimateCreate(customer="Ana Maria Lopez", amount="100"), customer=str(whole.id)))
    yield say(EstimateSetStatus(estimate="9003", status="accepted"), estimate=str(first.id))
    yield say(EstimateConvert(estimate="9003"), estimate=str(first.id))
    yield (second := say(EstimateCreate(customer="Ana Maria Lopez", amount="200"), customer=str(whole.id)))
    yield say(InvoiceFromEstimate(estimate="9004", number="9005"), estimate=str(second.id))
    project = ProjectCreate(title="Repipe", customer="Ana Maria Lopez", amount="9000.50", number="9006")
    yield (begun := say(project, customer=str(whole.id)))
    yield say(ProjectUpdate(project="9006", status="active", note="Pipe arrived"), project=str(begun.id))
    yield say(ProjectAssign(project="9006", assignee="Marcus Reed"), project=str(begun.id), assignee=str(uuid4()))
    elbow = row_id("product", "CE-050")
    yield say(InventoryReserve(part="elbow", quantity="2", job="9001"), part=elbow, job=str(made.id))
    yield say(InventoryAdjust(part="elbow", quantity="-2.5", reason="bent"), part=elbow)
    yield say(InventoryReorder(part="elbow", quantity="10"), part=elbow)


@pytest.fixture(scope="session")
def types(shared_data: Callable[[str], str]) -> Schema:
    document: Schema = json.loads(shared_data("hero365/openapi.types.json"))
    return document


async def test_hero365s_types_allow_every_body_and_query(sent: list[Sent], types: Schema) -> None:
    checked = 0
    for request in sent:
        operation = operation_of(types, request)
        if request.body is not None:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            assert list(objections(types, schema, request.body)) == [], request
            checked += 1
        queries = {parameter["name"]: parameter["schema"] for parameter in operation.get("parameters", ())}
        for name, value in request.params.items():
            assert list(objections(types, queries[name], value)) == [], request
    assert checked >= 10


def test_the_check_objects_to_what_hero365_was_seen_to_refuse(types: Schema, exchanges: list[dict[str, Any]]) -> None:
    refused = [
        line
        for line in exchanges
        if line["status"] == 422 and line["method"] in ("POST", "PATCH") and isinstance(line["body"], dict)
        and {problem["type"] for problem in line["response"].get("error", {}).get("details", ())}
        <= {"missing", "enum", "string_too_short", "string_pattern_mismatch"}
        and all("input" in problem for problem in line["response"].get("error", {}).get("details", ({},)))
        and line["path"].startswith(("/jobs", "/contacts", "/invoices", "/estimates"))
    ]  # fmt: skip
    assert len(refused) > 10
    for line in refused:
        path = _PLACEHOLDER.sub("{id}", line["path"])
        operation = operation_of(types, Sent(line["method"], path, line["body"]))
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        assert list(objections(types, schema, line["body"])), line["n"]


async def test_the_recorded_server_took_every_kind_of_request(
    sent: list[Sent], exchanges: list[dict[str, Any]]
) -> None:
    taken = {
        (line["method"], _PLACEHOLDER.sub("{id}", line["path"]))
        for line in exchanges
        if line["status"] and line["status"] < 300
    }
    assert {(request.method, request.path) for request in sent} - taken <= _NEVER_SUCCEED | _NEVER_ASKED


async def test_what_is_known_to_lie_or_to_harm_is_not_used(sent: list[Sent]) -> None:
    used = {(request.method, request.path) for request in sent}
    assert not used & {("PUT", "/invoices/{id}"), ("POST", "/jobs/bulk-update"), ("POST", "/scheduling/book-slot")}
    for request in sent:
        if request.method == "PUT" and request.path.startswith("/jobs"):
            assert {"scheduled_start", "scheduled_end"} <= request.body.keys()  # a start alone erases the end


def operation_of(types: Schema, request: Sent) -> Schema:
    for template, operations in types["paths"].items():
        path = re.sub(r"\{\w+\}", "{id}", template.removeprefix("/api/v1"))
        if path == request.path and request.method.lower() in operations:
            return dict(operations[request.method.lower()])
    raise AssertionError(f"Hero365 has no {request.method} {request.path}")


def objections(types: Schema, schema: Schema, value: Any, where: str = "") -> Iterator[str]:
    """What a schema has against a value: the part of JSON Schema that Hero365's types use."""
    if "$ref" in schema:
        schema = types["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        if all(any(objections(types, choice, value)) for choice in schema["anyOf"]):
            yield f"{where}: {value!r} is none of {schema['anyOf']}"
        return
    kinds = {"string": str, "integer": int, "number": (int, float), "object": dict, "array": list, "null": type(None)}
    if not isinstance(value, kinds.get(schema.get("type", ""), object)):  # type: ignore[arg-type] # types, or a tuple
        yield f"{where}: {value!r} is no {schema['type']}"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is none of {schema['enum']}"
    elif isinstance(value, str):
        yield from text_objections(schema, value, where)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from objections(types, schema.get("items", {}), item, f"{where}[{index}]")
    elif isinstance(value, dict) and "properties" in schema:
        yield from (f"{where}: {name} is missing" for name in schema.get("required", ()) if name not in value)
        for name, inner in value.items():
            if name in schema["properties"]:
                yield from objections(types, schema["properties"][name], inner, f"{where}.{name}")
            else:
                yield f"{where}: {name} would be ignored"


def text_objections(schema: Schema, text: str, where: str) -> Iterator[str]:
    if not schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)):
        yield f"{where}: {text!r} is too short or too long"
    if "pattern" in schema and not re.search(schema["pattern"], text):
        yield f"{where}: {text!r} is not like {schema['pattern']}"
    if schema.get("format") == "uuid" and not _ID.fullmatch(text):
        yield f"{where}: {text!r} is no id"
