"""What technicians say in a story, and what they say about that afterwards."""

import contextlib
import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, initialize, multiple, precondition, rule

from erp.contacts import ContactCreate
from erp.invoicing import InvoiceCreate
from erp.job_crew import JobAddNote
from erp.job_progress import JobSetStatus
from erp.jobs import JobCreate, JobSchedule
from erp.notifications import MessageCustomer, RunningLate
from erp.payments import PaymentRecord
from erp.relations import ContactCallNote
from erp.stock_changes import InventoryAdjust
from sync.errors import RowStateError
from sync.rows import QueuedCommand, State
from sync.standin.seed import row_id
from tests.sync.stories.actors import Unit, is_once_only
from tests.sync.stories.scene import Scene

PART = row_id("product", "CE-050")
ROUND = ("scheduled", "in_progress", "on_hold")
"""After the draft, a job can go this round for ever: each step is legal after the one before it."""
ADDRESS = {"street": "5 Mill Road", "city": "Aurora", "state": "IL", "postal_code": "60502"}
ROOM_FOR_NOTES = 40
"""Hero365 takes so many short ones."""
NOTHING_FOLLOWS = {"job.add_note": "note", "contact.call_note": "note", "notify.message_customer": "message"}
"""What may be said otherwise: the slot that holds its words."""


@dataclass(eq=False)
class Job:
    """A job that was said, and how far it has come."""

    unit: Unit
    customer: str
    """The id of the command that makes its customer."""
    phone: str
    id: str
    """That of the command that makes it."""
    steps: int = 0
    notes: int = 0
    invoice: str | None = None
    """That of the command that makes its invoice."""


class Sayings(Scene):
    """The rules by which people speak."""

    jobs = Bundle("jobs")

    def __init__(self) -> None:
        super().__init__()
        self.all_jobs: list[Job] = []
        self.numbers = map(str, itertools.count(9001))

    @initialize(target=jobs)
    def begins_with_a_job(self) -> Job:
        return self.a_job(self.units[0])

    @rule(target=jobs, second=st.booleans())
    def another_job_for_a_new_customer(self, second: bool) -> Any:
        return multiple(self.a_job(self.units[second]))

    def a_job(self, unit: Unit) -> Job:
        customer = a_customer()
        made_first = str(unit.say(customer).id)
        made = unit.say(
            JobCreate(customer="Bo Li", title="Leaking tap", number=next(self.numbers), **ADDRESS), customer=made_first
        )
        job = Job(unit, made_first, customer.phone or "", str(made.id))
        self.all_jobs.append(job)
        self.the_job_goes_on(job)  # so that a time, which takes a job on from its draft, leaves the round alone
        return job

    @rule(job=jobs)
    def the_job_goes_on(self, job: Job) -> None:
        job.unit.say(JobSetStatus(job="9001", status=ROUND[job.steps % 3]), job=job.id)
        job.steps += 1

    @rule(job=jobs, days=st.integers(0, 400))
    def the_job_gets_a_time(self, job: Job, days: int) -> None:
        job.unit.say(JobSchedule(job="9001", when=a_time(days)), job=job.id)

    @rule(job=jobs, days=st.integers(401, 800))
    def a_time_is_corrected(self, job: Job, days: int) -> None:
        for row in times_of(job):
            with contextlib.suppress(RowStateError):  # it is at Hero365, or may be
                job.unit.outbox.edit(row.id, when=a_time(days))

    @rule(job=jobs)
    def a_time_is_taken_back(self, job: Job) -> None:
        for row in times_of(job)[-1:]:
            self.take_back(job.unit, row)

    @rule(job=jobs)
    def the_job_gets_a_note(self, job: Job) -> None:
        job.notes += 1
        if job.notes <= ROOM_FOR_NOTES:
            job.unit.say(JobAddNote(job="9001", note=next(self.numbers)), job=job.id)

    @rule(job=jobs)
    def a_call_is_noted(self, job: Job) -> None:
        job.unit.say(ContactCallNote(customer="Bo Li", note=next(self.numbers)), customer=job.customer)

    @rule(job=jobs)
    def the_customer_is_written_to(self, job: Job) -> None:
        words = {"customer": "Bo Li", "phone": job.phone, "message": next(self.numbers)}
        job.unit.say(MessageCustomer.model_validate(words), customer=job.customer)

    @rule(job=jobs)
    def the_customer_is_told_of_a_delay(self, job: Job) -> None:
        words = {"customer": "Bo Li", "phone": job.phone, "duration": "20", "message": next(self.numbers)}
        job.unit.say(RunningLate.model_validate(words), customer=job.customer)

    @rule(job=jobs)
    def the_customer_pays_a_dollar(self, job: Job) -> None:
        """The first time there is an invoice to be made."""
        if job.invoice is None:
            bill = InvoiceCreate(job="9001", customer="Bo Li", amount="1000", number=next(self.numbers))
            job.invoice = str(job.unit.say(bill, job=job.id).id)
        job.unit.say(PaymentRecord(invoice="9001", amount="1", method="cash"), invoice=job.invoice)

    @rule(second=st.booleans())
    def a_part_is_put_back(self, second: bool) -> None:
        self.units[second].say(InventoryAdjust(part="elbow", quantity="1"), part=PART)

    @rule(second=st.booleans())
    def a_customer_is_said_and_taken_back(self, second: bool) -> None:
        said = self.units[second].say(a_customer())
        self.units[second].outbox.cancel(str(said.id))
        self.taken_back.add(str(said.id))

    @rule(second=st.booleans())
    def what_was_said_last_is_taken_back(self, second: bool) -> None:
        for row in self.units[second].outbox.rows()[-1:]:
            if row.command in (*NOTHING_FOLLOWS, "notify.running_late", "payment.record", "inventory.adjust"):
                self.take_back(self.units[second], row)

    @rule(second=st.booleans())
    def what_was_said_last_is_said_otherwise(self, second: bool) -> None:
        for row in self.units[second].outbox.rows()[-1:]:
            if row.command in NOTHING_FOLLOWS:
                with contextlib.suppress(RowStateError):
                    self.units[second].outbox.edit(row.id, **{NOTHING_FOLLOWS[row.command]: next(self.numbers)})

    @rule(second=st.booleans())
    def somebody_else_speaks(self, second: bool) -> None:
        said = self.units[second].say(a_customer(), user="somebody else")
        self.somebody_elses.add(str(said.id))

    @rule(job=jobs)
    def somebody_else_speaks_about_the_job(self, job: Job) -> None:
        """They never sign in again; the technician's own commands go all the same."""
        said = job.unit.say(JobSetStatus(job="9001", status="cancelled"), user="somebody else", job=job.id)
        self.somebody_elses.add(str(said.id))

    @rule(second=st.booleans())
    def the_turn_is_taken_again(self, second: bool) -> None:
        for row in self.units[second].outbox.rows()[-1:]:
            if not row.decisions:  # an edited one no longer says what was said then
                self.units[second].outbox.enqueue([row.instruction], row.origin)

    @precondition(lambda self: self.asks_anything())
    @rule()
    def the_technicians_look_in_hero365(self) -> None:
        for unit in self.units:
            unit.decide(self.has_arrived)

    @precondition(lambda self: self.asks_anything())
    @rule()
    def what_is_in_doubt_is_left_as_it_may_be(self) -> None:
        for unit in self.units:
            for row in unit.outbox.live():
                if row.asks and row.state is State.UNKNOWN and is_once_only(row):
                    unit.outbox.cancel(row.id)
                    self.left_in_doubt.add(row.id)

    def asks_anything(self) -> bool:
        return any(row.asks for unit in self.units for row in unit.outbox.live())

    def take_back(self, unit: Unit, row: QueuedCommand) -> None:
        if row.asks and row.state is State.UNKNOWN:
            return  # that would leave it as it may be
        with contextlib.suppress(RowStateError):  # it is at Hero365, or may be
            unit.outbox.cancel(row.id)
            self.taken_back.add(row.id)


def a_customer() -> ContactCreate:
    return ContactCreate(customer="Bo Li", phone=f"+1512{uuid4().int % 10**7:07}")


def a_time(days: int) -> str:
    return (datetime(2031, 1, 1, 9, 0) + timedelta(days=days)).isoformat(timespec="minutes")  # noqa: DTZ001 - local


def times_of(job: Job) -> list[QueuedCommand]:
    rows = job.unit.outbox.live()
    return [row for row in rows if row.command == "job.schedule" and row.entity == job.id]
