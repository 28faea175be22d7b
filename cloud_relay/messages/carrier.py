"""What brings a message to a customer's phone or mailbox."""

from collections.abc import Sequence
from datetime import datetime, timedelta
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

    repeats_within: timedelta | None
    """How long after the first try the same message can be sent again and comes once; None where `find` tells for
    certain whether it was taken."""

    async def find(self, message: Message, tried_at: datetime) -> Sequence[str]:
        """What the carrier calls whatever it took since then that may be this message; the oldest first.

        Raises:
            CarrierUnclearError: it does not tell now.
        """
        ...

    async def send(self, message: Message) -> str:
        """Has a message sent, and returns what the carrier calls it.

        Raises:
            CarrierRefusedError, CarrierBusyError, CarrierUnclearError: it is not known to be on its way.
        """
        ...

    async def close(self) -> None:
        """Closes the connections."""
        ...
