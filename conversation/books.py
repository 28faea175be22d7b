"""The phrase books: what may be said when nothing is open, to a question, and to a "shall I?"."""

import re
from collections.abc import Mapping
from dataclasses import replace

from conversation.tongue import Tongue
from conversation.vocabulary import lists
from erp import CATALOGUE, COMMANDS, Snapshot, slots_of
from models.phrases import PhraseBook

IDLE = "idle"
CONFIRM = "confirm"
CANCEL = "cancel"
YES = "yes"
NO = "no"
NEITHER = "neither"
ANSWER = "answer"
TALK = "talk"
"""What is said though nothing was asked: no command, and known so that it is not taken for the nearest one."""
_MOST_NAMES = 100
ANY_NAME = "any_name"
"""The list that is free for any words in typed text."""

_ASKED = (name for command in CATALOGUE.values() for name, slot in slots_of(command).items() if slot.ask)
SLOT_BOOKS: tuple[str, ...] = tuple(dict.fromkeys(f"slot:{name}" for name in _ASKED))
BOOKS: tuple[str, ...] = (IDLE, CONFIRM, *SLOT_BOOKS)
"""The names of all books: the values of ``Decision.expects``."""


def book(expects: str, snapshot: Snapshot, tongue: Tongue, *, typed: bool = False) -> PhraseBook:
    """The book named `expects` for the records of `snapshot`.

    With `typed` it also takes any name for a new customer: its list `ANY_NAME` is left for the matcher to free.

    Raises:
        KeyError: there is no book of that name.
    """
    said = tongue.phrases
    rules = {**said.RULES, **said.TYPED_RULES} if typed else said.RULES
    if expects == IDLE:
        return _bound({**_commands(tongue), CANCEL: said.CANCEL, TALK: said.TALK}, rules, snapshot, tongue)
    if expects == CONFIRM:
        intents = {YES: said.YES, NO: said.NO, NEITHER: said.NEITHER, CANCEL: said.CANCEL}
        return replace(_bound(intents, rules, snapshot, tongue), names=(), guessable=False)
    answers = said.ANSWERS[expects.removeprefix("slot:")]
    return _bound({ANSWER: answers, CANCEL: said.CANCEL}, rules, snapshot, tongue)


def _commands(tongue: Tongue) -> dict[str, tuple[str, ...]]:
    """Every command's phrases, with what people say in front of and behind a request."""
    lead, tail = tongue.phrases.LEAD, tongue.phrases.TAIL
    return {
        command.spec.name: tuple(f"{lead} {phrase} {tail}" for phrase in command.spec.phrases[tongue.language])
        for command in COMMANDS
    }


def _bound(
    intents: Mapping[str, tuple[str, ...]], rules: Mapping[str, str], snapshot: Snapshot, tongue: Tongue
) -> PhraseBook:
    """A book with no more lists and rules than its sentences refer to: long lists take their time."""
    sentences = [sentence for said in intents.values() for sentence in said]
    used_rules: dict[str, str] = {}
    while sentences:
        found = {name for sentence in sentences for name in re.findall(r"<(\w+)>", sentence)} - used_rules.keys()
        used_rules |= {name: rules[name] for name in found}
        sentences = [rules[name] for name in found]
    text = " ".join([*used_rules.values(), *(sentence for said in intents.values() for sentence in said)])
    used_lists = dict.fromkeys(re.findall(r"\{(\w+)[:}]", text))
    used_lists.pop(ANY_NAME, None)
    made = lists(used_lists, snapshot, tongue)
    return PhraseBook(intents, made, used_rules, tongue.language, names=_names(snapshot))


def _names(snapshot: Snapshot) -> tuple[str, ...]:
    """Today's names: of the customers who have a job, and then of projects, of other customers and of parts."""
    names = [
        *(job.customer for job in snapshot.jobs if job.customer),
        *(project.name for project in snapshot.projects),
        *(customer.name for customer in snapshot.customers),
        *(part.name for part in snapshot.parts),
    ]
    return tuple(dict.fromkeys(names))[:_MOST_NAMES]
