"""What can be said and done: typed commands and the business records they speak about. Pure: no I/O, no clock."""

from erp.command import Command, CommandSpec, Instruction, Language, Offline, Risk, Slot, Wording
from erp.snapshot import Address, Customer, Job, Part, Project, Snapshot

__all__ = [
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
    "Snapshot",
    "Wording",
]
