"""The questions that are asked when something is missing, or when a name fits several records."""

from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest

from conversation.likeness import alike
from conversation.replies import spoken_part, spoken_reminder, written_phone
from conversation.tongue import Tongue
from erp import Command, Snapshot, slots_of
from erp.contacts import ContactCreate

_MOST_OFFERED = 3
_FEWEST_FIGURES, _PHONE = 5, 10
_ALIKE = 0.6
"""The share of letters that two words have in common from which on they may sound alike."""


def question_for(slot: str, command: type[Command], tongue: Tongue) -> str:
    """Asks for `slot`: in the words of `command`, or of a new contact for what only that needs; empty for what nobody
    is asked for."""
    own = (slots_of(each).get(slot) for each in (command, ContactCreate))
    return next((each.ask[tongue.language] for each in own if each and each.ask), "")


def short_question(slot: str, tongue: Tongue) -> str:
    """Asks for `slot` in as few words as there are; empty for what has no name of its own."""
    called = tongue.sentences.SLOTS.get(slot, "")
    return tongue.sentences.SHORT_QUESTION.format(called=called[0].upper() + called[1:]) if called else ""


def which(slot: str, values: tuple[str, ...], snapshot: Snapshot, tongue: Tongue) -> str:
    """Asks which of `values` is meant, and says what there is to choose from."""
    offered = [named(slot, value, snapshot, tongue) for value in values[:_MOST_OFFERED]]
    if len(values) > _MOST_OFFERED:
        return tongue.sentences.MANY_FIT.format(count=len(values), names="; ".join(offered))
    names = f"{'; '.join(offered[:-1])}, {tongue.sentences.OR} {offered[-1]}"
    return tongue.sentences.WHICH_ONE.format(names=names)


def which_to_change(slots: Iterable[str], tongue: Tongue) -> str:
    """Asks which of the things that were read back is to be changed."""
    called = [tongue.sentences.SLOTS.get(slot, slot) for slot in slots]
    return tongue.sentences.CHANGE_WHICH.format(names=tongue.joined(called, tongue.sentences.OR))


def did_you_say(words: str, other: str, tongue: Tongue) -> str:
    """Asks whether `words` were said. What may sound like its place in the `other` words is spelled; a telephone number
    and a zip code are said figure by figure."""
    if words.isdigit() and len(words) >= _FEWEST_FIGURES:
        figures = written_phone(words) if len(words) == _PHONE else " ".join(words)
        return tongue.sentences.DID_YOU_SAY.format(words=figures)
    pairs = zip_longest(words.split(), other.split(), fillvalue="")
    unsure = (word for word, its_other in pairs if word != its_other and alike(word, its_other, _ALIKE))
    spelled = "".join(f", {' '.join(word.upper())}" for word in unsure if word.isalpha())
    return tongue.sentences.DID_YOU_SAY.format(words=words.rstrip(" .?!") + spelled)


def named(slot: str, value: str, snapshot: Snapshot, tongue: Tongue) -> str:
    """A record as it can be told from others: a job by its number and its title."""
    if slot == "part":
        return spoken_part(value, snapshot, tongue)
    if slot == "amount":
        return tongue.numbers.spoken_amount(value)
    if slot == "reminder":
        return next((spoken_reminder(one, None, tongue) for one in snapshot.reminders if one.ref == value), value)
    if slot not in tongue.sentences.RECORDS:
        return value
    called, title = tongue.sentences.RECORDS[slot].format(number=value), _TITLED[slot](snapshot, value)
    return f"{called}, {title}" if title else called


_TITLED: Mapping[str, Callable[[Snapshot, str], str | None]] = {
    "job": lambda snapshot, number: getattr(snapshot.job(number), "title", None),
    "project": lambda snapshot, number: getattr(snapshot.project(number), "name", None),
    "estimate": lambda snapshot, number: getattr(snapshot.estimate(number), "title", None),
    "invoice": lambda snapshot, number: getattr(snapshot.invoice(number), "customer", None),
}
