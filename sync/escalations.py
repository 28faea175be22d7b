"""A request for a person: a unit, a service or somebody in the field asks the office to step in."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from erp import Language

Mode = Literal["assist", "take-over", "hand-off"]
"""assist: somebody helps, and whoever asked goes on; take-over: somebody does it in their place, and they stay;
hand-off: it is somebody else's from now on."""
Reason = Literal["asked", "stuck", "urgent"]
"""asked: somebody wants a person; stuck: whoever asks cannot go on alone; urgent: somebody or something is at risk."""


class Escalation(BaseModel):
    """Who is needed, and why. Its id is made where it is asked for: the relay takes a request of one id once, however
    often it is sent."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="forbid")

    id: UUID
    business: str = Field(min_length=1, max_length=64)
    """Hero365's id."""
    reason: Reason
    mode: Mode
    summary: str = Field("", max_length=500)
    """What it is about, in the words of whoever asks."""
    job: str | None = Field(None, max_length=64)
    """Hero365's id."""
    customer: str | None = Field(None, max_length=64)
    """Hero365's id."""
    language: Language
    """That whoever asks speaks."""
    said_at: AwareDatetime
    """When it was asked for, by their clock."""


Stage = Literal["open", "taken", "ended"]


class EscalationState(BaseModel):
    """What the relay holds of a request. A later version may tell more."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="ignore")

    escalation: Escalation
    stage: Stage
    asked_by: str
    """The name of the unit, the person or the service."""
    asked_at: AwareDatetime
    """When it came in, by the relay's clock."""
    taken_by: str | None = None
    """The name of the person who sees to it."""
    taken_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
