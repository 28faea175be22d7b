"""The questions that are asked when something is missing, or when a name fits several records."""

from collections.abc import Callable, Mapping
from itertools import zip_longest

from conversation.likeness import alike
from conversation.replies import spoken_part, written_phone
from erp import Command, Snapshot, slots_of
from erp.contacts import ContactCreate

_MOST_OFFERED = 3
_FEWEST_FIGURES, _PHONE = 5, 10
_ALIKE = 0.6
"""The share of letters that two words have in common from which on they may sound alike."""


def question_for(slot: str, command: type[Command]) -> str:
    """Asks for `slot`: in the words of `command`, or of a new contact for what only that needs."""
    own = slots_of(command)
    asked = own[slot] if slot in own and own[slot].ask else slots_of(ContactCreate)[slot]
    return asked.ask["en"]


def which(slot: str, values: tuple[str, ...], snapshot: Snapshot) -> str:
    """Asks which of `values` is meant, and says what there is to choose from."""
    named = [_NAMED[slot](value, snapshot) if slot in _NAMED else value for value in values[:_MOST_OFFERED]]
    if len(values) > _MOST_OFFERED:
        return f"{len(values)} fit: {'; '.join(named)}, and others. Which one?"
    return f"Which one: {'; '.join(named[:-1])}, or {named[-1]}?"


def did_you_say(words: str, other: str = "") -> str:
    """Asks whether `words` were said. What may sound like its place in the `other` words is spelled; a telephone number
    and a zip code are said figure by figure."""
    if words.isdigit() and len(words) >= _FEWEST_FIGURES:
        return f"Did you say: {written_phone(words) if len(words) == _PHONE else ' '.join(words)}?"
    pairs = zip_longest(words.split(), other.split(), fillvalue="")
    unsure = (word for word, its_other in pairs if word != its_other and alike(word, its_other, _ALIKE))
    spelled = "".join(f", {' '.join(word.upper())}" for word in unsure if word.isalpha())
    return f"Did you say: {words}{spelled}?"


def _job(number: str, snapshot: Snapshot) -> str:
    job = snapshot.job(number)
    return f"job {number}, {job.title}" if job else f"job {number}"


def _project(number: str, snapshot: Snapshot) -> str:
    project = snapshot.project(number)
    return f"project {number}, {project.name}" if project else f"project {number}"


_NAMED: Mapping[str, Callable[[str, Snapshot], str]] = {"job": _job, "project": _project, "part": spoken_part}
