"""Which invoices are still to be paid."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from conversation.answers.pieces import Answer, age, money, told
from conversation.tongue import Tongue
from erp import Command, Invoice, Slots, Snapshot
from erp.payments import InvoiceUnpaid, unpaid


def _unpaid(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    customer, how_old = slots.get("customer"), age("invoices", snapshot, now, tongue)
    invoices = [invoice for invoice in unpaid(snapshot) if customer in (None, invoice.customer)]
    if not invoices and customer:
        return tongue.says(f"{customer} owes nothing{how_old}.", f"{customer} no debe nada{how_old}.")
    if not invoices:
        return tongue.says(f"No invoice is unpaid{how_old}.", f"No hay facturas sin pagar{how_old}.")
    if customer:
        return _owed(customer, invoices, how_old, now, tongue)
    named = told([_named(invoice, now, tongue, with_customer=True) for invoice in invoices], tongue)
    total = _total(invoices, tongue)
    if len(invoices) == 1:
        return tongue.says(f"One invoice is unpaid{how_old}: {named}.", f"Hay una factura sin pagar{how_old}: {named}.")
    return tongue.says(
        f"{len(invoices)} invoices are unpaid, {total} in all{how_old}: {named}.",
        f"Hay {len(invoices)} facturas sin pagar, {total} en total{how_old}: {named}.",
    )


def _owed(customer: str, invoices: list[Invoice], how_old: str, now: datetime, tongue: Tongue) -> str:
    total = _total(invoices, tongue)
    named = told([_named(invoice, now, tongue, with_customer=False) for invoice in invoices], tongue)
    return tongue.says(f"{customer} owes {total}{how_old}: {named}.", f"{customer} debe {total}{how_old}: {named}.")


def _named(invoice: Invoice, now: datetime, tongue: Tongue, *, with_customer: bool) -> str:
    """``invoice 101, Frank Olsen, 275 dollars, 5 days overdue``."""
    said = [tongue.says(f"invoice {invoice.number}", f"factura {invoice.number}")]
    if with_customer and invoice.customer:
        said.append(invoice.customer)
    if invoice.balance_due is not None:
        said.append(money(invoice.balance_due, tongue))
    if invoice.due_date:
        said.append(_due(invoice.due_date, now, tongue))
    return ", ".join(said)


def _due(day: date, now: datetime, tongue: Tongue) -> str:
    late = (now.date() - day).days
    if late > 0:
        days = tongue.numbers.count(late, tongue.says("day", "día"), tongue.says("days", "días"))
        return tongue.says(f"{days} overdue", f"vencida hace {days}")
    when = tongue.times.spoken_date(day.isoformat(), now)
    return tongue.says(f"due {when}", f"vence {when}")


def _total(invoices: list[Invoice], tongue: Tongue) -> str:
    return money(sum((invoice.balance_due or Decimal(0) for invoice in invoices), Decimal(0)), tongue)


ANSWERS: Mapping[type[Command], Answer] = {InvoiceUnpaid: _unpaid}
