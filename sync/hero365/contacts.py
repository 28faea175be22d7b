"""Contacts: create, note, lead status."""

import re

from erp.contacts import ContactCreate
from erp.relations import ContactCallNote, ContactLeadStatus
from erp.sentences import in_each
from sync.answers import RefusedError, Verdict
from sync.client import Hero365Client
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Task

_NOT_THERE = 404
_UNKNOWN_STATUS = re.compile("is not a valid RelationshipStatus")
_NO_LEAD_STATUS = in_each("Hero365 stores no lead status.", "Hero365 no guarda el estado de los clientes potenciales.")


class CreateContact(CommandMapping):
    """``POST /contacts``. A phone number or an e-mail address is refused when it comes twice, and so it is what one is
    found by. Hero365 only looks for it before it stores: of two at the same time it may store both."""

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        made = await hero365.ask("POST", "/contacts", json=new_contact(task))
        return str(made["id"])

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        for way, address in _ways(task.command).items():
            found = await hero365.ask("POST", "/contacts/search", json={"search_term": address})
            for contact in found["contacts"]:
                if str(contact[way]).lower() == address:
                    return _known(task, contact, way)
        return Absent()


def new_contact(task: Task) -> Document:
    """The body of ``POST /contacts``. An address that is not whole goes into the notes: Hero365 takes no other."""
    command: ContactCreate = task.command
    first, _, last = command.customer.rpartition(" ")
    body: Document = {
        "contact_type": "customer",
        "first_name": first or last,
        **_ways(command),
        "source": "other",
        "custom_fields": {"h365_cmd": task.id},
    }
    if first:
        body["last_name"] = last
    pieces = {
        "street_address": command.street,
        "city": command.city,
        "state": command.state,
        "postal_code": command.postal_code,
    }
    if all(pieces.values()):
        body["address"] = pieces
    elif command.notes:
        body["notes"] = command.notes
    return body


def _ways(command: ContactCreate) -> dict[str, str]:
    """Hero365's fields for how somebody is reached."""
    phone = {"phone": international(command.phone)} if command.phone else {}
    return phone | ({"email": command.email.lower()} if command.email else {})


def _known(task: Task, contact: Document, way: str) -> Found:
    ours = (contact["custom_fields"] or {}).get("h365_cmd") == task.id
    by, con = {"phone": ("phone number", "ese teléfono"), "email": ("e-mail address", "ese correo")}[way]
    name = contact["display_name"]
    there = in_each(
        f"{name} was in your contacts already with that {by}.", f"{name} ya estaba en tus contactos con {con}."
    )
    note = "" if ours else there
    return Found(task.belongs(contact)["id"], note=note, ours=ours)


class NoteCall(CommandMapping):
    """``PUT /contacts/{id}`` with the note and a marker behind the notes that are there.

    An activity would be a record of its own, and the published server takes those and not this; but it shows none, so
    that one whose answer is lost could be there twice or not at all. These notes can be read back, and asked for.
    """

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        command: ContactCallNote = task.command
        path = f"/contacts/{task.refs['customer']}"
        before = (await _read(task, hero365))["notes"]
        line = f"{task.said_at.astimezone(task.zone):%Y-%m-%d}: {command.note} [{task.marker}]"
        await hero365.ask("PUT", path, json={"notes": f"{before}\n{line}" if before else line})
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        contact = await _read(task, hero365)
        return Found(contact["id"]) if task.marker in (contact["notes"] or "") else Absent()


class SetLeadStatus(CommandMapping):
    """``PUT /contacts/{id}/status`` with a marker in the reason. The servers that were measured fail on each."""

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        command: ContactLeadStatus = task.command
        body = {"relationship_status": command.status, "reason": f"by voice {task.marker}"}
        try:
            await hero365.ask("PUT", f"/contacts/{task.refs['customer']}/status", json=body)
        except RefusedError as error:
            if not _UNKNOWN_STATUS.search(error.answer.text):
                raise
            # It reads like a refusal of this one: but it takes none of the statuses that its own types name.
            raise RefusedError(Verdict.INCAPABLE, error.answer, _NO_LEAD_STATUS) from error
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        contact = await _read(task, hero365)
        ours = any(task.marker in (entry["reason"] or "") for entry in contact["status_history"])
        return Found(contact["id"]) if ours else Absent(contact["relationship_status"])


async def _read(task: Task, hero365: Hero365Client) -> Document:
    """The contact that `task` is about. Hero365 says of any failure that there is none: that is believed where a search
    works and does not show it either."""
    ref, name = task.refs["customer"], task.command.customer
    try:
        return task.belongs(await hero365.ask("GET", f"/contacts/{ref}"))
    except RefusedError as error:
        if error.answer.status != _NOT_THERE:
            raise
        found = await hero365.ask("POST", "/contacts/search", json={"search_term": name.rpartition(" ")[2]})
        if any(contact["id"] == ref for contact in found["contacts"]):
            raise
        gone = in_each(
            f"{name} is not among the contacts in Hero365 any more.",
            f"{name} ya no está entre los contactos en Hero365.",
        )
        raise RefusedError(Verdict.MISSING, error.answer, gone) from error


def international(phone: str) -> str:
    """E.164, since Hero365 compares numbers as they are written; ten digits are a North American number."""
    return phone if phone.startswith("+") else f"+1{phone}"
