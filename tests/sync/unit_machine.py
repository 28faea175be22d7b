"""Two units of one business that are spoken to, lose their network, are killed and started again, before a server that
fails them: everything that may happen, as steps that hypothesis puts in whatever order."""

import asyncio
import contextlib
import tempfile
from collections.abc import Coroutine, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from erp import Command, Instruction
from erp.contacts import ContactCreate
from erp.job_progress import JobSetStatus
from erp.jobs import JobCreate, JobSchedule
from sync.account import Account
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.errors import RowStateError
from sync.outbox import Outbox
from sync.rows import Origin, QueuedCommand, State
from sync.standin import Kind, StandIn
from sync.store import Store
from sync.timing import Timing
from tests.sync.clocks import SetClock

ZONE = "America/Chicago"
BRIEF = Timing(first_wait=0.02, longest_wait=0.02, longest_pause=0, doubt=0, unavailable=0.02)
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
WRITES = [("PATCH", "/jobs"), ("PUT", "/jobs"), ("POST", "/jobs"), ("POST", "/contacts")]


class Killed(BaseException):
    """Ends a delivery as the end of the process would: nothing is tidied up."""


class Unit:
    """One unit, from one start to the next."""

    def __init__(self, folder: Path, account: Account, code: str) -> None:
        self.path = folder / f"{code}.db"
        self.account = account
        self.clock = SetClock()
        self.acknowledged: list[Instruction] = []
        self.switch_on()
        self.store.set(device_code=code)

    def switch_on(self) -> None:
        self.store = Store.open(self.path)
        self.outbox = Outbox(self.store, self.clock)
        self.hero365 = Hero365Client(self.account, clock=self.clock)
        self.delivery = Delivery(self.outbox, self.hero365, timing=BRIEF)

    async def switch_off(self) -> None:
        await self.hero365.close()
        self.store.close()

    def say(self, command: Command, user: str | None = None, **refs: str) -> Instruction:
        said = Instruction(uuid4(), command, refs)
        origin = Origin(
            user=user or self.account.user_id,
            business=self.account.business_id,
            time_zone=ZONE,
            turn=uuid4(),
            words="",
            engine="typed",
            said_at=self.clock.wall(),
        )
        self.outbox.enqueue([said], origin)
        self.acknowledged.append(said)
        return said

    async def deliver_until_killed(self, requests: int) -> None:
        """The server has the last request, and may act on it; the unit never hears of that."""
        asked = 0
        ask = self.hero365.ask

        async def ask_or_die(*args: Any, **kwargs: Any) -> Any:
            nonlocal asked
            if asked > requests:
                raise Killed
            answer = await ask(*args, **kwargs)
            asked += 1
            if asked > requests:
                raise Killed
            return answer

        self.hero365.ask = ask_or_die  # type: ignore[method-assign] # the process ends in here
        with contextlib.suppress(Killed):
            await self.delivery.drain()

    async def settle(self) -> None:
        """Delivers until nothing is left that time, or a person who says yes to everything, would bring."""
        while True:
            while (seconds := await self.delivery.drain()) is not None:  # noqa: ASYNC110 - it says itself
                await asyncio.sleep(seconds)
            asking = [row for row in self.outbox.live() if row.asks]
            if not asking:
                return
            for row in asking:
                self.outbox.retry(row.id)


class UnitMachine(RuleBasedStateMachine):
    """The steps. What was acknowledged takes effect once, in the order of saying, unless it was taken back."""

    server: ClassVar[StandIn]
    account: ClassVar[Account]
    codes: ClassVar[Iterator[str]]

    jobs = Bundle("jobs")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.units = [Unit(Path(self.folder.name), self.account, next(self.codes)) for _ in range(2)]
        self.steps: dict[UUID, int] = {}
        self.unit_of: dict[UUID, Unit] = {}
        self.taken_back: set[str] = set()
        self.somebody_elses: set[str] = set()
        self.numbers = 9001
        self.started_at = len(self.server.journal())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    @initialize(target=jobs)
    def begins_with_a_job(self) -> Instruction:
        return self.a_job(self.units[0])

    @rule(target=jobs, second=st.booleans())
    def another_job_for_a_new_customer(self, second: bool) -> Any:
        return multiple(self.a_job(self.units[second]))

    def a_job(self, unit: Unit) -> Instruction:
        customer = unit.say(a_customer())
        job = JobCreate(customer="Bo Li", title="Leaking tap", number=str(self.numbers), **ADDRESS)
        made = unit.say(job, customer=str(customer.id))
        self.numbers += 1
        self.steps[made.id], self.unit_of[made.id] = 0, unit
        self.the_job_goes_on(made)  # so that a time, which takes a job on from its draft, leaves the round alone
        return made

    @rule(job=jobs)
    def the_job_goes_on(self, job: Instruction) -> None:
        step = self.steps[job.id]
        self.steps[job.id] += 1
        self.unit_of[job.id].say(JobSetStatus(job="9001", status=ROUND[step % 3]), job=str(job.id))

    @rule(job=jobs, days=st.integers(0, 400))
    def the_job_gets_a_time(self, job: Instruction, days: int) -> None:
        self.unit_of[job.id].say(JobSchedule(job="9001", when=a_time(days)), job=str(job.id))

    @rule(job=jobs, days=st.integers(401, 800))
    def a_time_is_corrected(self, job: Instruction, days: int) -> None:
        unit = self.unit_of[job.id]
        for row in self.times_of(job):
            with contextlib.suppress(RowStateError):  # it is at Hero365, or may be
                unit.outbox.edit(row.id, when=a_time(days))

    @rule(job=jobs)
    def a_time_is_taken_back(self, job: Instruction) -> None:
        for row in self.times_of(job)[-1:]:
            with contextlib.suppress(RowStateError):
                self.unit_of[job.id].outbox.cancel(row.id)
                self.taken_back.add(row.id)

    @rule(second=st.booleans())
    def a_customer_is_said_and_taken_back(self, second: bool) -> None:
        said = self.units[second].say(a_customer())
        self.units[second].outbox.cancel(str(said.id))
        self.taken_back.add(str(said.id))

    @rule(second=st.booleans())
    def somebody_else_speaks(self, second: bool) -> None:
        said = self.units[second].say(a_customer(), user="somebody else")
        self.somebody_elses.add(str(said.id))

    @rule(second=st.booleans())
    def the_turn_is_taken_again(self, second: bool) -> None:
        for row in self.units[second].outbox.rows()[-1:]:
            if not row.decisions:  # an edited one no longer says what was said then
                self.units[second].outbox.enqueue([row.instruction], row.origin)

    @rule(second=st.booleans(), year=st.sampled_from([2020, 2041]))
    def the_clock_is_wrong(self, second: bool, year: int) -> None:
        self.units[second].clock.stands_at(year)

    @rule(second=st.booleans())
    def the_clock_is_right(self, second: bool) -> None:
        self.units[second].clock.is_right()

    @rule(trouble=st.sampled_from(TROUBLES), request=st.sampled_from(READS), times=st.integers(1, 4))
    def delivers_while_the_server_fails_a_look_up(
        self, trouble: dict[str, Any], request: tuple[str, str], times: int
    ) -> None:
        self.fail(trouble, *request, times=times)
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

    @rule(
        target=jobs,
        second=st.booleans(),
        trouble=st.sampled_from(TROUBLES),
        path=st.sampled_from(["/contacts", "/jobs"]),
    )
    def the_server_fails_a_new_record(self, second: bool, trouble: dict[str, Any], path: str) -> Instruction:
        made = self.a_job(self.units[second])
        self.fail(trouble, "POST", path)
        self.delivers()
        return made

    @rule(write=st.sampled_from(WRITES), trouble=st.sampled_from(TROUBLES), times=st.integers(3, 6))
    def the_server_fails_again_and_again(self, write: tuple[str, str], trouble: dict[str, Any], times: int) -> None:
        self.fail(trouble, *write, times=times)
        self.delivers()

    def fail(self, trouble: dict[str, Any], method: str, path: str, times: int = 1) -> None:
        self.server.fault(times=times, method=method, path=path, **trouble)

    @rule()
    def the_network_goes(self) -> None:
        self.server.fault(Kind.DOWN)

    @rule()
    def the_network_comes(self) -> None:
        self.server.clear_faults()

    @rule()
    def delivers(self) -> None:
        async def both() -> None:
            await asyncio.gather(*(unit.delivery.drain() for unit in self.units))

        for _ in range(3):
            self.run(both())

    @rule(second=st.booleans(), requests=st.integers(0, 6))
    def is_killed_while_it_delivers(self, second: bool, requests: int) -> None:
        self.run(self.units[second].deliver_until_killed(requests))
        self.run(self.units[second].switch_off())
        self.units[second].switch_on()

    @rule(second=st.booleans())
    def the_power_fails(self, second: bool) -> None:
        self.run(self.units[second].deliver_until_killed(1))
        self.run(self.units[second].switch_off())
        self.units[second].clock.starts_again()
        self.units[second].switch_on()

    @invariant()
    def nothing_acknowledged_is_missing(self) -> None:
        for unit in self.units:
            assert [row.id for row in unit.outbox.rows()] == [str(said.id) for said in unit.acknowledged]

    def teardown(self) -> None:
        self.server.clear_faults()
        try:
            for unit in self.units:
                self.run(asyncio.wait_for(unit.settle(), 30))
            self.every_command_took_effect_once_and_in_order()
        finally:
            for unit in self.units:
                self.run(unit.switch_off())
            self.runner.close()
            self.folder.cleanup()

    def every_command_took_effect_once_and_in_order(self) -> None:
        rows = [row for unit in self.units for row in unit.outbox.rows()]
        for row in rows:
            assert row.state is self.end_of(row), (row.command, row.state, row.reason)
        done = [row for row in rows if row.state is State.DONE]
        effects = self.server.journal()[self.started_at :]
        for made, unit in self.unit_of.items():
            job_id = unit.outbox.get(str(made)).outcome["id"]
            mine = [row for row in done if row.id == str(made) or row.entity == str(made)]
            marked = [row.id for row in mine if row.command != "job.schedule"]
            of_job = [effect for effect in effects if effect.row_id == job_id]
            assert [effect.command for effect in of_job if effect.command] == marked
            self.the_job_has_its_last_time(job_id, [row.slots["when"] for row in mine if row.command == "job.schedule"])
        customers = [row.id for row in done if row.command == "contact.create"]
        # Customers have nothing to do with one another: one that waits holds up no other.
        assert sorted(effect.command or "" for effect in effects if effect.table == "contacts") == sorted(customers)

    def end_of(self, row: QueuedCommand) -> State:
        if row.id in self.taken_back:
            return State.CANCELLED
        return State.PENDING if row.id in self.somebody_elses else State.DONE

    def the_job_has_its_last_time(self, job_id: str, times: list[str]) -> None:
        job = self.run(self.units[0].hero365.ask("GET", f"/jobs/{job_id}"))
        assert bool(job["scheduled_start"]) == bool(times)
        if times:
            local = datetime.fromisoformat(job["scheduled_start"]).astimezone(ZoneInfo(ZONE))
            assert local.isoformat(timespec="minutes")[:16] == times[-1]

    def times_of(self, job: Instruction) -> list[QueuedCommand]:
        rows = self.unit_of[job.id].outbox.live()
        return [row for row in rows if row.command == "job.schedule" and row.entity == str(job.id)]


def a_customer() -> ContactCreate:
    return ContactCreate(customer="Bo Li", phone=f"+1512{uuid4().int % 10**7:07}")


def a_time(days: int) -> str:
    return (datetime(2031, 1, 1, 9, 0) + timedelta(days=days)).isoformat(timespec="minutes")  # noqa: DTZ001 - local
