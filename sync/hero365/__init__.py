"""How commands become requests to Hero365, one file per family. Whatever waits in the outbox has its entry
here; a command that others carry out is none of that."""

from collections.abc import Mapping

from sync.hero365.contacts import CreateContact, NoteCall, SetLeadStatus
from sync.hero365.escalations import Escalate
from sync.hero365.estimates import ConvertEstimate, InvoiceEstimate, SetEstimateStatus
from sync.hero365.inventory import AdjustStock, OrderPart, ReserveStock
from sync.hero365.invoicing import CreateInvoice, CreateSale
from sync.hero365.job_crew import AddJobNote, AssignJob
from sync.hero365.job_progress import SetJobStatus
from sync.hero365.jobs import CreateJob, ScheduleJob
from sync.hero365.mapping import CommandMapping
from sync.hero365.messages import SendMessage
from sync.hero365.payments import RecordPayment
from sync.hero365.projects import AssignToProject, CreateProject, UpdateProject
from sync.hero365.scheduling import RequestTimeOff

MAPPINGS: Mapping[str, CommandMapping] = {
    "contact.create": CreateContact(),
    "contact.call_note": NoteCall(),
    "contact.lead_status": SetLeadStatus(),
    "notify.running_late": SendMessage(),
    "notify.message_customer": SendMessage(),
    "notify.ask_office": Escalate(),
    "estimate.send": SendMessage(),
    "invoice.remind": SendMessage(),
    "invoice.send": SendMessage(),
    "job.create": CreateJob(),
    "job.set_status": SetJobStatus(),
    "job.assign": AssignJob(),
    "job.add_note": AddJobNote(),
    "job.schedule": ScheduleJob(),
    "job.reschedule": ScheduleJob(),
    "schedule.time_off": RequestTimeOff(),
    "invoice.create": CreateInvoice("invoices", "I"),
    "invoice.from_estimate": InvoiceEstimate("invoices", "I"),
    "estimate.convert": ConvertEstimate(),
    "estimate.create": CreateSale("estimates", "Q", repeatable=False),
    "estimate.set_status": SetEstimateStatus(),
    "payment.record": RecordPayment(),
    "inventory.adjust": AdjustStock(),
    "inventory.reorder": OrderPart(),
    "inventory.reserve": ReserveStock(),
    "project.assign": AssignToProject(),
    "project.create": CreateProject(),
    "project.update": UpdateProject(),
}

__all__ = ["MAPPINGS", "CommandMapping"]
