"""Keeps the cache fresh: families of records by their age, single ones as soon as they are known to have changed."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sync.answers import UNEXPECTED, RefusedError
from sync.cache import Cache
from sync.client import Hero365Client
from sync.errors import LostAnswerError, SyncError
from sync.families import FAMILIES
from sync.reading import Reader
from sync.rows import QueuedCommand, State

_log = logging.getLogger(__name__)

_LOOK_EVERY_S = 60.0
_TRY_AGAIN_AFTER_S = 300.0
"""What a server cannot show is not asked for all the time."""
_MOST_SINGLE = 20
"""Where more records of a family have changed, the family is read: its newest come in a few requests."""
OnChange = Callable[[str, Iterable[str]], None]
"""Told the kind of some records, as Hero365 calls it, and their ids."""
_FAMILY_OF = {family.kind: name for name, family in FAMILIES.items()}


async def refresh(cache: Cache, hero365: Hero365Client, families: Iterable[str] = FAMILIES) -> None:
    """Puts what Hero365 holds into `cache`. A family that cannot be read keeps its records and their age.

    Raises:
        NotSentError: Hero365 was not reached.
        LostAnswerError: it did not answer for one family, and the others were read; or not for a second one either.
        SignInError: the person has to sign in again.
        WrongBusinessError: Hero365 acts for another business; its records are none of ours.
        StoreError: the records could not be kept.
    """
    await hero365.check_business()
    await asyncio.to_thread(cache.introduce, hero365.account)
    reader = await asyncio.to_thread(lambda: Reader(hero365, cache.records(), cache.people()))
    wanted = set(families)
    lost: LostAnswerError | None = None
    for family in [name for name in FAMILIES if name in wanted]:
        asked = await asyncio.to_thread(cache.asked_now)
        try:
            read: dict[str, Any] = {family: await reader.family(family), **asked}
            await asyncio.to_thread(partial(cache.replace, **read))
        except RefusedError as error:
            _log.info("family not read", extra={"family": family, "verdict": str(error.verdict)})
        except UNEXPECTED as error:
            _log.error("family not understood", extra={"family": family, "error": type(error).__name__})
        except LostAnswerError as error:
            if lost:  # it is not that family alone
                raise
            lost = error
    if lost:
        raise lost


class Refresher:
    """Reads anew what is old, what we changed ourselves, and what is told to have changed. Lives in one event loop."""

    def __init__(self, cache: Cache, hero365: Hero365Client) -> None:
        self._cache = cache
        self._hero365 = hero365
        self.on_change: OnChange | None = None
        """Called in the event loop with each record that a delivered command has made or changed."""
        self._records: dict[tuple[str, str], None] = {}
        """Single records to be read anew, by family and `ref`, in the order of hearing of them."""
        self._families: set[str] = set()
        self._delivered: list[QueuedCommand] = []
        self._tried: dict[str, float] = {}
        """When Hero365 last answered for each family, by the monotonic clock."""
        self._stirred = asyncio.Event()

    def invalidate(self, business: str, kind: str, ids: Iterable[str] = ()) -> None:
        """Takes up an update that was pushed: these records have changed, or, without ids, any of that kind.

        Args:
            business: Hero365's id; what changes in another business is none of ours.
            kind: as Hero365 calls it: ``contact``, ``job``, ``product``, ...; of others nothing is kept here.
            ids: Hero365's.
        """
        family = _FAMILY_OF.get(kind)
        if family is None or business != self._hero365.account.business_id:
            return
        self._records |= dict.fromkeys((family, ref) for ref in ids)
        if not ids:
            self._families.add(family)
        self._stirred.set()

    def take(self, row: QueuedCommand) -> None:
        """What a delivered command has made or changed is read anew: Hero365 may have made something else of it."""
        if row.state is State.DONE:
            self._delivered.append(row)
            self._stirred.set()

    async def run(self) -> None:
        """Keeps the cache fresh until it is cancelled."""
        while True:
            try:
                await self.catch_up()
            except SyncError as error:  # the old records serve on
                _log.info("not refreshed", extra={"reason": str(error)})
            try:
                async with asyncio.timeout(_LOOK_EVERY_S):
                    await self._stirred.wait()
            except TimeoutError:
                pass

    async def catch_up(self) -> None:
        """Reads what is to be read now. What could not be reached is read another time.

        Raises:
            SyncError: as `refresh`.
        """
        self._stirred.clear()
        while self._delivered:
            changed = await asyncio.to_thread(self._cache.changed_by, self._delivered[0])
            self._records |= dict.fromkeys(changed)
            if self.on_change:
                for family, ref in changed:
                    self.on_change(FAMILIES[family].kind, (ref,))
            del self._delivered[0]
        self._gather()
        families = await self._due() | self._families
        try:
            if families:
                await self._read(families)
        except LostAnswerError:  # of one of them, perhaps: what is known to have changed does not wait for it
            await self._reread()
            raise
        await self._reread()

    async def _read(self, families: set[str]) -> None:
        """Whole families. What changes while they are read is taken up anew: it may have come too late."""
        told = self._families & families
        self._families -= told
        try:
            await refresh(self._cache, self._hero365, families)
        except BaseException:
            self._families |= told
            raise
        self._tried |= dict.fromkeys(families, time.monotonic())

    def _gather(self) -> None:
        """Whole families in the place of many of their records."""
        counts = Counter(family for family, _ in self._records)
        many = {family for family, count in counts.items() if count > _MOST_SINGLE}
        self._families |= many
        self._records = {record: None for record in self._records if record[0] not in many}

    async def _due(self) -> set[str]:
        due = await asyncio.to_thread(self._cache.due, datetime.now(UTC))
        lately = time.monotonic() - _TRY_AGAIN_AFTER_S
        return {family for family in due if family not in self._tried or self._tried[family] < lately}

    async def _reread(self) -> None:
        """Single records, and those that change meanwhile once more."""
        if not self._records:
            return
        reader = await asyncio.to_thread(lambda: Reader(self._hero365, self._cache.records(), self._cache.people()))
        for family, ref in list(self._records):
            del self._records[family, ref]
            try:
                await self._read_one(reader, family, ref)
            except BaseException:
                self._records[family, ref] = None
                raise

    async def _read_one(self, reader: Reader, family: str, ref: str) -> None:
        asked = await asyncio.to_thread(self._cache.asked_now)
        try:
            record = await reader.one(family, ref)
            await asyncio.to_thread(partial(self._cache.put, family, record, settled=asked["settled"]))
        except (RefusedError, *UNEXPECTED) as error:  # gone, or shown in lists only
            _log.info("record not read by itself", extra={"family": family, "error": type(error).__name__})
            self._families.add(family)
            self._stirred.set()
