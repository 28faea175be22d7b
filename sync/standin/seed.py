"""The business that a stand-in server starts with, read from a seed file."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

PRACTICE = Path(__file__).with_name("practice.json")
"""The practice business."""
PRACTICE_PASSWORD = "practice"  # noqa: S105 - not a secret: it opens a business that exists only on this machine
"""The password of everybody in a seeded business."""
OWNER_EMAIL = "owner@example.com"
OWNER_PHONE = "+13125550100"
VIEWER_EMAIL = "viewer@example.com"


class SeedError(Exception):
    """A seed file that cannot be read, or that is none."""


class Business(BaseModel):
    name: str
    current: bool = False


class Address(BaseModel):
    street: str
    city: str
    state: str
    postal_code: str


class Contact(BaseModel):
    id: str
    first: str | None = None
    last: str | None = None
    company: str | None = None
    name: str
    phone: str | None = None
    email: str | None = None
    address: Address | None = None
    type: str = "customer"


class Job(BaseModel):
    number: str
    full_number: str
    title: str
    customer: str | None = None
    status: str = "draft"
    scheduled_start: datetime | None = None
    """Local time where it carries no offset."""
    assigned_to: list[str] = []
    priority: str = "medium"
    job_type: str = "service"
    total: Decimal | None = None
    """What the job is to bring, where that is known."""


class Project(BaseModel):
    number: str
    name: str
    customer: str
    status: str = "planning"
    budget: Decimal | None = None


class Estimate(BaseModel):
    number: str
    title: str
    customer: str
    status: str = "draft"
    total: Decimal
    job: str | None = None


class Invoice(BaseModel):
    number: str
    customer: str
    status: str = "draft"
    total: Decimal
    balance_due: Decimal
    job: str | None = None


class Part(BaseModel):
    name: str
    spoken_en: list[str] = []
    spoken_es: list[str] = []
    sku: str
    on_hand: Decimal = Decimal(0)
    price: Decimal = Decimal(0)
    cost: Decimal | None = None
    """What one costs the business; the price where that is not known."""
    supplier: str = "Parts supplier"
    """Who it is ordered from."""
    reorder_point: Decimal | None = None
    """With how many left it is ordered again."""
    reorder_quantity: Decimal | None = None
    """How many are ordered then."""


class Colleague(BaseModel):
    name: str
    role: str = "employee"
    trade: str | None = None


class Seed(BaseModel):
    """A whole business as the seed file writes it; people, jobs and parts refer to one another by name and number."""

    now: datetime
    time_zone: str
    technician: str
    technician_role: str = "employee"
    businesses: list[Business] = Field(min_length=1)
    contacts: list[Contact] = []
    jobs: list[Job] = []
    projects: list[Project] = []
    estimates: list[Estimate] = []
    invoices: list[Invoice] = []
    parts: list[Part] = []
    team: list[Colleague] = []

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a seed file.

        Raises:
            SeedError: it cannot be read or is no seed file; the sentence says why.
        """
        try:
            return cls.model_validate_json(path.read_bytes())
        except OSError as error:
            raise SeedError(f"The seed file {path} cannot be read: {error.strerror}.") from error
        except ValidationError as error:
            raise SeedError(f"{path} is no seed file: {_first_problem(error)}.") from error

    @field_validator("time_zone")
    @classmethod
    def _time_zone_is_known(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(f"{name!r} is no time zone; one is America/Chicago")
        return name

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        customers = {contact.name for contact in self.contacts}
        people = {self.technician, *(colleague.name for colleague in self.team)}
        numbers = {job.number for job in self.jobs}
        sales: list[Estimate | Invoice] = [*self.estimates, *self.invoices]
        named: list[Job | Project | Estimate | Invoice] = [*self.jobs, *self.projects, *sales]
        _refuse_unknown("customer", [row.customer for row in named], customers)
        _refuse_unknown("assigned_to", [name for job in self.jobs for name in job.assigned_to], people)
        _refuse_unknown("job", [sale.job for sale in sales], numbers)
        return self

    @property
    def business(self) -> Business:
        """The business that is worked in."""
        return next((business for business in self.businesses if business.current), self.businesses[0])

    def today(self) -> date:
        """The present day by this machine's clock, where the business is."""
        return datetime.now(ZoneInfo(self.time_zone)).date()

    def moved_to(self, day: date) -> Self:
        """The same business with all its times moved by whole days, so that `now` falls on `day`."""
        zone = ZoneInfo(self.time_zone)
        days = day - self.now.astimezone(zone).date()

        def moved(moment: datetime) -> datetime:
            # Days are added to the local time: nine o'clock stays nine o'clock when the clocks change in between.
            return moment + days if moment.tzinfo is None else moment.astimezone(zone) + days

        jobs = [
            job.model_copy(update={"scheduled_start": job.scheduled_start and moved(job.scheduled_start)})
            for job in self.jobs
        ]
        return self.model_copy(update={"now": moved(self.now), "jobs": jobs})


def _first_problem(error: ValidationError) -> str:
    """What is wrong first, in our words where the library's are for programmers."""
    problem = error.errors(include_url=False)[0]
    place = ".".join(map(str, problem["loc"]))
    match problem["type"]:
        case "json_invalid":
            return "it is not JSON"
        case "missing":
            return f"it lacks {place}"
        case "value_error":
            return str(problem["ctx"]["error"])
        case _:
            return f"{place or 'it'} is wrong ({problem['msg']})"


def _refuse_unknown(field: str, wanted: Sequence[str | None], known: set[str]) -> None:
    for name in wanted:
        if name is not None and name not in known:
            raise ValueError(f"{field} {name!r} stands nowhere else in the file")


def email_of(name: str) -> str:
    """The address that a person of a seeded business signs in with: ``rosa.delgado@example.com``."""
    return (
        ".".join("".join(letter for letter in word if letter.isalnum()) for word in name.lower().split())
        + "@example.com"
    )


def row_id(kind: str, key: str) -> str:
    """The id of a seeded row, the same at every seeding; Hero365 takes version 4 only."""
    return str(UUID(bytes=hashlib.sha256(f"{kind}/{key}".encode()).digest()[:16], version=4))
