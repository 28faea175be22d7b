"""The gateway on its address, until it is told to stop."""

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
import uvicorn
from fastapi import FastAPI

from cloud_relay.composition import composed
from cloud_relay.errors import RelayError, SettingsError
from cloud_relay.gateway.app import gateway
from cloud_relay.redis_store import require_redis
from cloud_relay.sessions.host import Host
from cloud_relay.sessions.line import LONGEST_SOUND
from cloud_relay.settings import Settings

_GRACE = 10
"""Seconds that requests have to end once it is told to stop."""
_LONGEST_HEAD = 16 * 1024
"""Bytes of a request's head. Hero365's tokens have 2,056, and are not sent in one."""


def serve(settings: Settings) -> None:
    """Serves the gateway until SIGTERM or SIGINT.

    Raises:
        SettingsError: another program has the port, the address is not this machine's, or Redis cannot be reached.
        RelayError: the store or what else is set up cannot be had, or a part of the relay has ended.
    """
    asyncio.run(_served(settings, _listening(settings)))


def _listening(settings: Settings) -> list[socket.socket]:
    """One for each address that the host's name has; bound here, since uvicorn tells only its log why it cannot."""
    host, port = settings.host, settings.port
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        return [_bound(family, protocol, address) for family, _, protocol, _, address in found]
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise SettingsError(
            f"{host}:{port} cannot be listened on ({why}); set HERO365_RELAY_PORT or HERO365_RELAY_HOST to a free one."
        ) from error


def _bound(family: int, protocol: int, address: Any) -> socket.socket:
    bound = socket.socket(family, socket.SOCK_STREAM, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:  # the other family's address has a socket of its own
            bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        bound.bind(address)
        bound.listen()
    except OSError:
        bound.close()
        raise
    return bound


async def _served(settings: Settings, sockets: list[socket.socket]) -> None:
    if settings.redis:  # one that goes away later is waited for
        await require_redis(settings.redis)
    async with composed(settings) as relay:
        if relay.voice_sessions:
            relay.engines.warm("en")
        app = gateway(relay)
        config = uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            forwarded_allow_ips=settings.proxies,
            timeout_graceful_shutdown=_GRACE,
            h11_max_incomplete_event_size=_LONGEST_HEAD,
            ws_max_size=LONGEST_SOUND,
        )
        server = _Server(config, app, relay.voice_sessions)
        await server.serve(sockets)
    if server.lost:
        raise RelayError(f"The relay has lost its {server.lost}, as its log says, and stops; start it again.")


class GatewayServer(uvicorn.Server):
    """Leaves its spoken sessions to other gateways before it ends connections."""

    def __init__(self, config: uvicorn.Config, host: Host | None) -> None:
        super().__init__(config)
        self._host = host

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's."""
        if self._host:
            self._host.leave()
        await super().shutdown(sockets)


class _Server(GatewayServer):
    """Says where it listens, and leaves the process alive when it was told to stop: the store is to be closed too.

    Work that has no end is done by tasks whose rounds survive what they die of. Should one have ended all the same, the
    gateway stops, rather than serve without it."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, host: Host | None) -> None:
        super().__init__(config, host)
        self._app = app
        self.lost: str | None = None
        """What has ended by itself."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def on_tick(self, counter: int) -> bool:
        self.lost = next((name for name, task in self._app.state.work.items() if task.done()), None)
        return await super().on_tick(counter) or self.lost is not None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for server in self.servers:
            for listening in server.sockets:
                host, port, *_ = listening.getsockname()
                typer.echo(f"Listening on http://{host}:{port}; its routes: http://{host}:{port}/openapi.json")
