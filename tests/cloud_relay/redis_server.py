"""A Redis of the tests' own."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

PROGRAM = shutil.which("redis-server")


@contextmanager
def running(program: str) -> Iterator[str]:
    """The URL of a server that forgets everything afterwards."""
    with tempfile.TemporaryDirectory(prefix="redis-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        server = subprocess.Popen([program, *arguments], stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        try:
            while "Ready to accept connections" not in (line := server.stdout.readline()):
                assert line, "Redis has ended"
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.communicate()
