"""Messages to customers: what such a command holds, and the words of those that are the same every day. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from erp.command import Command, Slot, Slots
from erp.days import PARTS, spoken_clock, spoken_day
from erp.sentences import Language, Sentence, in_each
from erp.slots import FOR_WHICH_CUSTOMER
from erp.snapshot import Customer, Estimate, Invoice, Snapshot, WaitingMessage
from erp.values import Channel, Email, Name, Phone, Text

_LETTER = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}")
_DIGITS_WITHOUT_COUNTRY = 10


class ByRelay(Command):
    """Base of the commands that go to the relay: Hero365 tells nobody anything."""


class CustomerMessage(ByRelay):
    """Base of the commands that send a customer a message, by the relay's message service.

    `message` are the words as they are sent. Where they go, and in which language, is taken from the records.
    """

    customer: Annotated[Name, FOR_WHICH_CUSTOMER]
    method: Annotated[Channel | None, Slot("channels")] = None
    """The way that was asked for; else a text message where there is a phone number, and an e-mail where there is
    none."""
    phone: Phone | None = None
    email: Email | None = None
    language: Language = "en"
    message: Text

    @property
    def channel(self) -> Channel:
        """The way it goes."""
        return self.method or ("sms" if self.phone else "email")

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Where the customer is reached."""
        customer = snapshot.customer(slots.get("customer", ""))
        reached = addresses_of(customer) if customer else {}
        return {"language": snapshot.language, **reached, **slots}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """A message needs somewhere to go."""
        customer = snapshot.customer(slots.get("customer", ""))
        return None if customer is None else unreachable(customer, slots.get("method"))


def addresses_of(customer: Customer) -> Slots:
    """Phone and e-mail of a customer, as far as messages can be sent there."""
    digits = "".join(filter(str.isdigit, customer.phone or ""))
    phone = f"+{digits}" if len(digits) > _DIGITS_WITHOUT_COUNTRY else digits
    email = (customer.email or "").strip().lower()
    known = {"phone": phone if len(digits) >= _DIGITS_WITHOUT_COUNTRY else "", "email": email}
    return {name: value for name, value in known.items() if value and (name == "phone" or _LETTER.fullmatch(value))}


def unreachable(customer: Customer, method: str | None) -> Sentence | None:
    """Why no message comes to the customer by `method`, or by any where that is None; None where one does."""
    known = addresses_of(customer)
    if method == "sms" and "phone" not in known:
        return in_each(
            f"{customer.name} has no phone number in your contacts.",
            f"{customer.name} no tiene teléfono en tus contactos.",
        )
    if method == "email" and "email" not in known:
        return in_each(
            f"{customer.name} has no e-mail address in your contacts.",
            f"{customer.name} no tiene correo electrónico en tus contactos.",
        )
    if not known:
        return in_each(
            f"{customer.name} has neither a phone number nor an e-mail address in your contacts.",
            f"{customer.name} no tiene ni teléfono ni correo electrónico en tus contactos.",
        )
    return None


def as_waiting(slots: Slots) -> WaitingMessage:
    """The message that a command with these slots sends, to be compared with others."""
    way = slots.get("method") or ("sms" if slots.get("phone") else "email")
    return WaitingMessage(slots.get("customer", ""), way, slots.get("message", ""))


def late_by(minutes: int, snapshot: Snapshot) -> Sentence:
    """That the technician comes later than planned."""
    length = _length(minutes)
    return _from(
        snapshot,
        f"I am running about {length['en']} late. Sorry for the wait.",
        f"Voy con {length['es']} de retraso. Perdón por la espera.",
    )


def arriving(when: str, snapshot: Snapshot) -> Sentence:
    """When the technician comes: `when` as `erp.values.When`. The day is named, since the message may be read later."""
    day, _, part = when.partition("/")
    moment = datetime.fromisoformat(day)
    if "T" in day:
        clock = spoken_clock(moment.time())
        at = in_each(f" at about {clock['en']}", f" a eso {_de(clock['es'])}")
    else:
        at = PARTS[part]
    said = spoken_day(moment.date())
    there, alli = f"I will be there on {said['en']}{at['en']}", f"Llegaré el {said['es']}{at['es']}"
    return _from(snapshot, f"{there.rstrip('.')}.", f"{alli.rstrip('.')}.")


def here_is_the_estimate(estimate: Estimate, snapshot: Snapshot) -> Sentence:
    """That an estimate is ready."""
    total = in_each(f": {_dollars(estimate.total)}", f": {_dollars(estimate.total)}") if estimate.total else _NOTHING
    return in_each(
        f"Hello, this is {snapshot.business}. Your estimate{_called(estimate)} for {estimate.title}"
        f"{total['en']}. Please answer or call us to go ahead.",
        f"Hola, somos {snapshot.business}. Su presupuesto{_called(estimate)} para {estimate.title}"
        f"{total['es']}. Responda o llámenos para seguir adelante.",
    )


def here_is_the_invoice(invoice: Invoice, snapshot: Snapshot) -> Sentence:
    """That there is an invoice."""
    due = spoken_day(invoice.due_date) if invoice.due_date else None
    total = f": {_dollars(invoice.balance_due)}" if invoice.balance_due else ""
    return in_each(
        f"Hello, this is {snapshot.business}. Your invoice{_called(invoice)}{total}"
        f"{', due ' + due['en'] if due else ''}. Thank you.",
        f"Hola, somos {snapshot.business}. Su factura{_called(invoice)}{total}"
        f"{', con vencimiento el ' + due['es'] if due else ''}. Gracias.",
    )


def please_pay(invoice: Invoice, snapshot: Snapshot) -> Sentence:
    """That an invoice is open."""
    due = spoken_day(invoice.due_date) if invoice.due_date else None
    return in_each(
        f"Hello, this is {snapshot.business}. A friendly reminder: your invoice{_called(invoice)}"
        f"{f' for {_dollars(invoice.balance_due)}' if invoice.balance_due else ''} is open"
        f"{', due ' + due['en'] if due else ''}. Thank you.",
        f"Hola, somos {snapshot.business}. Un recordatorio amable: su factura{_called(invoice)} está pendiente"
        f"{f' por {_dollars(invoice.balance_due)}' if invoice.balance_due else ''}"
        f"{', con vencimiento el ' + due['es'] if due else ''}. Gracias.",
    )


def _called(record: Estimate | Invoice) -> str:
    """Its number, which one that was made just now does not have yet."""
    return f" {record.full_number}" if record.full_number else ""


_NOTHING = in_each("", "")


def _from(snapshot: Snapshot, en: str, es: str) -> Sentence:
    """A message that says who writes."""
    return in_each(
        f"Hello, this is {snapshot.technician} from {snapshot.business}. {en}",
        f"Hola, soy {snapshot.technician} de {snapshot.business}. {es}",
    )


def _de(noun: str) -> str:
    """``de las 9 a.m.``, ``del mediodía``."""
    return f"del {noun.removeprefix('el ')}" if noun.startswith("el ") else f"de {noun}"


def _length(minutes: int) -> Sentence:
    hours, rest = divmod(minutes, 60)
    en = [f"{count} {unit}{'s' if count > 1 else ''}" for count, unit in ((hours, "hour"), (rest, "minute")) if count]
    es = [f"{count} {unit}{'s' if count > 1 else ''}" for count, unit in ((hours, "hora"), (rest, "minuto")) if count]
    return in_each(" and ".join(en), " y ".join(es))


def _dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}"
