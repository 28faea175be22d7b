"""A worker's process that holds a line to the test: as long as that is open it lives.

    python pretended_worker.py PORT [EXIT CODE]

With an exit code it ends at once. At SIGTERM it ends, once the test has sent a byte, with 3.
"""

import asyncio
import os
import signal
import subprocess
import sys

from cloud_relay.worker.signs import beat, die_with_parent

HOLDS = """
import os, socket, sys
line = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
line.sendall(b"session %d\\n" % os.getpid())
line.recv(1)
"""


async def work(port: int) -> None:
    die_with_parent()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"worker %d\n" % os.getpid())
    if len(sys.argv) > 2:
        sys.exit(int(sys.argv[2]))
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    beating = asyncio.create_task(beat())
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(port)]) as session:  # noqa: ASYNC220 - at once
        await told.wait()
        writer.write(b"draining\n")
        await reader.read(1)
        session.kill()
    beating.cancel()
    sys.exit(3)


if __name__ == "__main__":
    asyncio.run(work(int(sys.argv[1])))
