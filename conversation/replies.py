"""What is said about commands: short sentences with their values as they are spoken."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from conversation.spoken_forms import spoken_forms
from conversation.times import spoken_when
from erp import Command, Instruction, Slots, Snapshot
from erp.job_status import spoken_status


def question_to_confirm(command: type[Command], slots: Slots, snapshot: Snapshot, now: datetime) -> str:
    """The question before a command runs, with everything that must not be wrong read back."""
    return _sentence(command.spec.wording["en"].confirm, _spoken(slots, snapshot, now))


def new_customer(slots: Slots) -> str:
    """What is read back of a customer whom no record has, before the question about the command that introduces them:
    figures are the easiest to mishear."""
    said = [slots["customer"]]
    if "phone" in slots:
        said.append(f"phone {written_phone(slots['phone'])}")
    if "postal_code" in slots:
        said.append(f"zip code {' '.join(slots['postal_code'])}")
    return f"New customer {', '.join(said)}."


def saved_reply(instruction: Instruction, snapshot: Snapshot, now: datetime | None = None) -> str:
    """What is said once the instruction is on disk, before Hero365 has answered. Without `now`, with full dates."""
    spoken = _spoken(_slots(instruction.command), snapshot, now)
    return _sentence(instruction.command.spec.wording["en"].saved, spoken)


def done_reply(
    instruction: Instruction, snapshot: Snapshot, outcome: Mapping[str, Any], now: datetime | None = None
) -> str:
    """What is said once Hero365 holds it. `outcome` may name the ``number`` that Hero365 gave to what was made."""
    spoken = _spoken(_slots(instruction.command) | _numbered(outcome), snapshot, now)
    return _sentence(instruction.command.spec.wording["en"].done, spoken)


def rejected_reply(instruction: Instruction, snapshot: Snapshot, reason: str) -> str:
    """What is said when Hero365 will not have it."""
    return f"Hero365 refused {describe(instruction, snapshot)}: {reason.rstrip('. ')}."


def describe(instruction: Instruction, snapshot: Snapshot) -> str:
    """The command in a few words: ``the status of job 42``."""
    command = instruction.command
    return _sentence(command.spec.wording["en"].about, _spoken(_slots(command), snapshot, None))


def spoken_amount(amount: str) -> str:
    """``1249.50`` as 1249 dollars and 50 cents."""
    dollars, _, cents = amount.partition(".")
    unit = "dollar" if dollars == "1" else "dollars"
    return f"{dollars} {unit} and {int(cents)} cents" if cents.strip("0") else f"{dollars} {unit}"


def written_phone(digits: str) -> str:
    """``3125550147`` as (312) 555-0147."""
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if len(digits) == 10 else digits


def spoken_part(name: str, snapshot: Snapshot) -> str:
    """As it is called in the shop, else as its name is read."""
    part = snapshot.part(name)
    if part and part.spoken:
        return part.spoken[0]
    return spoken_forms(name)[0] if re.search(r"[^\w\s'-]|\d", name) else name


def _sentence(wording: str, spoken: Mapping[str, str]) -> str:
    """The wording with its values; "at 9 a.m." at its end has its full stop already."""
    return wording.format_map(spoken).replace("m..", "m.")


def _slots(command: Command) -> dict[str, str]:
    return {name: str(value) for name, value in command.model_dump().items() if value is not None}


def _numbered(outcome: Mapping[str, Any]) -> dict[str, str]:
    """The spoken figures of a number that Hero365 gave: ``JOB-000123`` as 123."""
    number = str(outcome.get("number") or "").rpartition("-")[2].lstrip("0")
    return {"number": number} if number else {}


def _spoken(slots: Slots, snapshot: Snapshot, now: datetime | None) -> dict[str, str]:
    """Values as wordings name them, with the pieces of a sentence that are there only when their slot is."""
    spoken = dict(slots)
    if "status" in slots:
        spoken["status"] = spoken_status(slots["status"])
    if "when" in slots:
        spoken["when"] = spoken_when(slots["when"], now)
    if "amount" in slots:
        spoken["amount"] = spoken_amount(slots["amount"])
    if "phone" in slots:
        spoken["phone"] = written_phone(slots["phone"])
    if "part" in slots:
        spoken["part"] = spoken_part(slots["part"], snapshot)
    spoken["subject"] = f"job {slots['job']}" if "job" in slots else slots.get("customer", "")
    spoken["over_amount"] = f" over {spoken['amount']}" if "amount" in slots else ""
    spoken["for_when"] = f" for {spoken['when']}" if "when" in slots else ""
    return spoken
