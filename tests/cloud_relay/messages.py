"""Messages that tests send."""

from typing import Any
from uuid import uuid4

from sync.messages import Message, Recipient
from tests.cloud_relay.conftest import NOON

WORDS = "The part has arrived."
MARIA = Recipient(name="Maria Garcia", phone="+13125550101", email="maria.garcia@example.com")


def message(business: str = "northside", **changes: Any) -> Message:
    """A text message to Maria."""
    given = {
        "id": uuid4(),
        "business": business,
        "channel": "sms",
        "recipient": MARIA,
        "text": WORDS,
        "language": "en",
        "said_at": NOON,
    }
    return Message.model_validate(given | changes)
