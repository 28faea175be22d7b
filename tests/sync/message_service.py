"""The relay's services for a unit, kept in memory: the contract that the unit's client is tried against."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException, Response

from erp.sentences import Sentence
from sync.escalations import Escalation, EscalationState
from sync.messages import Message, MessageState, Status
from sync.standin.fault_middleware import FaultMiddleware
from sync.standin.faults import Fault, Faults, Kind
from sync.standin.server import Listener

TOKEN = "a unit's token"  # noqa: S105 - of the tests


class MessageService:
    """What it was sent, by id, and what it is to do next."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """The `loop` that it works in runs in another thread."""
        self.messages: dict[str, MessageState] = {}
        self.escalations: dict[str, EscalationState] = {}
        self.posts = 0
        self.fate: Status = "queued"
        """What becomes of a message that is taken."""
        self.reason: Sentence | None = None
        """Why it failed."""
        self.fails: list[Callable[[], None]] = []
        """Called with each request that comes in, one after another; what they raise is the answer."""
        self._loop = loop
        self._faults = Faults()
        self._listener = Listener()
        self._whole = FaultMiddleware(self._app(), self._faults, ("/v1",), self._listener.cut)
        self.url = self._listener.url

    def comes(self) -> None:
        """It is reached, and nothing fails."""
        self._faults.clear()
        asyncio.run_coroutine_threadsafe(self._listener.open(self._whole), self._loop).result()

    def goes(self) -> None:
        """Nobody listens any more."""
        asyncio.run_coroutine_threadsafe(self._listener.close(), self._loop).result()

    def fault(self, kind: Kind, *, method: str, times: int, **details: int) -> None:
        """Let the next requests with that method fail, as the stand-in Hero365's do."""
        self._faults.add(Fault.model_validate({"kind": kind, "method": method, "times": times, **details}))

    def _app(self) -> FastAPI:
        app = FastAPI()
        known = Annotated[None, Depends(self._admitted)]

        @app.post("/v1/messages", status_code=201)
        def take(message: Message, response: Response, _: known) -> MessageState:
            self.posts += 1
            state = MessageState(message=message, status=self.fate, reason=self.reason, due_at=message.said_at)
            held = self.messages.setdefault(str(message.id), state)
            if held.message != message:
                raise HTTPException(409, "Another message has this id.")
            response.status_code = 201 if self.posts == 1 else 200
            self._fail()
            return held

        @app.get("/v1/messages/{message_id}")
        def show(message_id: str, _: known) -> MessageState:
            if message_id not in self.messages:
                raise HTTPException(404, "There is no such message.")
            return self.messages[message_id]

        @app.post("/v1/escalations", status_code=201)
        def escalate(asked: Escalation, _: known) -> EscalationState:
            self.posts += 1
            state = EscalationState(escalation=asked, stage="open", asked_by="Van 3", asked_at=asked.said_at)
            held = self.escalations.setdefault(str(asked.id), state)
            self._fail()
            return held

        @app.get("/v1/escalations/{escalation_id}")
        def show_escalation(escalation_id: str, _: known) -> EscalationState:
            if escalation_id not in self.escalations:
                raise HTTPException(404, "There is no such request.")
            return self.escalations[escalation_id]

        return app

    def _admitted(self, authorization: Annotated[str, Header()] = "") -> None:
        if authorization != f"Bearer {TOKEN}":
            raise HTTPException(401, "This unit is not known here.")

    def _fail(self) -> None:
        if self.fails:
            self.fails.pop(0)()


@contextmanager
def running() -> Iterator[MessageService]:
    """The service on a port of its own, from which it can really go away."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    service = MessageService(loop)
    service.comes()
    try:
        yield service
    finally:
        service.goes()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
