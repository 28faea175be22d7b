"""How customers are reached, and what there was with them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from conversation.answers.pieces import Answer, age, ended, local, money, noted, told
from conversation.replies import written_phone
from conversation.tongue import Tongue
from erp import Address, Command, Customer, Job, Slots, Snapshot
from erp.contacts import ContactFind
from erp.job_status import OPEN, spoken_status
from erp.payments import unpaid
from erp.relations import ContactInteractions

_NORTH_AMERICA = "+1"
_MOST_NOTES, _MOST_JOBS = 2, 3


def _find(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    customer = next(each for each in snapshot.customers if each.name == slots["customer"])
    known = []
    if customer.phone:
        phone = written_phone(customer.phone.removeprefix(_NORTH_AMERICA))
        known.append(tongue.says(f"phone {phone}", f"teléfono {phone}"))
    if customer.email:
        known.append(tongue.says(f"e-mail {customer.email}", f"correo {customer.email}"))
    if customer.address:
        known.append(_written(customer.address))
    if not known:
        return tongue.says(
            f"{customer.name} has neither phone, e-mail nor address in your contacts.",
            f"{customer.name} no tiene teléfono, correo ni dirección en tus contactos.",
        )
    return f"{customer.name}: {'; '.join(known)}{age('customers', snapshot, now, tongue)}."


def _interactions(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """The latest notes, the latest jobs and what is open, as far as this unit knows them."""
    customer = next(each for each in snapshot.customers if each.name == slots["customer"])
    sentences = [
        *_of_notes(customer, now, tongue),
        *_of_jobs(customer, snapshot, now, tongue),
        *_of_invoices(customer, snapshot, tongue),
    ]
    if not sentences and not snapshot.was_read("jobs"):
        return tongue.sentences.UNREAD["jobs"]
    if not sentences:
        return tongue.says(
            f"There is nothing about {customer.name} on this unit.", f"No hay nada de {customer.name} en esta unidad."
        )
    return f"{customer.name}: {' '.join(sentences)}"


def _of_notes(customer: Customer, now: datetime, tongue: Tongue) -> Iterator[str]:
    if latest := noted(customer.notes, now, tongue, _MOST_NOTES):
        yield tongue.says(f"Notes: {latest}.", f"Notas: {latest}.")


def _of_jobs(customer: Customer, snapshot: Snapshot, now: datetime, tongue: Tongue) -> Iterator[str]:
    jobs = [job for job in snapshot.jobs if job.customer_ref == customer.ref]
    if jobs:
        # Those without a time were never worked on, and are told first.
        jobs.sort(key=lambda job: (job.scheduled_start is None, job.scheduled_start), reverse=True)
        count = tongue.numbers.count(len(jobs), tongue.says("job", "trabajo"), tongue.says("jobs", "trabajos"))
        said = told([_job(job, snapshot, now, tongue) for job in jobs], tongue, _MOST_JOBS)
        yield ended(f"{count}{age('jobs', snapshot, now, tongue)}: {said}")


def _job(job: Job, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    status = spoken_status(job.status, tongue.language)
    if job.scheduled_start is None:
        return f"{job.number}, {job.title}, {status}"
    start = local(job.scheduled_start, snapshot)
    at = f" {tongue.times.at_time(start.time())}" if job.status in OPEN else ""  # of what is over the day is enough
    return f"{job.number}, {job.title}, {status}, {tongue.times.on_date(start.date().isoformat(), now)}{at}"


def _of_invoices(customer: Customer, snapshot: Snapshot, tongue: Tongue) -> Iterator[str]:
    dues = [invoice.balance_due or Decimal(0) for invoice in unpaid(snapshot) if invoice.customer_ref == customer.ref]
    if dues:
        count = tongue.numbers.count(len(dues), tongue.says("invoice", "factura"), tongue.says("invoices", "facturas"))
        total = money(sum(dues, start=Decimal(0)), tongue)
        yield tongue.says(f"{count} open: {total}.", f"{count} por cobrar: {total}.")


def _written(address: Address) -> str:
    return ", ".join(filter(None, (address.street, address.city, f"{address.state} {address.postal_code}".strip())))


ANSWERS: Mapping[type[Command], Answer] = {ContactFind: _find, ContactInteractions: _interactions}
