"""docs/commands.md."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby

from conversation.manual.examples import examples
from conversation.needs import may_introduce
from conversation.tongues import TONGUES
from erp import COMMANDS, Command, Language, Offline, Risk, Undo, slots_of
from erp.contacts import ContactCreate

_TITLE = """# Every command, and how to say it

This page is made from the commands' declarations by `make docs`; the tests compare the two, and say every example.
What stands here in English and Spanish are examples: many more wordings are understood. Names and numbers are of an
example business.

What may be a question is never done at once, for the tone of voice is not heard: behind "put job 42 on hold?", and
behind what only says how something is or what somebody else has done ("job 42 is done"), a yes is asked for. "Could
you put job 42 on hold?" is a request.
"""
_FAMILIES = {
    "business": "Business",
    "job": "Jobs",
    "project": "Projects",
    "estimate": "Estimates, invoices and payments",
    "invoice": "Estimates, invoices and payments",
    "payment": "Estimates, invoices and payments",
    "contact": "Customers",
    "schedule": "Schedule",
    "inventory": "Stock",
    "notify": "Messages, reminders and alerts",
}
_RISKS = {
    Risk.SILENT: "answered at once",
    Risk.TELL: "done at once, and told",
    Risk.CONFIRM: "done after a yes",
    Risk.READ_BACK: "read back, and done after a yes",
}
_OFFLINE = {
    Offline.QUEUED: "it waits on the unit",
    Offline.CACHED: "it is answered from the unit's own copy",
    Offline.KEPT: "the unit does it by itself",
}
_UNDO = {
    Undo.NOTHING: "changes nothing",
    Undo.FOR_GOOD: "is not taken back: say it again as it was",
    Undo.BEFORE_SENDING: "can be taken back until it is sent",
    Undo.REPLACED: "can be taken back, or said otherwise, until it is sent",
    Undo.COUNTERED: "can be taken back until it is sent; after that, say what it shall be instead",
}
_LANGUAGES: tuple[tuple[Language, str], ...] = (("en", "English"), ("es", "Spanish"))


def page() -> str:
    """The whole page, in Markdown."""
    ordered = sorted(COMMANDS, key=lambda command: (list(_FAMILIES).index(_prefix(command)), command.spec.name))
    families = groupby(ordered, key=lambda command: _FAMILIES[_prefix(command)])
    return "\n".join([_TITLE, *(line for family, commands in families for line in _family(family, commands))])


def _prefix(command: type[Command]) -> str:
    return command.spec.name.partition(".")[0]


def _family(title: str, commands: Iterable[type[Command]]) -> Iterator[str]:
    yield f"## {title}\n"
    for command in commands:
        yield from _command(command)


def _command(command: type[Command]) -> Iterator[str]:
    spec = command.spec
    yield f"### {spec.name}\n"
    yield f"{' '.join((command.__doc__ or '').split())}\n"
    for language, name in _LANGUAGES:
        said = "; ".join(f"“{example}”" for example in examples(command, TONGUES[language]))
        yield f"- **{name}**: {said}"
    runs = (_RISKS[spec.risk], f"without a network {_without_network(command)}", _UNDO[spec.undo])
    yield f"- **When it runs**: {'; '.join(runs)}"
    if spec.permission:
        yield f"- **Permission**: {spec.permission}"
    if slots := slots_of(command):
        yield f"- **Says**: {', '.join(map(_slot, slots, slots.values()))}"
    if may_introduce(command):
        asked = {name: slot for name, slot in slots_of(ContactCreate).items() if slot.ask and name not in slots}
        yield f"- **Says of a new customer**: {', '.join(map(_slot, asked, asked.values()))}"
    yield ""


def _slot(name: str, slot: object) -> str:
    asked = getattr(slot, "ask", {})
    return f"{name} (“{asked['en']}”, “{asked['es']}”)" if asked else name


def _without_network(command: type[Command]) -> str:
    spec = command.spec
    return _OFFLINE[spec.offline] + (f", for {_length(spec.meaningful_for)}" if spec.meaningful_for else "")


def _length(length: timedelta) -> str:
    for seconds, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        count = int(length.total_seconds()) // seconds
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''}"
    raise ValueError(f"{length} is less than a minute")
