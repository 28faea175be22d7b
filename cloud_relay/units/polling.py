"""Looks at Hero365 for what has changed and no webhook tells of, as long as a unit of the business is there."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from cloud_relay.clock import Clock
from cloud_relay.database import Sessions
from cloud_relay.identity.keys import Keys
from cloud_relay.identity.service_logins import ServiceLogins
from cloud_relay.tables import Device
from cloud_relay.units.bus import Bus
from sync.answers import UNEXPECTED, RefusedError
from sync.client import Hero365Client
from sync.errors import LostAnswerError, SyncError
from sync.signals import STALE_AFTER, Changed

_log = logging.getLogger(__name__)

_EVERY = 60.0
"""Seconds. Hero365 says nowhere what has changed: a look is a request for each kind of record."""
WEBHOOK_HEARD: Final = timedelta(days=1)
"""So long after a webhook has told of a kind of record, it is not looked at for that business."""
_WINDOW = 100
"""The newest records of each kind are looked at; what is older a unit reads anew by its own clock."""
_FEW = 20
"""Where more have changed, all of the kind are to be read anew."""
KINDS: Mapping[str, str] = {
    "contact": "contacts",
    "job": "jobs",
    "project": "projects",
    "product": "products",
    "estimate": "estimates",
    "invoice": "invoices",
}
"""What Hero365 calls a record, and the list of them."""

_Seen = dict[str, str]
"""Digests of records by their ids."""


@dataclass(slots=True)
class Polling:
    """One gateway's looking. Where several have a login, each looks, and units are told twice, which does no harm."""

    sessions: Sessions
    bus: Bus
    keys: Keys
    logins: ServiceLogins
    clock: Clock
    _seen: dict[tuple[str, str], _Seen] = field(default_factory=dict)
    """What was there at the last look, by business and kind."""

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            try:
                await self.round()
            except Exception:  # noqa: BLE001 - whatever one look dies of, the next one is to come
                _log.exception("nobody looked for what has changed; that comes later")
            await asyncio.sleep(_EVERY)

    async def round(self) -> None:
        """Looks once, and tells the units. What changes before the first look at a business is not told."""
        untold = await self.untold()
        self._seen = {key: seen for key, seen in self._seen.items() if key[1] in untold.get(key[0], ())}
        for business, kinds in sorted(untold.items()):
            try:
                async with self.logins.client(business) as hero365:
                    if hero365 is not None:
                        await self._look(hero365, business, kinds)
            except SyncError as error:
                _log.warning("a business was not looked at", extra={"business": business, "reason": str(error)})

    async def untold(self) -> dict[str, list[str]]:
        """The kinds of records of which no webhook tells, by business with a unit there."""
        since = self.clock() - timedelta(seconds=STALE_AFTER)
        has_units = select(Device.business).where(Device.removed_at.is_(None), Device.seen_at > since).distinct()
        async with self.sessions() as session:
            there = set(await session.scalars(has_units))
        heard = self.clock() - WEBHOOK_HEARD
        told = {business: await self.keys.told_of(business, heard) for business in there}
        untold = {business: [kind for kind in KINDS if kind not in kinds] for business, kinds in told.items()}
        return {business: kinds for business, kinds in untold.items() if kinds}

    async def _look(self, hero365: Hero365Client, business: str, kinds: Sequence[str]) -> None:
        """One kind after the other: Hero365 answers slowly.

        Raises:
            SyncError: it was not reached, does not let the login in, or left a second kind unanswered.
        """
        await hero365.check_business()
        lost: LostAnswerError | None = None
        for kind in kinds:
            path = KINDS[kind]
            try:
                page = await hero365.ask("GET", f"/{path}", params={"skip": 0, "limit": _WINDOW})
                now = {str(document["id"]): _digest(document) for document in page[path]}
            except (RefusedError, *UNEXPECTED) as error:  # it cannot show that kind, or not to this login
                _log.info("a kind was not looked at", extra={"kind": kind, "error": type(error).__name__})
                continue
            except LostAnswerError as error:
                if lost:  # it is not that kind alone
                    raise
                lost = error
                continue
            before = self._seen.get((business, kind))
            if before is not None and (changed := _changed(before, now)):
                ids = tuple(changed) if len(changed) <= _FEW else ()
                await self.bus.tell(Changed(business=business, record=kind, ids=ids))
            self._seen[business, kind] = now  # once it was told: what nobody heard is seen again at the next look
        if lost:
            raise lost


def _changed(before: _Seen, now: _Seen) -> list[str]:
    """What is new or different. What is not there any more may only have left the window, unless nothing is new."""
    different = [ref for ref, digest in now.items() if before.get(ref) != digest]
    return different if now.keys() - before.keys() else different + sorted(before.keys() - now.keys())


def _digest(document: Any) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
