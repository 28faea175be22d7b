"""The bodies of activity requests, with the limits of the published types."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from sync.standin import wire
from sync.standin.wire import Document

ActivityType = Literal[
    "interaction",
    "status_change",
    "task",
    "reminder",
    "note",
    "system_event",
    "service_event",
    "financial_event",
    "document_event",
]
ActivityStatus = Literal["pending", "in_progress", "completed", "cancelled", "overdue"]
ActivityPriority = Literal["low", "medium", "high", "urgent"]
Title = Annotated[str, Field(min_length=1, max_length=500)]

TIMES = ("scheduled_date", "due_date")


class ActivityFields(BaseModel):
    """What create and update have in common."""

    description: str | None = Field(None, max_length=2000)
    scheduled_date: datetime | None = None
    due_date: datetime | None = None
    duration_minutes: int | None = Field(None, ge=1, le=1440)
    location: str | None = Field(None, max_length=500)
    assigned_to: str | None = None

    def row(self) -> Document:
        """The given fields as they are stored."""
        given = self.model_dump(mode="json", exclude_none=True, exclude={"notes", "reschedule_reason", "reminders"})
        return given | {name: wire.stored(getattr(self, name)) for name in self.given_times()}

    def given_times(self) -> set[str]:
        """The names of the times that the request carries."""
        return {name for name in TIMES if getattr(self, name) is not None}

    def carries_an_offset(self) -> bool:
        """Whether a time of the request has an offset, over which the measured server falls after storing."""
        return any(getattr(self, name).tzinfo is not None for name in self.given_times())


class Participant(BaseModel):
    """Somebody who takes part."""

    user_id: str
    name: str = Field(min_length=1, max_length=200)
    role: str = "participant"
    is_primary: bool = False


class ActivityCreateRequest(ActivityFields):
    """A new activity of a contact: a reminder, a note of a call, a task."""

    contact_id: UUID
    activity_type: ActivityType
    title: Title
    template_id: UUID | None = None
    priority: ActivityPriority = "medium"
    participants: list[Participant] = []
    reminders: list[dict[str, Any]] = []
    tags: list[str] = []
    metadata: dict[str, Any] = {}


class ActivityUpdateRequest(ActivityFields):
    """What is to change; null leaves it."""

    title: Title | None = None
    status: ActivityStatus | None = None
    priority: ActivityPriority | None = None
    tags: list[str] | None = None
    metadata: dict[str, Any] | None = None
    notes: str | None = Field(None, max_length=1000)
    reschedule_reason: str | None = Field(None, max_length=500)


class ActivityBulkUpdateRequest(BaseModel):
    """What several activities are to get."""

    activity_ids: list[UUID] = Field(min_length=1, max_length=100)
    status: ActivityStatus | None = None
    notes: str | None = Field(None, max_length=1000)


class ActivitySearchRequest(BaseModel):
    """A term and filters, all of which act."""

    search_term: str | None = Field(None, max_length=200)
    contact_ids: list[UUID] | None = None
    activity_types: list[ActivityType] | None = None
    statuses: list[ActivityStatus] | None = None
    priorities: list[ActivityPriority] | None = None
    assigned_to: str | None = None
    created_by: str | None = None
    tags: list[str] | None = None


class TimelineRequest(BaseModel):
    """Whose activities are wanted, and which of them."""

    contact_id: UUID
    activity_types: list[ActivityType] | None = None
    start_date: datetime | None = None
    end_date: datetime | None = None
