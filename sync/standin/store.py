"""What the stand-in keeps: rows as JSON documents, and a journal of every committed effect."""

import json
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sync.standin import wire
from sync.standin.wire import Document

SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, business_id TEXT, document TEXT NOT NULL,
    UNIQUE (kind, id)
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS jobs_job_number_key
    ON records (json_extract(document, '$.job_number')) WHERE kind = 'jobs';
CREATE UNIQUE INDEX IF NOT EXISTS projects_project_number_key
    ON records (json_extract(document, '$.project_number')) WHERE kind = 'projects';
CREATE UNIQUE INDEX IF NOT EXISTS estimates_estimate_number_key
    ON records (json_extract(document, '$.estimate_number')) WHERE kind = 'estimates';
CREATE UNIQUE INDEX IF NOT EXISTS invoices_invoice_number_key
    ON records (json_extract(document, '$.invoice_number')) WHERE kind = 'invoices';
CREATE TABLE IF NOT EXISTS journal (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, op TEXT NOT NULL, row_id TEXT NOT NULL,
    changed TEXT NOT NULL, command TEXT, number TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""

_BOOKKEEPING = {"last_modified", "updated_date", "updated_at"}
_NUMBERS = ("job_number", "project_number", "estimate_number", "invoice_number")
_MARKED = (
    "notes",
    "internal_notes",
    "completion_notes",
    "description",
    "outcome",
    "reason",
    "po_number",
    "reference",
    "reference_number",
    "idempotency_key",
    "metadata",
    "payments",
    "interaction_history",
    "status_history",
    "tags",
)
_MARKER = re.compile(r"\bcmd[:-]([\w-]+)")
_STAMPED = (("custom_fields", "h365_cmd"), ("metadata", "h365_cmd"), ("metadata", "cmd"))
"""Where a column takes any names: the column and the name that hold a command id."""

storing: ContextVar[bool] = ContextVar("storing", default=True)
"""False while a request is answered as if it worked although nothing is stored."""


class DuplicateKeyError(Exception):
    """A number that must be unique is taken; says what PostgreSQL says."""


class Effect(BaseModel):
    """One committed change, as it can be read from outside."""

    seq: int
    at: str
    table: str
    op: str
    """``insert``, ``update`` or ``delete``."""
    row_id: str
    changed: list[str]
    """Columns of an update that got another value; the time of the change is not counted."""
    command: str | None
    """The id that the client put into custom fields, metadata or the idempotency key, or marked by ``cmd:`` in a
    note, reference or tag."""
    number: str | None
    """The job, project, estimate or invoice number of the row."""


class Store:
    """Rows of one stand-in server in one SQLite file.

    Every write is on disk before it returns: what was answered survives ``kill -9`` and a power cut.
    """

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been stored yet."""
        return self._db.execute("SELECT 1 FROM records LIMIT 1").fetchone() is None

    def secret(self) -> str:
        """The key that signs tokens; it is made once, so that a restart voids no token."""
        with self.transaction():
            self._db.execute("INSERT OR IGNORE INTO settings VALUES ('secret', ?)", [secrets.token_urlsafe(32)])
            row = self._db.execute("SELECT value FROM settings WHERE name = 'secret'").fetchone()
        return str(row[0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside are stored together or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def get(self, kind: str, row_id: object) -> Document | None:
        """One row, or None."""
        row = self._db.execute("SELECT document FROM records WHERE kind = ? AND id = ?", [kind, str(row_id)]).fetchone()
        return json.loads(row[0]) if row else None

    def all(self, kind: str, business_id: str | None = None) -> list[Document]:
        """The rows of a business (of all, without one), newest `created_date` first."""
        rows = self._db.execute(
            "SELECT document FROM records WHERE kind = ? AND business_id IS COALESCE(?, business_id) ORDER BY seq",
            [kind, business_id],
        )
        documents: list[Document] = [json.loads(row[0]) for row in rows]
        return sorted(documents, key=lambda document: str(document.get("created_date")), reverse=True)

    def plant(self, kind: str, document: Document) -> Document:
        """Store a row that no request made; it is not journalled."""
        self._write(kind, document)
        return document

    def uproot(self, kind: str, row_id: str) -> Document | None:
        """Take a row away that no request made, and return it."""
        row = self._db.execute(
            "DELETE FROM records WHERE kind = ? AND id = ? RETURNING document", [kind, row_id]
        ).fetchone()
        return json.loads(row[0]) if row else None

    def insert(self, kind: str, document: Document) -> Document:
        """Store a new row, and return it.

        Raises:
            DuplicateKeyError: another row has its number.
        """
        if storing.get():
            with self.transaction():
                self._write(kind, document)
                self._note(kind, "insert", document, [], _command({}, document))
        return document

    def update(self, kind: str, document: Document, said: Document | None = None) -> Document:
        """Store a changed row over the old one, and return what is stored now.

        `said` is what came with the request and is kept nowhere; the journal tells the command in it all the same.
        """
        old = self.get(kind, document["id"]) or {}
        if not storing.get():
            return old
        changed = sorted(name for name in document if document[name] != old.get(name) and name not in _BOOKKEEPING)
        with self.transaction():
            self._db.execute(
                "UPDATE records SET document = ? WHERE kind = ? AND id = ?",
                [json.dumps(document), kind, document["id"]],
            )
            self._note(kind, "update", document, changed, _command(old, document) or _command({}, said or {}))
        return document

    def delete(self, kind: str, document: Document) -> None:
        """Take a row away."""
        if storing.get():
            with self.transaction():
                self.uproot(kind, document["id"])
                self._note(kind, "delete", document, [], None)

    def journal(self) -> list[Effect]:
        """Every committed effect of a request, oldest first."""
        rows = self._db.execute("SELECT seq, at, kind, op, row_id, changed, command, number FROM journal ORDER BY seq")
        names = ("seq", "at", "table", "op", "row_id", "changed", "command", "number")
        return [Effect(**(dict(zip(names, row, strict=True)) | {"changed": json.loads(row[5])})) for row in rows]

    def _write(self, kind: str, document: Document) -> None:
        try:
            self._db.execute(
                "INSERT INTO records (kind, id, business_id, document) VALUES (?, ?, ?, ?)",
                [kind, document["id"], document.get("business_id"), json.dumps(document)],
            )
        except sqlite3.IntegrityError as error:
            constraint = re.search(r"index '(\w+)'", str(error))
            key = constraint[1] if constraint else f"{kind}_pkey"
            said = f'duplicate key value violates unique constraint "{key}"'
            raise DuplicateKeyError(str({"message": said, "code": "23505", "hint": None, "details": None})) from error

    def _note(self, kind: str, op: str, document: Document, changed: list[str], command: str | None) -> None:
        number = next((document[name] for name in _NUMBERS if document.get(name)), None)
        self._db.execute(
            "INSERT INTO journal (at, kind, op, row_id, changed, command, number) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [wire.now(), kind, op, document["id"], json.dumps(changed), command, number],
        )


def _command(old: Document, new: Document) -> str | None:
    """The command id that came with a change: one that the old row did not carry."""
    before, after = _markers(old), _markers(new)
    return next((marker for marker in reversed(after) if marker not in before), None)


def _markers(document: Document) -> list[str]:
    texts: list[Any] = [document.get(name) or "" for name in _MARKED]
    found = [marker for text in texts for marker in _MARKER.findall(str(text))]
    stamps = [(document.get(column) or {}).get(name) for column, name in _STAMPED]
    key = document.get("idempotency_key")
    whole = key if key and not _MARKER.search(key) else None
    return [*found, *(str(stamp) for stamp in (*stamps, whole) if stamp)]
