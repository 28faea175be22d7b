"""What saved commands do to estimates and invoices."""

from dataclasses import replace
from decimal import Decimal

from erp import Estimate, Invoice
from erp.conversions import EstimateConvert, InvoiceFromEstimate
from erp.estimates import EstimateSetStatus
from erp.invoicing import EstimateCreate, InvoiceCreate
from erp.payments import PaymentRecord
from sync.numbering import spoken_number
from sync.projection.frame import Change, Effect, Effects, Records


def _estimate(records: Records, command: EstimateCreate, change: Change) -> Records:
    if command.number is None:  # saved by a version that left the number to Hero365
        return records
    made = Estimate(
        ref=change.made,
        number=command.number,
        full_number=change.full_number(command.number, "Q"),
        title=command.title or f"Estimate for {command.customer}",
        status="draft",
        customer=command.customer,
        customer_ref=change.refs.get("customer"),
        total=Decimal(command.amount) if command.amount else None,
        job_ref=change.refs.get("job"),
    )
    return records.added("estimates", made)


def _set_status(records: Records, command: EstimateSetStatus, change: Change) -> Records:
    status = "approved" if command.status == "accepted" else command.status  # as Hero365 writes it

    def marked(estimate: Estimate) -> Estimate:
        passed = status == "sent" and estimate.status != "draft"
        return estimate if passed else replace(estimate, status=status)

    return records.changed("estimates", change.refs.get("estimate"), marked)


def _convert(records: Records, _: EstimateConvert, change: Change) -> Records:
    estimate = change.refs.get("estimate")
    return records.changed("estimates", estimate, lambda estimate: replace(estimate, status="converted"))


def _converted(records: Records, command: EstimateConvert, change: Change) -> Records:
    """The invoice that Hero365 has made of an estimate, once it has."""
    number = change.row.outcome.get("number")
    if not number:
        return records
    total = Decimal(command.amount) if command.amount else None
    made = Invoice(
        ref=change.made,
        number=spoken_number(str(number)),
        full_number=str(number),
        status="draft",
        customer=command.customer,
        customer_ref=change.refs.get("customer"),
        total=total,
        balance_due=total,
        estimate_ref=change.refs.get("estimate"),
    )
    return records.added("invoices", made)


def _invoice(records: Records, command: InvoiceCreate, change: Change) -> Records:
    return _with_invoice(records, command, change, job_ref=change.refs.get("job"))


def _invoice_of_estimate(records: Records, command: InvoiceFromEstimate, change: Change) -> Records:
    estimate = records.estimates.get(change.refs.get("estimate", ""))
    job_ref = estimate.job_ref if estimate else None
    return _with_invoice(records, command, change, job_ref=job_ref, estimate_ref=change.refs.get("estimate"))


def _with_invoice(
    records: Records,
    command: InvoiceCreate | InvoiceFromEstimate,
    change: Change,
    job_ref: str | None,
    estimate_ref: str | None = None,
) -> Records:
    if command.number is None:  # saved by a version that left the number to Hero365
        return records
    total = Decimal(command.amount) if command.amount else None
    made = Invoice(
        ref=change.made,
        number=command.number,
        full_number=change.full_number(command.number, "I"),
        status="draft",
        customer=command.customer,
        customer_ref=change.refs.get("customer"),
        total=total,
        balance_due=total,
        job_ref=job_ref,
        estimate_ref=estimate_ref,
    )
    return records.added("invoices", made)


def _pay(records: Records, command: PaymentRecord, change: Change) -> Records:
    def paid(invoice: Invoice) -> Invoice:
        if invoice.balance_due is None:
            return invoice
        left = max(invoice.balance_due - Decimal(command.amount), Decimal(0))
        return replace(invoice, balance_due=left, status="partially_paid" if left else "paid")

    return records.changed("invoices", change.refs.get("invoice"), paid)


EFFECTS: Effects = {
    EstimateConvert: (Effect("estimates", _convert), Effect("invoices", _converted, makes=True)),
    EstimateCreate: (Effect("estimates", _estimate),),
    EstimateSetStatus: (Effect("estimates", _set_status),),
    InvoiceCreate: (Effect("invoices", _invoice),),
    InvoiceFromEstimate: (Effect("invoices", _invoice_of_estimate),),
    PaymentRecord: (Effect("invoices", _pay),),
}
