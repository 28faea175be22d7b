"""The command line."""

import os
import signal
import sys

_INTERRUPTED = 130
"""The exit code of what Ctrl-C ended."""


def main() -> None:
    """Runs the command line. Ctrl-C ends it with one line at most, in the second that it takes to load as well."""
    # An exception would come out of a library that is half loaded, as whatever the library makes of it.
    interrupted = signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    from edge_agent.cli.app import run_app  # noqa: PLC0415 - not before

    signal.signal(signal.SIGINT, interrupted)
    try:
        run_app()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
