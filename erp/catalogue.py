"""Every command by its name."""

from collections.abc import Mapping
from typing import Any

from erp.command import Command, Slot
from erp.contacts import ContactCreate
from erp.inventory import InventoryStock
from erp.invoicing import EstimateCreate, InvoiceCreate
from erp.jobs import JobCreate, JobSchedule, JobSetStatus
from erp.projects import ProjectStatus
from erp.scheduling import ScheduleToday
from erp.sentences import Language

COMMANDS: tuple[type[Command], ...] = (
    JobCreate,
    JobSetStatus,
    JobSchedule,
    InvoiceCreate,
    EstimateCreate,
    InventoryStock,
    ScheduleToday,
    ProjectStatus,
    ContactCreate,
)

CATALOGUE: Mapping[str, type[Command]] = {command.spec.name: command for command in COMMANDS}

SPOKEN: frozenset[Language] = frozenset.intersection(*(frozenset(command.spec.phrases) for command in COMMANDS))
"""The languages that every command can be said in."""


def slots_of(command: type[Command]) -> Mapping[str, Slot]:
    """The fields that are spoken, with where their values come from."""
    return {
        name: slot for name, field in command.model_fields.items() for slot in field.metadata if isinstance(slot, Slot)
    }


def schema_of(command: type[Command]) -> dict[str, Any]:
    """The JSON schema of a command as a person can say it: spoken slots only, none of them required."""
    schema = command.model_json_schema()
    spoken = slots_of(command)
    properties = {name: form for name, form in schema["properties"].items() if name in spoken}
    return {
        "title": command.spec.name,
        "description": (command.__doc__ or "").strip(),
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
