"""The bodies of job requests, with the limits of the published types."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, ValidationInfo, field_validator

from sync.standin import wire
from sync.standin.errors import UnforeseenError
from sync.standin.wire import Document

JobType = Literal[
    "service",
    "project",
    "maintenance",
    "installation",
    "repair",
    "inspection",
    "consultation",
    "quote",
    "follow_up",
    "emergency",
]
JobStatus = Literal[
    "draft", "quoted", "scheduled", "in_progress", "on_hold", "completed", "cancelled", "invoiced", "paid"
]
JobPriority = Literal["low", "medium", "high", "urgent", "emergency"]
JobSource = Literal[
    "phone",
    "email",
    "website",
    "referral",
    "social_media",
    "advertisement",
    "walk_in",
    "repeat_customer",
    "partnership",
    "other",
]
Text = Annotated[str, Field(max_length=2000)]
Title = Annotated[str, Field(min_length=1, max_length=255)]
Amount = Annotated[Decimal, Field(ge=0, decimal_places=2)]
Hours = Annotated[Decimal, Field(ge=0)]


class JobAddress(BaseModel):
    """Where the work is."""

    street_address: str = Field(min_length=1, max_length=255)
    city: str = Field(min_length=1, max_length=100)
    state: str = Field(min_length=2, max_length=50)
    postal_code: str | None = Field(None, max_length=20)
    country: str = Field("US", max_length=2)
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    access_notes: str | None = Field(None, max_length=500)
    place_id: str | None = Field(None, max_length=255)
    formatted_address: str | None = Field(None, max_length=500)
    address_type: str | None = Field(None, max_length=50)


class TimeTracking(BaseModel):
    """Hours planned and worked."""

    estimated_hours: Hours | None = None
    actual_hours: Hours | None = None
    billable_hours: Hours | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None
    break_time_minutes: int = Field(0, ge=0)


class CostEstimate(BaseModel):
    """What the job is to cost, and what is put on top."""

    labor_cost: Amount = Decimal(0)
    material_cost: Amount = Decimal(0)
    equipment_cost: Amount = Decimal(0)
    overhead_cost: Amount = Decimal(0)
    markup_percentage: Amount = Decimal(20)
    tax_percentage: Amount = Decimal(0)
    discount_amount: Amount = Decimal(0)


class JobFields(BaseModel):
    """What create and update have in common."""

    description: Text | None = None
    scheduled_start: datetime | None = None
    scheduled_end: datetime | None = None
    assigned_to: list[str] | None = Field(None, max_length=10)
    tags: list[str] | None = Field(None, max_length=20)
    notes: Text | None = None
    customer_requirements: Text | None = None
    time_tracking: TimeTracking | None = None
    cost_estimate: CostEstimate | None = None
    custom_fields: dict[str, Any] | None = None

    def row(self) -> Document:
        """The given fields as they are stored; null is as good as absent."""
        given = self.model_dump(mode="json", exclude_none=True, exclude={"contact_id", "job_number"})
        for name in ("scheduled_start", "scheduled_end"):
            if name in given:
                given[name] = wire.stored(getattr(self, name))
        if self.tags is not None:
            given["tags"] = sorted({tag.strip().lower() for tag in self.tags})
        if self.cost_estimate:
            given["cost_estimate"] = cost_row(self.cost_estimate)
        if self.time_tracking:
            given["time_tracking"] = time_row(self.time_tracking)
        return given


class JobCreateRequest(JobFields):
    """A new job."""

    title: Title
    job_type: JobType
    job_address: JobAddress
    contact_id: UUID | None = None
    job_number: str | None = Field(None, max_length=50)
    priority: JobPriority = "medium"
    source: JobSource = "other"

    @field_validator("scheduled_end")
    @classmethod
    def _ends_after_start(cls, end: datetime | None, info: ValidationInfo) -> datetime | None:
        start = info.data.get("scheduled_start")
        if start and end:
            if (start.tzinfo is None) != (end.tzinfo is None):
                raise UnforeseenError("a naive and an aware time cannot be compared")
            if end <= start:
                raise ValueError("Scheduled end time must be after start time")
        return end

    def row(self) -> Document:
        contact_id = str(self.contact_id) if self.contact_id else None
        return super().row() | {"contact_id": contact_id}


class JobUpdateRequest(JobFields):
    """What is to change; null leaves it."""

    title: Title | None = None
    job_type: JobType | None = None
    priority: JobPriority | None = None
    source: JobSource | None = None
    job_address: JobAddress | None = None
    internal_notes: Text | None = None
    completion_notes: Text | None = None


class JobSearchRequest(BaseModel):
    """Filters, of which only one acts."""

    search_term: str | None = Field(None, max_length=100)
    status: JobStatus | None = None
    job_type: JobType | None = None
    priority: JobPriority | None = None
    assigned_to: str | None = None
    contact_id: UUID | None = None
    is_overdue: bool | None = None
    is_emergency: bool | None = None
    skip: int = Field(0, ge=0)
    limit: int = Field(100, ge=1, le=1000)


class JobStatusUpdateRequest(BaseModel):
    """The status wanted, and a note about it."""

    status: JobStatus
    notes: str | None = Field(None, max_length=500)


class JobAssignmentRequest(BaseModel):
    """Who is to do it."""

    user_ids: list[str] = Field(min_length=1, max_length=10)
    replace_existing: bool = False


class JobBulkUpdateRequest(BaseModel):
    """What several jobs are to get."""

    job_ids: list[UUID] = Field(min_length=1, max_length=50)
    status: JobStatus | None = None
    assigned_to: str | None = None
    tags_to_add: list[str] | None = Field(None, max_length=10)


def cost_row(estimate: CostEstimate) -> Document:
    """A cost estimate as it is stored."""
    return {name: wire.as_float(value) for name, value in estimate}


def time_row(tracking: TimeTracking) -> Document:
    """Time tracking as it is stored."""
    return {
        "estimated_hours": wire.as_float(tracking.estimated_hours),
        "actual_hours": wire.as_float(tracking.actual_hours),
        "billable_hours": wire.as_float(tracking.billable_hours),
        "start_time": wire.stored(tracking.start_time),
        "end_time": wire.stored(tracking.end_time),
        "break_time_minutes": tracking.break_time_minutes,
    }
