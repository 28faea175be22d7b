"""`kill -9` at any point of the demonstration: what was saved arrives, and arrives once."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = (sys.executable, "-m", "edge_agent", "demo", "--json", "--state")
LINES_OF_A_RUN = 40
"""Some more than a whole run prints."""


def run_until_line(state: Path, line: int, delay: float) -> bool:
    """Kills the demonstration `delay` seconds behind its `line`-th line; whether it was still running then."""
    with subprocess.Popen([*PROGRAM, str(state)], stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        for number, _ in enumerate(demo.stdout, start=1):
            if number == line:
                break
        try:
            demo.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            demo.kill()
            return True
    return False


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(4))
def test_a_demonstration_that_is_killed_again_and_again_loses_and_doubles_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    kills = sum(
        run_until_line(tmp_path, chance.randrange(LINES_OF_A_RUN // 2), chance.uniform(0.01, 1.5)) for _ in range(4)
    )
    assert kills > 0
    ended = subprocess.run([*PROGRAM, str(tmp_path)], capture_output=True, text=True, timeout=200, check=False)
    assert ended.returncode == 0, ended.stderr
    summary = json.loads(ended.stdout.splitlines()[-1])
    assert (summary["lost"], summary["duplicated"]) == (0, 0)
    assert summary["delivered"] == summary["saved"] >= 6
