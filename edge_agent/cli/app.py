"""The command line put together."""

import io
import logging
import os
import sys
from importlib.metadata import version

import typer

from edge_agent.cli.account import doctor, login, status
from edge_agent.cli.asking import UnansweredError
from edge_agent.cli.bench import bench
from edge_agent.cli.data import data
from edge_agent.cli.evaluate import evaluations
from edge_agent.cli.models import models
from edge_agent.cli.names import names
from edge_agent.cli.outbox import outbox
from edge_agent.cli.people import people
from edge_agent.cli.relay import relay
from edge_agent.cli.speech import demo, listen, run, transcribe
from edge_agent.cli.text import say, understand
from edge_agent.labelled_recordings import EvaluationError
from hardware.audio import AudioError
from models.errors import ModelError
from sync.errors import SyncError
from sync.logs import log_to_stderr
from sync.standin import SeedError, StandInError

_TOLD = (AudioError, EvaluationError, ModelError, SyncError, SeedError, StandInError, UnansweredError, OSError)
"""What is no defect: its message is a sentence for whoever gave the command."""

app = typer.Typer(
    name="hero365-edge",
    help="Spoken commands for Hero365: heard on this unit, kept safe, delivered exactly once.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (demo, run, listen, transcribe, understand, say, login, status, doctor):
    app.command()(command)
models.command()(bench)
app.add_typer(outbox)
app.add_typer(people)
app.add_typer(data)
app.add_typer(names)
app.add_typer(relay)
app.add_typer(evaluations)
app.add_typer(models)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"hero365-edge {version('hero365-edge')}")
        raise typer.Exit


@app.callback()
def hero365_edge(
    _version: bool = typer.Option(False, "--version", help="Show the version.", callback=_show_version, is_eager=True),
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Log every step to standard error, as JSON lines."),
) -> None:
    """Prepares what all commands share."""
    os.umask(0o077)  # what the unit keeps is for its owner alone
    log_to_stderr(verbose=verbose)


def run_app() -> None:
    """Runs the command line. What went wrong is one sentence on standard error, and the exit code is not 0."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without the letters of a name gets a "?" instead
    try:
        app()
    except BrokenPipeError:  # whoever read the output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except _TOLD as error:
        logging.getLogger(__name__).info("failed", exc_info=True)
        sys.stderr.write(f"hero365-edge: {_sentence(error)}\n")
        sys.exit(1)


def _sentence(error: Exception) -> str:
    """The system's own errors say what is wrong and with which file, but not in a sentence."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return str(error)
