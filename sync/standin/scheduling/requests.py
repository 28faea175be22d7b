"""The bodies of scheduling requests, with the limits of the published types."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

EventType = Literal["work_schedule", "time_off", "break", "meeting", "training", "personal"]
RecurrenceType = Literal["none", "daily", "weekly", "biweekly", "monthly", "custom"]
TimeOffType = Literal["vacation", "sick_leave", "personal", "holiday", "training", "emergency", "unpaid"]
Notes = Annotated[str, Field(max_length=1000)]


class TimeWindow(BaseModel):
    """From when until when."""

    start_time: datetime
    end_time: datetime


class SlotsRequest(BaseModel):
    """What is to be done, how long it takes, and when it would suit."""

    job_type: str
    estimated_duration_hours: float = Field(ge=0.5, le=8)
    preferred_date_range: TimeWindow
    required_skills: list[str] = []
    priority: str = "medium"


class AvailabilityRequest(BaseModel):
    """Whose time is asked for."""

    user_ids: list[str] = Field(min_length=1)
    start_datetime: datetime
    end_datetime: datetime


class SlotBookingRequest(BaseModel):
    """Which slot is wanted, for whom and for what."""

    slot_id: str
    customer_contact: dict[str, Any]
    job_details: dict[str, Any]


class Location(BaseModel):
    """Where somebody is, and how certain that is."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    accuracy_meters: int = Field(ge=1, le=10000)
    timestamp: datetime


class LocationUpdateRequest(BaseModel):
    """Where somebody is, and what they do there."""

    user_id: str
    location: Location
    status: str


class TimeOffCreateRequest(BaseModel):
    """Days off, first and last included."""

    time_off_type: TimeOffType
    start_date: date
    end_date: date
    reason: str | None = Field(None, max_length=500)
    notes: Notes | None = None
    affects_scheduling: bool = True
    emergency_contact_allowed: bool = False


class CalendarEventCreateRequest(BaseModel):
    """A meeting, a break, a training: something that takes somebody's time."""

    title: str = Field(min_length=1, max_length=200)
    start_datetime: datetime
    end_datetime: datetime
    description: Notes | None = None
    event_type: EventType = "work_schedule"
    is_all_day: bool = False
    timezone: str = "UTC"
    blocks_scheduling: bool = True
    allows_emergency_override: bool = False
    recurrence_type: RecurrenceType = "none"
    recurrence_interval: int = Field(1, ge=1, le=30)
    recurrence_days_of_week: list[int] = []
    recurrence_end_date: date | None = None
    recurrence_count: int | None = Field(None, ge=1, le=365)
