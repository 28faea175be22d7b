"""Listening: the API on a port that can really go away, the control beside it on one that stays."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

HOST = "127.0.0.1"


class _Server(uvicorn.Server):
    """A uvicorn server that says when it listens, and leaves signals to the process."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Listener:
    """One port of this machine, on which an application can be opened and closed again and again.

    Raises:
        OSError: the port is taken.
    """

    def __init__(self, port: int = 0) -> None:
        # A bound socket that never listens keeps the port ours while it is closed; connections to it are refused.
        self._reservation = _bound(port)
        self.port: int = self._reservation.getsockname()[1]
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where the application is found."""
        return f"http://{HOST}:{self.port}"

    async def open(self, app: ASGIApp) -> None:
        """Listen, and return once connections are taken; does nothing while it listens."""
        if self._server is not None:
            return
        config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, http="h11", ws="none")
        self._server = _Server(config)
        self._serving = asyncio.create_task(self._server.serve([_bound(self.port)]))
        await self._server.listening.wait()

    async def close(self) -> None:
        """Stop listening and cut every open connection; returns once connections are refused."""
        if self._server is None or self._serving is None:
            return
        self._server.should_exit = self._server.force_exit = True
        for connection in list(self._server.server_state.connections):
            connection.transport.abort()
        await self._serving
        self._server = None

    def cut(self, scope: Scope) -> None:
        """Close the connection of a request without a word."""
        for connection in list(self._server.server_state.connections) if self._server else []:
            if isinstance(connection, H11Protocol) and connection.client == scope["client"]:
                connection.transport.abort()


def _bound(port: int) -> socket.socket:
    # Named as TCP, so that asyncio turns Nagle's algorithm off: without that every answer waits for an ACK (40 ms).
    bound = socket.socket(proto=socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
    except OSError as error:
        bound.close()
        raise OSError(f"port {port} cannot be used: {error.strerror}") from error
    return bound
