"""The families of records that are read from Hero365, and how fresh each is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from erp import Customer, Estimate, Invoice, Job, Member, Part, Project

Record = Customer | Job | Project | Part | Estimate | Invoice | Member


class Freshness(Enum):
    """After how long records are read anew. Nothing is ever forgotten for its age: without a network old records
    serve on, and answers say how old they are.

    What Hero365 knows about the person, permissions and businesses, comes with every reading.
    """

    BUSINESS = timedelta(minutes=5)
    """What the office changes all day."""
    CONVERSATION = timedelta(hours=1)
    """What is only spoken of."""


@dataclass(frozen=True)
class Family:
    """Records of one kind."""

    name: str
    """As the snapshot calls them."""
    record: type[Record]
    freshness: Freshness
    kind: str
    """What Hero365 calls one of them."""

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """Writes and reads a record as JSON."""
        return TypeAdapter(self.record)

    def is_due(self, read: datetime | None, now: datetime) -> bool:
        """Whether it is to be read anew. A clock that was put back makes nothing fresh for longer."""
        return read is None or not read <= now < read + self.freshness.value


FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        # In the order of reading: each is understood with the names in those before it.
        Family("customers", Customer, Freshness.BUSINESS, "contact"),
        Family("team", Member, Freshness.CONVERSATION, "member"),
        Family("jobs", Job, Freshness.BUSINESS, "job"),
        Family("projects", Project, Freshness.BUSINESS, "project"),
        Family("parts", Part, Freshness.BUSINESS, "product"),
        Family("estimates", Estimate, Freshness.BUSINESS, "estimate"),
        Family("invoices", Invoice, Freshness.BUSINESS, "invoice"),
    )
}
