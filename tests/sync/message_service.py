"""A message service as the relay offers it, kept in memory: the contract that the unit's client is tried against."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Response

from sync.messages import Message

TOKEN = "a unit's token"  # noqa: S105 - of the tests


class MessageService:
    """What it was sent, by id, and what it is to do next."""

    def __init__(self) -> None:
        self.messages: dict[str, dict[str, Any]] = {}
        self.posts = 0
        self.fate = {"status": "queued"}
        """What becomes of a message that is taken."""
        self.fails: list[Callable[[], None]] = []
        """Called with each request that comes in, one after another; what they raise is the answer."""
        self.url = ""

    def app(self) -> FastAPI:
        """The routes."""
        app = FastAPI()
        known = Annotated[None, Depends(self._admitted)]

        @app.post("/v1/messages", status_code=201)
        def take(message: Message, response: Response, _: known) -> dict[str, Any]:
            self.posts += 1
            document = message.model_dump(mode="json")
            held = self.messages.setdefault(str(message.id), document | self.fate)
            if {name: held[name] for name in document} != document:
                raise HTTPException(409, "Another message has this id.")
            response.status_code = 201 if self.posts == 1 else 200
            self._fail()
            return held

        @app.get("/v1/messages/{message_id}")
        def show(message_id: str, _: known) -> dict[str, Any]:
            if message_id not in self.messages:
                raise HTTPException(404, "There is no such message.")
            return self.messages[message_id]

        return app

    def _admitted(self, authorization: Annotated[str, Header()] = "") -> None:
        if authorization != f"Bearer {TOKEN}":
            raise HTTPException(401, "This unit is not known here.")

    def _fail(self) -> None:
        if self.fails:
            self.fails.pop(0)()


@contextmanager
def running() -> Iterator[MessageService]:
    """The service on a port of its own."""
    service = MessageService()
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(service.app(), log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        yield service
    finally:
        server.should_exit = True
        thread.join()
