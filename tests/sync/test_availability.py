"""What a server cannot do is found out, remembered and spoken about, and the commands for it are kept."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from erp.job_crew import JobAssign
from erp.sentences import in_each
from sync.answers import Answer, RefusedError, Verdict
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.hero365 import MAPPINGS
from sync.hero365.mapping import Absent, CommandMapping, Finding, Found, Task
from sync.operations import Operations, unavailable
from sync.outbox import Outbox
from sync.rows import Origin, QueuedCommand, State
from sync.store import Store
from sync.timing import Timing
from tests.sync.units import Saying

AT_ONCE = Timing(first_wait=0, longest_wait=0, longest_pause=0, doubt=0)
"""After a failure an operation is left alone for an hour; all other waits are none."""
EAGER = replace(AT_ONCE, unavailable=0)
CANNOT = RefusedError(Verdict.INCAPABLE, Answer(500, {"detail": "'str' object has no attribute 'value'"}))


class Server(CommandMapping):
    """How Hero365 takes a status: it may be unable to, or say yes and keep nothing."""

    def __init__(self) -> None:
        self.cannot = self.keeps_nothing = False
        self.tried: list[str] = []
        self._held: set[str] = set()

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        self.tried.append(task.id)
        if self.cannot:
            raise CANNOT
        if not self.keeps_nothing:
            self._held.add(task.id)
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        return Found(task.refs["job"]) if task.id in self._held else Absent()


class Crew(Server):
    """How it takes an assignment, another operation."""


@pytest.fixture
def statuses(monkeypatch: pytest.MonkeyPatch) -> Server:
    mapping = Server()
    monkeypatch.setitem(MAPPINGS, "job.set_status", mapping)  # type: ignore[arg-type] # a dict, in truth
    return mapping


Delivering = Callable[..., Delivery]


@pytest.fixture
def delivering(outbox: Outbox, hero365: Hero365Client) -> Delivering:
    """A delivery as it is after a start of the unit."""
    return lambda timing=AT_ONCE, **options: Delivery(outbox, hero365, timing=timing, **options)


async def test_what_a_server_cannot_do_is_said_and_its_commands_are_kept_while_others_go_on(
    outbox: Outbox, statuses: Server, mine: Origin, delivering: Delivering, set_status: Saying, new_customer: Saying
) -> None:
    statuses.cannot = True
    told: list[QueuedCommand] = []
    kept = outbox.enqueue([set_status("on_hold", f"job-{count}") for count in range(6)], mine)
    [other] = outbox.enqueue([new_customer("5125550188")], mine)
    wait = await delivering(on_outcome=told.append, at_once=1).drain()

    assert wait is not None
    assert 3000 < wait <= 3600
    assert unavailable(outbox.store) == {"job.set_status": "Hero365 failed with error 500."}
    assert statuses.tried == [kept[0].id]
    rows = [outbox.get(row.id) for row in kept]
    assert {(row.state, row.reason) for row in rows} == {(State.PENDING, "Hero365 failed with error 500.")}
    assert outbox.get(other.id).state is State.DONE
    assert [row.id for row in told] == [kept[0].id, other.id]  # told once, not once for each


async def test_what_is_said_later_is_kept_with_the_reason(
    outbox: Outbox, statuses: Server, mine: Origin, delivering: Delivering, set_status: Saying
) -> None:
    statuses.cannot = True
    outbox.enqueue([set_status("on_hold", "job-1")], mine)
    delivery = delivering()
    await delivery.drain()
    [later] = outbox.enqueue([set_status("on_hold", "job-2")], mine)
    await delivery.drain()
    assert outbox.get(later.id).reason == "Hero365 failed with error 500."
    assert len(statuses.tried) == 1


async def test_what_cannot_be_taken_holds_up_only_its_like(
    outbox: Outbox, statuses: Server, mine: Origin, delivering: Delivering, set_status: Saying, say: Saying
) -> None:
    """The order of the two that are kept stays; an assignment of the same job is taken."""
    statuses.cannot = True
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(MAPPINGS, "job.assign", Crew())  # type: ignore[arg-type] # a dict, in truth
        started, stopped = outbox.enqueue([set_status("in_progress", "job-1"), set_status("on_hold", "job-1")], mine)
        [assigned] = outbox.enqueue([say(JobAssign(job="9001", assignee="Rosa"), job="job-1")], mine)
        delivery = delivering()
        await delivery.drain()
        assert [outbox.get(row.id).state for row in (started, stopped)] == [State.PENDING, State.PENDING]
        assert outbox.get(assigned.id).state is State.DONE

        statuses.cannot = False
        await delivering().drain()
    assert statuses.tried == [started.id, started.id, stopped.id]
    assert {row.state for row in outbox.rows()} == {State.DONE}


async def test_what_builds_on_a_record_that_cannot_be_made_waits(
    outbox: Outbox, mine: Origin, delivering: Delivering, new_job: Saying, set_status: Saying
) -> None:
    jobs = Server()
    jobs.cannot = True
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(MAPPINGS, "job.create", jobs)  # type: ignore[arg-type] # a dict, in truth
        job = new_job()
        _, later = outbox.enqueue([job, set_status("scheduled", job.id)], mine)
        await delivering().drain()
    assert outbox.get(later.id).state is State.PENDING
    assert outbox.get(later.id).attempts == 0


async def test_two_that_pass_each_other_are_never_on_their_way_together(
    outbox: Outbox, mine: Origin, delivering: Delivering, set_status: Saying, say: Saying
) -> None:
    """Hero365 writes whole records: of two changes at a time it would keep one."""
    together: list[int] = []
    under_way: set[str] = set()

    class Watched(Server):
        async def send(self, task: Task, hero365: Hero365Client) -> str | None:
            under_way.add(task.id)
            together.append(len(under_way))
            for _ in range(5):
                await asyncio.sleep(0)
            under_way.discard(task.id)
            return await super().send(task, hero365)

    class WatchedCrew(Watched):
        pass

    kept, crew = Watched(), WatchedCrew()
    kept.cannot = True
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(MAPPINGS, "job.set_status", kept)  # type: ignore[arg-type] # a dict, in truth
        patch.setitem(MAPPINGS, "job.assign", crew)  # type: ignore[arg-type] # likewise
        outbox.enqueue([set_status("on_hold", "job-1")], mine)
        await delivering().drain()
        outbox.enqueue([say(JobAssign(job="9001", assignee="Rosa"), job="job-1") for _ in range(3)], mine)
        kept.cannot = False
        together.clear()
        await delivering().drain()
    assert {row.state for row in outbox.rows()} == {State.DONE}
    assert together == [1] * 4


async def test_after_a_start_it_is_tried_once_and_with_one_command(
    outbox: Outbox, statuses: Server, mine: Origin, delivering: Delivering, set_status: Saying
) -> None:
    statuses.cannot = True
    outbox.enqueue([set_status("on_hold", f"job-{count}") for count in range(6)], mine)
    await delivering(at_once=1).drain()
    again = delivering(at_once=4)
    for _ in range(3):
        await again.drain()
    assert len(statuses.tried) == 2


async def test_what_cannot_be_looked_up_is_not_sent_for_ever_to_a_server_that_fails_over_it(
    outbox: Outbox, statuses: Server, mine: Origin, delivering: Delivering, set_status: Saying
) -> None:
    """It may fail behind the work, so that each try would take the same parts from stock once more."""
    statuses.cannot, statuses.decidable = True, False
    told: list[QueuedCommand] = []
    first, other = outbox.enqueue([set_status("on_hold", f"job-{count}") for count in range(2)], mine)
    for _ in range(5):  # after a start it may be tried at once
        await delivering(on_outcome=told.append, at_once=1).drain()
    row = outbox.get(first.id)
    assert statuses.tried == [first.id] * 5
    assert (row.state, row.asks) == (State.PENDING, True)
    assert row.reason == (
        "Hero365 failed on this 5 times, and I don't send it by myself any more. Look there, and retry it or cancel it."
    )
    assert "reinténtalo o cancélalo" in row.reason_in("es")
    assert [each.asks for each in told] == [False, True]  # said when it is kept, and when a person has to decide

    await delivering(on_outcome=told.append, at_once=1).drain()
    assert statuses.tried == [first.id] * 5 + [other.id]  # nothing but a person sends it
    assert len(told) == 2

    outbox.retry(first.id)
    await delivering().drain()
    assert (outbox.get(first.id).asks, outbox.get(first.id).reason) == (False, "Hero365 failed with error 500.")
    statuses.cannot = False
    await delivering().drain()
    assert {row.state for row in outbox.rows()} == {State.DONE}


async def test_when_it_works_again_everything_goes(
    outbox: Outbox, statuses: Server, mine: Origin, delivering: Delivering, set_status: Saying
) -> None:
    statuses.cannot = True
    outbox.enqueue([set_status("on_hold", f"job-{count}") for count in range(6)], mine)
    await delivering(at_once=1).drain()
    statuses.cannot = False
    assert await delivering().drain() is None
    assert {row.state for row in outbox.rows()} == {State.DONE}
    assert unavailable(outbox.store) == {}


async def test_it_is_tried_again_in_time_without_a_start(
    outbox: Outbox, statuses: Server, mine: Origin, delivering: Delivering, set_status: Saying
) -> None:
    statuses.cannot = True
    outbox.enqueue([set_status("on_hold", "job-1")], mine)
    delivery = delivering(EAGER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statuses, "send", _works_the_third_time(statuses))
        assert await delivery.drain() is None
    assert [row.state for row in outbox.rows()] == [State.DONE]


def _works_the_third_time(server: Server) -> Any:
    send = server.send

    async def sent(task: Task, hero365: Hero365Client) -> str | None:
        server.cannot = len(server.tried) < 2
        return await send(task, hero365)

    return sent


async def test_a_server_that_says_yes_and_keeps_nothing_is_believed_after_some_times_to_do_so_always(
    outbox: Outbox, statuses: Server, mine: Origin, delivering: Delivering, set_status: Saying
) -> None:
    statuses.keeps_nothing = True
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    delivery = delivering()
    wait = await delivery.drain()
    assert wait is not None
    assert wait > 3000
    assert len(statuses.tried) == 3
    assert unavailable(outbox.store) == {"job.set_status": "Hero365 says yes to this and does not keep it."}
    assert outbox.get(row.id).state is State.PENDING
    statuses.keeps_nothing = False
    assert await delivering().drain() is None
    assert outbox.get(row.id).state is State.DONE


async def test_one_accident_is_not_taken_for_a_habit(
    outbox: Outbox, statuses: Server, mine: Origin, delivering: Delivering, set_status: Saying
) -> None:
    operations = Operations(outbox.store, "https://one", AT_ONCE)
    for _ in range(5):
        operations.did_not_store("job.set_status")
        operations.did_not_store("job.set_status")
        operations.works("job.set_status")
    assert unavailable(outbox.store) == {}


def test_another_server_is_not_judged_by_what_the_last_one_could_not_do(store: Store, outbox: Outbox) -> None:
    Operations(store, "https://one", AT_ONCE).refuses("invoice.create", "It failed.")
    assert unavailable(outbox.store) == {"invoice.create": "It failed."}
    other = Operations(store, "https://another", AT_ONCE)
    assert unavailable(outbox.store) == {}
    assert other.opens_at("invoice.create") == 0
    assert Operations(store, "https://one", AT_ONCE).reason("invoice.create") == "It failed."


def test_why_is_told_in_the_language_that_is_spoken_after_a_start_too(store: Store) -> None:
    failed = in_each("It failed.", "Falló.")
    Operations(store, "https://one", AT_ONCE).refuses("invoice.create", failed)
    assert unavailable(store) == {"invoice.create": "It failed."}
    assert Operations(store, "https://one", AT_ONCE).reason("invoice.create") == failed


async def test_what_is_kept_behind_it_says_so_in_that_language_too(
    outbox: Outbox, mine: Origin, statuses: Server, delivering: Delivering, set_status: Saying
) -> None:
    statuses.cannot = True
    outbox.enqueue([set_status("on_hold", job) for job in ("j1", "j2")], mine)
    await delivering(at_once=1).drain()
    assert {row.reason_in("es") for row in outbox.rows()} == {"Hero365 falló con el error 500."}


def test_since_when_is_kept_while_it_stays_so(store: Store) -> None:
    operations = Operations(store, "https://one", AT_ONCE)
    operations.refuses("invoice.create", "It failed.")
    [first] = store.rows("SELECT since, tried_at FROM operations")
    operations.refuses("invoice.create", "It failed.")
    [second] = store.rows("SELECT since, tried_at FROM operations")
    assert second["since"] == first["since"]
    assert second["tried_at"] > first["tried_at"]
