"""What a command needs before it runs: a yes, what was not said, and a contact for a new customer."""

from erp import Command, Risk, Slots, Snapshot, slots_of
from erp.contacts import ContactCreate


def risk_of(command: type[Command], slots: Slots, *, may_ask: bool) -> Risk:
    """What `command` asks of the person before it runs: whatever changes something, and may only have been asked, a yes
    at least."""
    risk = command.risk(slots)
    return Risk.CONFIRM if may_ask and risk is Risk.TELL else risk


def missing(command: type[Command], slots: Slots, snapshot: Snapshot) -> tuple[str, ...]:
    """What has to be asked for before `command` can run: its own slots, and for a new customer what a contact takes."""
    own = command.missing(command.complete(slots, snapshot))
    contact = ContactCreate.missing(slots) if introduces(command, slots, snapshot) else ()
    return tuple(dict.fromkeys([*own, *contact]))


def introduces(command: type[Command], slots: Slots, snapshot: Snapshot) -> bool:
    """Whether `command` is for a customer that no record has, so that the contact must be made first."""
    return may_introduce(command) and "customer" in slots and snapshot.customer(slots["customer"]) is None


def may_introduce(command: type[Command]) -> bool:
    """Whether `command` may be for a customer that no record has, and does not make the contact itself."""
    customer = slots_of(command).get("customer")
    return customer is not None and customer.values == "anyone" and command.spec.creates != "contact"
