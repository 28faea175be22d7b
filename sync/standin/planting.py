"""Putting a seeded business into an empty store."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sync.standin.bookings import documents as booking_documents
from sync.standin.bookings.requests import BookingRequest
from sync.standin.contacts import documents as contact_documents
from sync.standin.jobs import documents as job_documents
from sync.standin.jobs.requests import CostEstimate, cost_row
from sync.standin.parts import products, suppliers
from sync.standin.projects import documents as project_documents
from sync.standin.sales import documents as sale_documents
from sync.standin.seed import (
    OWNER_EMAIL,
    OWNER_PHONE,
    PRACTICE_PASSWORD,
    VIEWER_EMAIL,
    Address,
    Contact,
    Estimate,
    Invoice,
    Job,
    Part,
    Project,
    Seed,
    email_of,
    row_id,
)
from sync.standin.store import Store
from sync.standin.wire import Document, as_float, stored

_JOB_LENGTH = timedelta(hours=2)
"""How long a seeded job is planned to take; the seed file names only its start."""


def plant(seed: Seed, store: Store) -> None:
    """Put the business into an empty store, all of it or nothing."""
    with store.transaction():
        _Planting(seed, store).everything()


class _Planting:
    """One seeding: rows refer to one another by names that it turns into ids."""

    def __init__(self, seed: Seed, store: Store) -> None:
        self._seed = seed
        self._store = store
        self._business_id = row_id("business", seed.business.name)
        self._made = stored(seed.now - timedelta(days=30))
        self._owner = row_id("user", "owner")
        self._contact_ids = {contact.name: row_id("contact", contact.id) for contact in seed.contacts}
        self._addresses = {contact.name: _address(contact.address) for contact in seed.contacts}
        self._job_ids = {job.number: row_id("job", job.number) for job in seed.jobs}

    def everything(self) -> None:
        for business in self._seed.businesses:
            place = {"id": row_id("business", business.name), "timezone": self._seed.time_zone}
            self._store.plant("businesses", {**place, "name": business.name})
            self._store.plant("bookable_services", self._service(business.name))
        self._people()
        for contact in self._seed.contacts:
            self._store.plant("contacts", self._contact(contact))
        for job in self._seed.jobs:
            self._store.plant("jobs", self._job(job))
        for project in self._seed.projects:
            self._store.plant("projects", self._project(project))
        for estimate in self._seed.estimates:
            self._store.plant("estimates", self._estimate(estimate))
        for invoice in self._seed.invoices:
            self._store.plant("invoices", self._invoice(invoice))
        for supplier in dict.fromkeys(part.supplier for part in self._seed.parts):
            self._store.plant("suppliers", self._supplier(supplier))
        for part in self._seed.parts:
            self._store.plant("products", self._product(part))
        for contact in self._seed.contacts[:1]:
            self._store.plant("bookings", self._booking(contact))

    def _people(self) -> None:
        trades = {colleague.name: colleague.trade for colleague in self._seed.team}
        colleagues = {colleague.name: colleague.role for colleague in self._seed.team}
        colleagues[self._seed.technician] = self._seed.technician_role
        for name, role in colleagues.items():
            self._person(row_id("user", name), name, role, trades.get(name), email=email_of(name))
        self._person(self._owner, "Olive Owner", "owner", email=OWNER_EMAIL, phone=OWNER_PHONE)
        self._person(row_id("user", "viewer"), "Vic Viewer", "viewer", email=VIEWER_EMAIL)

    def _person(self, user_id: str, name: str, role: str, trade: str | None = None, **sign_in: str) -> None:
        add_user(self._store, user_id, name, password=PRACTICE_PASSWORD, **sign_in)
        # The owner has every business; of several memberships the newest counts, and that is the current business.
        for business in self._seed.businesses if role == "owner" else [self._seed.business]:
            joined = self._seed.now - timedelta(days=100 if business is self._seed.business else 200)
            add_member(self._store, row_id("business", business.name), user_id, role, joined, trade)

    def _row(self, kind: str, key: str) -> Document:
        return {"id": row_id(kind, key), "created_date": self._made, "last_modified": self._made}

    def _contact(self, contact: Contact) -> Document:
        named = {"first_name": contact.first, "last_name": contact.last, "company_name": contact.company}
        return contact_documents.new(
            self._business_id,
            self._owner,
            **self._row("contact", contact.id),
            **named,
            contact_type=contact.type,
            phone=contact.phone,
            email=contact.email,
            address=_address(contact.address),
        )

    def _job(self, job: Job) -> Document:
        start = job.scheduled_start
        if start and start.tzinfo is None:
            start = start.replace(tzinfo=ZoneInfo(self._seed.time_zone))
        estimate = CostEstimate(labor_cost=job.total or Decimal(0), markup_percentage=Decimal(0 if job.total else 20))
        return job_documents.new(
            self._business_id,
            self._owner,
            job.full_number,
            **self._row("job", job.number),
            title=job.title,
            contact_id=self._contact_ids[job.customer] if job.customer else None,
            job_address=(self._addresses[job.customer] if job.customer else None) or _NOWHERE,
            status=job.status,
            priority=job.priority,
            job_type=job.job_type,
            scheduled_start=stored(start),
            scheduled_end=stored(start.astimezone(UTC) + _JOB_LENGTH if start else None),
            assigned_to=[row_id("user", name) for name in job.assigned_to],
            actual_start=stored(start) if job.status in ("in_progress", "on_hold", "completed") else None,
            completed_date=self._made if job.status == "completed" else None,
            cost_estimate=cost_row(estimate),
        )

    def _project(self, project: Project) -> Document:
        return project_documents.new(
            self._business_id,
            self._owner,
            f"PROJ-{int(project.number):03d}",
            **self._row("project", project.number),
            name=project.name,
            description=project.name,
            client_id=self._contact_ids[project.customer],
            client_name=project.customer,
            status=project.status,
            estimated_budget=float(project.budget or 0),
            start_date=self._made,
        )

    def _estimate(self, estimate: Estimate) -> Document:
        return sale_documents.new_estimate(
            self._business_id,
            self._owner,
            f"EST-{int(estimate.number):06d}",
            **self._row("estimate", estimate.number),
            **self._sold(estimate.customer, estimate.title, estimate.total, estimate.job),
            status=estimate.status,
        )

    def _invoice(self, invoice: Invoice) -> Document:
        title = next((job.title for job in self._seed.jobs if job.number == invoice.job), "Service")
        return sale_documents.new_invoice(
            self._business_id,
            self._owner,
            f"INV-{int(invoice.number):06d}",
            **self._row("invoice", invoice.number),
            **self._sold(invoice.customer, title, invoice.total, invoice.job),
            status=invoice.status,
            paid_amount=float(invoice.total - invoice.balance_due),
            due_date=(self._seed.now.date() + timedelta(days=30)).isoformat(),
        )

    def _sold(self, customer: str, title: str, total: Decimal, job: str | None) -> Document:
        line: dict[str, Any] = {"description": title, "quantity": 1.0, "unit_price": float(total)}
        return {
            "contact_id": self._contact_ids[customer],
            "client_name": customer,
            "title": title,
            "line_items": [sale_documents.new_line(row_id("line", title), line)],
            "job_id": self._job_ids[job] if job else None,
        }

    def _product(self, part: Part) -> Document:
        return products.new(
            self._business_id,
            self._owner,
            part.sku,
            part.name,
            **self._row("product", part.sku),
            quantity_on_hand=float(part.on_hand),
            unit_price=float(part.price),
            unit_cost=float(part.price if part.cost is None else part.cost),
            primary_supplier_id=row_id("supplier", part.supplier),
            reorder_point=as_float(part.reorder_point),
            reorder_quantity=as_float(part.reorder_quantity),
        )

    def _service(self, business: str) -> Document:
        service = row_id("service", business)
        return booking_documents.new_service(row_id("business", business), "Service call", id=service)

    def _booking(self, contact: Contact) -> Document:
        """A visit that is over: nothing lists the services, and their ids are learnt from bookings."""
        times = dict.fromkeys(
            ("requested_at", "scheduled_at", "completed_at", "created_at", "updated_at", "created_date"), self._made
        )
        asked = {
            "business_id": self._business_id,
            "service_id": row_id("service", self._seed.business.name),
            "requested_at": self._seed.now,
            "customer_name": contact.name,
            "customer_phone": contact.phone or "",
            "service_address": contact.address.street if contact.address else "",
        }
        row = BookingRequest.model_validate(asked).row() | times
        service = self._service(self._seed.business.name)
        return booking_documents.new(service, **row, id=row_id("booking", contact.id), status="completed")

    def _supplier(self, name: str) -> Document:
        return suppliers.new(self._business_id, self._owner, name) | self._row("supplier", name)


_NOWHERE = {"street_address": "No address provided", "city": "Unknown", "state": "Unknown", "postal_code": "00000"}
"""What Hero365 writes for a job without an address."""


def _address(address: Address | None) -> Document | None:
    if address is None:
        return None
    return {
        "street_address": address.street,
        "city": address.city,
        "state": address.state,
        "postal_code": address.postal_code,
        "country": "US",
    }


def add_user(store: Store, user_id: str, full_name: str, **sign_in: str) -> None:
    """Let somebody sign in, with `email`, `phone` and `password`."""
    created = stored(datetime.now(UTC))
    nothing = {"email": None, "phone": None}
    store.plant("users", {"id": user_id, "full_name": full_name, "created_date": created, **nothing, **sign_in})


def add_member(  # noqa: PLR0913, PLR0917 - a membership is no more than these
    store: Store, business_id: str, user_id: str, role: str, joined: datetime, trade: str | None = None
) -> None:
    """Give somebody a place in a business."""
    member = {"business_id": business_id, "user_id": user_id, "role": role, "joined_date": stored(joined)}
    store.plant("memberships", {"id": row_id("membership", f"{business_id}/{user_id}"), "job_title": trade, **member})
