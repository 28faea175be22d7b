"""The benchmark of the queue measures what it says, and measures nothing where one of the others is missing."""

from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.queue import __main__ as program
from benchmarks.queue import saving
from benchmarks.queue.far import hero365
from benchmarks.queue.queues import OURS, QUEUES, Other, missing
from sync.client import Hero365Client


@pytest.mark.parametrize("name", QUEUES)
def test_each_queue_keeps_what_is_put_into_it(name: str, tmp_path: Path) -> None:
    if name in missing():
        pytest.skip(f"{name} is not installed")
    queue = QUEUES[name](tmp_path)
    durability = queue.synchronous()
    queue.fill(3)
    queue.put()
    assert queue.synchronous() == durability
    queue.close()
    queue = QUEUES[name](tmp_path)
    if isinstance(queue, Other):
        taken = [queue.take() for _ in range(4)]
        assert None not in taken
        for one in taken:
            queue.done(one)
    else:
        assert len(queue.outbox.rows()) == 4
    queue.close()


def test_saving_is_measured_at_our_durability(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "SAVED", 5)
    row = saving.saving(OURS, None)
    assert row["how"] == "synchronous FULL, as it comes"
    assert 0 < row["p50 ms"] <= row["p99 ms"]


async def test_the_far_server_keeps_the_status_of_a_job() -> None:
    with hero365() as account:
        async with Hero365Client(account) as client:
            await client.check_business()
            await client.ask("PATCH", "/jobs/job-7/status", json={"status": "on_hold"})
            assert (await client.ask("GET", "/jobs/job-7"))["status"] == "on_hold"
            assert (await client.ask("GET", "/jobs/job-8"))["status"] == "draft"


def test_without_one_of_the_others_nothing_is_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(program, "missing", lambda: ["litequeue", "persist-queue"])
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results")
    with pytest.raises(SystemExit, match=r"Nothing was measured: litequeue, persist-queue must be installed"):
        program.main()
    assert not (tmp_path / "results").exists()
