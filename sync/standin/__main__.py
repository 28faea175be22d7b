"""``python -m sync.standin``: run the stand-in Hero365 server.

One line of JSON on standard output says that it is ready and where, ``{"url": ..., "control": ...}``, or why it is
not: ``{"error": ...}``.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
from datetime import date
from pathlib import Path

from sync.complaints import plainly
from sync.errors import StoreError
from sync.standin.app import BASE_PATHS, build
from sync.standin.control import build_control
from sync.standin.face import Face
from sync.standin.fault_middleware import FaultMiddleware
from sync.standin.faults import Faults
from sync.standin.planting import plant
from sync.standin.seed import PRACTICE, Seed, SeedError
from sync.standin.server import Listener
from sync.standin.store import Store


async def serve(store: Store, face: Face, api: Listener, *, end_with_stdin: bool) -> None:
    """Serve until SIGTERM, SIGINT, the control's shutdown, or (if wanted) the end of standard input."""
    end = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, end.set)
    if end_with_stdin:
        loop.add_reader(sys.stdin.fileno(), lambda: None if os.read(sys.stdin.fileno(), 1024) else end.set())

    faults, steering = Faults(), Listener()
    app = FaultMiddleware(build(store, face), faults, BASE_PATHS, api.cut)
    await api.open(app)
    await steering.open(build_control(store, faults, api, app, end))
    _say(url=f"{api.url}{BASE_PATHS[0]}", control=steering.url)

    await end.wait()
    await api.close()
    await steering.close()


def _say(**line: str) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Read the arguments, seed an empty database, serve; 2 for what cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m sync.standin", description="A stand-in Hero365 server.")
    parser.add_argument("--database", type=Path, required=True, help="SQLite file; made if it is not there")
    parser.add_argument("--seed", type=Path, default=PRACTICE, help="business to start with where the file is empty")
    parser.add_argument("--port", type=int, default=0, help="port of the API; 0 takes a free one")
    parser.add_argument("--face", type=Face, default=Face.CONTRACT, choices=list(Face), help="which server to show")
    parser.add_argument("--day", help="move the seed so that its present day is this one: an ISO date or 'today'")
    parser.add_argument("--end-with-stdin", action="store_true", help="end when standard input is closed")
    given = parser.parse_args()
    try:
        with plainly(given.database):
            store = Store(given.database)
            if store.is_empty:
                seed = Seed.load(given.seed)
                if given.day:
                    seed = seed.moved_to(seed.today() if given.day == "today" else date.fromisoformat(given.day))
                plant(seed, store)
        api = Listener(given.port)
    except (StoreError, SeedError, OSError, ValueError) as error:
        _say(error=str(error))
        return 2
    asyncio.run(serve(store, given.face, api, end_with_stdin=given.end_with_stdin))
    store.close()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever started it is gone, and nobody waits for it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
