"""Invoices and estimates: create."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal

from erp import Sentence
from erp.invoicing import VOID, EstimateCreate, InvoiceCreate
from erp.sentences import in_each
from sync.client import Hero365Client
from sync.errors import ImpossibleError
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Taken, Task
from sync.reading import WINDOW

_PAGE = 1000
"""As many as Hero365 lists at once."""


@dataclass(frozen=True)
class CreateSale(CommandMapping):
    """``POST /invoices`` or ``POST /estimates``, with a number made on the unit, which is refused when it comes twice.

    One is found among the customer's by the id it was answered with, the number, or our marker: Hero365's code is known
    to drop an estimate's number, and then does not refuse the second of two.
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
        number = task.number(self.numbered)
        async for sale in sales(hero365, self.family, contact_id=task.observed["contact"]):
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
            **self._marks(task),
        }
        if "job" in task.refs:
            body["job_id"] = task.refs["job"]
        return body

    @property
    def _number_field(self) -> str:
        return f"{self.family[:-1]}_number"

    def _marks(self, task: Task) -> Document:
        """What it is recognised by."""
        return {
            self._number_field: task.number(self.numbered),
            "po_number": task.marker,
            "custom_fields": {"h365_cmd": task.id},
        }

    async def _contact(self, task: Task, hero365: Hero365Client) -> str:
        """The customer named, else the job's."""
        if "customer" in task.refs:
            return task.refs["customer"]
        job = task.belongs(await hero365.ask("GET", f"/jobs/{task.refs['job']}"))
        if job["contact_id"] is None:
            raise ImpossibleError(without_customer(_the_job(getattr(task.command, "job", ""))))
        return str(job["contact_id"])


class CreateInvoice(CreateSale):
    """An invoice; none for a job that the office has invoiced meanwhile."""

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        command: InvoiceCreate = task.command
        if "job" in task.refs:
            refuse_second(_the_job(command.job), await invoices_of_job(task.refs["job"], hero365))
        return await super().observe(task, hero365)


async def sales(hero365: Hero365Client, family: str, **wanted: str) -> AsyncIterator[Document]:
    """The newest invoices or estimates, of a customer or a job where that is wanted: as many as a unit knows, so that
    each one that can be spoken of is among them."""
    for skip in range(0, WINDOW, _PAGE):
        listed = await hero365.ask("GET", f"/{family}", params={**wanted, "skip": skip, "limit": _PAGE})
        for sale in listed[family]:
            yield sale
        if len(listed[family]) < _PAGE:
            return


async def invoices_of_job(job: str, hero365: Hero365Client) -> list[Document]:
    """The invoices that were made for a job."""
    return [invoice async for invoice in sales(hero365, "invoices", job_id=job)]


def _the_job(number: str | None) -> Sentence:
    return in_each(f"Job {number}", f"El trabajo {number}")


def without_customer(subject: Sentence) -> Sentence:
    """That nobody can be invoiced for it."""
    return in_each(f"{subject['en']} has no customer in Hero365.", f"{subject['es']} no tiene cliente en Hero365.")


def refuse_second(subject: Sentence, invoices: list[Document]) -> None:
    """Raises:
    ImpossibleError: one of the invoices stands; nobody is to get two for the same.
    """
    for invoice in invoices:
        if invoice["status"] not in VOID:
            number = invoice["invoice_number"]
            raise ImpossibleError(
                in_each(
                    f"{subject['en']} has invoice {number} already.", f"{subject['es']} ya tiene la factura {number}."
                )
            )


def _subject(command: InvoiceCreate | EstimateCreate) -> str:
    return f"job {command.job}" if command.job else str(command.customer)
