"""What is still to be paid: unpaid invoices, payments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.money import dollars
from erp.naming import another_ones, by_customer, known, numbers_of
from erp.sentences import Sentence, in_each
from erp.slots import WHICH_INVOICE
from erp.snapshot import Invoice, Snapshot
from erp.values import Amount, Name, Number, PaymentMethod


class InvoiceUnpaid(Command):
    """Says which invoices are still to be paid, of everybody or of one customer."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="invoice.unpaid",
        risk=Risk.SILENT,
        permission="view_projects",  # Hero365 has no permission of its own for invoices
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(what|which|any|are there any|do we have any) [of the] (unpaid|open|outstanding|overdue|past due)"
                " (invoices|bills) [(are there|do we have|for <known>|from <known>)]",
                "(what|which) (invoices|bills) are [still] (unpaid|open|outstanding|overdue|past due|due)",
                "[(show|show me|list|read|read me|check)] [(the|my|our|all)] (unpaid|open|outstanding|overdue|past due)"
                " (invoices|bills) [(for|of|from) <known>]",
                "who [still] (owes us|owes me|hasn't paid|has not paid) [(money|yet|us|us yet)]",
                "(how much|what) does (<known>|{mentioned_customer:customer}) [still] owe [(us|me)]",
                "(anybody|anyone|does (anybody|anyone)) [still] owe (us|me) [(money|anything)]",
                "does (<known>|{mentioned_customer:customer}) [still] owe (us|me) [(anything|money|any money)]",
                "(has|did) (<known>|{mentioned_customer:customer}) (paid|pay)"
                " [(us|everything|yet|up|the bill|the invoice)]",
                "(what's|what is) (the balance (of|for|on) <known>|({owners:customer}|{mentioned_owner:customer})"
                " balance)",
            ),
            "es": (
                "(qué|cuáles|hay) facturas (hay|están|tenemos|quedan|siguen) (sin pagar|pendientes|por"
                " cobrar|vencidas|abiertas)"
                " [de <known>]",
                "[(muéstrame|enséñame|léeme|dime|lee|revisa)] [las] facturas (sin pagar|pendientes|por"
                " cobrar|vencidas|abiertas)"
                " [de <known>]",
                "hay facturas (sin pagar|pendientes|por cobrar|vencidas|abiertas) [de <known>]",
                "quién[es] (nos|me) (debe|deben) [(dinero|todavía)]",
                "quién[es] no (ha|han) pagado [(todavía|aún)]",
                "(cuánto [(nos|me)]|qué (nos|me)) debe [todavía] <known>",
                "cuánto {mentioned_debtor:customer} [todavía]",
                "cuál es (el saldo (de|del) <known>|{mentioned_owner:customer} saldo)",
                "<known> (nos|me) debe (algo|dinero)",
                "ya [nos] pagó <known>",
            ),
        },
    )

    customer: Annotated[Name | None, Slot("customers")] = None


class OnInvoice(Command):
    """About an invoice that is named by its number, or by its customer."""

    invoice: Annotated[Number, WHICH_INVOICE]

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:
        """Named by its customer it is the one that is unpaid."""
        return cls, by_customer(slots, "invoice", snapshot.invoices if "invoice" in slots else unpaid(snapshot))

    @classmethod
    def candidates(cls, slots: Slots, snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
        """The customer's unpaid invoices."""
        return {"invoice": numbers_of(slots["customer"], unpaid(snapshot))} if "customer" in slots else {}


class PaymentRecord(OnInvoice):
    """Writes down that an invoice, or a part of it, was paid."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="payment.record",
        risk=Risk.READ_BACK,
        permission="edit_projects",
        offline=Offline.QUEUED,
        undo=Undo.REPLACED,
        phrases={
            "en": (
                # No template names the method in two places.
                "(record|log|enter|add|take|put in|put down|post) (a|the) {payment_methods:method} payment"
                " [of <amount>] [(on|for|toward|against) <invoice>]",
                "(record|log|enter|add|take|put in|put down|post) (a|the) payment"
                " [of <amount>] [(on|for|toward|against) <invoice>] [(in|by|with) [a] {payment_methods:method}]",
                "(record|log|enter|add|take|put in|put down|post) (a|the) payment of <amount> [(in|by|with) [a]]"
                " {payment_methods:method} (on|for|toward|against) <invoice>",
                "(record|log|enter|add|take|put in|put down|post) (a|the) <amount> [dollar] payment"
                " [(on|for|toward|against|from) (<invoice>|<known>)] [(in|by|with) [a] {payment_methods:method}]",
                "(record|log|enter|add|take|put in|put down|post) (a|the) <amount> [dollar]"
                " {payment_methods:method} [payment] [(on|for|toward|against|from) (<invoice>|<known>)]",
                "(record|log|enter|take) [a] payment from <known> [of <amount>] [(in|by|with)"
                " {payment_methods:method}]",
                "(record|log|enter|put) <amount> [(in|by|with)] [{payment_methods:method}]"
                " (on|for|toward|against|from) (<invoice>|<known>)",
                "(mark|record|log|put) <invoice> [(as|down as)] paid [[in|by|with] [a] {payment_methods:method}]",
                "<named_invoice> (is|was|got|has been) paid [[in|by|with] [a] {payment_methods:method}]",
                "<known> [just] paid [(me|us)] <amount> [[in|by|with] [a] {payment_methods:method}] [(on|for|toward)"
                " <invoice>]",
                "<known> [just] paid (<invoice>|in full|(the|his|her|their) (invoice|bill)) [[in|by|with]"
                " [a] {payment_methods:method}]",
                "(i got|i collected|i received|we got|we received|got) <amount> [[in|by|with] [a]"
                " {payment_methods:method}]"
                " (from|for|on) (<known>|<invoice>)",
                "(i got|we got|got|record|log|take) a {payment_methods:method} (for|of|over) <amount>"
                " (from|for|on) (<known>|<invoice>)",
            ),
            "es": (
                "(registra|registrar|registre|anota|anotar|apunta|apuntar|mete|pon) (un|el) pago [(de|por) <amount>]"
                " [(en|con|por|de)] [{payment_methods:method}] [(de|en|a|para|sobre) (<invoice>|<known>)]",
                "(registra|registrar|anota|anotar|apunta|apuntar) (un|el) pago (de|en|a|para|sobre) (<invoice>|<known>)"
                " [(de|por) <amount>] [(en|con|por) [un|una] {payment_methods:method}]",
                "(marca|marcar|marque|pon|poner) <invoice> [como] pagada [[en|con|por] [un|una|su]"
                " {payment_methods:method}]",
                "<named_invoice> (está|ya está|quedó|ya quedó|fue) pagada [[en|con|por] [un|una|su]"
                " {payment_methods:method}]",
                "<known> [(ya|me|nos|ya me|ya nos)] (pagó|dio) <amount> [[en|con|por] [un|una|su]"
                " {payment_methods:method}]"
                " [(de|por|para|a) <invoice>]",
                "<known> (ya|ya me|ya nos) pagó",
                "<known> [(ya|me|nos|ya me|ya nos)] pagó (<invoice>|todo)"
                " [[en|con|por] [un|una|su] {payment_methods:method}]",
                "(me pagaron|nos pagaron|cobré|cobramos) <named_invoice> [[en|con|por] [un|una|su]"
                " {payment_methods:method}]",
                "(me|nos) pagó <known> [<amount>] [[en|con|por] [un|una|su] {payment_methods:method}]",
                "(me|nos) (pagaron|dieron) <amount> [[en|con|por] [un|una|su] {payment_methods:method}] (de|por|para)"
                " <invoice>",
                "<known> (me|nos) dio un {payment_methods:method} (de|por) <amount> [(de|por|para) <invoice>]",
                "(cobré|recibí|recibimos) <amount> [[en|con|por] [un|una|su] {payment_methods:method}] (de|por|para)"
                " (<known>|<invoice>)",
            ),
        },
        wording={
            "en": Wording(
                confirm="Record {amount}, {method}, on invoice {invoice}{for_customer}?",
                saved="Payment of {amount} on invoice {invoice} is saved.",
                done="The payment of {amount} is on invoice {invoice}.",
                about="the payment on invoice {invoice}",
            ),
            "es": Wording(
                confirm="¿Registro un pago de {amount} {method} en la factura {invoice}{for_customer}?",
                saved="El pago de {amount} en la factura {invoice} quedó guardado.",
                done="El pago de {amount} quedó en la factura {invoice}.",
                about="el pago de la factura {invoice}",
            ),
        },
    )

    amount: Annotated[Amount, Slot("amounts", {"en": "How much was paid?", "es": "¿Cuánto pagaron?"})]
    method: Annotated[
        PaymentMethod,
        Slot(
            "payment_methods",
            {"en": "How was it paid: cash, check or card?", "es": "¿Cómo: efectivo, cheque o tarjeta?"},
        ),
    ]
    customer: Name | None = None
    """The invoice's, to be read back."""

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Who names no amount means all that is due; it is read back."""
        return {**known_of_invoice(slots, snapshot), **slots}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """No more is taken than is due, and nothing for another one's invoice."""
        invoice = snapshot.invoice(slots.get("invoice", ""))
        due = invoice.balance_due if invoice else None
        objection = nothing_due(slots, snapshot)
        if objection or invoice is None or due is None or Decimal(slots.get("amount", 0)) <= due:
            return objection
        left = dollars(due)
        return in_each(
            f"Only {left['en']} is due on invoice {invoice.number}.",
            f"El saldo de la factura {invoice.number} es de solo {left['es']}.",
        )


def unpaid(snapshot: Snapshot) -> list[Invoice]:
    """The invoices on which something is due, the longest due first; those without a date come last."""
    open_ones = [invoice for invoice in snapshot.invoices if _is_open(invoice)]
    return sorted(open_ones, key=lambda invoice: invoice.due_date or date.max)


def _is_open(invoice: Invoice) -> bool:
    due = invoice.balance_due is None or invoice.balance_due > 0
    return due and invoice.status not in ("paid", "cancelled", "refunded")


def nothing_due(slots: Slots, snapshot: Snapshot) -> Sentence | None:
    """Why nobody can pay, or be asked to pay, the invoice in `slots`, or any of the customer's."""
    invoice, customer = snapshot.invoice(slots.get("invoice", "")), slots.get("customer")
    if invoice is not None:
        return another_ones("invoice", invoice, customer) or _settled(invoice)
    if customer is None or "invoice" in slots or numbers_of(customer, unpaid(snapshot)):
        return None
    return in_each(f"{customer} has no unpaid invoice.", f"{customer} no tiene facturas sin pagar.")


def _settled(invoice: Invoice) -> Sentence | None:
    if _is_open(invoice):
        return None
    if over := {"cancelled": "anulada", "refunded": "reembolsada"}.get(invoice.status):
        return in_each(f"Invoice {invoice.number} is {invoice.status}.", f"La factura {invoice.number} está {over}.")
    return in_each(f"Invoice {invoice.number} is paid already.", f"La factura {invoice.number} ya está pagada.")


def known_of_invoice(slots: Slots, snapshot: Snapshot) -> Slots:
    """Whose the invoice in `slots` is and what is due on it, as far as the records say."""
    invoice = snapshot.invoice(slots.get("invoice", ""))
    return known(customer=invoice.customer, amount=invoice.balance_due) if invoice else {}
