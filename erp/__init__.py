"""What can be said and done: typed commands and the business records they speak about. Pure: no I/O, no clock."""

from erp.catalogue import CATALOGUE, COMMANDS, SPOKEN, schema_of, slots_of
from erp.command import Command, CommandSpec, Instruction, Language, Offline, Risk, Slot, Slots, Wording
from erp.snapshot import Address, Customer, Job, Part, Project, Snapshot

__all__ = [
    "CATALOGUE",
    "COMMANDS",
    "SPOKEN",
    "Address",
    "Command",
    "CommandSpec",
    "Customer",
    "Instruction",
    "Job",
    "Language",
    "Offline",
    "Part",
    "Project",
    "Risk",
    "Slot",
    "Slots",
    "Snapshot",
    "Wording",
    "schema_of",
    "slots_of",
]
