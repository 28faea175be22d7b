"""A message to a customer, as the relay's message service takes it."""

from typing import Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from erp import Language
from erp.sentences import Sentence
from erp.values import Channel, Email

LONGEST = 1600
"""Characters that carriers still join to one text message."""


class Recipient(BaseModel):
    """A customer, and where they are reached."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    phone: str | None = Field(None, pattern=r"^\+\d{8,15}$")
    """E.164."""
    email: Email | None = None


class Message(BaseModel):
    """A message to a customer. Its id is made from the command's: the service sends a message of one id once, however
    often it is asked to."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="forbid")

    id: UUID
    business: str
    """Hero365's id of the business in whose name it is sent."""
    channel: Channel
    recipient: Recipient
    text: str = Field(min_length=1, max_length=LONGEST)
    language: Language
    said_at: AwareDatetime
    """When the technician said it, by the unit's clock."""
    expires: AwareDatetime | None = None
    """After this it is not sent any more: nobody wants to hear tomorrow that somebody was late today."""

    @model_validator(mode="after")
    def _has_somewhere_to_go(self) -> Self:
        if (self.recipient.phone if self.channel == "sms" else self.recipient.email) is None:
            needed = "phone number" if self.channel == "sms" else "e-mail address"
            raise ValueError(f"a message by {self.channel} needs a {needed}")
        return self


Status = Literal["queued", "sent", "delivered", "failed"]
"""queued: the service keeps it, and sends it; sent: the carrier has taken it; failed: it will not come."""


class MessageState(BaseModel):
    """What the service holds of a message. A later version may tell more."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="ignore")

    message: Message
    status: Status
    reason: Sentence | None = None
    """Why it failed, in each language."""
    due_at: AwareDatetime
    """Before then it is not sent: it is night where the customer is, or the carrier did not take it the last time."""
