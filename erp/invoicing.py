"""Estimates and invoices: make one."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.naming import another_ones, known
from erp.sentences import Sentence, in_each
from erp.slots import FOR_WHICH_JOB, FOR_WHOM
from erp.snapshot import Job, Snapshot
from erp.values import Amount, Name, Number, Text


class InvoiceCreate(Command):
    """Makes an invoice for a job or a customer."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="invoice.create",
        risk=Risk.READ_BACK,
        permission="edit_projects",  # Hero365 has no permission of its own for invoices
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        creates="invoice",
        phrases={
            "en": (
                "(<make> <an>|create|make|draft|<make> the) invoice [for <job_or_customer>] [<for_amount>]",
                "<make> <an> <amount> [dollar] invoice for <job_or_customer>",
                "(invoice|bill) <job_or_customer> [<for_amount>]",
                "(invoice|bill) <known> <amount>",
                "(invoice|bill) <known> for <job> [<for_amount>]",
                "(create|make|draft|<make> <an>) invoice for <job_or_customer> [<for_amount>] (called|titled|saying)"
                " {words:title}",
                "(invoice|bill) <job_or_customer> <for_amount> (for|called|titled|saying) {words:title}",
            ),
            "es": (
                "<make> [<an>|la] factura [(para|por|de|del|a) (<job>|<anyone>)] [<for_amount>]",
                "(factura|facturar|facture|factúrame|cobra|cobrar|cóbrame) <job> [<for_amount>]",
                "(factúrale|facturarle|factúrele|cóbrale|cobrarle|cóbrele|factura|facturar) a <anyone>"
                " [(por|de)] [<job>] [<for_amount>|<amount>]",
                "mándale <an> factura a <anyone> [(por|de|del) <job>] [<for_amount>]",
                "(hazle|hacerle|hágale|prepárale) [<an>|la] factura a <anyone> [(por|de|del) <job>] [<for_amount>]",
                "<make> [<an>|la] factura (para|por|de|del|a) (<job>|<anyone>) [<for_amount>]"
                " (que diga|con el concepto [de]|con el título) {words:title}",
                "(factúrale|facturarle|factúrele|cóbrale|cobrarle|cóbrele) a <anyone> <for_amount>"
                " (por|que diga|con el concepto [de]) {words:title}",
                # To whom that is, or for which job, is what was spoken of last.
                "({make_for_them:job}|{make_for_them:customer}) (<an>|la|su) factura [<for_amount>]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Create an invoice for {subject} for {amount}?",
                saved="Invoice for {subject} for {amount} is saved.",
                done="Invoice created for {subject} for {amount}.",
                about="the invoice for {subject}",
            ),
            "es": Wording(
                confirm="¿Hago una factura para {subject} por {amount}?",
                saved="La factura para {subject} por {amount} quedó guardada.",
                done="La factura para {subject} por {amount} quedó hecha.",
                about="la factura para {subject}",
            ),
        },
    )

    job: Annotated[Number | None, FOR_WHICH_JOB] = None
    customer: Annotated[Name | None, Slot("customers")] = None
    amount: Annotated[Amount, Slot("amounts", {"en": "For what amount?", "es": "¿Por cuánto?"})]
    title: Annotated[Text | None, Slot("words")] = None
    number: Number | None = None
    """Given by the unit, as all numbers here are: the digits that Hero365's number will end in."""

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Amount and customer from the job, where Hero365 knows them; the number from the unit's own counter."""
        return {"number": snapshot.next_number, **_known_of_job(slots, snapshot), **slots}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Nobody pays for another one's job, and nobody twice for one."""
        job = snapshot.job(slots.get("job", ""))
        if job is None:
            return None
        return another_ones("job", job, slots.get("customer")) or invoiced_already(job, snapshot)

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """A job or a customer, and the amount."""
        subject = () if "job" in slots or "customer" in slots else ("job",)
        return subject + super().missing(slots)


class EstimateCreate(Command):
    """Makes an estimate for a customer, known or new."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="estimate.create",
        risk=Risk.CONFIRM,
        permission="edit_projects",  # Hero365 has no permission of its own for estimates
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        creates="estimate",
        phrases={
            "en": (
                "(<make> <an>|create|make|new|draft|draft an|write|write an) [{works:title}] (estimate|quote)"
                " [for <anyone>] [<for_amount>]",
                "<make> <an> <amount> [dollar] (estimate|quote) for <anyone>",
                "(quote|estimate) [for] <anyone> [<for_amount>|<amount>]",
                "give <known> <an> (estimate|quote) [<for_amount>]",
                "(i need|we need) (an estimate|a quote) for <anyone> [<for_amount>]",
                "(<make> <an>|create|make|draft|write) (estimate|quote) for <job> [<for_amount>]",
                "(estimate|quote) <job> [<for_amount>]",
            ),
            "es": (
                "<make> [<an>] (presupuesto|cotización|estimado) [(de|por|para) {works:title}] [(para|a) <anyone>]"
                " [<for_amount>]",
                "<make> [<an>] (presupuesto|cotización|estimado) (para|de|del) <job> [<for_amount>]",
                "(hazle|hacerle|hágale|prepárale|prepararle) <an> (presupuesto|cotización|estimado) a <anyone>"
                " [<for_amount>]",
                "(cotízale|cotizarle|presupuéstale|cotiza|cotizar) a <anyone> [<for_amount>|<amount>]",
                "(cotiza|cotizar|cotízame|presupuesta) <job> [<for_amount>]",
                "(necesito|necesitamos|ocupo) <an> (presupuesto|cotización|estimado) para <anyone> [<for_amount>]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Create an estimate for {customer}{for_amount}{titled}?",
                saved="Estimate for {customer}{for_amount} is saved.",
                done="Estimate created for {customer}{for_amount}.",
                about="the estimate for {customer}",
            ),
            "es": Wording(
                confirm="¿Hago un presupuesto para {customer}{for_amount}{titled}?",
                saved="El presupuesto para {customer}{for_amount} quedó guardado.",
                done="El presupuesto para {customer}{for_amount} quedó hecho.",
                about="el presupuesto para {customer}",
            ),
        },
    )

    customer: Annotated[Name, FOR_WHOM]
    title: Annotated[Text | None, Slot("works")] = None
    amount: Annotated[Amount | None, Slot("amounts")] = None
    job: Annotated[Number | None, Slot("jobs")] = None
    number: Number | None = None

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Customer and title from the job, where one was named, else the title from the customer; the number from the
        unit's own counter."""
        of_job = {name: value for name, value in _known_of_job(slots, snapshot).items() if name != "amount"}
        completed = {"number": snapshot.next_number, **of_job, **slots}
        if "customer" not in completed:
            return completed
        customer = completed["customer"]
        named = in_each(f"Estimate for {customer}", f"Presupuesto para {customer}")[snapshot.language]
        return {"title": named, **completed}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """An estimate for a job is for the job's customer."""
        job = snapshot.job(slots.get("job", ""))
        return another_ones("job", job, slots.get("customer")) if job else None


def invoiced_already(job: Job, snapshot: Snapshot) -> Sentence | None:
    """That there is an invoice for `job`, if there is one; who wants a second makes it in the office."""
    for invoice in snapshot.invoices:
        if invoice.job_ref == job.ref and invoice.status not in VOID:
            return in_each(
                f"Job {job.number} has invoice {invoice.number} already.",
                f"El trabajo {job.number} ya tiene la factura {invoice.number}.",
            )
    if job.status in ("invoiced", "paid"):
        return in_each(f"Job {job.number} is invoiced already.", f"El trabajo {job.number} ya está facturado.")
    return None


VOID = frozenset({"cancelled", "refunded"})
"""Statuses of an invoice that is as good as none."""


def _known_of_job(slots: Slots, snapshot: Snapshot) -> Slots:
    """What the records say of the job in `slots`."""
    job = snapshot.job(slots.get("job", ""))
    return known(customer=job.customer, amount=job.amount, title=job.title) if job else {}
