"""A killed process loses nothing that it had acknowledged, wherever it was killed."""

import random
import subprocess
import sys
from pathlib import Path

from sync.outbox import Outbox
from sync.rows import State
from sync.store import Store

SAVES = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from erp import Instruction
from erp.job_progress import JobSetStatus
from sync.outbox import Origin, Outbox
from sync.store import Store

outbox = Outbox(Store.open(Path(sys.argv[1])))
while True:
    origin = Origin("rosa", "northside", "America/Chicago", uuid4(), "w", "phrase", datetime.now(UTC))
    said = Instruction(uuid4(), JobSetStatus(job="42", status="on_hold"), {"job": "job-42"})
    outbox.enqueue([said], origin)
    print(said.id, flush=True)
"""
KILLS = 8


def test_nothing_acknowledged_is_missing_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "edge.db"
    chance = random.Random(365)  # noqa: S311 - when to kill is no secret
    acknowledged: list[str] = []
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", SAVES, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        acknowledged += [process.stdout.readline().strip() for _ in range(chance.randrange(1, 60))]
        process.kill()
        # What it wrote before it died was acknowledged as well; a line cut short was not.
        acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]
        process.wait()
        process.stdout.close()

    with Store.open(path) as store:
        rows = Outbox(store).rows()
    kept = [row.id for row in rows]
    assert set(acknowledged) <= set(kept)
    assert [command for command in kept if command in set(acknowledged)] == acknowledged
    assert len(kept) <= len(acknowledged) + KILLS  # at most the one being saved was kept without a word
    assert {row.state for row in rows} == {State.PENDING}
