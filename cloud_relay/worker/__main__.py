"""The worker's own process, which `hero365-relay worker` starts and looks after."""

import asyncio

from cloud_relay.settings import load
from cloud_relay.worker.server import serve
from sync.logs import log_to_stderr

if __name__ == "__main__":  # the processes of sessions import it again
    log_to_stderr(verbose=False)
    asyncio.run(serve(load(), lambda: print("Registered with LiveKit.", flush=True)))  # noqa: T201 - the command's output
