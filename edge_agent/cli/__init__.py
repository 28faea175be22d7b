"""The command line."""

import os
import signal
import sys

_INTERRUPTED = 130
"""The exit code of what Ctrl-C ended."""


def main() -> None:
    """Runs the command line. Ctrl-C ends it with one line at most, in the second that it takes to load as well."""
    _reopen_what_is_closed()
    # An exception would come out of a library that is half loaded, as whatever the library makes of it.
    interrupted = signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    from edge_agent.cli.app import run_app  # noqa: PLC0415 - not before

    signal.signal(signal.SIGINT, interrupted)
    try:
        run_app()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


def _reopen_what_is_closed() -> None:
    """Whoever starts this may have closed standard input, output or error: the first files that are opened, the
    database perhaps, would be taken for these."""
    for descriptor, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)  # the lowest that is free, so this one
            setattr(sys, name, os.fdopen(descriptor, mode))
