"""Invoices and estimates: create."""

from dataclasses import dataclass
from decimal import Decimal

from erp.invoicing import EstimateCreate, InvoiceCreate
from sync.client import Hero365Client
from sync.errors import ImpossibleError
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Taken, Task


@dataclass(frozen=True)
class CreateSale(CommandMapping):
    """``POST /invoices`` or ``POST /estimates``, with a number made on the unit, which is refused when it comes twice.

    One is found among the customer's by the id it was answered with, the number, or our marker: Hero365's code is known
    to drop an estimate's number, and then the id is all there is.
    """

    family: str
    """``invoices``, ``estimates``."""
    numbered: str = ""
    """What its numbers begin with after the device code; job numbers have none."""
    repeatable: bool = True

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        return {"contact": await self._contact(task, hero365)}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        made = await hero365.ask("POST", f"/{self.family}", json=self.body(task))
        return str(made["id"])

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        wanted: dict[str, str | int] = {"contact_id": task.observed["contact"], "limit": 1000}
        number = task.number(self.numbered)
        for sale in (await hero365.ask("GET", f"/{self.family}", params=wanted))[self.family]:
            held = str(sale[self._number_field])
            if sale["id"] == task.progress.get("id") or sale["po_number"] == task.marker:
                return Found(task.belongs(sale)["id"], held)
            if held == number:
                return Taken()
        return Absent()

    def body(self, task: Task) -> Document:
        """The body of the request. A price that nobody named is none: the line says 0."""
        command: InvoiceCreate | EstimateCreate = task.command
        title = (command.title or f"{self.family[:-1].capitalize()} for {_subject(command)}")[:200]
        body: Document = {
            "contact_id": task.observed["contact"],
            "title": title,
            "line_items": [{"description": title, "quantity": 1, "unit_price": str(Decimal(command.amount or 0))}],
            self._number_field: task.number(self.numbered),
            "po_number": task.marker,
            "custom_fields": {"h365_cmd": task.id},
        }
        if "job" in task.refs:
            body["job_id"] = task.refs["job"]
        return body

    @property
    def _number_field(self) -> str:
        return f"{self.family[:-1]}_number"

    async def _contact(self, task: Task, hero365: Hero365Client) -> str:
        """The customer named, else the job's."""
        if "customer" in task.refs:
            return task.refs["customer"]
        job = task.belongs(await hero365.ask("GET", f"/jobs/{task.refs['job']}"))
        if job["contact_id"] is None:
            raise ImpossibleError(f"Job {getattr(task.command, 'job', '')} has no customer in Hero365.")
        return str(job["contact_id"])


def _subject(command: InvoiceCreate | EstimateCreate) -> str:
    job = getattr(command, "job", None)
    return f"job {job}" if job else str(command.customer)
