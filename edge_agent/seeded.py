"""The records of a seed file as the unit would know them, at the seed's own time and without a server."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from erp import COMMANDS, Address, Customer, Estimate, Invoice, Job, Language, Member, Part, Project, Snapshot
from sync.standin import Seed
from sync.standin.seed import Contact
from sync.standin.seed import Job as SeedJob

_PERMISSIONS = frozenset(command.spec.permission for command in COMMANDS if command.spec.permission)
"""Nothing is refused for want of one: what is understood is the subject."""
_RECORDS = ("customers", "jobs", "projects", "parts", "estimates", "invoices", "team", "businesses")


def seeded(file: Path, language: Language) -> tuple[Snapshot, datetime]:
    """The records of `file` for somebody who speaks `language`, and the local time that it fixes.

    Raises:
        sync.standin.SeedError: it is no seed file.
    """
    seed = Seed.load(file)
    zone = ZoneInfo(seed.time_zone)
    snapshot = Snapshot(
        technician=seed.technician,
        business=seed.business.name,
        time_zone=seed.time_zone,
        next_number="9001",
        language=language,
        permissions=_PERMISSIONS,
        customers=tuple(map(_customer, seed.contacts)),
        jobs=tuple(_job(job, zone) for job in seed.jobs),
        projects=tuple(Project(p.number, p.number, p.name, p.status, p.customer, p.budget) for p in seed.projects),
        estimates=tuple(
            Estimate(each.number, each.number, each.number, each.title, each.status, each.customer, total=each.total)
            for each in seed.estimates
        ),
        invoices=tuple(
            Invoice(
                each.number,
                each.number,
                each.number,
                each.status,
                each.customer,
                total=each.total,
                balance_due=each.balance_due,
                job_ref=each.job,
            )
            for each in seed.invoices
        ),
        parts=tuple(
            Part(
                part.sku,
                part.name,
                part.sku,
                part.on_hand,
                price=part.price,
                reorder_point=part.reorder_point,
                reorder_quantity=part.reorder_quantity,
                spoken_as={"en": tuple(part.spoken_en), "es": tuple(part.spoken_es)},
            )
            for part in seed.parts
        ),
        team=tuple(Member(colleague.name, colleague.name, colleague.role) for colleague in seed.team),
        businesses=tuple(business.name for business in seed.businesses),
        as_of=dict.fromkeys(_RECORDS, seed.now),
    )
    return snapshot, seed.now.astimezone(zone)


def _customer(contact: Contact) -> Customer:
    address = contact.address
    return Customer(
        contact.id,
        contact.name,
        contact.phone,
        contact.email,
        Address(address.street, address.city, address.state, address.postal_code) if address else None,
    )


def _job(job: SeedJob, zone: ZoneInfo) -> Job:
    start = job.scheduled_start
    return Job(
        ref=job.number,
        number=job.number,
        full_number=job.full_number,
        title=job.title,
        status=job.status,
        customer=job.customer,
        customer_ref=job.customer,
        scheduled_start=start if start is None or start.tzinfo else start.replace(tzinfo=zone),
        assigned_to=tuple(job.assigned_to),
        amount=job.total,
        priority=job.priority,
        job_type=job.job_type,
    )
