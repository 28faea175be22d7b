"""A Postgres of the tests' own, on a socket in a folder of theirs."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """Where Postgres's programs are; None where it is not installed. Debian keeps them out of the way, by version."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return max((path.parent for path in _DEBIAN.glob("*/bin/initdb")), default=None)


@contextmanager
def running(programs: Path) -> Iterator[Path]:
    """The folder with the socket of a server that forgets everything afterwards."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        data, user = f"{folder}/data", "postgres" if os.geteuid() == 0 else None
        if user:  # Postgres does not run as root
            shutil.chown(folder, user)
        initialise = [programs / "initdb", "-D", data, "-U", "relay", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(initialise, check=True, capture_output=True, cwd="/", user=user)
        settings = ["-c", f"unix_socket_directories={folder}", "-c", "listen_addresses=", "-c", "fsync=off"]
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *settings], stderr=subprocess.PIPE, text=True, cwd="/", user=user
        )
        assert server.stderr is not None
        try:
            while "ready to accept connections" not in (line := server.stderr.readline()):
                assert line, "Postgres has ended"
            yield Path(folder)
        finally:
            server.send_signal(signal.SIGQUIT)  # at once, whoever is still connected
            server.communicate()


def made(folder: Path, name: str, encoding: str = "UTF8") -> str:
    """SQLAlchemy's URL of a new database on that server."""
    with psycopg.connect(host=str(folder), user="relay", dbname="postgres", autocommit=True) as connection:
        kept = f"ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        connection.execute(f'CREATE DATABASE "{name}" {kept}'.encode())
    return f"postgresql+psycopg://relay@/{name}?host={folder}"
