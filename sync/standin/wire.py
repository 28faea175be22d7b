"""How Hero365 writes times, decimals and pages."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

Document = dict[str, Any]
"""A stored row, or an answer made from one."""

Skip = Annotated[int, Field(ge=0)]
Limit = Annotated[int, Field(ge=1, le=1000)]


def now() -> str:
    """This moment as it is stored: UTC with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def as_utc(moment: datetime) -> datetime:
    """`moment` in UTC; one without an offset is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def stored(moment: datetime | None) -> str | None:
    """How a time of a request is stored."""
    return as_utc(moment).isoformat(timespec="microseconds") if moment else None


def to_the_second(moment: str | None) -> str | None:
    """A stored time as jobs, contacts and projects answer it: ``2031-03-03T15:00:00Z``."""
    return f"{datetime.fromisoformat(moment):%Y-%m-%dT%H:%M:%SZ}" if moment else None


def without_offset(moment: str | None) -> str | None:
    """A stored time as some routes answer it: without its offset, microseconds where it has them."""
    return datetime.fromisoformat(moment).replace(tzinfo=None).isoformat() if moment else None


def in_utc(moment: str | None) -> str | None:
    """A stored time as most others answer it: ``2031-03-05T15:00:00Z``, microseconds where it has them."""
    return f"{without_offset(moment)}Z" if moment else None


def as_float(amount: Decimal | float | None) -> float | None:
    """How a decimal of a request is stored: the database keeps floats."""
    return None if amount is None else float(amount)


def decimal(stored_float: float) -> Decimal:
    """A stored float as the decimal that is reckoned with: 215.0 keeps its one place."""
    return Decimal(str(stored_float))


def decimal_text(stored_float: float | None) -> str | None:
    """A stored float as jobs and projects answer it: text, so that no digit is lost."""
    return None if stored_float is None else str(decimal(stored_float))


def display(value: str) -> str:
    """An enum value for people: ``in_progress`` is ``In Progress``."""
    return value.replace("_", " ").title()


def today() -> date:
    """This day, where days begin at midnight UTC."""
    return datetime.now(UTC).date()


def page(name: str, rows: list[Document], skip: int, limit: int) -> Document:
    """A page of all `rows`, as estimates, invoices and products answer it."""
    return {
        name: rows[skip : skip + limit],
        "total_count": len(rows),
        "page": skip // limit + 1,
        "per_page": limit,
        "has_next": skip + limit < len(rows),
        "has_prev": skip > 0,
    }


def unparsable(term: str, columns: tuple[str, ...]) -> str | None:
    """What PostgREST says of a search term that breaks its filter syntax, or None for a term that does not.

    Hero365 puts terms unescaped into ``or=(column.ilike.%term%,...)``, where comma and parentheses separate.
    """
    found = re.search(r"[,()]", term)
    if not found:
        return None
    tree = ",".join(f"{column}.ilike.%{term}%" for column in columns)
    error = {
        "message": f'"failed to parse logic tree (({tree}))"',
        "code": "PGRST100",
        "hint": None,
        "details": f'unexpected "{term[found.end() :]}%"',
    }
    return str(error)


def ilike(term: str, text: str | None) -> bool:
    """Whether ``%term%`` matches `text` in SQL's ILIKE, where ``%`` (``*`` for PostgREST) and ``_`` are wildcards."""
    wildcards = {"%": ".*", "*": ".*", "_": "."}
    pattern = "".join(wildcards.get(letter, re.escape(letter)) for letter in term)
    return text is not None and re.search(pattern, text, re.IGNORECASE | re.DOTALL) is not None
