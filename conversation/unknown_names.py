"""Names that were said and that no record has, and the sentence as it may have been meant."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from conversation.free_words import with_other_words
from conversation.learnt import LASTING, Misheard
from conversation.objections import is_known
from conversation.understanding import Understanding
from conversation.understood import Reworded, Understood
from erp import Command, Slots, Snapshot, slots_of

_NAMED = frozenset({"customers", "anyone", "parts", "team"})
"""Kinds of values that are names as they are written."""
_MOST_NEAR = 2
"""Names that are asked about in the place of one that nobody has."""


def with_near_names(words: str, understanding: Understanding, now: datetime) -> Reworded | None:
    """`words` with a name that no record has put for known ones that are near it, in each of which they are a command;
    None where no known name is near. Who may be a new customer is himself among them."""
    forms, near_names = understanding.tongue.forms, understanding.near
    for kind, name in _unknown_in(words, understanding, now):
        heard, may_be_new = forms.normal(name), kind == "anyone"
        near = near_names.nearest(kind, heard, now)
        likely = near_names.chosen(kind, heard) if may_be_new else near_names.doubtful(kind, heard)
        reworded = (with_other_words(words, heard, each, forms) for each in near or likely)
        if meant := tuple(each for each in reworded if understanding.command(each, now).command)[:_MOST_NEAR]:
            usual = not may_be_new and len(near) == 1 and near_names.is_usual(kind, heard, near[0])
            return Reworded((*meant, words) if may_be_new else meant, as_misheard(kind, name, understanding), usual)
    return None


def unknown_names(command: type[Command], slots: Slots, understanding: Understanding) -> Mapping[str, Misheard]:
    """Slots of `command` to what was heard for them, where no record is called so."""
    return {
        slot: as_misheard(kind, name, understanding)
        for slot, kind, name in _unknown(command, slots, understanding.snapshot)
    }


def may_be_misnamed(understood: Understood, snapshot: Snapshot) -> bool:
    """Whether a name in it is no record's, or half of one may be among words that are kept."""
    return bool(understood.kept_words) or any(_unknown(understood.command, understood.slots, snapshot))


def as_misheard(kind: str, name: str, understanding: Understanding) -> Misheard:
    """A `name` of that kind that was said and that no record has."""
    return Misheard(LASTING[kind], understanding.near.said(understanding.tongue.forms.normal(name)))


def _unknown_in(words: str, understanding: Understanding, now: datetime) -> Iterator[tuple[str, str]]:
    """Each behind the kind of what it would name: those in the command that `words` are, and the one that keeps them
    from being one."""
    understood = understanding.command(words, now)
    for _, kind, name in _unknown(understood.command, understood.slots, understanding.snapshot):
        yield kind, name
    if stranger := understanding.stranger(words, now):
        yield stranger


def _unknown(command: type[Command] | None, slots: Slots, snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """The names of which no record is, each behind its slot and the kind of what it would name."""
    kinds = slots_of(command) if command else {}
    for slot, name in slots.items():
        kind = kinds[slot].values if slot in kinds else ""
        if kind in _NAMED and not is_known("customers" if kind == "anyone" else kind, name, snapshot):
            yield slot, kind, name
