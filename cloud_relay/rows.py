"""Rows of the store that change hands: whoever is first has them."""

from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import ColumnElement, update

from cloud_relay.database import Base, Sessions

_Row = TypeVar("_Row", bound=Base)


async def changed(
    sessions: Sessions, kind: type[_Row], which: ColumnElement[bool], values: Mapping[str, object]
) -> _Row | None:
    """The row as it is then; None where `which` holds of none. In one statement, so that of two who take it only
    one has it."""
    async with sessions.begin() as session:
        found = await session.scalars(update(kind).where(which).values(**values).returning(kind))
        return found.one_or_none()
