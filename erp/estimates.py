"""What becomes of an estimate: it is sent, converted, invoiced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.invoicing import VOID, invoiced_already
from erp.naming import another_ones, by_customer, numbers_of
from erp.sentences import Sentence, in_each
from erp.snapshot import Estimate, Snapshot
from erp.values import Amount, Channel, Name, Number

_ASK = {"en": "Which estimate?", "es": "¿Qué presupuesto?"}


class EstimateSend(Command):
    """Sends an estimate to its customer."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="estimate.send",
        risk=Risk.CONFIRM,
        permission="edit_projects",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(send|send out|send over) <estimate> [to (<known>|the customer)] [(by|via|in an|as a|as an)"
                " {channels:method}]",
                "send <known> (<estimate>|(the|a|his|her|their) (estimate|quote))"
                " [(by|via|in an|as a|as an) {channels:method}]",
                "{channels:method} <estimate> [to (<known>|the customer)]",
                "{channels:method} <known> (<estimate>|(the|a|his|her|their) (estimate|quote))",
                "(get|shoot) (<estimate> (over|out) to <known>|<known> (the|his|her|their) (estimate|quote))",
                "send (the|an|out the) (estimate|quote) [to <known>]",
            ),
            "es": (
                "(manda|mandar|mande|envía|enviar|envíe) <estimate> [(a <known>|al cliente)] [(por|en un)"
                " {channels:method}]",
                "(mándale|mandarle|mándele|envíale|enviarle|envíele|pásale) (<estimate>|(el|su|la)"
                " (presupuesto|cotización|estimado))"
                " [(a <known>|al cliente)] [(por|en un) {channels:method}]",
                "(mándale|mandarle|envíale|enviarle|pásale) a <known> (<estimate>|(el|su|la)"
                " (presupuesto|cotización|estimado))"
                " [(por|en un) {channels:method}]",
                "(manda|mandar|envía|enviar) (el|la) (presupuesto|cotización|estimado) [(a|de) <known>]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Send estimate {estimate}{over_amount} to {customer} by {method}?",
                saved="Estimate {estimate} for {customer} is saved, to go out by {method}.",
                done="Estimate {estimate} is on its way to {customer}.",
                about="estimate {estimate} to {customer}",
            ),
            "es": Wording(
                confirm="¿Mando el presupuesto {estimate}{over_amount} a {customer} por {method}?",
                saved="El presupuesto {estimate} para {customer} quedó guardado, para salir por {method}.",
                done="El presupuesto {estimate} va en camino a {customer}.",
                about="el envío del presupuesto {estimate} a {customer}",
            ),
        },
    )

    estimate: Annotated[Number, Slot("estimates", _ASK)]
    method: Annotated[Channel | None, Slot("channels")] = None
    customer: Name | None = None
    """The estimate's, as its amount."""
    amount: Amount | None = None

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:
        """Named by its customer it is the one that is still open."""
        records = snapshot.estimates if "estimate" in slots else _open(snapshot)
        return cls, by_customer(slots, "estimate", records)

    @classmethod
    def candidates(cls, slots: Slots, snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
        """The customer's open estimates."""
        return {"estimate": numbers_of(slots["customer"], _open(snapshot))} if "customer" in slots else {}

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Customer and amount from the estimate; by e-mail, where the customer has an address."""
        return {**known_of_estimate(slots, snapshot), **slots}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """An estimate goes to its own customer, and not when it is off."""
        estimate, customer = snapshot.estimate(slots.get("estimate", "")), slots.get("customer")
        if estimate is None:
            return _none_of(customer, snapshot) if customer and "estimate" not in slots else None
        return another_ones("estimate", estimate, customer) or _off(estimate)


class EstimateConvert(Command):
    """Turns an accepted estimate into an invoice, by Hero365's own doing."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="estimate.convert",
        risk=Risk.READ_BACK,
        permission="edit_projects",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(convert|turn|change|make) <estimate> (to|into) (an|the) invoice",
                "convert <estimate> [to invoice]",
                "(convert|turn) (the|an) (estimate|quote) (to|into) an invoice",
            ),
            "es": (
                "(convierte|convertir|convierta|pasa|pasar|pase|cambia|cambiar|transforma) <estimate> (a|en) [una]"
                " factura",
                "(convierte|convertir|convierta) <estimate>",
                "(convierte|convertir|pasa|pasar) (el|la|un|una) (presupuesto|cotización|estimado) (a|en) [una]"
                " factura",
            ),
        },
        wording={
            "en": Wording(
                confirm="Turn estimate {estimate}{for_customer}{over_amount} into an invoice?",
                saved="Estimate {estimate} is saved, to become an invoice.",
                done="Estimate {estimate} is an invoice now.",
                about="the conversion of estimate {estimate}",
            ),
            "es": Wording(
                confirm="¿Convierto el presupuesto {estimate}{for_customer}{over_amount} en factura?",
                saved="La conversión del presupuesto {estimate} en factura quedó guardada.",
                done="El presupuesto {estimate} ya es una factura.",
                about="la conversión del presupuesto {estimate}",
            ),
        },
    )

    estimate: Annotated[Number, Slot("estimates", _ASK)]
    customer: Name | None = None
    """The estimate's, as its amount: to be read back."""
    amount: Amount | None = None

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Customer and amount from the estimate."""
        return {**known_of_estimate(slots, snapshot), **slots}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """What is off is not invoiced, and nothing is invoiced twice."""
        estimate = snapshot.estimate(slots.get("estimate", ""))
        return not_to_be_invoiced(estimate, snapshot) if estimate else None


class InvoiceFromEstimate(Command):
    """Makes an invoice out of an estimate, with its lines as they are."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="invoice.from_estimate",
        risk=Risk.READ_BACK,
        permission="edit_projects",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        creates="invoice",
        phrases={
            "en": (
                "(<make> <an>|create|make|draft) invoice (from|based on|out of|off|off of) <estimate>",
                "(invoice|bill) <estimate>",
                "(invoice|bill) <known> for <estimate>",
                "(create|make|draft) estimate",
            ),
            "es": (
                "<make> [<an>|la] factura (de|desde|del|según|a partir de|a partir del|con|con base en) <estimate>",
                "(factura|facturar|facture|factúrame|cobra|cobrar|cóbrame) <estimate>",
                "(factúrale|facturarle|cóbrale|cobrarle) <estimate> a <known>",
                "(factúrale|facturarle|cóbrale|cobrarle) a <known> <estimate>",
            ),
        },
        wording={
            "en": Wording(
                confirm="Invoice estimate {estimate}{for_customer}{over_amount}?",
                saved="Invoice for estimate {estimate}{over_amount} is saved.",
                done="Estimate {estimate} is invoiced.",
                about="the invoice for estimate {estimate}",
            ),
            "es": Wording(
                confirm="¿Facturo el presupuesto {estimate}{for_customer}{over_amount}?",
                saved="La factura del presupuesto {estimate}{over_amount} quedó guardada.",
                done="El presupuesto {estimate} está facturado.",
                about="la factura del presupuesto {estimate}",
            ),
        },
    )

    estimate: Annotated[Number, Slot("estimates", _ASK)]
    customer: Name | None = None
    """The estimate's, as its amount: to be read back, and for the questions that are asked next."""
    amount: Amount | None = None
    number: Number | None = None

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:  # noqa: ARG003 - overrides
        """The estimate says whose it is."""
        return cls, {name: value for name, value in slots.items() if name != "customer"}

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Customer and amount from the estimate, the number from the unit's own counter."""
        return {"number": snapshot.next_number, **known_of_estimate(slots, snapshot), **slots}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """What is off is not invoiced, and nothing is invoiced twice."""
        estimate = snapshot.estimate(slots.get("estimate", ""))
        return not_to_be_invoiced(estimate, snapshot) if estimate else None


def known_of_estimate(slots: Slots, snapshot: Snapshot) -> Slots:
    """Whose the estimate in `slots` is and what it comes to, as far as the records say."""
    estimate = snapshot.estimate(slots.get("estimate", ""))
    if estimate is None:
        return {}
    known = {"customer": estimate.customer, "amount": estimate.total and f"{estimate.total:.2f}"}
    return {name: value for name, value in known.items() if value}


def not_to_be_invoiced(estimate: Estimate, snapshot: Snapshot) -> Sentence | None:
    """Why no invoice is made out of `estimate`; None where nothing speaks against it."""
    number = estimate.number
    if estimate.status == "converted":
        return in_each(f"Estimate {number} is invoiced already.", f"El presupuesto {number} ya está facturado.")
    if off := _off(estimate):
        return off
    made = next((invoice for invoice in snapshot.invoices if invoice.estimate_ref == estimate.ref), None)
    if made and made.status not in VOID:
        return in_each(
            f"Estimate {number} has invoice {made.number} already.",
            f"El presupuesto {number} ya tiene la factura {made.number}.",
        )
    job = next((job for job in snapshot.jobs if job.ref == estimate.job_ref), None)
    return invoiced_already(job, snapshot) if job else None


def _off(estimate: Estimate) -> Sentence | None:
    if estimate.status not in _OFF:
        return None
    en, es = _OFF[estimate.status]
    return in_each(f"Estimate {estimate.number} {en}.", f"El presupuesto {estimate.number} {es}.")


def _open(snapshot: Snapshot) -> list[Estimate]:
    """The estimates that a customer has yet to say yes to."""
    return [estimate for estimate in snapshot.estimates if estimate.status not in _OFF.keys() | _SETTLED]


def _none_of(customer: str, snapshot: Snapshot) -> Sentence | None:
    if numbers_of(customer, _open(snapshot)):
        return None
    return in_each(f"{customer} has no open estimate.", f"{customer} no tiene ningún presupuesto abierto.")


_OFF = {
    "rejected": ("was turned down", "fue rechazado"),
    "expired": ("has expired", "está vencido"),
    "cancelled": ("is cancelled", "está cancelado"),
}
"""Statuses from which nothing more becomes of an estimate."""
_SETTLED = frozenset({"approved", "accepted", "converted"})
