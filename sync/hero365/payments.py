"""What becomes of estimates, and what is paid on invoices."""

from decimal import Decimal

from erp.estimates import EstimateSetStatus, spoken_estimate_status
from erp.payments import PaymentRecord
from erp.sentences import in_each
from sync.client import Hero365Client
from sync.errors import ImpossibleError
from sync.hero365.invoicing import estimate_of, invoices_of, refuse_second, the_estimate
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Overtaken, Task


class SetEstimateStatus(CommandMapping):
    """``PATCH /estimates/{id}/status``, which takes ``accepted`` for what is stored as ``approved``."""

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        return {"status": (await estimate_of(task, hero365))["status"]}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        command: EstimateSetStatus = task.command
        if not _has_reached(command.status, (await estimate_of(task, hero365))["status"]):
            body = {"status": command.status, "notes": f"by voice {task.marker}"}
            await hero365.ask("PATCH", f"/estimates/{task.refs['estimate']}/status", json=body)
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        command: EstimateSetStatus = task.command
        estimate = await estimate_of(task, hero365)
        ours = task.marker in (estimate["internal_notes"] or "")
        if ours or _has_reached(command.status, estimate["status"]):
            return Found(estimate["id"], estimate["estimate_number"], ours=ours)
        if estimate["status"] != task.observed.get("status", estimate["status"]):
            held, queda = spoken_estimate_status(estimate["status"]), spoken_estimate_status(estimate["status"], "es")
            return Overtaken(
                in_each(
                    f"Somebody has made estimate {command.estimate} {held} meanwhile.",
                    f"Entretanto alguien ha dejado el presupuesto {command.estimate} {queda}.",
                )
            )
        return Absent(estimate["status"])


def _has_reached(wanted: str, held: str) -> bool:
    """Whether an estimate is what it is to become. Whatever is no draft any more has been sent."""
    if wanted == "sent":
        return held != "draft"
    return held == wanted or (wanted == "accepted" and held == "approved")


class ConvertEstimate(CommandMapping):
    """``POST /estimates/{id}/convert-to-invoice``; the invoice names its estimate, and so it is found."""

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        estimate = await estimate_of(task, hero365)
        refuse_second(the_estimate(task), await invoices_of(estimate, hero365))
        return {"status": estimate["status"]}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        made = await hero365.ask("POST", f"/estimates/{task.refs['estimate']}/convert-to-invoice")
        return str(made["invoice_id"]) if made["invoice_id"] else None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        estimate = await estimate_of(task, hero365)
        for invoice in await invoices_of(estimate, hero365):
            return Found(task.belongs(invoice)["id"], invoice["invoice_number"])
        return Absent(estimate["status"])


class RecordPayment(CommandMapping):
    """``POST /invoices/{id}/payments``; Hero365 does not refuse the second of two, but shows the reference of each."""

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        command: PaymentRecord = task.command
        invoice = task.belongs(await hero365.ask("GET", f"/invoices/{task.refs['invoice']}"))
        due = Decimal(str(invoice["financial_summary"]["balance_due"]))
        if Decimal(command.amount) > due:
            raise ImpossibleError(
                in_each(
                    f"Only ${due:.2f} is due on invoice {command.invoice} by now.",
                    f"De la factura {command.invoice} ya solo quedan ${due:.2f} por pagar.",
                )
            )
        return {"due": str(due)}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        command: PaymentRecord = task.command
        body = {"amount": command.amount, "payment_method": command.method, "reference": task.marker}
        await hero365.ask("POST", f"/invoices/{task.refs['invoice']}/payments", json=body)
        return None

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        invoice = task.belongs(await hero365.ask("GET", f"/invoices/{task.refs['invoice']}"))
        paid = any(payment["reference"] == task.marker for payment in invoice["payments"])
        return Found(invoice["id"], invoice["invoice_number"]) if paid else Absent(invoice["status"])
