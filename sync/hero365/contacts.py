"""Contacts: create."""

from erp.contacts import ContactCreate
from sync.client import Hero365Client
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Task


class CreateContact(CommandMapping):
    """``POST /contacts``. A phone number is refused when it comes twice, and so it is what one is found by."""

    repeatable = True

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        made = await hero365.ask("POST", "/contacts", json=new_contact(task))
        return str(made["id"])

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        phone = international(task.command.phone)
        found = await hero365.ask("POST", "/contacts/search", json={"search_term": phone})
        for contact in found["contacts"]:
            if contact["phone"] == phone:
                ours = (contact["custom_fields"] or {}).get("h365_cmd") == task.id
                note = "" if ours else f"{contact['display_name']} was in your contacts already with that phone number."
                return Found(task.belongs(contact)["id"], note=note)
        return Absent()


def new_contact(task: Task) -> Document:
    """The body of ``POST /contacts``. An address that is not whole goes into the notes: Hero365 takes no other."""
    command: ContactCreate = task.command
    first, _, last = command.customer.rpartition(" ")
    body: Document = {
        "contact_type": "customer",
        "first_name": first or last,
        "phone": international(command.phone),
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
    known = {name: piece for name, piece in pieces.items() if piece}
    if len(known) == len(pieces):
        body["address"] = known
    elif known:
        body["notes"] = f"Address: {', '.join(known.values())}"
    return body


def international(phone: str) -> str:
    """E.164, since Hero365 compares numbers as they are written; ten digits are a North American number."""
    return phone if phone.startswith("+") else f"+1{phone}"
