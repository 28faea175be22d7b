"""What a unit and a relay tell each other over the connection that they keep. A later version may tell more."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from erp.sentences import Sentence
from sync.escalations import Stage

BEAT_EVERY = 10.0
"""Seconds between two beats of a unit."""
STALE_AFTER = 30.0
"""Seconds without a beat after which nobody may count on the unit."""


class Beat(BaseModel):
    """The unit is there."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Literal["beat"] = "beat"
    job: str | None = Field(None, max_length=64)
    """Hero365's id of the job that was spoken of last."""
    busy: bool = False
    """Somebody is talking with it."""


class Changed(BaseModel):
    """Records have changed at Hero365, and are to be read anew."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Literal["changed"] = "changed"
    business: str = Field(max_length=64)
    """Hero365's id."""
    record: str = Field(max_length=32)
    """As Hero365 calls it: ``contact``, ``job``, ``product``, ..."""
    ids: tuple[Annotated[str, Field(max_length=64)], ...] = Field((), max_length=100)
    """Hero365's; none are all of that kind."""
    by: Annotated[str, Field(max_length=64)] = ""
    """Who has changed them, where that one knows it already and listens too."""


class Escalated(BaseModel):
    """Somebody asks for a person, has taken that, or it is over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Literal["escalation"] = "escalation"
    business: str = Field(max_length=64)
    """Hero365's id."""
    id: UUID
    """Of the `sync.escalations.Escalation`."""
    stage: Stage
    taken_by: str | None = None
    """The name of the person who sees to it."""


class MessageFailed(BaseModel):
    """A message that a unit has handed over will not come after all. It is told to that unit alone, and again with each
    connection, for some days."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Literal["message_failed"] = "message_failed"
    business: str = Field(max_length=64)
    """Hero365's id."""
    unit: str = Field(max_length=64)
    """The id that the relay knows it by; a person's where somebody else sent the message."""
    id: UUID
    """Of the `sync.messages.Message`."""
    reason: Sentence
    """For the technician, in each language."""


Signal = Annotated[Changed | Escalated | MessageFailed, Field(discriminator="kind")]
"""What the units of a business are told."""

FromUnit: TypeAdapter[Beat] = TypeAdapter(Beat)
FromRelay: TypeAdapter[Signal] = TypeAdapter(Signal)
