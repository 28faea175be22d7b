"""What is paid on invoices."""

from decimal import Decimal

from erp.money import dollars
from erp.payments import PaymentRecord
from erp.sentences import in_each
from sync.client import Hero365Client
from sync.errors import ImpossibleError
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Task


class RecordPayment(CommandMapping):
    """``POST /invoices/{id}/payments``; Hero365 does not refuse the second of two, but shows the reference of each."""

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        command: PaymentRecord = task.command
        invoice = task.belongs(await hero365.ask("GET", f"/invoices/{task.refs['invoice']}"))
        due = Decimal(str(invoice["financial_summary"]["balance_due"]))
        if Decimal(command.amount) > due:
            left = dollars(due)
            raise ImpossibleError(
                in_each(
                    f"Only {left['en']} is due on invoice {command.invoice} by now.",
                    f"El saldo de la factura {command.invoice} ya es de solo {left['es']}.",
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
