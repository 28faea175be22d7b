"""Today's business as the unit knows it: what names can be said, and what questions are answered from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from erp.sentences import Language

NOTED_ADDRESS = "Address: "
"""Begins the line of the notes with the part of an address that is known."""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; `state` in two letters."""

    street: str
    city: str
    state: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Customer:
    """A contact of the business."""

    ref: str
    """Hero365's id, or the id of the instruction that creates it."""
    name: str
    phone: str | None = None
    email: str | None = None
    address: Address | None = None
    notes: str = ""
    """What is written about them."""

    @property
    def noted_address(self) -> str:
        """The part of an address that Hero365 takes only among the notes, since it is not whole."""
        lines = (line.removeprefix(NOTED_ADDRESS) for line in self.notes.splitlines() if line.startswith(NOTED_ADDRESS))
        return next(lines, "")

    @property
    def noted_street(self) -> str:
        """The street of it, where there is a house number."""
        street = self.noted_address.partition(",")[0]
        return street if any(map(str.isdigit, street)) else ""


@dataclass(frozen=True, slots=True)
class Job:
    """A job; `number` is what people say (``42``), `full_number` what Hero365 writes (``JOB-000042``)."""

    ref: str
    number: str
    full_number: str
    title: str
    status: str
    """The status it will have when everything in the outbox is delivered."""
    customer: str | None = None
    customer_ref: str | None = None
    address: Address | None = None
    scheduled_start: datetime | None = None
    """Aware, as are all times here."""
    scheduled_end: datetime | None = None
    assigned_to: tuple[str, ...] = ()
    amount: Decimal | None = None
    """What the job is expected to bring, where Hero365 says so."""
    priority: str | None = None
    job_type: str | None = None
    notes: str = ""
    """What is noted about it: a line each, the latest last."""
    notes_read: bool = False
    """Whether Hero365's notes are among them: its lists do not show any."""
    changed_at: datetime | None = None
    """When anybody had changed it last, as its notes were read."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project and where it stands."""

    ref: str
    number: str
    name: str
    status: str
    customer: str | None = None
    budget: Decimal | None = None
    spent: Decimal | None = None
    end_date: datetime | None = None
    team: tuple[str, ...] = ()
    """Names of the people assigned to it."""
    read_alone: bool = False
    """Whether it was read by itself: Hero365's lists show neither number nor team."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate; `number` is what people say (``8``), `full_number` what Hero365 writes (``EST-000008``)."""

    ref: str
    number: str
    full_number: str
    title: str
    status: str
    customer: str | None = None
    customer_ref: str | None = None
    total: Decimal | None = None
    job_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice, and what is still to be paid of it."""

    ref: str
    number: str
    full_number: str
    status: str
    customer: str | None = None
    customer_ref: str | None = None
    total: Decimal | None = None
    balance_due: Decimal | None = None
    due_date: date | None = None
    job_ref: str | None = None
    estimate_ref: str | None = None
    """The estimate that it was made out of, if any."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works in the business; `ref` is Hero365's id of the person."""

    ref: str
    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """A saved command that does not go its way: refused, or waiting for a person."""

    command_id: str
    command: str
    """Its name in the catalogue."""
    slots: Mapping[str, str]
    reason: str
    refused: bool
    """Whether Hero365 refused it; else it waits."""
    kept: bool = False
    """Whether it waits because the server does not take its like."""


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """A message to a customer that was saved and is not on its way yet."""

    customer: str
    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """What the technician is to be reminded of, and was not yet."""

    ref: str
    """The id that it was saved under."""
    message: str
    when: str
    """As it was said: the catalogue's local time."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stocked part."""

    ref: str
    name: str
    sku: str | None = None
    on_hand: Decimal | None = None
    reserved: Decimal | None = None
    price: Decimal | None = None
    reorder_point: Decimal | None = None
    """With how many left it is ordered again."""
    reorder_quantity: Decimal | None = None
    """How many are ordered then."""
    spoken_as: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """Other ways of saying its name, the usual one first."""

    def called(self, language: Language) -> str:
        """The usual way of saying its name in a language; its name, where there is none."""
        return next(iter(self.spoken_as.get(language, ())), self.name)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The records of one business at one moment, own undelivered changes included."""

    technician: str
    business: str
    time_zone: str
    """IANA name."""
    next_number: str
    """What the next job, estimate, invoice or project made on this unit will be called, as spoken digits."""
    language: Language = "en"
    """What the technician speaks, and what messages to customers are written in."""
    permissions: frozenset[str] = frozenset()
    customers: tuple[Customer, ...] = ()
    jobs: tuple[Job, ...] = ()
    projects: tuple[Project, ...] = ()
    parts: tuple[Part, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    team: tuple[Member, ...] = ()
    businesses: tuple[str, ...] = ()
    """All that the technician belongs to, the one that Hero365 acts for first."""
    unavailable: Mapping[str, str] = field(default_factory=dict)
    """Names of commands that the connected server does not take now, each with the reason."""
    troubles: tuple[Trouble, ...] = ()
    """What was saved and needs attention, in the order of saying."""
    messages: tuple[WaitingMessage, ...] = ()
    """Those to customers that wait."""
    reminders: tuple[Reminder, ...] = ()
    """The technician's own that wait, the next first."""
    waiting: int = 0
    """How many saved commands are on their way."""
    reminds: bool = True
    """Whether a reminder is said when its time has come."""
    as_of: Mapping[str, datetime] = field(default_factory=dict)
    """When each of ``customers``, ``jobs``, ``projects``, ``parts``, ``estimates``, ``invoices``, ``team`` was last
    read from Hero365."""

    def was_read(self, records: str) -> bool:
        """Whether those of `as_of` were ever read from Hero365: else it is not known what there is none of."""
        return records in self.as_of

    def customer(self, name: str) -> Customer | None:
        """The customer of this very name."""
        return next((customer for customer in self.customers if customer.name == name), None)

    def job(self, number: str) -> Job | None:
        """The job of this spoken number."""
        return next((job for job in self.jobs if job.number == number), None)

    def project(self, number: str) -> Project | None:
        """The project of this spoken number."""
        return next((project for project in self.projects if project.number == number), None)

    def estimate(self, number: str) -> Estimate | None:
        """The estimate of this spoken number."""
        return next((estimate for estimate in self.estimates if estimate.number == number), None)

    def invoice(self, number: str) -> Invoice | None:
        """The invoice of this spoken number."""
        return next((invoice for invoice in self.invoices if invoice.number == number), None)

    def member(self, name: str) -> Member | None:
        """The colleague of this very name."""
        return next((member for member in self.team if member.name == name), None)

    def part(self, name: str) -> Part | None:
        """The part of this very name."""
        return next((part for part in self.parts if part.name == name), None)
