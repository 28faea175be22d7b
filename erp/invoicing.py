"""Estimates and invoices: create."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.sentences import Sentence, in_each
from erp.snapshot import Snapshot
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
                "<make> <an> <amount> invoice for <job_or_customer>",
                "(invoice|bill) <job_or_customer> [<for_amount>]",
                "(invoice|bill) <known> <amount>",
                "(invoice|bill) <known> for <job> [<for_amount>]",
            )
        },
        wording={
            "en": Wording(
                confirm="Create an invoice for {subject} over {amount}?",
                saved="Invoice for {subject} over {amount} is saved.",
                done="Invoice created for {subject} over {amount}.",
                about="the invoice for {subject}",
            )
        },
    )

    job: Annotated[Number | None, Slot("jobs", {"en": "For which job?"})] = None
    customer: Annotated[Name | None, Slot("customers")] = None
    amount: Annotated[Amount, Slot("amounts", {"en": "Over what amount?"})]
    title: Text | None = None

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Amount and customer from the job, where Hero365 knows them."""
        job = snapshot.job(slots.get("job", ""))
        if job is None:
            return slots
        known = {"customer": job.customer, "amount": job.amount and f"{job.amount:.2f}", "title": job.title}
        return {**{name: value for name, value in known.items() if value}, **slots}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Nobody pays for another one's job."""
        job, customer = snapshot.job(slots.get("job", "")), slots.get("customer")
        if job is None or not job.customer or not customer or job.customer == customer:
            return None
        return in_each(
            f"Job {job.number} is for {job.customer}, not for {customer}.",
            f"El trabajo {job.number} es de {job.customer}, no de {customer}.",
        )

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
                "<make> <an> <amount> (estimate|quote) for <anyone>",
                "(quote|estimate) [for] <anyone> [<for_amount>|<amount>]",
                "give <known> <an> (estimate|quote) [<for_amount>]",
                "(i need|we need) (an estimate|a quote) for <anyone> [<for_amount>]",
            )
        },
        wording={
            "en": Wording(
                confirm="Create an estimate for {customer}{over_amount}?",
                saved="Estimate for {customer}{over_amount} is saved.",
                done="Estimate created for {customer}{over_amount}.",
                about="the estimate for {customer}",
            )
        },
    )

    customer: Annotated[Name, Slot("anyone", {"en": "For which customer?"})]
    title: Annotated[Text | None, Slot("works")] = None
    amount: Annotated[Amount | None, Slot("amounts")] = None
