"""What saved commands do to customers."""

from dataclasses import replace

from erp import Address, Customer
from erp.contacts import ContactCreate
from sync.projection.frame import Change, Effect, Effects, Records


def _create(records: Records, command: ContactCreate, change: Change) -> Records:
    pieces = (command.street, command.city, command.state, command.postal_code)
    address = Address(*(str(piece) for piece in pieces)) if all(pieces) else None
    made = Customer(change.made, command.customer, phone=command.phone, address=address)
    # What Hero365 shows of a person comes first: it may have known them by another name.
    return replace(records, customers={**records.customers, made.ref: records.customers.get(made.ref, made)})


EFFECTS: Effects = {ContactCreate: (Effect("customers", _create),)}
