"""Every command by its name."""

from collections.abc import Mapping

from erp.appointments import ScheduleBook, ScheduleReschedule, ScheduleTimeOff
from erp.business import BusinessList, BusinessPermissions, BusinessSwitch, BusinessWhoAmI
from erp.command import Command, Offline, Slot
from erp.contacts import ContactCreate, ContactFind
from erp.conversions import EstimateConvert, InvoiceFromEstimate
from erp.estimates import EstimateSend, EstimateSetStatus
from erp.inventory import InventoryLow, InventoryPrice, InventoryStock
from erp.invoice_messages import InvoiceRemind, InvoiceSend
from erp.invoicing import EstimateCreate, InvoiceCreate
from erp.job_crew import JobAddNote, JobAssign
from erp.job_progress import JobCancel, JobComplete, JobSetStatus, JobStart
from erp.job_questions import JobNotes, JobRead, JobSearch
from erp.jobs import JobCreate, JobReschedule, JobSchedule
from erp.kept_reminders import ListReminders
from erp.notifications import MessageCustomer, RunningLate
from erp.office import AskOffice
from erp.payments import InvoiceUnpaid, PaymentRecord
from erp.project_changes import ProjectAssign, ProjectCreate, ProjectUpdate
from erp.projects import ProjectAnalytics, ProjectList, ProjectStatus
from erp.relations import ContactCallNote, ContactInteractions, ContactLeadStatus
from erp.reminder_changes import CancelReminder, ClearReminders, MoveReminder
from erp.reminders import ReadAlerts, RemindMe
from erp.scheduling import ScheduleFreeSlots, ScheduleToday, ScheduleWeek, ScheduleWhoIsAvailable
from erp.stock_changes import InventoryAdjust, InventoryReorder, InventoryReserve

COMMANDS: tuple[type[Command], ...] = (
    JobCreate,
    JobRead,
    JobNotes,
    JobSearch,
    JobSetStatus,
    JobStart,
    JobComplete,
    JobCancel,
    JobAssign,
    JobAddNote,
    JobSchedule,
    JobReschedule,
    InvoiceCreate,
    InvoiceFromEstimate,
    InvoiceSend,
    InvoiceRemind,
    InvoiceUnpaid,
    EstimateConvert,
    EstimateCreate,
    EstimateSend,
    EstimateSetStatus,
    PaymentRecord,
    InventoryAdjust,
    InventoryLow,
    InventoryPrice,
    InventoryReorder,
    InventoryReserve,
    InventoryStock,
    ScheduleToday,
    ScheduleWeek,
    ScheduleFreeSlots,
    ScheduleWhoIsAvailable,
    ScheduleBook,
    ScheduleReschedule,
    ScheduleTimeOff,
    ProjectAnalytics,
    ProjectAssign,
    ProjectCreate,
    ProjectList,
    ProjectStatus,
    ProjectUpdate,
    ContactCreate,
    ContactFind,
    ContactInteractions,
    ContactCallNote,
    ContactLeadStatus,
    RunningLate,
    MessageCustomer,
    AskOffice,
    RemindMe,
    ListReminders,
    CancelReminder,
    ClearReminders,
    MoveReminder,
    ReadAlerts,
    BusinessWhoAmI,
    BusinessList,
    BusinessSwitch,
    BusinessPermissions,
)

CATALOGUE: Mapping[str, type[Command]] = {command.spec.name: command for command in COMMANDS}

KEPT: frozenset[str] = frozenset(name for name, command in CATALOGUE.items() if command.spec.offline is Offline.KEPT)
"""Names of the commands that go nowhere: the unit itself does them."""


def kinds_of(command: type[Command]) -> dict[str, str]:
    """The fields that are spoken, to the kind of their values."""
    return {name: slot.values for name, slot in slots_of(command).items()}


def slots_of(command: type[Command]) -> Mapping[str, Slot]:
    """The fields that are spoken, with where their values come from."""
    return {
        name: slot for name, field in command.model_fields.items() for slot in field.metadata if isinstance(slot, Slot)
    }
