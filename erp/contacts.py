"""Contacts: create."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.sentences import Sentence, in_each
from erp.snapshot import Snapshot
from erp.values import Name, Phone, PostalCode, State, Text


class ContactCreate(Command):
    """Makes a new customer."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="contact.create",
        risk=Risk.CONFIRM,
        permission="edit_contacts",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        creates="contact",
        phrases={
            "en": (
                "<make> <an> (customer|contact) [named|called] [<anyone>]",
                "(add|save) <anyone> as a [new] (customer|contact)",
            )
        },
        wording={
            "en": Wording(
                confirm="Add {customer} as a new customer, phone {phone}?",
                saved="New customer {customer} is saved.",
                done="{customer} is now in your contacts.",
                about="the new customer {customer}",
            )
        },
    )

    customer: Annotated[Name, Slot("anyone", {"en": "What is the customer's name?"})]
    phone: Annotated[Phone, Slot("phones", {"en": "What is the phone number?"})]
    """Hero365 takes no contact without a phone number or an e-mail address."""
    street: Annotated[Text | None, Slot("streets")] = None
    city: Annotated[Text | None, Slot("cities")] = None
    state: Annotated[State | None, Slot("states")] = None
    postal_code: Annotated[PostalCode | None, Slot("postal_codes")] = None

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Nobody is entered twice."""
        known = snapshot.customer(slots.get("customer", ""))
        if known is None:
            return None
        return in_each(f"{known.name} is already in your contacts.", f"{known.name} ya está en tus contactos.")
