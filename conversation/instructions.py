"""A command that was decided on becomes instructions: its steps in order, each with its id and the records it means."""

from collections.abc import Callable, Mapping
from uuid import UUID, uuid5

from conversation.needs import introduces
from erp import Command, Instruction, Slots, Snapshot, slots_of
from erp.contacts import ContactCreate

_NAMED_BY = {"contact": "customer"} | dict.fromkeys(("job", "estimate", "invoice", "project"), "number")
"""The field by which a record that was just made is named afterwards."""


def instruct(command: type[Command], slots: Slots, snapshot: Snapshot, turn: UUID) -> tuple[Instruction, ...]:
    """The steps of `command`, with ids that derive from `turn`: deciding the same turn again makes the same ones.

    A customer that no record has is made first.

    Raises:
        pydantic.ValidationError: a slot is missing, or its value is not in the catalogue's form.
    """
    completed = command.complete(slots, snapshot)
    steps: list[Command] = []
    if introduces(command, slots, snapshot):
        steps.append(_filled(ContactCreate, completed))
    steps.extend(_filled(command, completed).steps())

    made: dict[tuple[str, str | None], str] = {}
    instructions: list[Instruction] = []
    for index, step in enumerate(steps):
        references = _references(step, snapshot, made)
        if instructions and not set(references.values()) & set(made.values()):
            references["after"] = str(instructions[-1].id)  # what was said first is done first
        instruction = Instruction(uuid5(turn, str(index)), step, references)
        instructions.append(instruction)
        if step.spec.creates in _NAMED_BY:
            made[step.spec.creates, getattr(step, _NAMED_BY[step.spec.creates], None)] = str(instruction.id)
    return tuple(instructions)


def _filled(command: type[Command], slots: Slots) -> Command:
    return command.model_validate({name: slots[name] for name in command.model_fields if name in slots})


_RECORDS: Mapping[str, tuple[str, Callable[[Snapshot, str], object | None]]] = {
    "jobs": ("job", Snapshot.job),
    "projects": ("project", Snapshot.project),
    "estimates": ("estimate", Snapshot.estimate),
    "invoices": ("invoice", Snapshot.invoice),
    "team": ("member", Snapshot.member),
    "parts": ("part", Snapshot.part),
    "customers": ("contact", Snapshot.customer),
    "anyone": ("contact", Snapshot.customer),
}
"""Which records the values of a slot name."""


def _references(step: Command, snapshot: Snapshot, made: Mapping[tuple[str, str | None], str]) -> dict[str, str]:
    """Slot name to the record it means: one that an earlier step makes, else one of the snapshot."""
    references = {}
    for name, slot in slots_of(type(step)).items():
        value = getattr(step, name)
        if value is not None and slot.values in _RECORDS:
            record, find = _RECORDS[slot.values]
            known = made.get((record, value)) or getattr(find(snapshot, value), "ref", None)
            if known:
                references[name] = known
    if step.spec.creates == "contact":
        references.pop("customer", None)
    return references | _owner_of_the_job(step, snapshot)


def _owner_of_the_job(step: Command, snapshot: Snapshot) -> dict[str, str]:
    """The job's own customer, who is certain where two have the same name."""
    job = snapshot.job(getattr(step, "job", None) or "")
    customer = getattr(step, "customer", None)
    return {"customer": job.customer_ref} if job and job.customer_ref and customer == job.customer else {}
