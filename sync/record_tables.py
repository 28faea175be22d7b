"""Hero365's records as they were last read, on disk and in memory."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypedDict
from uuid import uuid4

from pydantic import ValidationError
from sqlite_utils import Database

from erp import Customer, Estimate, Invoice, Job, Member, Part, Project
from sync.families import FAMILIES, Record
from sync.projection import Records, Seen
from sync.store import Store
from sync.table import Table

_log = logging.getLogger(__name__)


class Asked(TypedDict):
    """When Hero365 was asked for records."""

    as_of: datetime
    settled: int
    """How many commands had come to an end by then: the effect of later ones may not be in the records."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The tables of the cache, in memory."""

    version: str | None
    """What is in the store now, while the store has the same version."""
    records: Records
    as_of: Mapping[str, datetime]
    settled: Mapping[str, int]
    """By family: commands that Hero365 took after this many may not be in its records yet."""
    seen: Seen


class RecordTables:
    """The tables of the records. What is read from them is kept in memory for as long as nothing in them changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._outbox = Table(store)
        self._kept: Kept | None = None

    def replace(  # noqa: PLR0913 - the families, each by its name
        self,
        *,
        customers: Iterable[Customer] | None = None,
        jobs: Iterable[Job] | None = None,
        projects: Iterable[Project] | None = None,
        parts: Iterable[Part] | None = None,
        estimates: Iterable[Estimate] | None = None,
        invoices: Iterable[Invoice] | None = None,
        team: Iterable[Member] | None = None,
        as_of: datetime | None = None,
        settled: int | None = None,
    ) -> None:
        """Puts newly read families in the place of the old ones; what is not given stays.

        Args:
            customers: all of them, in the order of preference where two have one name; likewise the others.
            jobs: see `customers`.
            projects: see `customers`.
            parts: see `customers`.
            estimates: see `customers`.
            invoices: see `customers`.
            team: see `customers`.
            as_of: when Hero365 was asked; this moment, unless given.
            settled: see `Asked`; all that there are, unless given.
        """
        given: dict[str, Iterable[Record] | None] = {
            "customers": customers, "jobs": jobs, "projects": projects, "parts": parts,
            "estimates": estimates, "invoices": invoices, "team": team,
        }  # fmt: skip
        read_at = (as_of or datetime.now(UTC)).isoformat()
        with self._store.transaction() as database:
            through = self._outbox.last_settled() if settled is None else settled
            for family, records in given.items():
                if records is None:
                    continue
                _write(database, family, [_document(family, record) for record in records])
                database.execute("INSERT OR REPLACE INTO families VALUES (?, ?, ?)", [family, read_at, through])
            self._records_changed()

    def put(self, family: str, record: Record, *, settled: int) -> None:
        """Puts one record, read by itself, in the place of the old one, or in front of the others where it is new.

        Args:
            family: what the snapshot calls its kind: ``jobs``.
            record: as Hero365 holds it now.
            settled: see `Asked`.
        """
        with self._store.transaction() as database:
            values = [_document(family, record), settled, family, record.ref]
            replaced = database.execute(
                "UPDATE records SET document = ?, settled = ? WHERE family = ? AND json_extract(document, '$.ref') = ?",
                values,
            )
            if not replaced.rowcount:
                database.execute(
                    "INSERT INTO records (document, settled, family, position)"
                    " SELECT ?, ?, ?, coalesce(min(position), 1) - 1 FROM records WHERE family = ?",
                    [*values[:3], family],
                )
            self._records_changed()

    def asked_now(self) -> Asked:
        """What `replace` is to be told about records that are asked for at this moment."""
        return Asked(as_of=datetime.now(UTC), settled=self._outbox.last_settled())

    def _records_changed(self) -> None:
        self._store.set(records_version=uuid4().hex)

    def _read(self) -> Kept:
        version = self._store.setting("records_version")
        if self._kept is None or self._kept.version != version:
            rows = self._store.rows("SELECT family, document, settled FROM records ORDER BY family, position")
            records, reread = _understood(rows)
            families = self._store.rows("SELECT family, as_of, settled FROM families ORDER BY family")
            settled = {row["family"]: int(row["settled"]) for row in families}
            lost = {row["family"] for row in rows if not records.get(row["family"])}
            self._kept = Kept(
                version,
                Records(**records),
                as_of={
                    row["family"]: datetime.fromisoformat(row["as_of"])
                    for row in families
                    if row["family"] not in lost  # else it would be told that there are none
                },
                settled=settled,
                seen=Seen(settled, reread),
            )
        return self._kept


def _understood(rows: Iterable[Mapping[str, Any]]) -> tuple[dict[str, dict[str, Any]], dict[tuple[str, str], int]]:
    """The records of these rows by family and `ref`, and of those that were read by themselves, up to which command.

    One of a shape that no record has, as Hero365 gave it or another version kept it, is left out: it must not take all
    the others with it.
    """
    records: dict[str, dict[str, Any]] = {family: {} for family in FAMILIES}
    reread: dict[tuple[str, str], int] = {}
    odd = Counter[str]()
    for row in rows:
        try:
            record = FAMILIES[row["family"]].adapter.validate_json(row["document"])
        except (LookupError, ValidationError):
            odd[row["family"]] += 1
            continue
        records[row["family"]][record.ref] = record
        if row["settled"] is not None:
            reread[row["family"], record.ref] = int(row["settled"])
    for family, count in odd.items():
        _log.error("records not understood", extra={"family": family, "records": count})
    return records, reread


def _write(database: Database, family: str, documents: list[str]) -> None:
    """Puts these in the place of the family's. What is the same already is left on the disk as it is: memory cards wear
    out, and families are read every few minutes."""
    held = database.execute("SELECT document, settled FROM records WHERE family = ? ORDER BY position", [family])
    if held.fetchall() == [(document, None) for document in documents]:
        return
    database.execute("DELETE FROM records WHERE family = ?", [family])
    for position, document in enumerate(documents):
        values = [family, position, document]
        database.execute("INSERT INTO records (family, position, document) VALUES (?, ?, ?)", values)


def _document(family: str, record: Record) -> str:
    # Its warnings would show the values.
    return FAMILIES[family].adapter.dump_json(record, warnings=False).decode()
