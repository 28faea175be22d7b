"""What carriers report became of the messages that they have taken."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cloud_relay.clock import Clock
from cloud_relay.database import Sessions
from cloud_relay.messages.failures import Failures
from cloud_relay.tables import CarrierReport, CustomerMessage
from erp.sentences import Sentence
from sync.messages import Status


@dataclass(frozen=True, slots=True)
class Reports:
    """Each is kept first and heeded then, so that it is not lost when it comes before the carrier's answer does."""

    sessions: Sessions
    failures: Failures
    clock: Clock

    async def take(self, carrier_id: str, status: Status, reason: Sentence | None, *, now: datetime) -> None:
        """Notes what the carrier says; what it has said before for good is not taken back."""
        with suppress(IntegrityError):  # the first one stands
            async with self.sessions.begin() as session:
                session.add(CarrierReport(carrier_id=carrier_id, status=status, reason=reason, at=now))
        await self.heed(carrier_id)

    async def heed(self, carrier_id: str) -> None:
        """Has a report reach its message, once both are there."""
        async with self.sessions.begin() as session:
            theirs = select(CustomerMessage).where(CustomerMessage.carrier_id == carrier_id).with_for_update()
            message, report = await session.scalar(theirs), await session.get(CarrierReport, carrier_id)
            if message is None or report is None:
                return
            has_failed = message.status == "sent" and report.status == "failed"
            if message.status == "sent":
                message.status, message.reason = report.status, report.reason
            if has_failed:
                message.failed_at = self.clock()
            await session.delete(report)
        if has_failed:
            await self.failures.tell(message)
