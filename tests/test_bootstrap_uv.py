"""The fetching of uv, with a pip that never ends: the network is not there to be relied on."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

BOOTSTRAP = Path(__file__).parents[1] / "bootstrap_uv.py"
ENDLESS_PIP = """
import sys
if "install" in sys.argv:
    print("fetching", flush=True)
    sys.stdin.read()
"""


def test_ctrl_c_ends_it_with_one_line(tmp_path: Path) -> None:
    shutil.copy(BOOTSTRAP, tmp_path)
    (tmp_path / "pip.py").write_text(ENDLESS_PIP)
    with subprocess.Popen(
        [sys.executable, tmp_path / BOOTSTRAP.name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"PATH": str(tmp_path), "PYTHONPATH": str(tmp_path)},
    ) as bootstrap:
        assert bootstrap.stderr is not None
        assert bootstrap.stderr.readline() == "fetching\n"
        os.killpg(bootstrap.pid, signal.SIGINT)  # as a terminal does: pip hears it too
        out, said = bootstrap.communicate(timeout=60)
    assert (out, said) == ("", "Interrupted; start it again, and it goes on where it was.\n")
    assert bootstrap.returncode == 130
