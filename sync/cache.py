"""The cache: Hero365's records as they were last read, kept in the store, seen with everything saved since."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypedDict, cast

from pydantic import TypeAdapter

from erp import Customer, Job, Part, Project, Snapshot
from sync.account import Account
from sync.numbering import device_code, next_job_number
from sync.outbox import Outbox
from sync.projection import Records, project
from sync.rows import QueuedCommand
from sync.store import Store

Record = Customer | Job | Project | Part

_ADAPTERS: Mapping[str, TypeAdapter[Any]] = {
    "customers": TypeAdapter(Customer),
    "jobs": TypeAdapter(Job),
    "projects": TypeAdapter(Project),
    "parts": TypeAdapter(Part),
}


class Asked(TypedDict):
    """When Hero365 was asked for records."""

    as_of: datetime
    settled: int
    """How many commands had come to an end by then: the effect of later ones may not be in the records."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The tables of the cache, in memory."""

    records: Records
    as_of: Mapping[str, datetime]
    settled: Mapping[str, int]
    """By family: commands that Hero365 took after this many may not be in its records yet."""
    read: tuple[tuple[object, ...], ...]
    """The rows that say how far each family was read: while they stay, so do the records."""


class Cache:
    """Today's names, and what questions are answered from. Its methods may be called from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._outbox = Outbox(store)
        self._turn = threading.Lock()
        self._kept: _Kept | None = None
        self._shown: tuple[int, Snapshot] | None = None

    def introduce(self, account: Account) -> None:
        """Keeps who works here, where and with which permissions.

        The records of another business are dropped: none of its names is ever spoken here.
        """
        with self._store.transaction() as database:
            if self._store.setting("business_id") not in (None, account.business_id):
                database.execute("DELETE FROM records")
                database.execute("DELETE FROM families")
            self._store.set(
                technician=account.full_name,
                business=account.business_name,
                business_id=account.business_id,
                time_zone=account.time_zone,
                permissions=" ".join(sorted(account.permissions)),
            )

    def replace(  # noqa: PLR0913 - the families, each by its name
        self,
        *,
        customers: Iterable[Customer] | None = None,
        jobs: Iterable[Job] | None = None,
        projects: Iterable[Project] | None = None,
        parts: Iterable[Part] | None = None,
        as_of: datetime | None = None,
        settled: int | None = None,
    ) -> None:
        """Puts newly read families in the place of the old ones; what is not given stays.

        Args:
            customers: all of them, in the order of preference where two have one name; likewise the others.
            jobs: see `customers`.
            projects: see `customers`.
            parts: see `customers`.
            as_of: when Hero365 was asked; this moment, unless given.
            settled: see `Asked`; all that there are, unless given.
        """
        given = {"customers": customers, "jobs": jobs, "projects": projects, "parts": parts}
        read_at = (as_of or datetime.now(UTC)).isoformat()
        with self._store.transaction() as database:
            through = self._outbox.last_settled() if settled is None else settled
            for family, records in given.items():
                if records is None:
                    continue
                database.execute("DELETE FROM records WHERE family = ?", [family])
                for position, record in enumerate(records):
                    document = _ADAPTERS[family].dump_json(record).decode()
                    database.execute("INSERT INTO records VALUES (?, ?, ?)", [family, position, document])
                database.execute("INSERT OR REPLACE INTO families VALUES (?, ?, ?)", [family, read_at, through])

    def asked_now(self) -> Asked:
        """What `replace` is to be told about records that are asked for at this moment."""
        return Asked(as_of=datetime.now(UTC), settled=self._outbox.last_settled())

    def records(self) -> Records:
        """The records as Hero365 last showed them."""
        with self._turn, self._store.unchanged():
            return self._read().records

    def snapshot(self) -> Snapshot:
        """The records with everything saved applied; the same object for as long as nothing in it changes."""
        with self._turn, self._store.unchanged():
            changes = self._store.changes
            if self._shown is None or self._shown[0] != changes:
                fresh = self._look()
                kept = self._shown[1] if self._shown and self._shown[1] == fresh else fresh
                self._shown = changes, kept
            return self._shown[1]

    def _look(self) -> Snapshot:
        kept = self._read()
        unseen = self._unseen(min(kept.settled.get(family, 0) for family in _ADAPTERS))
        creators = self._outbox.creators(ref for row in unseen for ref in row.refs.values())
        device = device_code(self._store)
        records = project(kept.records, unseen, creators, device, kept.settled)
        return Snapshot(
            technician=self._store.setting("technician") or "",
            business=self._store.setting("business") or "",
            time_zone=self._store.setting("time_zone") or "UTC",
            next_number=self._next_number(records),
            permissions=frozenset((self._store.setting("permissions") or "").split()),
            customers=tuple(records.customers.values()),
            jobs=tuple(records.jobs.values()),
            projects=tuple(records.projects.values()),
            parts=tuple(records.parts.values()),
            as_of=kept.as_of,
        )

    def _unseen(self, settled: int) -> list[QueuedCommand]:
        """The commands whose effect some family's records may not show, in the order of saying."""
        rows = [*self._outbox.live(), *self._outbox.settled_since(settled)]
        return sorted(rows, key=lambda row: row.seq)

    def _next_number(self, records: Records) -> str:
        """The counter's, or the next that no known job is called by."""
        taken = {job.number for job in records.jobs.values()}
        number = next_job_number(self._store)
        while str(number) in taken:
            number += 1
        return str(number)

    def _read(self) -> _Kept:
        families = self._store.rows("SELECT family, as_of, settled FROM families ORDER BY family")
        read = tuple(tuple(row.values()) for row in families)
        if self._kept is None or self._kept.read != read:
            records: dict[str, dict[str, Record]] = {family: {} for family in _ADAPTERS}
            for row in self._store.rows("SELECT family, document FROM records ORDER BY family, position"):
                record = cast("Record", _ADAPTERS[row["family"]].validate_json(row["document"]))
                records[row["family"]][record.ref] = record
            self._kept = _Kept(
                Records(**cast("dict[str, Any]", records)),
                as_of={row["family"]: datetime.fromisoformat(row["as_of"]) for row in families},
                settled={row["family"]: row["settled"] for row in families},
                read=read,
            )
        return self._kept
