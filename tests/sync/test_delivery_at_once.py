"""Delivery carries several commands at once: those about one record in order, and none that holds up another."""

import asyncio
import threading
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.outbox import Outbox
from sync.rows import Origin, Place, QueuedCommand, State
from sync.schedule import Reasons, Schedule
from sync.standin import Kind, StandIn
from sync.timing import Timing
from tests.sync.units import AT_ONCE, Saying

PATIENT = Timing(first_wait=1000, longest_wait=1000, doubt=0)


class Gate:
    """Stands before Hero365: counts who is on the way, and keeps the requests for one path until it is opened."""

    def __init__(self, hero365: Hero365Client, monkeypatch: pytest.MonkeyPatch) -> None:
        self.on_the_way = self.most = 0
        self.shut: str | None = None
        self.reached, self.opened = asyncio.Event(), asyncio.Event()
        self._ask = hero365.ask
        monkeypatch.setattr(hero365, "ask", self.ask)

    async def ask(self, method: str, path: str, **content: Any) -> Any:
        self.on_the_way += 1
        self.most = max(self.most, self.on_the_way)
        try:
            if self.shut and method != "GET" and self.shut in str((path, content)):
                self.reached.set()
                await self.opened.wait()
            return await self._ask(method, path, **content)
        finally:
            self.on_the_way -= 1


@pytest.fixture
def gate(hero365: Hero365Client, monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(hero365, monkeypatch)


@pytest.fixture
def mine(origin: Origin, hero365: Hero365Client) -> Origin:
    return replace(origin, user=hero365.account.user_id, business=hero365.account.business_id)


def phones(count: int) -> list[str]:
    return [f"+1512{uuid4().int % 10**7:07}" for _ in range(count)]


@pytest.mark.parametrize("at_once", [1, 3])
async def test_no_more_are_on_the_way_than_may_be(
    at_once: int, gate: Gate, outbox: Outbox, hero365: Hero365Client, mine: Origin, new_customer: Saying
) -> None:
    outbox.enqueue([new_customer(phone) for phone in phones(8)], mine)
    assert await Delivery(outbox, hero365, timing=AT_ONCE, at_once=at_once).drain() is None
    assert {row.state for row in outbox.rows()} == {State.DONE}
    assert gate.most == at_once


async def test_a_record_that_takes_long_holds_up_its_own_commands_alone(
    gate: Gate, outbox: Outbox, hero365: Hero365Client, mine: Origin, new_job: Saying, set_status: Saying
) -> None:
    slow, quick = new_job("9001"), new_job("9002")
    moved = [set_status("scheduled", slow.id), set_status("scheduled", quick.id)]
    outbox.enqueue([slow, quick, *moved], mine)
    gate.shut = str(slow.id)
    told: asyncio.Queue[QueuedCommand] = asyncio.Queue()
    delivery = Delivery(outbox, hero365, on_outcome=told.put_nowait, timing=AT_ONCE)
    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        tasks.create_task(delivery.drain())
        assert [(await told.get()).id for _ in range(2)] == [str(quick.id), str(moved[1].id)]
        assert outbox.get(str(moved[0].id)).state is State.PENDING
        gate.opened.set()
    assert [told.get_nowait().id for _ in range(2)] == [str(slow.id), str(moved[0].id)]


async def test_what_is_saved_meanwhile_does_not_wait_for_what_takes_long(
    gate: Gate, outbox: Outbox, hero365: Hero365Client, mine: Origin, new_job: Saying, new_customer: Saying
) -> None:
    slow = new_job()
    outbox.enqueue([slow], mine)
    gate.shut = str(slow.id)
    told: asyncio.Queue[QueuedCommand] = asyncio.Queue()
    stop = asyncio.Event()
    delivery = Delivery(outbox, hero365, on_outcome=told.put_nowait, timing=AT_ONCE)
    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        tasks.create_task(delivery.run(stop))
        await gate.reached.wait()
        [later] = await asyncio.to_thread(outbox.enqueue, [new_customer(*phones(1))], mine)
        assert (await told.get()).id == later.id
        gate.opened.set()
        assert (await told.get()).id == str(slow.id)
        stop.set()


async def test_what_is_on_its_way_when_it_is_to_stop_is_waited_for_and_nothing_else_goes(
    gate: Gate, outbox: Outbox, hero365: Hero365Client, mine: Origin, new_job: Saying, new_customer: Saying
) -> None:
    slow = new_job()
    outbox.enqueue([slow], mine)
    gate.shut = str(slow.id)
    stop = asyncio.Event()
    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        tasks.create_task(Delivery(outbox, hero365, timing=AT_ONCE, at_once=1).run(stop))
        await gate.reached.wait()
        await asyncio.to_thread(outbox.enqueue, [new_customer(*phones(1))], mine)
        stop.set()
        gate.opened.set()
    assert [row.state for row in outbox.rows()] == [State.DONE, State.PENDING]


async def test_what_waits_for_its_next_try_is_overtaken_and_not_forgotten(
    outbox: Outbox, hero365: Hero365Client, hero365_server: StandIn, mine: Origin, new_customer: Saying
) -> None:
    first, second = outbox.enqueue([new_customer(phone) for phone in phones(2)], mine)
    hero365_server.fault(Kind.ERROR, times=1, method="POST", path="/contacts", status=503)
    wait = await Delivery(outbox, hero365, timing=PATIENT, at_once=1).drain()
    assert wait is not None
    assert wait > 0
    assert [outbox.get(row.id).state for row in (first, second)] == [State.PENDING, State.DONE]
    assert await Delivery(outbox, hero365, timing=AT_ONCE).drain() is None
    assert outbox.get(first.id).state is State.DONE


async def test_a_person_who_tries_again_while_it_runs_is_heard(
    outbox: Outbox, hero365: Hero365Client, mine: Origin, new_job: Saying, set_status: Saying
) -> None:
    job = new_job()
    too_early = set_status("completed", job.id)
    outbox.enqueue([job, too_early], mine)
    told: asyncio.Queue[QueuedCommand] = asyncio.Queue()
    stop = asyncio.Event()
    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        tasks.create_task(Delivery(outbox, hero365, on_outcome=told.put_nowait, timing=AT_ONCE).run(stop))
        assert [(await told.get()).state for _ in range(2)] == [State.DONE, State.REJECTED]
        await asyncio.to_thread(outbox.retry, str(too_early.id))
        assert (await told.get()).state is State.REJECTED
        stop.set()


async def test_nothing_else_waits_while_a_long_queue_is_looked_through(
    outbox: Outbox, hero365: Hero365Client, mine: Origin, new_customer: Saying, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, take_in = asyncio.get_running_loop(), Schedule.take_in

    def long(schedule: Schedule, places: Iterable[Place]) -> Reasons:
        gone_on = threading.Event()
        loop.call_soon_threadsafe(gone_on.set)
        assert gone_on.wait(5), "the event loop stood still"
        return take_in(schedule, places)

    monkeypatch.setattr(Schedule, "take_in", long)
    [row] = outbox.enqueue([new_customer(*phones(1))], mine)
    assert await Delivery(outbox, hero365, timing=AT_ONCE).drain() is None
    assert outbox.get(row.id).state is State.DONE


async def test_what_was_over_long_ago_is_let_go_beside_the_work(
    outbox: Outbox, hero365: Hero365Client, mine: Origin, new_customer: Saying
) -> None:
    old, last, new = outbox.enqueue([new_customer(phone) for phone in phones(3)], mine)
    outbox.cancel(old.id)
    outbox.cancel(last.id)
    with outbox.store.transaction() as database:
        database.execute("UPDATE outbox SET over_since = 1 WHERE id = ?", [old.id])
    loop, gone, stop = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()

    def look() -> None:
        if [row.id for row in outbox.rows()] == [last.id, new.id]:
            loop.call_soon_threadsafe(gone.set)

    outbox.store.on_change(look)
    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        tasks.create_task(Delivery(outbox, hero365, timing=AT_ONCE).run(stop))
        await gone.wait()
        stop.set()
