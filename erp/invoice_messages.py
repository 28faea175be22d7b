"""What customers are told about their invoices: that there is one, and that it is still to be paid."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from erp.command import CommandSpec, Offline, Risk, Slots, Undo, Wording
from erp.messages import CustomerMessage, here_is_the_invoice, please_pay
from erp.naming import no_way_to_the_owner, way_to_the_owner
from erp.payments import OnInvoice, known_of_invoice, nothing_due
from erp.sentences import Sentence
from erp.snapshot import Invoice, Snapshot
from erp.values import Amount


class _AboutInvoice(OnInvoice, CustomerMessage):
    """A message about an invoice that is still to be paid."""

    words: ClassVar[Callable[[Invoice, Snapshot], Sentence]]
    """What is sent."""

    amount: Amount | None = None
    """What is due on it."""

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Whose it is, what is due, where they are reached, and the words."""
        invoice = snapshot.invoice(slots.get("invoice", ""))
        if invoice is None:
            return slots
        its_own = {**known_of_invoice(slots, snapshot), "message": cls.words(invoice, snapshot)[snapshot.language]}
        return {**its_own, **way_to_the_owner(invoice, snapshot), **slots}

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """All else follows from the invoice."""
        return () if "invoice" in slots else ("invoice",)

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Nobody is told to pay what is paid, or another one's invoice."""
        objection, invoice = nothing_due(slots, snapshot), snapshot.invoice(slots.get("invoice", ""))
        if objection or invoice is None:
            return objection
        return no_way_to_the_owner("invoice", invoice, slots.get("method"), snapshot)


class InvoiceSend(_AboutInvoice):
    """Tells a customer of their invoice. Hero365 itself mails nothing, and marks nothing as sent."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="invoice.send",
        risk=Risk.CONFIRM,
        permission="edit_projects",  # Hero365 has no permission of its own for invoices
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(send|send out|send over|resend) (<named_invoice> [to (<known>|the customer)]"
                "|{that_invoice:invoice} to (<known>|the customer)) [(by|via|in an|as a|as an) {channels:method}]",
                "send <known> (<named_invoice>|(the|his|her|their) (invoice|bill))"
                " [(by|via|in an|as a|as an) {channels:method}]",
                "{channels:method} (<named_invoice> [to (<known>|the customer)]"
                "|{that_invoice:invoice} to (<known>|the customer))",
                "{channels:method} <known> (<named_invoice>|(the|his|her|their) (invoice|bill))",
                "{channels:method} (the|out the) (invoice|bill) [to <known>]",
                "send (the|out the) (invoice|bill) [to <known>] [(by|via|in an|as a|as an) {channels:method}]",
            ),
            "es": (
                "(manda|mandar|mande|envía|enviar|envíe|reenvía) (<named_invoice> [(a <known>|al cliente)]"
                "|{that_invoice:invoice} (a <known>|al cliente)) [(por|en un) {channels:method}]",
                "(mándale|mandarle|mándele|envíale|enviarle|envíele|pásale) (<named_invoice>|(la|su) factura)"
                " [(a <known>|al cliente)] [(por|en un) {channels:method}]",
                "(mándale|mandarle|envíale|enviarle|pásale) a <known> (<named_invoice>|(la|su) factura)"
                " [(por|en un) {channels:method}]",
                "(manda|mandar|envía|enviar) la factura [(a|de) <known>] [(por|en un) {channels:method}]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Send invoice {invoice}{for_amount} to {customer} by {method}?",
                saved="Invoice {invoice} for {customer} is saved, to go out by {method}.",
                done="Invoice {invoice} is on its way to {customer}.",
                about="invoice {invoice} to {customer}",
            ),
            "es": Wording(
                confirm="¿Mando la factura {invoice}{for_amount} a {customer} por {method}, en español?",
                saved="La factura {invoice} para {customer} quedó guardada, para salir por {method}.",
                done="La factura {invoice} va en camino a {customer}.",
                about="el envío de la factura {invoice} a {customer}",
            ),
        },
    )

    words: ClassVar[Callable[[Invoice, Snapshot], Sentence]] = here_is_the_invoice


class InvoiceRemind(_AboutInvoice):
    """Reminds a customer of an unpaid invoice."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="invoice.remind",
        risk=Risk.READ_BACK,
        permission="edit_projects",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(remind|nudge|chase|ping) <known> (about|of|on) (<invoice>|(the|his|her|their)"
                " (invoice|bill|payment|balance))",
                "remind <known> to pay [(<invoice>|(the|his|her|their|us|up) [(invoice|bill|balance)])]",
                "send <known> (a|another|the) [payment] reminder [(for|about|on) (<invoice>|(the|his|her|their)"
                " (invoice|bill))]",
                "send (a|another|the) [payment] reminder (for|about|on) <invoice>",
                "send (a|another|the) [payment] reminder to <known> [(for|about|on) <invoice>]",
                "(remind|chase|chase up|follow up on) <named_invoice>",
            ),
            "es": (
                "(recuérdale|recordarle|recuérdele) [(su|la) (factura|pago|deuda)] a <known>",
                "(recuérdale|recordarle|recuérdele) a <known> (<invoice>|(la|su|el) (factura|pago|deuda|saldo))",
                "(recuérdale|recordarle|recuérdele) a <known> que (pague|nos pague|me pague|debe) [<invoice>]",
                "(manda|mándale|mandar|envía|envíale|enviar) [(un|otro|el)] recordatorio (de|para|por) [(pago|pago"
                " de)] <invoice>",
                "(manda|mándale|mandarle|envíale|enviarle) [(un|otro|el)] recordatorio [de pago] a <known>"
                " [(de|por) <invoice>]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Remind {customer} by {method} of invoice {invoice}{for_amount}?",
                saved="The reminder to {customer} of invoice {invoice} is saved.",
                done="{customer} is being reminded of invoice {invoice}.",
                about="the reminder of invoice {invoice}",
            ),
            "es": Wording(
                confirm="¿Le recuerdo a {customer} por {method}, en español, la factura {invoice}{for_amount}?",
                saved="El recordatorio a {customer} de la factura {invoice} quedó guardado.",
                done="El recordatorio de la factura {invoice} va en camino a {customer}.",
                about="el recordatorio de la factura {invoice}",
            ),
        },
    )

    words: ClassVar[Callable[[Invoice, Snapshot], Sentence]] = please_pay
