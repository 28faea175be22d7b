"""Reads the business anew: whole families of records, since Hero365 cannot say what changed."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from erp import Address, Customer, Job, Part, Project
from sync.account import Account
from sync.answers import UNEXPECTED, RefusedError
from sync.cache import Cache
from sync.client import Hero365Client
from sync.numbering import spoken_number
from sync.projection import Records

_log = logging.getLogger(__name__)

_PAGE = 200
_WINDOW = 2000
"""How many records of a family are kept, the newest: what can be said on one device has its bounds."""

Document = Mapping[str, Any]


async def refresh(cache: Cache, hero365: Hero365Client) -> None:
    """Puts what Hero365 holds into `cache`. A family that cannot be read keeps its records and their age.

    Raises:
        NotSentError, LostAnswerError: Hero365 was not reached.
        SignInError: the person has to sign in again.
        WrongBusinessError: Hero365 acts for another business; its records are none of ours.
        StoreError: the records could not be kept.
    """
    await hero365.check_business()
    await asyncio.to_thread(cache.introduce, hero365.account)
    known = await asyncio.to_thread(cache.records)
    for family, name in _FAMILIES.items():
        asked = await asyncio.to_thread(cache.asked_now)
        try:
            documents = await _family(hero365, family)
            records = [await _record(family, document, known, hero365) for document in documents]
        except RefusedError as error:
            _log.info("family not read", extra={"family": family, "verdict": str(error.verdict)})
        except UNEXPECTED as error:
            _log.error("family not understood", extra={"family": family, "error": type(error).__name__})
        else:
            read: dict[str, Any] = {name: records, **asked}
            await asyncio.to_thread(partial(cache.replace, **read))


_FAMILIES = {"contacts": "customers", "jobs": "jobs", "projects": "projects", "products": "parts"}
"""What Hero365 calls the records that the cache keeps."""


async def _record(
    family: str, document: Document, known: Records, hero365: Hero365Client
) -> Customer | Job | Project | Part:
    match family:
        case "contacts":
            return _customer(document)
        case "jobs":
            return _job(document, hero365.account)
        case "projects":
            return _project(document, await _project_number(document, known, hero365))
    return _part(document, known)


async def _family(hero365: Hero365Client, family: str) -> list[Document]:
    """The newest documents of a family. A page that is not full is the last: Hero365's totals are not reliable."""
    found: list[Document] = []
    while len(found) < _WINDOW:
        page = await hero365.ask("GET", f"/{family}", params={"skip": len(found), "limit": _PAGE})
        found += page[family]
        if len(page[family]) < _PAGE:
            break
    return found


async def _project_number(document: Document, known: Records, hero365: Hero365Client) -> str:
    """A project's number, which the list lacks and which never changes; empty while it cannot be read."""
    project = known.projects.get(document["id"])
    if project and project.number:
        return project.number
    try:
        whole = await hero365.ask("GET", f"/projects/{document['id']}")
    except RefusedError as error:
        _log.info("project not read", extra={"verdict": str(error.verdict)})
        return ""
    return spoken_number(whole["project_number"] or "")


def _customer(document: Document) -> Customer:
    return Customer(
        ref=document["id"],
        name=document["display_name"],
        phone=document["phone"],
        email=document["email"],
        address=_address(document["address"]),
    )


def _job(document: Document, account: Account) -> Job:
    contact = document["contact"] or {}
    assigned = document["assigned_to"] or []
    return Job(
        ref=document["id"],
        number=spoken_number(document["job_number"]),
        full_number=document["job_number"],
        title=document["title"],
        status=document["status"],
        customer=contact.get("display_name"),
        customer_ref=document["contact_id"],
        scheduled_start=_moment(document["scheduled_start"]),
        scheduled_end=_moment(document["scheduled_end"]),
        assigned_to=tuple(account.full_name if user == account.user_id else user for user in assigned),
        amount=_money(document["estimated_revenue"]),
    )


def _project(document: Document, number: str) -> Project:
    return Project(
        ref=document["id"],
        number=number,
        name=document["name"],
        status=document["status"],
        customer=document["client_name"],
        budget=_money(document["estimated_budget"]),
        spent=_money(document["actual_cost"]),
        end_date=_moment(document["end_date"]),
    )


def _part(document: Document, known: Records) -> Part:
    """Hero365 has no field for other ways of saying a part: what is known about one of that name stays."""
    spoken = next((part.spoken for part in known.parts.values() if part.name == document["name"]), ())
    return Part(
        ref=document["id"],
        name=document["name"],
        sku=document["sku"],
        on_hand=_decimal(document["quantity_on_hand"]),
        price=_decimal(document["unit_price"]),
        spoken=spoken,
    )


def _address(document: Document | None) -> Address | None:
    if not document or not document["street_address"]:
        return None
    return Address(
        street=document["street_address"],
        city=document["city"] or "",
        state=document["state"] or "",
        postal_code=document["postal_code"] or "",
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _money(amount: str | None) -> Decimal | None:
    """Hero365 answers zero where it knows nothing."""
    return Decimal(amount) if amount and Decimal(amount) else None


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
