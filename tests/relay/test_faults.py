"""What fails during a session: nothing is lost, nothing is done twice, and the person is told."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from benchmarks.relay.parts import Parts
from benchmarks.relay.voice import Says
from cloud_relay.phone import Phone
from sync.standin import Kind
from tests.relay.test_employee import ROSA, answered


@pytest.fixture
async def session(parts: Parts) -> tuple[str, Phone, dict[str, str]]:
    """Somebody who has been greeted."""
    who = await parts.sign_in(ROSA)
    session, caller = await parts.call(who)
    assert await caller.hears(0, within=20), "nobody said hello"
    await caller.quiet()
    return session, caller, who


def jobs_of(worker: int) -> Iterator[psutil.Process]:
    """The processes of sessions that a worker serves: those that have a connection to LiveKit's media."""
    for process in psutil.Process(worker).children(recursive=True):
        if any(connection.type == 2 for connection in process.net_connections("udp")):  # SOCK_DGRAM
            yield process


Session = tuple[str, Phone, dict[str, str]]


async def test_an_agent_that_is_killed_is_replaced_and_the_question_stays_open(
    parts: Parts, says: Says, session: Session
) -> None:
    _, caller, _ = session
    assert "Shall I?" in await answered(caller, says, "Cancel job fifty seven.")
    [job] = jobs_of(parts.workers[0].pid)
    killed = asyncio.get_running_loop().time()
    job.kill()
    assert await caller.hears(killed, within=10), "silence behind a killed agent"
    await caller.quiet()
    assert "gone for a moment" in " ".join(caller.transcripts[-2:])
    assert "Job 57 is now cancelled" in await answered(caller, says, "Yes.")
    await parts.changed_jobs(1)


async def test_a_stuck_agent_is_replaced(parts: Parts, says: Says, session: Session) -> None:
    _, caller, _ = session
    [job] = jobs_of(parts.workers[0].pid)
    stopped = asyncio.get_running_loop().time()
    job.suspend()
    try:
        assert await caller.hears(stopped, within=12), "silence behind a stuck agent"
    finally:
        job.kill()
    await caller.quiet()
    assert "on hold" in await answered(caller, says, "Put job forty two on hold.")
    await parts.changed_jobs(1)


async def test_a_worker_that_is_killed_is_replaced_by_another(parts: Parts, says: Says, session: Session) -> None:
    _, caller, _ = session
    await parts.start_worker()
    killed = asyncio.get_running_loop().time()
    for process in [
        *psutil.Process(parts.workers[0].pid).children(recursive=True),
        psutil.Process(parts.workers[0].pid),
    ]:
        process.kill()
    assert await caller.hears(killed, within=12), "silence behind a killed worker"
    await caller.quiet()
    assert "on hold" in await answered(caller, says, "Put job forty two on hold.")
    await parts.changed_jobs(1)


async def test_a_gateway_that_is_killed_comes_back_and_delivers_what_was_said(
    parts: Parts, says: Says, session: Session
) -> None:
    _, caller, _ = session
    parts.hero365.fault(Kind.DOWN)
    await answered(caller, says, "Put job forty two on hold.")
    await parts.kill_gateway()
    parts.hero365.clear_faults()
    killed = asyncio.get_running_loop().time()
    await parts.start_gateway()
    assert await caller.hears(killed, within=25), "silence behind a gateway that came back"
    await parts.changed_jobs(1)


async def test_a_gateway_that_is_restarted_finds_the_agent_in_its_room(
    parts: Parts, says: Says, session: Session
) -> None:
    session_id, caller, who = session
    [job] = jobs_of(parts.workers[0].pid)
    assert parts.gateway is not None
    stopped = asyncio.get_running_loop().time()
    parts.gateway.terminate()
    await parts.gateway.wait()
    await parts.start_gateway()
    assert await caller.hears(stopped, within=25), "silence behind a gateway that was restarted"
    await caller.quiet()
    assert "gone for a moment" in " ".join(caller.transcripts[-2:])
    assert list(jobs_of(parts.workers[0].pid)) == [job]
    assert (await parts.becomes("active", session_id, who))["errors_count"] == 0
    assert "on hold" in await answered(caller, says, "Put job forty two on hold.")


async def test_without_a_worker_the_person_is_told(parts: Parts) -> None:
    parts.workers[0].send_signal(signal.SIGTERM)
    await parts.workers[0].wait()
    who = await parts.sign_in(ROSA)
    session, caller = await parts.call(who)
    assert await caller.hears(0, within=20), "silence in a room where no agent comes"
    assert (await parts.becomes("error", session, who))["voice_interactions_count"] == 0


async def test_with_hero365_down_for_the_whole_session_all_is_kept_and_that_is_said(
    parts: Parts, says: Says, session: Session
) -> None:
    session_id, caller, who = session
    parts.hero365.fault(Kind.DOWN)
    said = await answered(caller, says, "Put job forty two on hold.")
    assert "no connection" in said
    await caller.leave()
    await parts.becomes("inactive", session_id, who)
    parts.hero365.clear_faults()
    await parts.changed_jobs(1)


async def test_a_worker_that_is_told_to_stop_serves_its_session_to_the_end(
    parts: Parts, says: Says, session: Session
) -> None:
    session_id, caller, who = session
    parts.workers[0].send_signal(signal.SIGTERM)
    assert "on hold" in await answered(caller, says, "Put job forty two on hold.")
    await caller.leave()
    await parts.becomes("inactive", session_id, who)
    async with asyncio.timeout(30):
        assert await parts.workers[0].wait() == 0


@pytest.mark.parametrize("settings", [{}])
async def test_no_process_is_left_behind(parts: Parts, session: Session) -> None:
    worker = parts.workers[0]
    family = psutil.Process(worker.pid).children(recursive=True)
    os.kill(worker.pid, signal.SIGKILL)
    _, alive = await asyncio.to_thread(psutil.wait_procs, family, 15)
    assert [Path(process.exe()).name for process in alive] == []


class TestRedis:
    """Where gateways share it."""

    @pytest.fixture
    def settings(self, redis: str) -> dict[str, str]:
        return {"HERO365_RELAY_REDIS": redis}

    async def test_without_redis_a_session_goes_on(self, parts: Parts, says: Says, session: Session) -> None:
        _, caller, who = session
        port = parts.environment["HERO365_RELAY_REDIS"].rpartition(":")[2].partition("/")[0]
        [server] = [each for each in psutil.Process().children() if port in " ".join(each.cmdline())]
        server.kill()
        assert "on hold" in await answered(caller, says, "Put job forty two on hold.")
        await parts.changed_jobs(1)
        # Whoever comes anew is not let in, since nobody counts how often they try; they are told to try again.
        refused = await parts.http.get("/v1/me", headers=who)
        assert refused.status_code == 503
        assert "try again" in refused.json()["detail"]
