"""The worker's own process, which `hero365-relay worker` starts and looks after."""

import asyncio
import sys

from cloud_relay.settings import load
from cloud_relay.worker.discretion import keep_speech_out_of_logs
from cloud_relay.worker.server import serve
from cloud_relay.worker.signs import die_with_parent
from sync.logs import log_to_stderr

if __name__ == "__main__":  # the processes of sessions import it again
    die_with_parent()
    log_to_stderr(verbose="--verbose" in sys.argv)
    keep_speech_out_of_logs()
    asyncio.run(serve(load(), lambda: print("Registered with LiveKit.", flush=True)))  # noqa: T201 - the command's output
