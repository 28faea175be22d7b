"""What is said about commands: short sentences with their values as they are spoken."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from conversation.planned_day import held_hour
from conversation.tongue import Tongue
from erp import Command, Instruction, Language, Reminder, Risk, Slots, Snapshot, kinds_of
from erp.estimates import spoken_estimate_status
from erp.job_status import spoken_status
from erp.messages import ByRelay, CustomerMessage
from erp.project_status import spoken_project_status


def question_to_confirm(command: type[Command], slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """The question before a command runs, with everything that must not be wrong read back."""
    return _sentence(command.spec.wording[tongue.language].confirm, _spoken(command, slots, snapshot, now, tongue))


def new_customer(slots: Slots, tongue: Tongue) -> str:
    """What is read back of a customer whom no record has, before the question about the command that introduces them:
    figures and addresses are the easiest to mishear."""
    said = [slots["customer"]]
    if "phone" in slots:
        said.append(tongue.sentences.ITS_PHONE.format(phone=written_phone(slots["phone"])))
    if "email" in slots:
        said.append(tongue.sentences.ITS_EMAIL.format(email=slots["email"]))
    if "postal_code" in slots:
        said.append(tongue.sentences.ITS_POSTAL_CODE.format(postal_code=" ".join(slots["postal_code"])))
    return tongue.sentences.NEW_CUSTOMER.format(said=", ".join(said))


def saved_replies(made: Sequence[Instruction], snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """What is said once the steps of one command are on disk. Of what is done only when a message is on its way, as an
    estimate is marked as sent, nothing is said before that."""
    messages = {str(each.id) for each in made if isinstance(each.command, CustomerMessage)}
    told = [each for each in made if each.refs.get("after") not in messages]
    return " ".join(saved_reply(each, snapshot, now, tongue) for each in told)


def saved_reply(instruction: Instruction, snapshot: Snapshot, now: datetime | None, tongue: Tongue) -> str:
    """What is said once the instruction is on disk, before Hero365 has answered. Without `now`, with full dates."""
    command = instruction.command
    spoken = _spoken(type(command), _slots(command), snapshot, now, tongue)
    saved = _sentence(command.spec.wording[tongue.language].saved, spoken)
    if command.spec.name not in snapshot.unavailable:
        return saved
    stays = tongue.sentences.IT_STAYS if isinstance(command, ByRelay) else tongue.sentences.IT_IS_KEPT
    return f"{saved} {stays}"


def read_back(instruction: Instruction, snapshot: Snapshot, tongue: Tongue) -> str:
    """What was commanded, as it was read back and answered with a yes; where nothing had to be, as it is said to be
    saved. With full dates."""
    command, wording = instruction.command, instruction.command.spec.wording[tongue.language]
    slots = _slots(command)
    own = {name: value for name, value in slots.items() if value != type(command).model_fields[name].default}
    spoken = _spoken(type(command), slots, snapshot, None, tongue)
    spoken |= _spoken(type(command), own, snapshot, None, tongue)  # nothing is said of what goes without saying
    if command.spec.risk in (Risk.CONFIRM, Risk.READ_BACK):
        return f"{_sentence(wording.confirm, spoken)} {tongue.sentences.YES}"
    return _sentence(wording.saved, spoken)


def corrected_reply(kind: str, value: str, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """What is said of a `value` of that kind, which was said anew while something else was asked for."""
    return _sentence(tongue.sentences.CORRECTED, {"said": spoken_value(kind, value, snapshot, now, tongue)})


def kept_reply(instruction: Instruction, snapshot: Snapshot, tongue: Tongue) -> str:
    """What is said of a command that the server does not take for now."""
    by_relay = isinstance(instruction.command, ByRelay)
    said = tongue.sentences.MESSAGE_STAYS if by_relay else tongue.sentences.KEPT
    return said.format(about=describe(instruction, snapshot, tongue))


def asking_reply(instruction: Instruction, snapshot: Snapshot, reason: str, tongue: Tongue) -> str:
    """What is said of a command that a person has to decide about."""
    return tongue.sentences.ASKS.format(about=describe(instruction, snapshot, tongue), reason=reason.rstrip(". "))


def done_reply(
    instruction: Instruction, snapshot: Snapshot, outcome: Mapping[str, Any], now: datetime | None, tongue: Tongue
) -> str:
    """What is said once Hero365 holds it. `outcome` may name the ``number`` that Hero365 gave to what was made."""
    command = instruction.command
    spoken = _spoken(type(command), _slots(command) | _numbered(outcome), snapshot, now, tongue)
    return _sentence(command.spec.wording[tongue.language].done, spoken)


def rejected_reply(instruction: Instruction, snapshot: Snapshot, reason: str, tongue: Tongue) -> str:
    """What is said when Hero365 will not have it."""
    by_relay = isinstance(instruction.command, ByRelay)
    said = tongue.sentences.NOT_SENT if by_relay else tongue.sentences.REFUSED
    return said.format(about=describe(instruction, snapshot, tongue), reason=reason.rstrip(". "))


def undone_reply(
    taken_back: Iterable[Instruction],
    gone: Iterable[Instruction],
    before: Iterable[Instruction],
    snapshot: Snapshot,
    tongue: Tongue,
) -> str:
    """What is said of what was taken back, and of what could not be, since it has gone already or was taken back
    before."""
    said = tongue.sentences
    told = {said.TAKEN_BACK: [*taken_back], said.TOO_LATE: [*gone], said.TAKEN_BACK_BEFORE: [*before]}
    return " ".join(text.format(about=describe_all(some, snapshot, tongue)) for text, some in told.items() if some)


def too_late_to_change(gone: Iterable[Instruction], snapshot: Snapshot, tongue: Tongue) -> str:
    """What is said to who says what a command shall be instead that has gone already."""
    return tongue.sentences.TOO_LATE_TO_CHANGE.format(about=describe_all(gone, snapshot, tongue))


def describe_all(instructions: Iterable[Instruction], snapshot: Snapshot, tongue: Tongue) -> str:
    """Commands in a few words, each once: ``job 12 as on hold and a new time for job 43``."""
    return tongue.joined(dict.fromkeys(describe(each, snapshot, tongue) for each in instructions))


def describe(instruction: Instruction, snapshot: Snapshot, tongue: Tongue) -> str:
    """The command in a few words: ``the status of job 42``."""
    return about(type(instruction.command), _slots(instruction.command), snapshot, tongue)


def about(command: type[Command], slots: Slots, snapshot: Snapshot, tongue: Tongue) -> str:
    """The same of a command that is known by its slots: all that its class needs."""
    return _sentence(command.spec.wording[tongue.language].about, _spoken(command, slots, snapshot, None, tongue))


def written_phone(digits: str) -> str:
    """``3125550147`` as (312) 555-0147."""
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if len(digits) == 10 else digits


def spoken_part(name: str, snapshot: Snapshot, tongue: Tongue) -> str:
    """As it is called in the shop, else as its name is read; in another language than its own as it is written, since
    nobody calls it half in the one and half in the other."""
    part = snapshot.part(name)
    if part and (called := part.called(tongue.language)) != name:
        return called
    if tongue.language == _NAMED_IN and re.search(r"[^\w\s'-]|\d", name):
        return tongue.forms.spoken_forms(name)[0]
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def spoken_reminder(reminder: Reminder, now: datetime | None, tongue: Tongue) -> str:
    """``tomorrow at 9 a.m., call the supplier``; without `now` with the full date."""
    return f"{tongue.times.spoken_when(reminder.when, now)}, {reminder.message.rstrip('.?!')}"


def _counted(name: str, quantity: str | None, snapshot: Snapshot, tongue: Tongue) -> str:
    """``10 wax rings``; ``wax rings`` where no number was said."""
    part, said = snapshot.part(name), spoken_part(name, snapshot, tongue)
    own = tongue.language == _NAMED_IN or (part and part.called(tongue.language) != name)
    count = quantity and quantity.removeprefix("-")
    if not own:
        of = tongue.says("of ", "de ") if said[:1].isdigit() else ""  # two of 1/2 inch are no two and a half
        return f"{count} {of}{said}" if count else said
    several = tongue.parts.plural(said)
    return f"{count} {said if count == '1' else several}" if count else several


def _sentence(wording: str, spoken: Mapping[str, str]) -> str:
    """The wording with its values; "at 9 a.m." at its end has its full stop already."""
    return wording.format_map(spoken).replace("m..", "m.")


def _said_elsewhere(slots: Slots, snapshot: Snapshot) -> set[str]:
    """What need not be read back of an address: all behind the town where it is the record's own, and for a new
    customer the zip code, which is read back with the name."""
    customer = snapshot.customer(slots.get("customer", ""))
    if customer is None:
        return {"postal_code"}
    own = customer.address and (customer.address.state, customer.address.postal_code)
    return {"state", "postal_code"} if own == (slots.get("state"), slots.get("postal_code")) else set()


def _slots(command: Command) -> dict[str, str]:
    return {name: str(value) for name, value in command.model_dump().items() if value is not None}


def _still(held: str, now: datetime | None, tongue: Tongue) -> str:
    """``Friday, still at 9 a.m.``: nobody said the hour, and the visit keeps it."""
    moment = datetime.fromisoformat(held)
    day = tongue.times.spoken_date(moment.date().isoformat(), now)
    return tongue.sentences.STILL.format(day=day, at=tongue.times.at_time(moment.time()))


def _numbered(outcome: Mapping[str, Any]) -> dict[str, str]:
    """The spoken figures of a number that Hero365 gave: ``JOB-000123`` as 123, ``E7K-I9004`` as 9004."""
    number = "".join(filter(str.isdigit, str(outcome.get("number") or "").rpartition("-")[2])).lstrip("0")
    return {"number": number} if number else {}


_AS_SPOKEN: Mapping[str, Callable[[str, Snapshot, datetime | None, Tongue], str]] = {
    "statuses": lambda value, _, __, tongue: spoken_status(value, tongue.language),
    "estimate_statuses": lambda value, _, __, tongue: spoken_estimate_status(value, tongue.language),
    "project_statuses": lambda value, _, __, tongue: spoken_project_status(value, tongue.language),
    "times": lambda value, _, now, tongue: tongue.times.spoken_when(value, now),
    "dates": lambda value, _, now, tongue: tongue.times.spoken_date(value, now),
    "amounts": lambda value, _, __, tongue: tongue.numbers.spoken_amount(value),
    "durations": lambda value, _, __, tongue: tongue.times.spoken_duration(int(value)),
    "phones": lambda value, _, __, ___: written_phone(value),
    "parts": lambda value, snapshot, _, tongue: spoken_part(value, snapshot, tongue),
    "words": lambda value, _, __, ___: value.rstrip(".?!"),  # wordings have their own full stop
}
"""Kinds of values that are not spoken as the catalogue writes them."""
_NAMED_IN: Language = "en"
"""What parts are named in, where nobody has taught the unit how else they are called."""
MADE_OF_PARTS: tuple[str, ...] = ("counted", "moved")
"""The pieces of a sentence that a part and its number make together: ``2 wax rings``, ``2 wax rings taken out``."""
_FILLED_IN: Mapping[str, str] = {"amount": "amounts"}
"""The kind of fields that nobody says, and that the records fill in."""


def spoken_value(kind: str, value: str, snapshot: Snapshot, now: datetime | None, tongue: Tongue) -> str:
    """A value of that kind as it is spoken; without `now` a time has its full date."""
    if kind in _AS_SPOKEN:
        return _AS_SPOKEN[kind](value, snapshot, now, tongue)
    return tongue.sentences.VALUES.get(kind, {}).get(value, value)


def _spoken(
    command: type[Command], slots: Slots, snapshot: Snapshot, now: datetime | None, tongue: Tongue
) -> dict[str, str]:
    """Values as wordings name them, with the pieces of a sentence that are there only when their slot is."""
    spoken = dict(slots)
    kinds = {**_FILLED_IN} | kinds_of(command)
    for name in slots.keys() & kinds.keys():
        spoken[name] = spoken_value(kinds[name], slots[name], snapshot, now, tongue)
    if held := held_hour(command, slots, snapshot):
        still = "T" in held and "duration" not in slots  # whose length was said may have had no hour before
        spoken["when"] = _still(held, now, tongue) if still else tongue.times.spoken_when(held, now)
    if "part" in slots:
        spoken["counted"] = _counted(slots["part"], slots.get("quantity"), snapshot, tongue)
        moved = tongue.sentences.TAKEN_OUT if slots.get("quantity", "").startswith("-") else tongue.sentences.PUT_IN
        spoken["moved"] = moved.format(counted=spoken["counted"])
    if "date" in slots:
        spoken["on_date"] = tongue.times.on_date(slots["date"], now)
    worth_saying = slots.keys() - _said_elsewhere(slots, snapshot)
    for piece, slot_name, said in tongue.sentences.PIECES:
        if not spoken.get(piece):
            spoken[piece] = said.format_map(spoken) if slot_name in worth_saying else ""
    return spoken
