"""A customer who wants to be called back."""

from datetime import timedelta
from typing import Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from erp import Language

LONGEST_WINDOW = timedelta(days=14)


class Window(BaseModel):
    """Between when and when somebody is to call."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    begins: AwareDatetime
    ends: AwareDatetime

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if not timedelta() < self.ends - self.begins <= LONGEST_WINDOW:
            raise ValueError(f"a window ends after it begins, and within {LONGEST_WINDOW.days} days")
        return self


class Callback(BaseModel):
    """Who wants to be called, when and why. Its id is made where it is taken down: the relay takes one id once."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="forbid")

    id: UUID
    business: str = Field(min_length=1, max_length=64)
    """Hero365's id."""
    number: str = Field(pattern=r"^\+\d{8,15}$")
    """E.164."""
    name: str = Field("", max_length=200)
    customer: str | None = Field(None, max_length=64)
    """Hero365's id."""
    reason: str = Field("", max_length=500)
    """What it is about, in the customer's words."""
    window: Window
    """When the customer would like it."""
    language: Language


Stage = Literal["open", "taken", "done"]
Outcome = Literal["reached", "not_reached", "not_wanted"]


class CallbackState(BaseModel):
    """How a callback stands."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    callback: Callback
    window: Window
    """When somebody may call: never in the night of the customer."""
    stage: Stage
    verify: bool
    """The window is over and nobody has called: a person asks the customer again, before anybody counts on it."""
    asked_by: str
    """The name of whoever took it down."""
    asked_at: AwareDatetime
    taken_by: str | None
    """The name of the person who calls."""
    taken_at: AwareDatetime | None
    outcome: Outcome | None
    done_at: AwareDatetime | None
