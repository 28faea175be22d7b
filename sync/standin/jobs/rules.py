"""Hero365's rules of a job's life. Every refusal is a `RuleError` in the server's own words.

They are written down here a second time on purpose: what stands for the server must not share a mistake with the unit.
"""

from datetime import datetime
from decimal import Decimal

from sync.standin import wire
from sync.standin.wire import Document

TRANSITIONS: dict[str, tuple[str, ...]] = {
    "draft": ("quoted", "scheduled", "cancelled"),
    "quoted": ("scheduled", "draft", "cancelled"),
    "scheduled": ("in_progress", "on_hold", "cancelled"),
    "in_progress": ("completed", "on_hold", "cancelled"),
    "on_hold": ("in_progress", "scheduled", "cancelled"),
    "completed": ("invoiced",),
    "invoiced": ("paid",),
    "cancelled": (),
    "paid": (),
}


class RuleError(Exception):
    """What was asked for is against the rules."""


class TransitionError(RuleError):
    """The job cannot go from its status to the one asked for, which may be the same."""


def moved(job: Document, status: str, user_id: str, note: str | None) -> Document:
    """The job in another status, with a note of the change if one was given.

    Raises:
        TransitionError: the step is not allowed.
    """
    if status not in TRANSITIONS[job["status"]]:
        raise TransitionError(f"Cannot transition from {job['status']} to {status}")
    now = wire.now()
    changes: Document = {"status": status, "last_modified": now}
    if status == "in_progress" and not job["actual_start"]:
        changes["actual_start"] = now
    if status == "completed":
        changes |= {"actual_end": job["actual_end"] or now, "completed_date": now}
    if note:
        when = datetime.fromisoformat(now)
        line = f"[{when:%Y-%m-%d %H:%M}] Status changed from {job['status']} to {status} by {user_id}: {note}"
        changes["internal_notes"] = f"{job['internal_notes']}\n{line}" if job["internal_notes"] else line
    return job | changes


def started(job: Document, user_id: str) -> Document:
    """The job in progress; only a scheduled one can be started."""
    if job["status"] != "scheduled":
        raise RuleError("Job must be scheduled to start")
    return moved(job, "in_progress", user_id, "Job started") | {"actual_start": wire.now()}


def completed(job: Document, user_id: str, notes: str | None) -> Document:
    """The job completed; only one in progress can be."""
    if job["status"] != "in_progress":
        raise RuleError("Job must be in progress to complete")
    kept = {"completion_notes": notes} if notes else {}
    return moved(job | kept, "completed", user_id, "Job completed")


def cancelled(job: Document, user_id: str, reason: str) -> Document:
    """The job cancelled, unless the work is done."""
    if job["status"] in ("completed", "invoiced", "paid"):
        raise RuleError("Cannot cancel completed or invoiced job")
    return moved(job, "cancelled", user_id, f"Job cancelled: {reason}")


def rescheduled(job: Document, start: datetime | None, end: datetime | None) -> Document:
    """The job with both times replaced: the one that is not given is erased."""
    if start and end:
        if (start.tzinfo is None) != (end.tzinfo is None):
            raise RuleError("can't compare offset-naive and offset-aware datetimes")
        if end <= start:
            raise RuleError("End time must be after start time")
    return job | {"scheduled_start": wire.stored(start), "scheduled_end": wire.stored(end)}


def is_overdue(job: Document) -> bool:
    """Whether an open job's planned end has passed."""
    end = job["scheduled_end"]
    return job["status"] in ("scheduled", "in_progress") and end is not None and end < wire.now()


def duration_days(job: Document) -> int | None:
    """Midnights (UTC) between the planned start and end."""
    if not (job["scheduled_start"] and job["scheduled_end"]):
        return None
    start, end = (datetime.fromisoformat(job[name]).date() for name in ("scheduled_start", "scheduled_end"))
    return (end - start).days


def revenue(cost_estimate: Document) -> Decimal:
    """What the job is to bring: costs with markup, less discount, with tax."""
    cost = {name: wire.decimal(value) for name, value in cost_estimate.items()}
    before_tax = _subtotal(cost) + _markup(cost) - cost["discount_amount"]
    return before_tax + before_tax * (cost["tax_percentage"] / Decimal(100))


def profit_margin(cost_estimate: Document) -> Decimal:
    """The markup's share of the revenue, in percent."""
    total = revenue(cost_estimate)
    cost = {name: wire.decimal(value) for name, value in cost_estimate.items()}
    return _markup(cost) / total * 100 if total > 0 else Decimal(0)


def _subtotal(cost: dict[str, Decimal]) -> Decimal:
    return cost["labor_cost"] + cost["material_cost"] + cost["equipment_cost"] + cost["overhead_cost"]


def _markup(cost: dict[str, Decimal]) -> Decimal:
    return _subtotal(cost) * (cost["markup_percentage"] / Decimal(100))
