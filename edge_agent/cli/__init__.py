"""The command line."""

import logging
import sys

import typer

from edge_agent.cli.account import doctor, login, status
from edge_agent.cli.evaluate import evaluations
from edge_agent.cli.outbox import outbox
from edge_agent.cli.speech import demo, listen, run, transcribe
from edge_agent.cli.text import say, understand
from edge_agent.logs import log_to_stderr
from hardware.audio import AudioError
from models.errors import ModelError
from sync.errors import SyncError
from sync.standin import StandInError

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
app.add_typer(outbox)
app.add_typer(evaluations)


@app.callback()
def hero365_edge(
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Log every step to standard error, as JSON lines."),
) -> None:
    """Prepares what all commands share."""
    log_to_stderr(verbose=verbose)


def main() -> None:
    """Runs the command line. What went wrong is one sentence on standard error, and the exit code is not 0."""
    try:
        app()
    except (AudioError, ModelError, SyncError, StandInError, OSError) as error:
        logging.getLogger(__name__).info("failed", exc_info=True)
        sys.stderr.write(f"hero365-edge: {error}\n")
        sys.exit(1)
