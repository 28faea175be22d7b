"""What has served its purpose is forgotten, so that the store does not grow for ever."""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, or_, update

from cloud_relay.clock import Clock
from cloud_relay.database import Sessions
from cloud_relay.sessions.kinds import OVER
from cloud_relay.tables import (
    AskedCallback,
    AskedEscalation,
    CarrierReport,
    CustomerMessage,
    Desk,
    EnrolmentCode,
    Request,
    VoiceSession,
)

_log = logging.getLogger(__name__)

_EVERY: Final = 24 * 60 * 60.0
"""Seconds."""
REQUESTS: Final = timedelta(days=90)
MESSAGES: Final = timedelta(days=400)
"""Far longer than a unit asks about a message again: one that was forgotten would be sent anew."""
DESKS: Final = timedelta(days=60)
"""Without a sign of their person. What Hero365 refused is told for so long."""
LOGINS: Final = timedelta(days=2)
"""Where nothing waits. Whoever comes again signs in, and brings another one."""
SESSIONS: Final = timedelta(days=90)
ESCALATIONS: Final = timedelta(days=400)
"""As messages: a unit may still send one that the relay has seen."""
CALLBACKS: Final = timedelta(days=90)
"""A number and what somebody said: nobody needs them once they were called, or were not for so long."""
REPORTS: Final = timedelta(days=7)
"""Carriers report within three days; whatever belongs to none of the messages by then was not sent from here."""


async def keep_forgetting(sessions: Sessions, clock: Clock) -> None:
    """Once a day, until it is cancelled."""
    while True:
        try:
            await forget(sessions, clock())
        except Exception:  # noqa: BLE001 - tomorrow is another day
            _log.exception("nothing was forgotten today")
        await asyncio.sleep(_EVERY)


async def forget(sessions: Sessions, now: datetime) -> None:
    """Deletes what is old, enrolment codes that are good for nothing more, messages long settled, and the logins and
    desks of people who do not come any more. What waits to be delivered stays."""
    code_is_over = or_(EnrolmentCode.used_by.is_not(None), EnrolmentCode.ends_at < now)
    settled_long_ago = (CustomerMessage.status != "queued") & (CustomerMessage.taken_at < now - MESSAGES)
    is_left = Desk.waits.is_(False) & or_(Desk.holder.is_(None), Desk.held_until < now)
    login_is_over = is_left & (Desk.seen_at < now - LOGINS) & (Desk.account != b"")
    session_is_over = VoiceSession.status.in_([str(status) for status in OVER])
    async with sessions.begin() as session:
        await session.execute(delete(Request).where(Request.at < now - REQUESTS))
        await session.execute(delete(CarrierReport).where(CarrierReport.at < now - REPORTS))
        await session.execute(delete(EnrolmentCode).where(code_is_over))
        await session.execute(delete(CustomerMessage).where(settled_long_ago))
        await session.execute(update(Desk).where(login_is_over).values(account=b""))
        await session.execute(delete(Desk).where(is_left, Desk.seen_at < now - DESKS))
        await session.execute(delete(VoiceSession).where(session_is_over, VoiceSession.last_activity < now - SESSIONS))
        await session.execute(delete(AskedCallback).where(AskedCallback.asked_at < now - CALLBACKS))
        await session.execute(delete(AskedEscalation).where(AskedEscalation.asked_at < now - ESCALATIONS))
