"""Puts the real LiveKit server where the tests look for it, and says plainly what is missing: `make test-relay`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "v1.13.5"
_MODULE = f"github.com/livekit/livekit-server/cmd/server@{VERSION}"


def main(server: Path) -> None:
    """Builds it once; some three minutes."""
    if not server.exists():
        go = shutil.which("go") or shutil.which("go", path="/usr/local/go/bin")
        if go is None:
            print("Go is missing: without a LiveKit server of one's own these tests are skipped (LIVEKIT_SERVER=path).")
            return
        print(f"Building LiveKit's server {VERSION} (some three minutes, once) ...", flush=True)
        folder = server.parent.resolve() / "go"
        subprocess.run([go, "install", _MODULE], check=True, env={**os.environ, "GOBIN": str(folder)})
        (folder / "server").rename(server)
    if shutil.which("redis-server") is None:
        print("redis-server is missing (Debian's package of that name): what needs it is skipped.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
