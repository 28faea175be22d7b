"""Businesses of any size to measure with: customers, parts, open jobs and projects, the same for the same seed.

People have the names that Americans have, as often as they have them (`names/`: given names of the Social Security
Administration's records, surnames of the 2010 census, each with its share in 100,000). One in eight is a company. Where
a name has a partner that sounds the same or nearly the same, the business has that too one time in ten.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.named import Named
from benchmarks.parts import named_parts
from erp import Address, Customer, Estimate, Invoice, Job, Member, Part, Project, Snapshot

NAMES = Path(__file__).with_name("names")
PERMISSIONS = frozenset(
    {"view_jobs", "create_jobs", "edit_jobs", "view_projects", "edit_projects", "view_contacts", "edit_contacts"}
)
ZONE = "America/Chicago"
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo(ZONE))
"""When everything here is said: a Wednesday."""
_OPEN_JOBS, _PROJECTS = 60, 12
_COMPANIES = 0.125
_ALIKE_TOO = 0.1
SAME_SOUND = (
    ("Anderson", "Andersen"), ("Hansen", "Hanson"), ("Reed", "Reid"), ("Clark", "Clarke"), ("Thompson", "Thomson"),
    ("Stewart", "Stuart"), ("Allen", "Allan"), ("Lee", "Leigh"), ("Peterson", "Petersen"), ("Green", "Greene"),
    ("John", "Jon"), ("Eric", "Erik"), ("Steven", "Stephen"), ("Sarah", "Sara"), ("Ann", "Anne"),
)  # fmt: skip
"""Names that nobody can tell apart by ear."""
ALIKE = (
    ("Garcia", "Garza"), ("Smith", "Smyth"), ("Johnson", "Johnston"), ("Myers", "Meyer"), ("Nelson", "Nielsen"),
    ("Brown", "Braun"), ("Lewis", "Luis"), ("Martin", "Martinez"), ("Wilson", "Wilkinson"), ("Moore", "Moody"),
    ("Jones", "James"), ("Harris", "Harrison"), ("Williams", "Wilkins"), ("Carter", "Carver"), ("Davis", "Davies"),
    ("Maria", "Mario"), ("Brian", "Ryan"), ("Aaron", "Erin"), ("Daniel", "Danielle"), ("Robert", "Roberta"),
    ("Michael", "Michelle"), ("Julia", "Julio"), ("Eric", "Erica"), ("Andrew", "Andrea"), ("Joseph", "Josephine"),
    ("Christine", "Christina"), ("Anna", "Hannah"), ("Karen", "Carol"), ("Linda", "Lydia"), ("Paul", "Pablo"),
)  # fmt: skip
"""Names that sound nearly the same."""
_TEAM = ("Sam Rivera", "Marcus Reed", "Tina Walsh", "Alex Novak", "Priya Shah", "Luis Ortega")
_OPEN_SALES = 12
"""Estimates, and invoices, that a technician has to do with."""
_PLACES = ("Lakeside", "Maple Ridge", "Oak Park", "Riverside", "Sunset", "Hillcrest", "Main Street", "Midtown", "Cedar")
_TRADES = ("Dental", "Apartments", "Property Management", "Bakery", "Animal Clinic", "Auto Repair", "Church", "Realty")
_FAMILY = ("{} & Sons", "{} Plumbing LLC", "{} Construction Inc", "{} Brothers", "{} Family Dental", "{} Properties")


@dataclass(frozen=True, slots=True)
class Business:
    """A business as the unit knows it."""

    snapshot: Snapshot
    customers: tuple[Named, ...]
    parts: tuple[Named, ...]


def business(customers: int, parts: int, seed: int) -> Business:
    """A business with so many customers and parts. Open jobs and projects are as many as one technician meets."""
    random = Random(f"{seed} {customers} {parts}")  # noqa: S311 - nothing is secret
    people, stock = named_customers(customers, random), named_parts(parts, random)
    records = tuple(Customer(f"c{i}", one.name, f"31255{i:05}", None, _address(random)) for i, one in enumerate(people))
    snapshot = Snapshot(
        technician="Sam Rivera",
        business="Measured Mechanical",
        time_zone=ZONE,
        next_number="9001",
        permissions=PERMISSIONS,
        customers=records,
        jobs=tuple(_jobs(records, random)),
        projects=tuple(_projects(random)),
        parts=tuple(Part(f"p{i}", one.name, None, Decimal(random.randrange(40))) for i, one in enumerate(stock)),
        estimates=tuple(_estimates(records, seed)),
        invoices=tuple(_invoices(records, seed)),
        team=tuple(Member(f"u{i}", name, "employee") for i, name in enumerate(_TEAM)),
        businesses=("Measured Mechanical", "Second Supply"),
        as_of=dict.fromkeys(("customers", "team", "jobs", "projects", "parts", "estimates", "invoices"), NOW),
    )
    return Business(snapshot, people, stock)


def _estimates(customers: tuple[Customer, ...], seed: int) -> Iterator[Estimate]:
    for index, customer in enumerate(_some(customers, f"{seed} estimates")):
        number = str(20 + 7 * index)
        total = Decimal(100 + 50 * index)
        yield Estimate(
            f"e{index}", number, f"EST-{number:0>6}", "Repair", "sent", customer.name, customer.ref, total=total
        )


def _invoices(customers: tuple[Customer, ...], seed: int) -> Iterator[Invoice]:
    for index, customer in enumerate(_some(customers, f"{seed} invoices")):
        number, due = str(110 + 9 * index), Decimal(100 + 50 * index)
        yield Invoice(
            f"i{index}", number, f"INV-{number:0>6}", "sent", customer.name, customer.ref, total=due, balance_due=due
        )


def _some(customers: tuple[Customer, ...], seed: str) -> list[Customer]:
    """Of a chance of their own, so that the other records stay what they were."""
    return Random(seed).sample(customers, min(_OPEN_SALES, len(customers)))  # noqa: S311 - nothing is secret


def named_customers(count: int, random: Random) -> tuple[Named, ...]:
    """So many different customers."""
    found: dict[str, None] = {}
    while len(found) < count:
        name = _company(random) if random.random() < _COMPANIES else f"{first_name(random)} {surname(random)}"
        found[name] = None
        alike = nearly(name, (*SAME_SOUND, *ALIKE), random)
        if alike and len(found) < count and random.random() < _ALIKE_TOO:
            found[alike] = None
    return tuple(Named(name, said_name(name)) for name in found)


def said_name(name: str) -> str:
    """How a customer is called: a company without what stands behind it in law."""
    return name.replace("&", "and").removesuffix(" LLC").removesuffix(" Inc").lower()


def first_name(random: Random) -> str:
    """As often as people have it."""
    return _drawn("first_names", random)


def surname(random: Random) -> str:
    """As often as people have it."""
    return _drawn("surnames", random)


def is_surname(word: str) -> bool:
    """Whether people are called so."""
    return word in _weighted("surnames")[0] or any(word in pair for pair in (*SAME_SOUND, *ALIKE))


def nearly(name: str, pairs: Sequence[tuple[str, str]], random: Random) -> str | None:
    """`name` with one of its words put for the other of its pair; None where no pair has any of them."""
    both = [*pairs, *((other, one) for one, other in pairs)]
    changed = [" ".join(other if word == one else word for word in name.split()) for one, other in both]
    others = [other for other in changed if other != name]
    return random.choice(others) if others else None


@cache
def _weighted(kind: str) -> tuple[list[str], list[int]]:
    rows = [line.split() for line in (NAMES / f"{kind}.txt").read_text().splitlines()]
    return [name for name, _ in rows], [int(share) for _, share in rows]


def _drawn(kind: str, random: Random) -> str:
    names, shares = _weighted(kind)
    return random.choices(names, shares)[0]


def _company(random: Random) -> str:
    if random.random() < 0.5:
        return f"{random.choice(_PLACES)} {random.choice(_TRADES)}"
    return random.choice(_FAMILY).format(surname(random))


def _address(random: Random) -> Address:
    return Address(f"{random.randrange(1, 999)} {surname(random)} Street", "Naperville", "IL", "60540")


def _jobs(customers: Sequence[Customer], random: Random) -> Iterator[Job]:
    """Open jobs with numbers as they come, scheduled ones and some that have no time yet."""
    works = ("Leaking faucet", "Water heater", "Furnace tune up", "Panel upgrade", "No heat", "Clogged drain")
    for number in sorted(random.sample(range(1, 900), _OPEN_JOBS)):
        customer = random.choice(customers)
        status = random.choice(("draft", "scheduled", "scheduled", "in_progress"))
        start = NOW + timedelta(hours=random.randrange(1, 200)) if status != "draft" else None
        yield Job(
            f"j{number}", str(number), f"JOB-{number:06}", random.choice(works), status, customer.name, customer.ref,
            customer.address, start, start and start + timedelta(hours=2), (), Decimal(random.randrange(100, 3000)),
        )  # fmt: skip


def _projects(random: Random) -> Iterator[Project]:
    works = ("repipe", "addition", "remodel", "rewire")
    for number in range(1, _PROJECTS + 1):
        yield Project(f"r{number}", str(number), f"{surname(random)} {random.choice(works)}", "in_progress")
