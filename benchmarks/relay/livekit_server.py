"""A real LiveKit server on loopback alone."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import yaml

KEY, SECRET = "tests", "of-the-tests-of-the-relay-and-no-other-one"


@dataclass(frozen=True, slots=True)
class Server:
    """One that is up."""

    url: str
    process: "subprocess.Popen[bytes]"


def program() -> Path | None:
    """Where `make test-relay` has put it."""
    built = Path(".tools/livekit-server").resolve()
    found = os.environ.get("LIVEKIT_SERVER") or (str(built) if built.exists() else shutil.which("livekit-server"))
    return Path(found) if found else None


@contextmanager
def running(binary: Path, folder: Path, redis: str | None = None) -> Iterator[Server]:
    """Nothing of it listens outside loopback, and its clients look up no public host."""
    port, media = _free(socket.SOCK_STREAM), _free(socket.SOCK_DGRAM)
    config = {
        "port": port,
        "bind_addresses": ["127.0.0.1"],
        "rtc": {
            "tcp_port": 0,
            "udp_port": media,
            "use_external_ip": False,
            "enable_loopback_candidate": True,
            "node_ip": "127.0.0.1",
            "stun_servers": ["127.0.0.1:9"],
            "interfaces": {"includes": ["lo"]},
        },
        "keys": {KEY: SECRET},
        "room": {"auto_create": True, "empty_timeout": 60, "departure_timeout": 20},
        "logging": {"level": "warn"},
    }
    if redis:
        config["redis"] = {"address": redis}
    settings = folder / "livekit.yaml"
    settings.write_text(yaml.safe_dump(config))
    with (folder / "livekit.log").open("wb") as log:
        process = subprocess.Popen([binary, "--config", settings], stdout=log, stderr=log)
        try:
            with httpx.Client(transport=httpx.HTTPTransport(retries=20), trust_env=False) as http:
                http.get(f"http://127.0.0.1:{port}")
            yield Server(f"ws://127.0.0.1:{port}", process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


def _free(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as asking:
        asking.bind(("127.0.0.1", 0))
        port: int = asking.getsockname()[1]
    return port
