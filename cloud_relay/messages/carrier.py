"""What brings a message to a customer's phone or mailbox."""

from datetime import datetime
from typing import Protocol

from erp.sentences import Sentence
from sync.messages import Message


class CarrierRefusedError(Exception):
    """It will not be carried, however often it is tried."""

    def __init__(self, reason: Sentence, *, opted_out: bool = False) -> None:
        """`reason`: for the technician. `opted_out`: the customer told the carrier that they want no more."""
        super().__init__(reason["en"])
        self.reason = reason
        self.opted_out = opted_out


class CarrierBusyError(Exception):
    """It was not taken; it may be later."""


class CarrierUnclearError(Exception):
    """It may have been taken."""


class Carrier(Protocol):
    """Takes messages of one channel."""

    async def carry(self, message: Message, tried_at: datetime | None) -> str:
        """Has a message sent, and returns what the carrier calls it.

        Args:
            message: what is sent.
            tried_at: when it was tried before with an outcome that nobody knows; it is not sent a second time then.

        Raises:
            CarrierRefusedError, CarrierBusyError, CarrierUnclearError: it is not known to be on its way.
        """
        ...

    async def close(self) -> None:
        """Closes the connections."""
        ...
