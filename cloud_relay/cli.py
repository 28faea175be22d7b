"""`hero365-relay`."""

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, cast

import typer
import uvicorn

from cloud_relay.calling import Login, call
from cloud_relay.composition import composed
from cloud_relay.doctor import findings
from cloud_relay.errors import RelayError, SettingsError
from cloud_relay.gateway.app import gateway
from cloud_relay.keys_command import keys
from cloud_relay.login_command import login
from cloud_relay.sessions.line import LONGEST_SOUND
from cloud_relay.settings import Settings, load
from cloud_relay.worker.server import required
from cloud_relay.worker.supervisor import WORKER, Supervisor
from erp import Language
from models.errors import ModelError
from sync.errors import SyncError
from sync.logs import log_to_stderr

_GRACE = 10
"""Seconds that requests have to end once it is told to stop."""
_LONGEST_HEAD = 16 * 1024
"""Bytes of a request's head. Hero365's tokens have 2,056, and are not sent in one."""

app = typer.Typer(
    name="hero365-relay",
    help="The relay: signs people and units in, serves spoken sessions, and sends messages to customers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(keys)
app.command()(login)


@app.callback()
def hero365_relay(
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Log every step to standard error, as JSON lines."),
) -> None:
    """Prepares what all commands share."""
    os.umask(0o077)  # the key and the database are for their owner alone
    log_to_stderr(verbose=verbose)


@app.command()
def serve() -> None:
    """Runs the gateway until it is told to stop. Settings are environment variables; docs/relay.md lists them."""
    settings = load()
    asyncio.run(_served(settings, _listening(settings)))


def _listening(settings: Settings) -> list[socket.socket]:
    """A socket for each address that the host's name has. Bound here, since uvicorn tells only its log why it cannot.

    Raises:
        SettingsError: another program has the port, or the address is not this machine's.
    """
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
    async with composed(settings) as relay:
        if relay.spoken:
            relay.engines.warm("en")
        config = uvicorn.Config(
            gateway(relay),
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
        await _Server(config).serve(sockets)


class _Server(uvicorn.Server):
    """Says where it listens, and leaves the process alive when it was told to stop: the store is to be closed too."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for server in self.servers:
            for listening in server.sockets:
                host, port, *_ = listening.getsockname()
                typer.echo(f"Listening on http://{host}:{port}; its routes: http://{host}:{port}/docs")


@app.command()
def worker() -> None:
    """Serves spoken sessions over LiveKit until it is told to stop; those that go on are served to their end."""
    required(load())
    is_verbose = logging.getLogger("cloud_relay").isEnabledFor(logging.INFO)
    sys.exit(asyncio.run(_worked([*WORKER, "--verbose"] if is_verbose else WORKER)))


async def _worked(command: Sequence[str]) -> int:
    supervisor = Supervisor(command)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, supervisor.stop.set)
    return await supervisor.run()


@app.command(name="call")
def speak(
    said: Annotated[list[str], typer.Argument(help="Sentences, or recordings (WAV, FLAC, OGG, MP3).")],
    email: Annotated[str, typer.Option(prompt="E-mail", help="Of an employee at Hero365.")],
    password: Annotated[str, typer.Option(envvar="HERO365_PASSWORD", prompt=True, hide_input=True)],
    language: Annotated[str, typer.Option(metavar="[en|es]")] = "en",
) -> None:
    """Starts a session as an employee, says each sentence in it, and shows what is answered."""
    if language not in {"en", "es"}:
        raise typer.BadParameter(f"{language} is not spoken here; en and es are.", param_hint="--language")
    asyncio.run(call(load(), Login(email, password, cast("Language", language)), said))


@app.command()
def doctor() -> None:
    """Looks whether what is set up works."""
    found = asyncio.run(findings(load()))
    for finding in found:
        typer.echo(f"{finding.mark:7} {finding.about}: {finding.said}")
    if any(finding.mark == "fails" for finding in found):
        raise typer.Exit(1)


def main() -> None:
    """Runs the command line. What went wrong is one sentence on standard error, and the exit code is not 0."""
    try:
        app()
    except (RelayError, SyncError, ModelError, OSError) as error:
        logging.getLogger(__name__).info("failed", exc_info=True)
        said = f"{error.strerror}: {error.filename}" if isinstance(error, OSError) and error.strerror else str(error)
        sys.stderr.write(f"hero365-relay: {said}\n")
        sys.exit(1)
