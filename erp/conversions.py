"""An estimate becomes an invoice: by Hero365's own doing, or with its lines as they are."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slots, Undo, Wording
from erp.estimates import known_of_estimate, off, spoken_estimate_status
from erp.invoicing import VOID, invoiced_already
from erp.naming import another_ones, by_customer
from erp.sentences import Sentence, in_each
from erp.slots import WHICH_ESTIMATE
from erp.snapshot import Estimate, Snapshot
from erp.values import Amount, Name, Number


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
                confirm="Turn estimate {estimate} into an invoice{for_customer}{for_amount}?",
                saved="Estimate {estimate} is saved, to become an invoice.",
                done="Estimate {estimate} is an invoice now.",
                about="the conversion of estimate {estimate}",
            ),
            "es": Wording(
                confirm="¿Convierto el presupuesto {estimate} en una factura{for_customer}{for_amount}?",
                saved="La conversión del presupuesto {estimate} en factura quedó guardada.",
                done="El presupuesto {estimate} ahora es una factura.",
                about="la conversión del presupuesto {estimate}",
            ),
        },
    )

    estimate: Annotated[Number, WHICH_ESTIMATE]
    customer: Name | None = None
    """The estimate's, as its amount: to be read back."""
    amount: Amount | None = None

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Customer and amount from the estimate."""
        return {**known_of_estimate(slots, snapshot), **slots}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Only what was accepted is converted, and nothing is invoiced twice."""
        estimate = snapshot.estimate(slots.get("estimate", ""))
        if estimate is None:
            return None
        return not_to_be_invoiced(estimate, snapshot) or _not_accepted(estimate)


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
                "(<make> <an>|create|make|draft [an]) invoice (from|based on|out of|off|off of) <estimate>",
                "(invoice|bill) <estimate>",
                "(invoice|bill) <known> for <estimate>",
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
                confirm="Invoice estimate {estimate}{for_customer}{for_amount}?",
                saved="Invoice for estimate {estimate}{for_amount} is saved.",
                done="Estimate {estimate} is invoiced.",
                about="the invoice for estimate {estimate}",
            ),
            "es": Wording(
                confirm="¿Facturo el presupuesto {estimate}{for_customer}{for_amount}?",
                saved="La factura del presupuesto {estimate}{for_amount} quedó guardada.",
                done="El presupuesto {estimate} quedó facturado.",
                about="la factura del presupuesto {estimate}",
            ),
        },
    )

    estimate: Annotated[Number, WHICH_ESTIMATE]
    customer: Name | None = None
    """The estimate's, as its amount: to be read back, and for the questions that are asked next."""
    amount: Amount | None = None
    number: Number | None = None

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:
        """The estimate says whose it is."""
        return cls, by_customer(slots, "estimate", snapshot.estimates)

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Customer and amount from the estimate, the number from the unit's own counter."""
        return {"number": snapshot.next_number, **known_of_estimate(slots, snapshot), **slots}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """It is invoiced to its own customer; what is off is not invoiced, and nothing is invoiced twice."""
        estimate = snapshot.estimate(slots.get("estimate", ""))
        if estimate is None:
            return None
        return another_ones("estimate", estimate, slots.get("customer")) or not_to_be_invoiced(estimate, snapshot)


def not_to_be_invoiced(estimate: Estimate, snapshot: Snapshot) -> Sentence | None:
    """Why no invoice is made out of `estimate`; None where nothing speaks against it."""
    number = estimate.number
    if estimate.status == "converted":
        return in_each(f"Estimate {number} is invoiced already.", f"El presupuesto {number} ya está facturado.")
    if objection := off(estimate):
        return objection
    made = next((invoice for invoice in snapshot.invoices if invoice.estimate_ref == estimate.ref), None)
    if made and made.status not in VOID:
        return in_each(
            f"Estimate {number} has invoice {made.number} already.",
            f"El presupuesto {number} ya tiene la factura {made.number}.",
        )
    job = next((job for job in snapshot.jobs if job.ref == estimate.job_ref), None)
    return invoiced_already(job, snapshot) if job else None


def _not_accepted(estimate: Estimate) -> Sentence | None:
    if estimate.status in ("approved", "accepted"):
        return None
    now, ahora = spoken_estimate_status(estimate.status), spoken_estimate_status(estimate.status, "es")
    return in_each(
        f"Estimate {estimate.number} is {now}. It has to be accepted before it can be converted.",
        f"El presupuesto {estimate.number} está {ahora}. Antes de convertirlo tiene que estar aceptado.",
    )
