"""What can be said and done: typed commands and the business records they speak about. Pure: no I/O, no clock."""

from erp.catalogue import CATALOGUE, COMMANDS, KEPT, kinds_of, slots_of
from erp.command import Command, CommandSpec, Instruction, Offline, Risk, Slot, Slots, Undo, Wording
from erp.schema import function_tool, schema_of
from erp.sentences import Language, Sentence, Tone
from erp.snapshot import Address, Customer, Estimate, Invoice, Job, Member, Part, Project, Reminder, Snapshot, Trouble

__all__ = [
    "CATALOGUE",
    "COMMANDS",
    "KEPT",
    "Address",
    "Command",
    "CommandSpec",
    "Customer",
    "Estimate",
    "Instruction",
    "Invoice",
    "Job",
    "Language",
    "Member",
    "Offline",
    "Part",
    "Project",
    "Reminder",
    "Risk",
    "Sentence",
    "Slot",
    "Slots",
    "Snapshot",
    "Tone",
    "Trouble",
    "Undo",
    "Wording",
    "function_tool",
    "kinds_of",
    "schema_of",
    "slots_of",
]
