"""Twilio's and Resend's contracts, as far as the relay uses them, on a port of this machine."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated, Any
from urllib.parse import parse_qsl

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials

ACCOUNT = "AC" + 32 * "a"
AUTH_TOKEN = "a carrier's token"  # noqa: S105 - of the tests
API_KEY = "re_key"
SENDER = "+13125550100"
KEY_LIVES = timedelta(hours=24)
"""Resend's idempotency keys."""


class RefusalError(Exception):
    """Answers instead of what would have been answered."""

    def __init__(self, status: int, document: Any) -> None:
        self.status = status
        self.document = document


class Carriers:
    """What both have sent, and what goes wrong next."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.texts: list[dict[str, Any]] = []
        self.emails: list[dict[str, Any]] = []
        self._keys: dict[str, tuple[datetime, dict[str, Any]]] = {}
        """When a key was first seen, and the e-mail under it."""
        self.url = ""
        self.before: list[Callable[[], None]] = []
        """Called with each request that comes in, one after another: what it raises is answered, and nothing done."""
        self.after: list[Callable[[], None]] = []
        """As `before`, but when the work is done."""

    def app(self) -> FastAPI:
        """The routes."""
        app = FastAPI()

        @app.exception_handler(RefusalError)
        async def refuse(_: Request, refusal: RefusalError) -> JSONResponse:
            return JSONResponse(refusal.document, refusal.status)

        @app.post("/2010-04-01/Accounts/{account}/Messages.json", status_code=201)
        async def send_text(
            account: str, request: Request, credentials: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())]
        ) -> dict[str, Any]:
            _check_account(account, credentials)
            form = dict(parse_qsl((await request.body()).decode()))
            _next(self.before)
            text = {
                "sid": f"SM{len(self.texts):032d}",
                "to": form["To"],
                "from": form["From"],
                "body": form["Body"],
                "callback": form.get("StatusCallback"),
                "status": "queued",
                "date_created": format_datetime(self.clock().astimezone(UTC)),
            }
            self.texts.append(text)
            _next(self.after)
            return text

        @app.get("/2010-04-01/Accounts/{account}/Messages.json")
        def list_texts(
            account: str,
            to: Annotated[str, Query(alias="To")],
            not_before: Annotated[date, Query(alias="DateSent>")],
            credentials: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())],
        ) -> dict[str, Any]:
            _check_account(account, credentials)
            _next(self.before)
            listed = (text for text in reversed(self.texts) if text["to"] == to)
            return {"messages": [text for text in listed if _day(text) >= not_before]}

        @app.post("/emails")
        def send_email(
            document: dict[str, Any],
            idempotency_key: Annotated[str, Header()],
            authorization: Annotated[str, Header()],
        ) -> dict[str, Any]:
            if authorization != f"Bearer {API_KEY}":
                raise HTTPException(401)
            _next(self.before)
            held = self._held(idempotency_key) or self._take(idempotency_key, document)
            if {name: held[name] for name in document} != document:
                raise RefusalError(409, {"name": "invalid_idempotent_request"})
            _next(self.after)
            return {"id": held["id"]}

        return app

    def _held(self, key: str) -> dict[str, Any] | None:
        seen_at, email = self._keys.get(key, (None, None))
        return email if seen_at is not None and self.clock() - seen_at < KEY_LIVES else None

    def _take(self, key: str, document: dict[str, Any]) -> dict[str, Any]:
        email = {"id": f"email-{len(self.emails)}"} | document
        self._keys[key] = self.clock(), email
        self.emails.append(email)
        return email


def _day(text: dict[str, Any]) -> date:
    return parsedate_to_datetime(text["date_created"]).date()


def _check_account(account: str, credentials: HTTPBasicCredentials) -> None:
    if (account, credentials.username, credentials.password) != (ACCOUNT, ACCOUNT, AUTH_TOKEN):
        raise RefusalError(401, {"code": 20003, "status": 401})


def _next(faults: list[Callable[[], None]]) -> None:
    if faults:
        faults.pop(0)()


def answers(status: int, **document: Any) -> Callable[[], None]:
    """A fault."""

    def fail() -> None:
        raise RefusalError(status, document)

    return fail


@contextmanager
def running(clock: Callable[[], datetime]) -> Iterator[Carriers]:
    """Both on a port of their own, by that clock."""
    carriers = Carriers(clock)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(carriers.app(), log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    carriers.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        yield carriers
    finally:
        server.should_exit = True
        thread.join()
