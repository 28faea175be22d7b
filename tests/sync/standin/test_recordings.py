"""The stand-in answers as the real Hero365 was recorded answering: the same requests, in the same order."""

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import httpx
import jwt
import pytest

from sync.standin import Face, Kind, StandIn
from sync.standin.bookings import documents as booking_documents
from sync.standin.contacts import documents as contact_documents
from sync.standin.contacts.requests import ContactCreateRequest
from sync.standin.jobs import documents as job_documents
from sync.standin.jobs.requests import JobCreateRequest
from sync.standin.parts import products
from sync.standin.planting import add_member, add_user
from sync.standin.sales import documents as sale_documents
from sync.standin.store import Store
from sync.standin.wire import as_utc

SHARED = Path(os.environ.get("HERO365_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
EXCHANGES = SHARED / "hero365" / "exchanges.jsonl"

_PLACEHOLDER = re.compile(r"\{([A-Za-z-]+)(?::([^}]*))?\}")
_VALUES = {
    "cut": r"[0-9a-f-]*\.\.\.",
    "time:sZ": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "time:us": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}",
    "time:usZ": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
    "time:us+00:00": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00",
    "time:space,min": r"\d{4}-\d\d-\d\d \d\d:\d\d",
    "date": r"\d{4}-\d\d-\d\d",
}
"""What a value that differs from run to run looks like."""
_ID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
_OPAQUE = r"[\w.-]+"


def of_face(face: str, *, rpc: bool) -> list[dict[str, Any]]:
    """The exchanges of one face in the order they were made; `seq` is that face's own."""
    lines = [json.loads(line) for line in EXCHANGES.read_text().splitlines()]
    found = [
        line | {"seq": shown["seq"]}
        for line in lines
        for shown in (line, *line.get("also", ()))
        if (shown["face"], shown["rpc"]) == (face, rpc)
    ]
    return sorted(found, key=lambda line: line["seq"])


class Bindings:
    """What the placeholders stand for in this run: bound by the first answer that holds one."""

    def __init__(self, known: dict[str, str]) -> None:
        self._known = dict(known)

    def __getitem__(self, name: str) -> str:
        return self._known[name]

    def __setitem__(self, name: str, value: str) -> None:
        self._known[name] = value

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def filled(self, value: Any) -> Any:
        """`value` with its placeholders replaced by what they stand for."""
        if isinstance(value, dict):
            return {name: self.filled(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.filled(inner) for inner in value]
        if isinstance(value, str):
            return _PLACEHOLDER.sub(lambda found: self._known[found[0][1:-1]], value)
        return value

    def differences(self, recorded: Any, answered: Any, where: str = "") -> Iterator[str]:
        """Where an answer differs from the recorded one; binds what is not bound yet."""
        if isinstance(recorded, dict) and isinstance(answered, dict):
            for name in recorded.keys() | answered.keys():
                absent = "absent"
                yield from self.differences(recorded.get(name, absent), answered.get(name, absent), f"{where}.{name}")
        elif isinstance(recorded, list) and isinstance(answered, list) and len(recorded) == len(answered):
            for index, (one, other) in enumerate(zip(recorded, answered, strict=True)):
                yield from self.differences(one, other, f"{where}[{index}]")
        elif recorded == "{epoch}":
            if not isinstance(answered, int):
                yield f"{where}: no time: {answered!r}"
        elif isinstance(recorded, str) and isinstance(answered, str):
            # The words for a malformed id are those of pydantic's version; that it is malformed is said in the type.
            if recorded.startswith("Input should be a valid UUID") and answered.startswith(
                "Input should be a valid UUID"
            ):
                return
            if not self._matches(recorded, answered):
                yield f"{where}: recorded {recorded!r}, answered {answered!r}"
        elif recorded != answered or type(recorded) is not type(answered):
            yield f"{where}: recorded {recorded!r}, answered {answered!r}"

    def _matches(self, recorded: str, answered: str) -> bool:
        unbound: list[str] = []

        def pattern(name: str) -> str:
            if name in self._known and not name.startswith("token"):
                return re.escape(self._known[name])
            if name in _VALUES:
                return f"(?:{_VALUES[name]})"
            unbound.append(name)
            return f"({_OPAQUE if name.startswith(('token', 'refresh')) else _ID})"

        parts = _PLACEHOLDER.split(recorded)
        texts, names = (
            parts[0::3],
            [f"{kind}:{key}" if key else kind for kind, key in zip(parts[1::3], parts[2::3], strict=True)],
        )
        regex = "".join(
            re.escape(text) + (pattern(name) if name else "") for text, name in zip(texts, [*names, ""], strict=True)
        )
        found = re.fullmatch(regex, answered, re.DOTALL)
        if not found:
            return False
        self._known |= dict(zip(unbound, found.groups(), strict=True))
        return not recorded.startswith(("{time:", "{date}")) or _is_recent(answered)


def _is_recent(moment: str) -> bool:
    if len(moment) == len("2031-03-03"):
        return abs((date.fromisoformat(moment) - datetime.now(UTC).date()).days) <= 1
    return abs(as_utc(datetime.fromisoformat(moment)) - datetime.now(UTC)) < timedelta(minutes=10)


NOT_OFFERED = {
    r"POST /auth/otp/": "one-time codes",
    r"GET /business-context/available-businesses": "always fails",
    r"GET /businesses/me": "always fails",
    r"POST /bookings/availability": "always fails; free slots are asked of the scheduling",
    r"GET /scheduling/real-time/status": "always fails",
    r"GET /scheduling/slots/": "says of every slot that it is free",
}
"""Operations that the stand-in does not offer, and why."""

NOT_COMPARED = {
    "complete, a proxy answers 503": "a fault of the recording's own proxy",
}
"""Steps left out of the comparison, and why; so are the recording's own database faults (`note`)."""


PEOPLE = {
    "owner": ("Olive Owner", "owner@example.com", "owner-pass-1", "+15550100001"),
    "technician": ("Terry Tech", "tech@example.com", "tech-pass-1", "+15550100002"),
    "viewer": ("Vic Viewer", "viewer@example.com", "viewer-pass-1", "+15550100003"),
}
BUSINESSES = {"business:1": "Elite HVAC Austin", "business:2": "Second Shop"}
ROLES = {"owner": "owner", "technician": "employee", "viewer": "viewer"}
FAULTS = {"fault drop_after": Kind.LOSE_ANSWER, "fault drop_before": Kind.DROP}


SCHEDULED = {
    "status": "scheduled",
    "scheduled_start": "2031-03-04T10:00:00.000000+00:00",
    "scheduled_end": "2031-03-04T12:00:00.000000+00:00",
}
MOVED_BY_HAND: dict[str, tuple[str, dict[str, Any]]] = {
    "draft to scheduled": ("job:1", SCHEDULED),
    "assign, replacing": ("job:1", {"assigned_to": ["{user:technician}", "{user:owner}"]}),
    "start": ("job:1", {"status": "in_progress"}),
    "complete": ("job:1", {"status": "completed"}),
    "completed to invoiced": ("job:1", {"status": "invoiced"}),
    "cancel a job": ("job:2", {"status": "cancelled"}),
}
"""Steps that the published server refused, and what was then done to its rows by hand, so that the day went on."""
MADE_BY_HAND = {
    "create contact 1": "contact:1",
    "create contact 2": "contact:2",
    "create contact 3": "contact:3",
    "create job with our number": "job:1",
    "create job, server's number": "job:2",
    "create another, server's number": "job:3",
}


BOOKKEEPING = {"last_modified", "updated_date", "updated_at"}
NOT_KEPT = {
    # Changing an invoice rewrites these from the request; nothing that can be read is made of them.
    "invoices": {
        *("amount_due", "discount_amount", "discount_type", "discount_value", "subtotal", "total_amount"),
        *("late_fee_amount", "late_fee_applied", "late_fee_percentage", "notes", "payment_terms"),
    },
}
"""Columns of the recorded database that the stand-in does not keep, by table."""
RENAMED = {"reserved_stock": "quantity_reserved"}
"""Columns that the database calls otherwise than the API."""


class Replay:
    """One face's day, replayed against a running stand-in."""

    def __init__(self, database: Path, face: Face) -> None:
        self.bindings = Bindings({name: str(uuid4()) for name in ("unknown", *BUSINESSES, "product:1", "service:1")})
        self.bindings["refresh:6"] = "never-issued"
        self._store = Store(database)
        self._face = face
        self._people()
        self.bindings["token:expired"] = self._expired_token()
        self.stand_in = StandIn.start(database, face=face)
        self._client = httpx.Client(base_url=self.stand_in.url, trust_env=False)
        self._effects = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self.stand_in.stop()
        self._store.close()

    def differences(self, exchange: dict[str, Any]) -> Iterator[str]:
        """Make the request of an exchange, and say what differs from what was recorded."""
        note = exchange.get("note") or ""
        if note in FAULTS:
            self.stand_in.fault(FAULTS[note], times=1)
        if note.startswith("fault delay"):
            self.stand_in.fault(Kind.SLOW, times=1, seconds=0.4)
        status, answer = self._ask(exchange, timeout=0.1 if note.startswith("fault delay") else 30)
        if status != exchange["status"]:
            yield f"recorded {exchange['status']}, answered {status}: {answer}"
        else:
            yield from self.bindings.differences(exchange["response"], answer)
        if exchange.get("token_claims"):
            claims = jwt.decode(answer["access_token"], self._store.secret(), algorithms=["HS256"])
            yield from self.bindings.differences(exchange["token_claims"]["claims"], claims)
        yield from self._effect_differences(exchange["stored"])
        if self._face is Face.PUBLISHED:
            self._go_on_by_hand(exchange)

    def _ask(self, exchange: dict[str, Any], timeout: float) -> tuple[int | None, Any]:
        try:
            answer = self._client.request(
                exchange["method"],
                self.bindings.filled(exchange["path"]),
                params=self.bindings.filled(exchange["query"]),
                json=self.bindings.filled(exchange["body"]),
                headers=self._headers(exchange),
                timeout=timeout,
            )
        except httpx.ReadTimeout:
            return None, {"{lost}": "client gave up waiting"}
        except httpx.RemoteProtocolError as error:
            return None, {"{lost}": "connection closed without an answer", "{error}": type(error).__name__}
        return answer.status_code, answer.json() if answer.content else None

    def _headers(self, exchange: dict[str, Any]) -> dict[str, str]:
        who, note = exchange["as"], exchange.get("note")
        if who == "none":
            return {}
        business = "business:2" if note == "token of the second business" else "business:1"
        token = self.bindings["token:expired" if who == "expired" else f"token:{who},{business}"]
        scheme = "bearer" if note == "the header said 'bearer', lower case" else "Bearer"
        return {"Authorization": f"{scheme} {token}"}

    def _effect_differences(self, stored: list[dict[str, Any]] | None) -> Iterator[str]:
        """Compare what reached the database; changes of nothing but times do not count."""
        recorded = [
            (write["table"], write["op"], sorted(_changed(write)))
            for write in stored or ()
            for _ in range(write["count"] if write["op"] == "insert" else bool(write["count"]))
        ]
        expected = [effect for effect in recorded if effect[1] != "update" or effect[2]]
        answered = self._new_effects()
        while len(answered) < len(expected) and stored:  # a slow request that the client gave up is still at work
            answered = self._new_effects()
        self._effects += len(answered)
        if expected != answered:
            yield f"recorded effects {expected}, stored {answered}"

    def _new_effects(self) -> list[tuple[str, str, list[str]]]:
        counting = [effect for effect in self.stand_in.journal() if effect.op != "update" or effect.changed]
        return [(effect.table, effect.op, effect.changed) for effect in counting[self._effects :]]

    def _people(self) -> None:
        for name, title in BUSINESSES.items():
            self._store.plant("businesses", {"id": self.bindings[name], "name": title})
        joined = datetime.now(UTC)
        for name, (full_name, email, password, phone) in PEOPLE.items():
            user_id = self.bindings[f"user:{name}"] = str(uuid4())
            add_user(self._store, user_id, full_name, email=email, password=password, phone=phone)
            add_member(self._store, self.bindings["business:1"], user_id, ROLES[name], joined)
        earlier = joined - timedelta(days=1)
        add_member(self._store, self.bindings["business:2"], self.bindings["user:owner"], "owner", earlier)

    def _expired_token(self) -> str:
        claims = {
            "sub": self.bindings["user:owner"],
            "current_business_id": self.bindings["business:1"],
            "exp": datetime.now(UTC) - timedelta(hours=1),
        }
        return jwt.encode(claims, self._store.secret(), algorithm="HS256")

    def _go_on_by_hand(self, exchange: dict[str, Any]) -> None:
        step = exchange["step"]
        if step in MADE_BY_HAND:
            body = self.bindings.filled(exchange["body"])
            by = (self.bindings["business:1"], self.bindings["user:technician"])
            kind, index = MADE_BY_HAND[step].split(":")
            if kind == "contact":
                row = contact_documents.new(*by, **ContactCreateRequest(**body).model_dump())
            else:
                number = body.get("job_number") or f"JOB-{int(index) - 1:06d}"
                row = job_documents.new(*by, number, **JobCreateRequest(**body).row())
            self.bindings[MADE_BY_HAND[step]] = self._store.plant(f"{kind}s", row)["id"]
        elif step in MOVED_BY_HAND:
            name, changes = MOVED_BY_HAND[step]
            row = self._store.uproot("jobs", self.bindings[name]) or {}
            self._store.plant("jobs", row | self.bindings.filled(changes))

    def plant_sales(self) -> None:
        """Put in the estimates, the invoices, the part and the bookable service that no call makes."""
        by = (self.bindings["business:1"], self.bindings["user:owner"])
        line = {"description": "Capacitor, fitted", "quantity": 1.0, "unit_price": 268.0}
        sold: dict[str, Any] = {
            "contact_id": self.bindings["contact:1"],
            "client_name": "Maria Lopez",
            "created_date": datetime.now(UTC).isoformat(timespec="microseconds"),
        }
        for number, status in (("EST-000007", "draft"), ("EST-000008", "approved")):
            lines = [sale_documents.new_line(str(uuid4()), line)]
            fields = sold | {"line_items": lines, "title": "Capacitor and check", "status": status}
            self._store.plant("estimates", sale_documents.new_estimate(*by, number, **fields))
        today = datetime.now(UTC).date().isoformat()
        for number, issued, due in (
            ("INV-000101", today, "2031-06-01"),
            ("INV-000102", today, "2020-01-15"),
            ("INV-000103", "2019-12-16", "2020-01-15"),
        ):
            lines = [sale_documents.new_line(str(uuid4()), line)]
            own = {"title": "Capacitor replaced", "status": "sent", "issue_date": issued, "due_date": due}
            fields = sold | {"line_items": lines} | own
            self._store.plant("invoices", sale_documents.new_invoice(*by, number, **fields))
        part: dict[str, Any] = {"id": self.bindings["product:1"], "quantity_on_hand": 12.0}
        self._store.plant("products", products.new(*by, "CAP-455", "45/5 MFD capacitor", **part))
        service = booking_documents.new_service(by[0], "Tune-up", id=self.bindings["service:1"])
        self._store.plant("bookable_services", service)


def _changed(write: dict[str, Any]) -> set[str]:
    """The columns that a recorded write changed, as far as the stand-in keeps them."""
    if write.get("changed") == ["(the row just inserted)"]:  # what of it, the next step reads
        return {"scheduled_at", "status"}
    changed = {RENAMED.get(name, name) for name in write.get("changed", ())}
    return changed - BOOKKEEPING - NOT_KEPT.get(write["table"], set())


def why_skipped(exchange: dict[str, Any]) -> str | None:
    """Why an exchange is not compared, or None for one that is."""
    call = f"{exchange['method']} {exchange['path']}"
    if "fault: database" in (exchange.get("note") or ""):
        return "a fault of the recording's own database"
    offered = next((reason for pattern, reason in NOT_OFFERED.items() if re.match(pattern, call)), None)
    return offered or NOT_COMPARED.get(exchange["step"])


@pytest.mark.skipif(not EXCHANGES.exists(), reason=f"the recorded exchanges are not at {EXCHANGES}")
@pytest.mark.parametrize(
    ("face", "rpc", "recorded", "compared"), [(Face.REPAIRED, True, 390, 375), (Face.PUBLISHED, False, 354, 343)]
)
def test_a_day_is_answered_as_recorded(face: Face, rpc: bool, recorded: int, compared: int, tmp_path: Path) -> None:
    """The whole day of a face: all its exchanges but the skipped ones, each with its status, answer and effects."""
    day = of_face(face, rpc=rpc)
    kept = [exchange for exchange in day if why_skipped(exchange) is None]
    assert (len(day), len(kept)) == (recorded, compared)
    differing = {}
    with Replay(tmp_path / "hero365.db", face) as replay:
        for exchange in kept:
            if exchange["step"] == "create estimate":
                replay.plant_sales()
            found = list(replay.differences(exchange))
            if found:
                differing[f"{exchange['n']} {exchange['step']}"] = found
    assert differing == {}
