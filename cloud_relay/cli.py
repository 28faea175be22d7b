"""`hero365-relay`. A command loads what it runs: LiveKit's agents alone take seconds."""

import asyncio
import logging
import os
import sys
from typing import Annotated, cast

import typer

from cloud_relay.errors import RelayError
from cloud_relay.keys_command import keys
from cloud_relay.login_command import login
from cloud_relay.settings import load
from erp import Language
from models.errors import ModelError
from sync.errors import SyncError
from sync.logs import log_to_stderr

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
    from cloud_relay.serving import serve as served  # noqa: PLC0415

    served(load())


@app.command()
def worker() -> None:
    """Serves spoken sessions over LiveKit until it is told to stop; those that go on are served to their end."""
    from cloud_relay.sessions.rooms import require_key  # noqa: PLC0415
    from cloud_relay.worker.admission import require_admission  # noqa: PLC0415
    from cloud_relay.worker.server import required  # noqa: PLC0415
    from cloud_relay.worker.supervisor import supervised  # noqa: PLC0415

    settings = load()
    livekit = required(settings)
    if not asyncio.run(require_key(livekit)):
        typer.echo(f"LiveKit at {livekit.url} can't be reached yet; it is tried again.", err=True)
    if not asyncio.run(require_admission(settings)):
        typer.echo(
            f"The gateway at {settings.gateway} can't be reached yet; agents look for it by themselves.", err=True
        )
    sys.exit(supervised(is_verbose=_is_verbose()))


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
    from cloud_relay.calling import Login, call  # noqa: PLC0415

    if not _is_verbose():  # what LiveKit's client cannot do is said in a sentence
        logging.getLogger("livekit").setLevel(logging.CRITICAL)
    asyncio.run(call(load(), Login(email, password, cast("Language", language)), said))


@app.command()
def doctor() -> None:
    """Looks whether what is set up works."""
    from cloud_relay.doctor import findings  # noqa: PLC0415

    found = asyncio.run(findings(load()))
    for finding in found:
        typer.echo(f"{finding.mark:7} {finding.about}: {finding.said}")
    if any(finding.mark == "fails" for finding in found):
        raise typer.Exit(1)


def _is_verbose() -> bool:
    return logging.getLogger("cloud_relay").isEnabledFor(logging.INFO)


def main() -> None:
    """Runs the command line. What went wrong is one sentence on standard error, and the exit code is not 0."""
    try:
        app()
    except (RelayError, SyncError, ModelError, OSError) as error:
        logging.getLogger(__name__).info("failed", exc_info=True)
        said = f"{error.strerror}: {error.filename}" if isinstance(error, OSError) and error.strerror else str(error)
        sys.stderr.write(f"hero365-relay: {said}\n")
        sys.exit(1)
