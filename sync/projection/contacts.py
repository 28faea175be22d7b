"""What saved commands do to customers."""

from dataclasses import replace

from erp import Address, Customer
from erp.contacts import ContactCreate
from erp.relations import ContactCallNote
from sync.projection.frame import Change, Effect, Effects, Records


def _create(records: Records, command: ContactCreate, change: Change) -> Records:
    pieces = (command.street, command.city, command.state, command.postal_code)
    address = Address(*(str(piece) for piece in pieces)) if all(pieces) else None
    made = Customer(change.made, command.customer, command.phone, command.email, address, command.notes)
    # What Hero365 shows of a person comes first: it may have known them by another name.
    return replace(records, customers={**records.customers, made.ref: records.customers.get(made.ref, made)})


def _note(records: Records, command: ContactCallNote, change: Change) -> Records:
    line = f"{change.row.origin.said_at.astimezone(change.zone):%Y-%m-%d}: {command.note}"

    def noted(customer: Customer) -> Customer:
        return replace(customer, notes=f"{customer.notes}\n{line}" if customer.notes else line)

    return records.changed("customers", change.refs.get("customer"), noted)


EFFECTS: Effects = {
    ContactCreate: (Effect("customers", _create),),
    ContactCallNote: (Effect("customers", _note),),
}
