"""Jobs, estimates and invoices and whose they are: named by their customer ("send Maria the estimate")."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from erp.command import Slots
from erp.messages import addresses_of, unreachable
from erp.sentences import Sentence, in_each
from erp.snapshot import Customer, Estimate, Invoice, Job, Snapshot

Record = Estimate | Invoice

_NOUNS = {
    "job": ("Job", "El trabajo"),
    "estimate": ("Estimate", "El presupuesto"),
    "invoice": ("Invoice", "La factura"),
}


def by_customer(slots: Slots, slot: str, records: Sequence[Record]) -> Slots:
    """`slots` with the customer's one record in the customer's place.

    A customer named beside their own record adds nothing and is left out; named beside another one's, they stay, and
    `another_ones` objects. `records` are those that can be meant.
    """
    customer = slots.get("customer")
    if customer is None:
        return slots
    own = numbers_of(customer, records)
    others = {name: value for name, value in slots.items() if name != "customer"}
    if slot in slots:
        return others if slots[slot] in own else slots
    return {slot: own[0], **others} if len(own) == 1 else slots


def known(**values: str | Decimal | None) -> Slots:
    """What a record says of its own, in the catalogue's form: an amount with its cents. What it lacks is absent."""
    return {name: f"{value:.2f}" if isinstance(value, Decimal) else value for name, value in values.items() if value}


def numbers_of(customer: str, records: Iterable[Record]) -> tuple[str, ...]:
    """The numbers of the customer's records, as they are given."""
    return tuple(record.number for record in records if record.customer == customer)


def another_ones(slot: str, record: Record | Job, customer: str | None) -> Sentence | None:
    """That the record is not the customer's, where it is another one's."""
    if not record.customer or not customer or record.customer == customer:
        return None
    en, es = _NOUNS[slot]
    return in_each(
        f"{en} {record.number} is for {record.customer}, not for {customer}.",
        f"{es} {record.number} es de {record.customer}, no de {customer}.",
    )


def way_to_the_owner(record: Record, snapshot: Snapshot) -> Slots:
    """Where the record's customer is reached, and by which way unless another was asked for."""
    owner = _owner(record, snapshot)
    addresses = addresses_of(owner) if owner else {}
    way = "sms" if "phone" in addresses else "email"
    return {"language": snapshot.language, **addresses, **({"method": way} if addresses else {})}


def no_way_to_the_owner(slot: str, record: Record, method: str | None, snapshot: Snapshot) -> Sentence | None:
    """Why the record's customer cannot be told of it; None where they can."""
    owner = _owner(record, snapshot)
    if owner:
        return unreachable(owner, method)
    en, es = _NOUNS[slot]
    return in_each(
        f"{en} {record.number} has no customer in your contacts.",
        f"{es} {record.number} no tiene cliente en tus contactos.",
    )


def _owner(record: Record, snapshot: Snapshot) -> Customer | None:
    """By reference: two customers may have one name."""
    owner = next((customer for customer in snapshot.customers if customer.ref == record.customer_ref), None)
    return owner or snapshot.customer(record.customer or "")
