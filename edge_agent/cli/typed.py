"""What is typed, or comes through a pipe: line by line, without keeping anything else from its work meanwhile."""

import asyncio
import os
import sys

import typer


async def typed_line() -> str | None:
    """The next line from standard input, without its end; None where there is no more.

    At a terminal it is asked for. It is read byte by byte and by nobody else: a buffer would take the lines behind it
    too, of which the system then tells nothing, and a thread that waits for it could not be interrupted.
    """
    if sys.stdin is None:  # closed by whoever started this
        return None
    if sys.stdin.isatty():
        typer.echo("> ", nl=False, err=True)
    source, line = sys.stdin.fileno(), b""
    while not line.endswith(b"\n"):
        await _readable(source)
        byte = os.read(source, 1)
        if not byte:
            break
        line += byte
    return line.decode(errors="replace").strip() if line else None


async def _readable(source: int) -> None:
    """Waits until there is something to read, or the end."""
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    try:
        loop.add_reader(source, ready.set)
    except PermissionError:  # a file, which is always readable
        return
    try:
        await ready.wait()
    finally:
        loop.remove_reader(source)
