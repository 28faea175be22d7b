"""Jobs: create, set status, schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.job_status import OPEN, JobStatus, explain_illegal, is_legal, spoken_status
from erp.sentences import Sentence, in_each
from erp.snapshot import Snapshot
from erp.values import JobType, Name, Number, PostalCode, Priority, State, Text, When

_IRREVERSIBLE = frozenset({"cancelled", "invoiced", "paid"})


class JobCreate(Command):
    """Makes a job for a customer, known or new."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.create",
        risk=Risk.CONFIRM,
        permission="create_jobs",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        creates="job",
        phrases={
            "en": (
                "(<make> <an>|create|add) <kind_of_job> [for <anyone>] [<on_when>]",
                "<make> <an> {works:title} <job_noun> [for <anyone>] [<on_when>]",
                "(i need|we need) <an> <kind_of_job> for <anyone> [<on_when>]",
                "new <kind_of_job> [for <anyone>] [<on_when>]",
            )
        },
        wording={
            "en": Wording(
                confirm="Create a job for {customer} at {street}, {city}{for_when}?",
                saved="Job {number} for {customer} is saved.",
                done="Job {number} created for {customer}.",
                about="job {number} for {customer}",
            )
        },
    )

    customer: Annotated[Name, Slot("anyone", {"en": "For which customer?"})]
    street: Annotated[Text, Slot("streets", {"en": "What is the street address?"})]
    city: Annotated[Text, Slot("cities", {"en": "Which city?"})]
    state: Annotated[State, Slot("states", {"en": "Which state?"})]
    postal_code: Annotated[PostalCode, Slot("postal_codes", {"en": "What is the zip code?"})]
    title: Annotated[Text, Slot("works")]
    description: Text = "Job created via voice"
    job_type: Annotated[JobType, Slot("job_types")] = "service"
    priority: Annotated[Priority | None, Slot("priorities")] = None
    when: Annotated[When | None, Slot("times")] = None
    number: Number
    """Given by the unit: the digits that Hero365's job number will end in."""

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """The address from the contact, the title from the customer, the number from the unit's own counter."""
        customer = snapshot.customer(slots.get("customer", ""))
        completed = {"number": snapshot.next_number}
        if "customer" in slots:
            completed["title"] = f"{slots.get('job_type', 'service').capitalize()} for {slots['customer']}"
        if customer and customer.address and "street" not in slots:
            completed |= {piece: value for piece, value in asdict(customer.address).items() if value}
        return {**completed, **slots}

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """The address is not asked for before it is known whose."""
        return super().missing(slots) if "customer" in slots else ("customer",)

    def steps(self) -> tuple[Command, ...]:
        """A time is given to the job by a command of its own, since Hero365 makes every job as a draft."""
        if self.when is None:
            return (self,)
        return self.model_copy(update={"when": None}), JobSchedule(job=self.number, when=self.when)


class JobSetStatus(Command):
    """Moves a job to another status."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.set_status",
        risk=Risk.TELL,
        permission="edit_jobs",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(update|change|set|switch|move|put) <job> [status] [as|to|in|into|back to] {statuses:status}",
                "mark <job> [as|in] {statuses:status}",  # no "to": "forty to complete" sounds like "forty two complete"
                "(update|change|set|switch) [the] status (of|for|on) <job> [to {statuses:status}]",
                "(update|change) <job> [status]",
                "(mark|set) [the|this] job [as|to] {statuses:status}",
                "(update|change|set) [the|a] job status [to {statuses:status}]",
                "<job> [is] [now|all] {statuses:status}",
                "{status_verbs:status} <job> [now]",
            )
        },
        wording={
            "en": Wording(
                confirm="Job {job} will be {status}. That can't be undone. Shall I?",
                saved="Job {job} is saved as {status}.",
                done="Job {job} is now {status}.",
                about="job {job} as {status}",
            )
        },
    )

    job: Annotated[Number, Slot("jobs", {"en": "Which job?"})]
    status: Annotated[JobStatus, Slot("statuses", {"en": "To which status?"})]

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Only Hero365's legal transitions."""
        job = snapshot.job(slots.get("job", ""))
        status = slots.get("status")
        if job is None or status is None or is_legal(job.status, status):
            return None
        return explain_illegal(job.number, job.status, status)

    @classmethod
    def risk(cls, slots: Slots) -> Risk:
        """What cannot be taken back is asked."""
        return Risk.CONFIRM if slots.get("status") in _IRREVERSIBLE else cls.spec.risk


class JobSchedule(Command):
    """Gives a job its time, or another one."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.schedule",
        risk=Risk.TELL,
        permission="edit_jobs",
        offline=Offline.QUEUED,
        undo=Undo.COUNTERED,
        phrases={
            "en": (
                "(schedule|reschedule|plan|book|set) <job> [in] [<on_when>]",
                "(reschedule|put) <job> (to|on the calendar for|on my calendar for|on the schedule for) <when>",
                "(move|push|put) <job> (to|on|down for|over to|back to) <when>",
                "(schedule|plan) <an> <job_noun> [for <anyone>] [<on_when>]",
                "(schedule|book) <known> [in] [<on_when>]",
            )
        },
        wording={
            "en": Wording(
                confirm="Schedule job {job} for {when}?",
                saved="Job {job} is saved for {when}.",
                done="Job {job} is scheduled for {when}.",
                about="a new time for job {job}",
            )
        },
    )

    job: Annotated[Number, Slot("jobs", {"en": "Which job?"})]
    when: Annotated[When, Slot("times", {"en": "For when?"})]

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:
        """A job named by its customer is the one that has no time yet; where there is none, a new job."""
        if "job" in slots or "customer" not in slots:
            return cls, slots
        waiting = _without_time(slots["customer"], snapshot)
        others = {name: value for name, value in slots.items() if name != "customer"}
        if not waiting:
            return JobCreate, slots
        return cls, slots if len(waiting) > 1 else {"job": waiting[0], **others}

    @classmethod
    def candidates(cls, slots: Slots, snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
        """The customer's jobs that have no time yet."""
        return {"job": _without_time(slots["customer"], snapshot)} if "customer" in slots else {}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """A job whose work is over gets no time."""
        job = snapshot.job(slots.get("job", ""))
        if job is None or job.status in OPEN:
            return None
        return in_each(
            f"Job {job.number} is {spoken_status(job.status)}. It can't be scheduled any more.",
            f"El trabajo {job.number} está {spoken_status(job.status, 'es')}. Ya no se puede agendar.",
        )


def _without_time(customer: str, snapshot: Snapshot) -> tuple[str, ...]:
    return tuple(
        job.number
        for job in snapshot.jobs
        if job.customer == customer and job.status in OPEN and job.scheduled_start is None
    )
