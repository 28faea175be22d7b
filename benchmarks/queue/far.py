"""Hero365 at the far end of a slow link: knows jobs and their status, and answers each request 50 ms later."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from pydantic import SecretStr

from benchmarks.queue.queues import ORIGIN
from sync.account import Account

SECONDS = 0.05
"""From the request to its answer."""
BUSINESS = "northside"

Document = dict[str, Any]


@contextmanager
def hero365() -> Iterator[Account]:
    """Somebody signed in at a server in a process of its own."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    try:
        yield Account(
            url=f"http://127.0.0.1:{ours.recv()}/v1",
            email="rosa.delgado@example.com",
            user_id=ORIGIN.user,
            full_name="Rosa Delgado",
            business_id=BUSINESS,
            business_name="Northside",
            time_zone=ORIGIN.time_zone,
            access_token=SecretStr("benchmark"),
            refresh_token=SecretStr("benchmark"),
        )
    finally:
        server.kill()
        server.join()


def _serve(started: Connection) -> None:
    asyncio.run(_Hero365().serve(started))


class _Hero365:
    def __init__(self) -> None:
        self._jobs: dict[str, Document] = {}

    async def serve(self, started: Connection) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", backlog=1000)
        started.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, which stays open."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                method, path, _ = head.split(" ", 2)
                lengths = [line for line in head.lower().split("\r\n") if line.startswith("content-length:")]
                body = await reader.readexactly(int(lengths[0].partition(":")[2])) if lengths else b"{}"
                answer = json.dumps(self._answer(method, path, json.loads(body))).encode()
                await asyncio.sleep(SECONDS)
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n")
                writer.write(b"content-length: %d\r\n\r\n%s" % (len(answer), answer))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answer(self, method: str, path: str, body: Document) -> Document:
        _, _, family, *rest = path.split("/")
        if family == "business-context":
            acting = {"business_id": BUSINESS, "business_name": "Northside", "permissions": []}
            return {"available_businesses": [acting]}
        job = self._jobs.setdefault(rest[0], _job(rest[0]))
        if method != "GET":
            job["status"] = body["status"]
            job["internal_notes"] = body.get("notes", "")
        return job


def _job(name: str) -> Document:
    """Without what is not asked for here."""
    return {"id": name, "business_id": BUSINESS, "job_number": name, "status": "draft", "internal_notes": ""}
