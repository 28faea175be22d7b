"""Whatever happens in whatever order, every command that was acknowledged takes effect once, in the order of saying."""

import asyncio
import contextlib
import tempfile
from collections.abc import Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from erp import Command, Instruction
from erp.contacts import ContactCreate
from erp.job_progress import JobSetStatus
from erp.jobs import JobCreate, JobSchedule
from sync.account import Account
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.outbox import Outbox
from sync.rows import LIVE, Origin, State
from sync.standin import PRACTICE_PASSWORD, Kind, StandIn
from sync.store import Store
from sync.timing import Timing

ZONE = "America/Chicago"
BRIEF = Timing(first_wait=0.02, longest_wait=0.02, longest_pause=0, doubt=0)
"""Waits that are short, and long enough for a later command to overtake one that waits, if it could."""
ROUND = ("scheduled", "in_progress", "on_hold")
"""After the draft, a job can go this round for ever: each step is legal after the one before it."""
ADDRESS = {"street": "5 Mill Road", "city": "Aurora", "state": "IL", "postal_code": "60502"}
TROUBLES = [
    {"kind": Kind.LOSE_ANSWER},
    {"kind": Kind.DROP},
    {"kind": Kind.ERROR, "status": 500},
    {"kind": Kind.ERROR, "status": 503},
    {"kind": Kind.LATE_422},
    {"kind": Kind.NO_STORE},
    {"kind": Kind.EXPIRED},
]


READS = [("GET", "/jobs"), ("POST", "/jobs/search"), ("POST", "/contacts/search"), ("GET", "/business-context")]


class _Killed(BaseException):
    """Ends a delivery as the end of the process would: nothing is tidied up."""


class UnitMachine(RuleBasedStateMachine):
    """A unit that is spoken to, loses its network, is killed and started again, before a server that fails it."""

    server: ClassVar[StandIn]
    account: ClassVar[Account]

    jobs = Bundle("jobs")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "edge.db"
        self.runner = asyncio.Runner()
        self.acknowledged: list[Instruction] = []
        self.steps: dict[UUID, int] = {}
        self.numbers = 9001
        self.started_at = len(self.server.journal())
        self.switch_on()

    def switch_on(self) -> None:
        self.store = Store.open(self.path)
        self.outbox = Outbox(self.store)
        self.hero365 = Hero365Client(self.account)
        self.delivery = Delivery(self.outbox, self.hero365, timing=BRIEF)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def say(self, *commands: tuple[Command, dict[str, str]]) -> list[Instruction]:
        said = [Instruction(uuid4(), command, refs) for command, refs in commands]
        origin = Origin(
            user=self.account.user_id,
            business=self.account.business_id,
            time_zone=ZONE,
            turn=uuid4(),
            words="",
            engine="typed",
            said_at=datetime.now(UTC),
        )
        self.outbox.enqueue(said, origin)
        self.acknowledged += said
        return said

    @initialize(target=jobs)
    def begins_with_a_job(self) -> Instruction:
        return self.a_job()

    @rule(target=jobs)
    def another_job_for_a_new_customer(self) -> Any:
        return multiple(self.a_job())

    def a_job(self) -> Instruction:
        phone = f"+1512{uuid4().int % 10**7:07}"
        [customer] = self.say((ContactCreate(customer="Bo Li", phone=phone), {}))
        job = JobCreate(customer="Bo Li", title="Leaking tap", number=str(self.numbers), **ADDRESS)
        [made] = self.say((job, {"customer": str(customer.id)}))
        self.numbers += 1
        self.steps[made.id] = 0
        self.the_job_goes_on(made)  # so that a time, which takes a job on from its draft, leaves the round alone
        return made

    @rule(job=jobs)
    def the_job_goes_on(self, job: Instruction) -> None:
        step = self.steps[job.id]
        self.steps[job.id] += 1
        self.say((JobSetStatus(job="9001", status=ROUND[step % 3]), {"job": str(job.id)}))

    @rule(job=jobs, days=st.integers(0, 400))
    def the_job_gets_a_time(self, job: Instruction, days: int) -> None:
        when = datetime(2031, 1, 1, 9, 0) + timedelta(days=days)  # noqa: DTZ001 - local, as it is said
        self.say((JobSchedule(job="9001", when=when.isoformat(timespec="minutes")), {"job": str(job.id)}))

    @rule()
    def the_turn_is_taken_again(self) -> None:
        last = self.outbox.rows()[-1]
        self.outbox.enqueue([last.instruction], last.origin)

    @rule(trouble=st.sampled_from(TROUBLES), request=st.sampled_from(READS))
    def delivers_while_the_server_fails_a_look_up(self, trouble: dict[str, Any], request: tuple[str, str]) -> None:
        self.fail(trouble, *request)
        self.delivers()

    @rule(job=jobs, trouble=st.sampled_from(TROUBLES))
    def the_server_fails_a_status(self, job: Instruction, trouble: dict[str, Any]) -> None:
        self.the_job_goes_on(job)
        self.the_job_goes_on(job)
        self.fail(trouble, "PATCH", "/jobs")
        self.delivers()

    @rule(job=jobs, trouble=st.sampled_from(TROUBLES))
    def the_server_fails_a_time(self, job: Instruction, trouble: dict[str, Any]) -> None:
        for days in (1, 2):
            self.the_job_gets_a_time(job, days)
        self.fail(trouble, "PUT", "/jobs")
        self.delivers()

    @rule(target=jobs, trouble=st.sampled_from(TROUBLES), path=st.sampled_from(["/contacts", "/jobs"]))
    def the_server_fails_a_new_record(self, trouble: dict[str, Any], path: str) -> Instruction:
        made = self.a_job()
        self.fail(trouble, "POST", path)
        self.delivers()
        return made

    def fail(self, trouble: dict[str, Any], method: str, path: str) -> None:
        self.server.fault(times=1, method=method, path=path, **trouble)

    @rule()
    def the_network_goes(self) -> None:
        self.server.fault(Kind.DOWN)

    @rule()
    def the_network_comes(self) -> None:
        self.server.clear_faults()

    @rule()
    def delivers(self) -> None:
        for _ in range(3):
            self.run(self.delivery.drain())

    @rule(requests=st.integers(0, 6))
    def is_killed_while_it_delivers(self, requests: int) -> None:
        self.run(self.deliver_until_killed(requests))
        self.run(self.hero365.close())
        self.store.close()
        self.switch_on()

    async def deliver_until_killed(self, requests: int) -> None:
        """The server has the last request, and may act on it; the unit never hears of that."""
        asked = 0
        ask = self.hero365.ask

        async def ask_or_die(*args: Any, **kwargs: Any) -> Any:
            nonlocal asked
            answer = await ask(*args, **kwargs)
            asked += 1
            if asked > requests:
                raise _Killed
            return answer

        self.hero365.ask = ask_or_die  # type: ignore[method-assign] # the process ends in here
        with contextlib.suppress(_Killed):
            await self.delivery.drain()

    @invariant()
    def nothing_acknowledged_is_missing(self) -> None:
        assert [row.id for row in self.outbox.rows()] == [str(said.id) for said in self.acknowledged]

    def teardown(self) -> None:
        self.server.clear_faults()
        try:
            self.run(asyncio.wait_for(self.settle(), 30))
            self.every_command_took_effect_once_and_in_order()
        finally:
            self.run(self.hero365.close())
            self.store.close()
            self.runner.close()
            self.folder.cleanup()

    async def settle(self) -> None:
        while (seconds := await self.delivery.drain()) is not None:  # noqa: ASYNC110 - it says itself how long to wait
            await asyncio.sleep(seconds)

    def every_command_took_effect_once_and_in_order(self) -> None:
        rows = self.outbox.rows()
        assert {row.state for row in rows} <= {State.DONE}, [(row.command, row.state, row.reason) for row in rows]
        assert self.outbox.rows(LIVE) == []
        effects = self.server.journal()[self.started_at :]
        for made in self.steps:
            job_id = self.outbox.get(str(made)).outcome["id"]
            mine = [row for row in rows if row.id == str(made) or row.entity == str(made)]
            marked = [row.id for row in mine if row.command != "job.schedule"]
            of_job = [effect for effect in effects if effect.row_id == job_id]
            assert [effect.command for effect in of_job if effect.command] == marked
            self.the_job_has_its_last_time(job_id, [row.slots["when"] for row in mine if row.command == "job.schedule"])
        customers = [row.id for row in rows if row.command == "contact.create"]
        # Customers have nothing to do with one another: one that waits holds up no other.
        assert sorted(effect.command or "" for effect in effects if effect.table == "contacts") == sorted(customers)

    def the_job_has_its_last_time(self, job_id: str, times: list[str]) -> None:
        job = self.run(self.hero365.ask("GET", f"/jobs/{job_id}"))
        start = job["scheduled_start"] and datetime.fromisoformat(job["scheduled_start"])
        assert bool(start) == bool(times)
        if times:
            local = datetime.fromisoformat(job["scheduled_start"]).astimezone(ZoneInfo(ZONE))
            assert local.isoformat(timespec="minutes")[:16] == times[-1]


@pytest.fixture
def practice(server: StandIn) -> Iterator[StandIn]:
    server.clear_faults()
    yield server
    server.clear_faults()


@pytest.mark.timeout(300)
def test_every_acknowledged_command_takes_effect_once(practice: StandIn) -> None:
    UnitMachine.server = practice
    UnitMachine.account = asyncio.run(
        Hero365Client.sign_in(practice.url, "rosa.delgado@example.com", PRACTICE_PASSWORD, time_zone=ZONE)
    )
    UnitMachine.TestCase.settings = settings(
        max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )
    UnitMachine.TestCase("runTest").runTest()
