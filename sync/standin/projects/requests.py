"""The bodies of project requests, with the limits of the published types."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from sync.standin import wire
from sync.standin.contacts.requests import AddressFields
from sync.standin.wire import Document

ProjectStatus = Literal["planning", "active", "on_hold", "completed", "cancelled"]
ProjectPriority = Literal["low", "medium", "high", "critical"]
ProjectType = Literal[
    "maintenance", "installation", "renovation", "emergency", "consultation", "inspection", "repair", "construction"
]
Amount = Annotated[Decimal, Field(ge=0, decimal_places=2)]


class ProjectFields(BaseModel):
    """What create and update have in common."""

    contact_id: UUID | None = None
    client_name: str | None = Field(None, max_length=200)
    address: AddressFields | None = None
    end_date: datetime | None = None
    budget_amount: Amount | None = None
    actual_cost: Amount | None = None
    manager_id: UUID | None = None
    team_members: list[str] | None = Field(None, max_length=20)
    tags: list[str] | None = Field(None, max_length=50)
    notes: str | None = Field(None, max_length=2000)
    start_date: datetime | None = None

    def row(self) -> Document:
        """The given fields as they are stored."""
        given = self.model_dump(mode="json", exclude_none=True)
        renamed = {"contact_id": "client_id", "budget_amount": "estimated_budget"}
        row = {renamed.get(name, name): value for name, value in given.items()}
        for name in ("start_date", "end_date"):
            if name in row:
                row[name] = wire.stored(getattr(self, name))
        for name in ("estimated_budget", "actual_cost"):
            if name in row:
                row[name] = float(row[name])
        return row


class ProjectCreateRequest(ProjectFields):
    """A new project."""

    name: str = Field(min_length=1, max_length=200)
    description: str = Field(min_length=1, max_length=1000)
    project_type: ProjectType
    status: ProjectStatus
    priority: ProjectPriority
    start_date: datetime
    project_number: str | None = Field(None, max_length=50)


class ProjectUpdateRequest(ProjectFields):
    """What is to change; null leaves it."""

    name: str | None = Field(None, min_length=1, max_length=200)
    description: str | None = Field(None, min_length=1, max_length=1000)
    project_type: ProjectType | None = None
    status: ProjectStatus | None = None
    priority: ProjectPriority | None = None


class ProjectSearchRequest(BaseModel):
    """A term, and filters that act on the page it gave."""

    search: str | None = Field(None, max_length=100)
    status: ProjectStatus | None = None
    project_type: ProjectType | None = None
    priority: ProjectPriority | None = None


class ProjectAssignmentRequest(BaseModel):
    """Who is to work on it."""

    user_ids: list[str] = Field(min_length=1, max_length=20)
    replace_existing: bool = False


class ProjectJobsRequest(BaseModel):
    """Which jobs belong to it."""

    job_ids: list[UUID] = Field(min_length=1, max_length=50)
