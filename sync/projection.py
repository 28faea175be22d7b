"""What the records will look like when everything that was saved has been delivered. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from erp import Address, Customer, Job, Part, Project
from erp.contacts import ContactCreate
from erp.jobs import JobCreate, JobSchedule, JobSetStatus
from sync.errors import OutboxError
from sync.order import resolved
from sync.rows import QueuedCommand
from sync.times import appointment


@dataclass(frozen=True, slots=True)
class Records:
    """A business's records by their `ref`."""

    customers: Mapping[str, Customer] = field(default_factory=dict)
    jobs: Mapping[str, Job] = field(default_factory=dict)
    projects: Mapping[str, Project] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Change:
    """A queued command with the references it has by now."""

    row: QueuedCommand
    refs: Mapping[str, str]
    creators: Mapping[str, QueuedCommand]
    device: str


def project(
    records: Records,
    rows: Iterable[QueuedCommand],
    creators: Mapping[str, QueuedCommand],
    device: str,
    settled: Mapping[str, int],
) -> Records:
    """`records` with the effects of `rows`, in their order.

    Args:
        records: as Hero365 last showed them.
        rows: commands whose effect may not be in them.
        creators: by their id, the queued commands that make records which `rows` speak about.
        device: the unit's code, which full numbers made here begin with.
        settled: by family, how many commands had come to an end when its records were asked for.
    """
    for row in rows:
        try:
            command = row.instruction.command
        except OutboxError:  # delivery says so; until then it has no effect
            continue
        change = _Change(row, {slot: resolved(ref, creators) for slot, ref in row.refs.items()}, creators, device)
        if type(command) not in _EFFECTS:
            continue
        family, effect = _EFFECTS[type(command)]
        if row.settled is None or row.settled > settled.get(family, 0):
            records = effect(records, command, change)
    return records


def _with_customer(records: Records, command: ContactCreate, change: _Change) -> Records:
    ref = str(change.row.outcome.get("id") or change.row.id)
    known = records.customers.get(ref)
    pieces = (command.street, command.city, command.state, command.postal_code)
    address = Address(*(str(piece) for piece in pieces)) if all(pieces) else None
    made = known or Customer(ref, command.customer, phone=command.phone, address=address)
    return replace(records, customers={**records.customers, ref: made})


def _with_job(records: Records, command: JobCreate, change: _Change) -> Records:
    ref = str(change.row.outcome.get("id") or change.row.id)
    if ref in records.jobs:
        return records
    made = Job(
        ref=ref,
        number=command.number,
        full_number=str(change.row.progress.get("number") or f"{change.device}-{command.number}"),
        title=command.title,
        status="draft",
        customer=command.customer,
        customer_ref=change.refs.get("customer"),
        address=Address(command.street, command.city, command.state, command.postal_code),
    )
    return replace(records, jobs={ref: made, **records.jobs})


def _with_status(records: Records, command: JobSetStatus, change: _Change) -> Records:
    return _with_changed_job(records, change, lambda job: replace(job, status=command.status))


def _with_times(records: Records, command: JobSchedule, change: _Change) -> Records:
    zone = ZoneInfo(change.row.origin.time_zone)

    def scheduled(job: Job) -> Job:
        start, end = appointment(command.when, zone, planned=(job.scheduled_start, job.scheduled_end))
        status = "scheduled" if job.status in ("draft", "quoted") else job.status
        return replace(job, status=status, scheduled_start=start, scheduled_end=end)

    return _with_changed_job(records, change, scheduled)


def _with_changed_job(records: Records, change: _Change, changed: Callable[[Job], Job]) -> Records:
    job = records.jobs.get(change.refs.get("job", ""))
    return replace(records, jobs={**records.jobs, job.ref: changed(job)}) if job else records


_EFFECTS: Mapping[type, tuple[str, Callable[..., Records]]] = {
    ContactCreate: ("customers", _with_customer),
    JobCreate: ("jobs", _with_job),
    JobSetStatus: ("jobs", _with_status),
    JobSchedule: ("jobs", _with_times),
}
"""The family that a command changes, and how. The other commands make records that no question is answered from."""
