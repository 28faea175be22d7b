"""What saved commands do to jobs."""

from dataclasses import replace

from erp import Address, Job
from erp.calendar import appointment
from erp.job_crew import JobAddNote, JobAssign
from erp.job_progress import JobSetStatus
from erp.jobs import JobCreate, JobReschedule, JobSchedule
from sync.projection.frame import Change, Effect, Effects, Records


def _create(records: Records, command: JobCreate, change: Change) -> Records:
    made = Job(
        ref=change.made,
        number=command.number,
        full_number=change.full_number(command.number),
        title=command.title,
        status="draft",
        customer=command.customer,
        customer_ref=change.refs.get("customer"),
        address=Address(command.street, command.city, command.state, command.postal_code),
        priority=command.priority,
        job_type=command.job_type,
    )
    return records.added("jobs", made)


def _set_status(records: Records, command: JobSetStatus, change: Change) -> Records:
    day = f"{change.row.origin.said_at.astimezone(change.zone):%Y-%m-%d}"

    def moved(job: Job) -> Job:
        return replace(_noted(job, f"{day}: {command.note}") if command.note else job, status=command.status)

    return records.changed("jobs", change.refs.get("job"), moved)


def _note(records: Records, command: JobAddNote, change: Change) -> Records:
    return records.changed("jobs", change.refs.get("job"), lambda job: _noted(job, command.note))


def _noted(job: Job, line: str) -> Job:
    return replace(job, notes=f"{job.notes}\n{line}" if job.notes else line)


def _assign(records: Records, command: JobAssign, change: Change) -> Records:
    return records.changed("jobs", change.refs.get("job"), lambda job: replace(job, assigned_to=(command.assignee,)))


def _schedule(records: Records, command: JobSchedule | JobReschedule, change: Change) -> Records:
    def scheduled(job: Job) -> Job:
        planned = job.scheduled_start, job.scheduled_end
        start, end = appointment(command.when, change.zone, planned, command.duration)
        status = "scheduled" if job.status in ("draft", "quoted") else job.status
        return replace(job, status=status, scheduled_start=start, scheduled_end=end)

    return records.changed("jobs", change.refs.get("job"), scheduled)


EFFECTS: Effects = {
    JobCreate: (Effect("jobs", _create),),
    JobSetStatus: (Effect("jobs", _set_status),),
    JobAddNote: (Effect("jobs", _note),),
    JobAssign: (Effect("jobs", _assign),),
    JobSchedule: (Effect("jobs", _schedule),),
    JobReschedule: (Effect("jobs", _schedule),),
}
