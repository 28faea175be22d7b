"""The records as they are once commands are saved, of which nothing is on disk yet, and as they were before others."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from erp import Command, Customer, Estimate, Instruction, Invoice, Job, Part, Project, Snapshot
from erp.calendar import appointment
from erp.estimates import EstimateSetStatus
from erp.job_crew import JobAssign
from erp.job_progress import JobSetStatus
from erp.jobs import JobReschedule, JobSchedule
from erp.payments import PaymentRecord
from erp.stock_changes import InventoryAdjust, InventoryReserve


def foreseen(made: Iterable[Instruction], snapshot: Snapshot) -> Snapshot:
    """`snapshot` with what the instructions make and change. Hero365 has no ids yet for what they make."""
    for instruction in made:
        snapshot = _with_made(instruction, _with_changes(instruction.command, snapshot))
        if getattr(instruction.command, "number", None) == snapshot.next_number:
            snapshot = replace(snapshot, next_number=str(int(snapshot.next_number) + 1))
    return snapshot


def without(saved: Iterable[Instruction], snapshot: Snapshot) -> Snapshot:
    """`snapshot`, which shows what was saved, as it is where that is taken back: as far as there is then more or less
    to take, to set aside and to pay."""
    for instruction in saved:
        match instruction.command:
            case InventoryAdjust() | InventoryReserve() as change:
                parts = (_unchanged(part, change) if part.name == change.part else part for part in snapshot.parts)
                snapshot = replace(snapshot, parts=tuple(parts))
            case PaymentRecord() as payment:
                invoices = (
                    _unpaid(each, payment) if each.number == payment.invoice else each for each in snapshot.invoices
                )
                snapshot = replace(snapshot, invoices=tuple(invoices))
    return snapshot


def _unchanged(part: Part, change: InventoryAdjust | InventoryReserve) -> Part:
    quantity = Decimal(change.quantity)
    if isinstance(change, InventoryReserve):
        return replace(part, reserved=max((part.reserved or Decimal(0)) - quantity, Decimal(0)))
    return part if part.on_hand is None else replace(part, on_hand=part.on_hand - quantity)


def _unpaid(invoice: Invoice, payment: PaymentRecord) -> Invoice:
    due = invoice.balance_due
    owed = due if due is None else due + Decimal(payment.amount)
    return replace(invoice, balance_due=owed, status="partially_paid" if invoice.status == "paid" else invoice.status)


def _with_made(instruction: Instruction, snapshot: Snapshot) -> Snapshot:
    ref, command = str(instruction.id), instruction.command
    said = {name: str(value) for name, value in command if value is not None}
    number, title, customer = said.get("number", ""), said.get("title", ""), said.get("customer")
    match command.spec.creates:
        case "contact":
            return replace(snapshot, customers=(*snapshot.customers, Customer(ref, customer or "")))
        case "job":
            job = Job(ref, number, "", title, "draft", customer, instruction.refs.get("customer"))
            return replace(snapshot, jobs=(*snapshot.jobs, job))
        case "estimate":
            estimate = Estimate(ref, number, "", title, "draft", customer)
            return replace(snapshot, estimates=(*snapshot.estimates, estimate))
        case "invoice":
            return replace(snapshot, invoices=(*snapshot.invoices, Invoice(ref, number, "", "draft", customer)))
        case "project":
            return replace(snapshot, projects=(*snapshot.projects, Project(ref, number, title, "planning")))
        case _:
            return snapshot


def _with_changes(command: Command, snapshot: Snapshot) -> Snapshot:
    match command:
        case EstimateSetStatus():
            estimates = tuple(
                replace(estimate, status=command.status) if estimate.number == command.estimate else estimate
                for estimate in snapshot.estimates
            )
            return replace(snapshot, estimates=estimates)
        case JobSetStatus() | JobAssign() | JobSchedule() | JobReschedule():
            zone = ZoneInfo(snapshot.time_zone)
            jobs = tuple(_changed(job, command, zone) if job.number == command.job else job for job in snapshot.jobs)
            return replace(snapshot, jobs=jobs)
        case _:
            return snapshot


def _changed(job: Job, command: JobSetStatus | JobAssign | JobSchedule | JobReschedule, zone: ZoneInfo) -> Job:
    match command:
        case JobSetStatus():
            return replace(job, status=command.status)
        case JobAssign():
            return replace(job, assigned_to=(command.assignee,))
        case _:
            start, end = appointment(command.when, zone, (job.scheduled_start, job.scheduled_end), command.duration)
            status = "scheduled" if job.status in ("draft", "quoted") else job.status
            return replace(job, status=status, scheduled_start=start, scheduled_end=end)
