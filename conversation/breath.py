"""Two commands in one breath: "mark job 42 complete and invoice it"."""

import re
from collections.abc import Iterable
from dataclasses import replace
from uuid import uuid5

from conversation.turn import Turn
from erp import Customer, Estimate, Instruction, Invoice, Job, Project, Snapshot


def in_two(turn: Turn) -> tuple[str, str] | None:
    """What was said, as two sentences that are a command each; None where it is not."""
    for joint in re.finditer(turn.tongue.words.AND_THEN, turn.words, re.IGNORECASE):
        first, second = turn.words[: joint.start()], turn.words[joint.end() :]
        if turn.meaning(first).command and turn.meaning(second).command:
            return first, second
    return None


def following(turn: Turn, words: str, made: Iterable[Instruction]) -> Turn:
    """The turn of the second sentence, in which what the first one made is there already."""
    return replace(turn, words=words, id=uuid5(turn.id, "and then"), records=_with(made, turn.snapshot))


def _with(made: Iterable[Instruction], snapshot: Snapshot) -> Snapshot:
    """The records as they are once the instructions are saved; Hero365 has no ids for them yet."""
    for instruction in made:
        ref, command = str(instruction.id), instruction.command
        said = {name: str(value) for name, value in command if value is not None}
        number, title, customer = said.get("number", ""), said.get("title", ""), said.get("customer")
        match command.spec.creates:
            case "contact":
                snapshot = replace(snapshot, customers=(*snapshot.customers, Customer(ref, customer or "")))
            case "job":
                job = Job(ref, number, "", title, "draft", customer, instruction.refs.get("customer"))
                snapshot = replace(snapshot, jobs=(*snapshot.jobs, job))
            case "estimate":
                estimate = Estimate(ref, number, "", title, "draft", customer)
                snapshot = replace(snapshot, estimates=(*snapshot.estimates, estimate))
            case "invoice":
                snapshot = replace(snapshot, invoices=(*snapshot.invoices, Invoice(ref, number, "", "draft", customer)))
            case "project":
                snapshot = replace(snapshot, projects=(*snapshot.projects, Project(ref, number, title, "planning")))
        if number == snapshot.next_number:
            snapshot = replace(snapshot, next_number=str(int(number) + 1))
    return snapshot
