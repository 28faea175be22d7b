"""What becomes of estimates: a status, an invoice."""

from typing import Any

from erp import Sentence
from erp.conversions import InvoiceFromEstimate
from erp.estimates import EstimateSetStatus, spoken_estimate_status
from erp.sentences import in_each
from sync.client import Hero365Client
from sync.errors import ImpossibleError
from sync.hero365.invoicing import CreateSale, invoices_of_job, refuse_second, sales, without_customer
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Task, made_meanwhile

_OF_A_LINE = (
    "description", "quantity", "unit_price", "unit", "category", "discount_type", "discount_value", "tax_rate", "notes",
)  # fmt: skip
_OF_THE_WHOLE = ("title", "currency", "tax_rate", "tax_type", "overall_discount_type", "overall_discount_value")


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
            record = in_each(f"estimate {command.estimate}", f"el presupuesto {command.estimate}")
            held = estimate["status"]
            return made_meanwhile(record, in_each(spoken_estimate_status(held), spoken_estimate_status(held, "es")))
        return Absent(estimate["status"])


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


class InvoiceEstimate(CreateSale):
    """``POST /invoices`` with the lines of an estimate, which it names.

    ``POST /invoices/from-estimate`` has no place in which to say of which estimate.
    """

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        command: InvoiceFromEstimate = task.command
        estimate = await estimate_of(task, hero365)
        if not estimate["line_items"]:
            raise ImpossibleError(
                in_each(
                    f"Estimate {command.estimate} has no lines in Hero365.",
                    f"El presupuesto {command.estimate} no tiene líneas en Hero365.",
                )
            )
        made = await invoices_of(estimate, hero365)
        of_job = await invoices_of_job(estimate["job_id"], hero365) if estimate["job_id"] else []
        refuse_second(the_estimate(task), made)
        whole = in_each(f"The job of estimate {command.estimate}", f"El trabajo del presupuesto {command.estimate}")
        refuse_second(whole, of_job)
        return {"contact": estimate["contact_id"], "body": _as_it_is(estimate)}

    def body(self, task: Task) -> Document:
        return {**task.observed["body"], **self._marks(task)}


async def estimate_of(task: Task, hero365: Hero365Client) -> Document:
    """The estimate that a command is about, out of the list: published servers cannot show one alone."""
    async for estimate in sales(hero365, "estimates"):
        if estimate["id"] == task.refs["estimate"]:
            if estimate["contact_id"] is None:
                raise ImpossibleError(without_customer(the_estimate(task)))
            return task.belongs(estimate)
    raise ImpossibleError(
        in_each(
            f"Hero365 has no estimate {task.command.estimate} any more.",
            f"Hero365 ya no tiene el presupuesto {task.command.estimate}.",
        )
    )


async def invoices_of(estimate: Document, hero365: Hero365Client) -> list[Document]:
    """The invoices that were made out of an estimate."""
    theirs = sales(hero365, "invoices", contact_id=estimate["contact_id"])
    return [invoice async for invoice in theirs if invoice["estimate_id"] == estimate["id"]]


def the_estimate(task: Task) -> Sentence:
    """The estimate that `task` is about, as a sentence begins with it."""
    number = task.command.estimate
    return in_each(f"Estimate {number}", f"El presupuesto {number}")


def _has_reached(wanted: str, held: str) -> bool:
    """Whether an estimate is what it is to become. Whatever is no draft any more has been sent."""
    if wanted == "sent":
        return held != "draft"
    return held == wanted or (wanted == "accepted" and held == "approved")


def _as_it_is(estimate: Document) -> Document:
    """What an invoice takes over from an estimate."""
    lines = [_kept(line, _OF_A_LINE) for line in estimate["line_items"]]
    whose = _kept(estimate, ("contact_id", "job_id", "project_id"))
    return {**_kept(estimate, _OF_THE_WHOLE), **whose, "estimate_id": estimate["id"], "line_items": lines}


def _kept(document: Document, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: document[name] for name in names if document.get(name) is not None}
