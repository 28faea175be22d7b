"""The libraries' threads are bounded."""

import os
import subprocess
import sys


def test_numpy_brings_no_threads_of_its_own() -> None:
    script = "import edge_agent, numpy; from pathlib import Path; print(len(list(Path('/proc/self/task').iterdir())))"
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout == "1\n"
