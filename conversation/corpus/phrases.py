"""Sentences out of the phrases that the commands declare, as hassil would sample them, by chance and with their values
marked."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from hassil.expression import Alternative, Expression, Group, ListReference, RuleReference, TextChunk
from hassil.parse_expression import parse_sentence

from conversation.books import as_request
from conversation.calls import OWN_KINDS
from conversation.corpus import numbers
from conversation.corpus.filling import Pool, work
from conversation.corpus.parts import part
from conversation.corpus.people import business, colleague, first_name, invented, owner, project, surname
from conversation.corpus.said import Head, NoExampleError, Piece, Said, plain
from conversation.corpus.values import another
from conversation.focus import REFERENCES
from conversation.manual.business import BUSINESS
from conversation.tongue import Tongue
from conversation.vocabulary import lists
from erp import CATALOGUE, Command, slots_of
from erp.job_questions import NEXT
from models.phrases import FigureString, NumberRange

_NOTHING_SAID: Final = REFERENCES | {NEXT}
"""Values of words that refer to something: of those nothing is written."""
_BESIDE: Final = {
    "customers": "customer", "owners": "owner", "known_surnames": "surname", "known_first_names": "first_name",
    "first_names": "first_name", "surnames": "surname", "job_names": "owner", "job_keywords": "surname",
    "estimate_names": "owner", "invoice_names": "owner", "project_names": "project", "team": "colleague",
    "businesses": "business", "parts": "part", "reminder_names": "reminder", "emails": "email", "words": "words",
    "known_streets": "street", "cities": "city", "whole_phones": "phone", "phone_figures": "phone",
    "postal_figures": "postal_code", "any_name": "customer",
}  # fmt: skip
_LONGER: Final = re.compile(r"minutes?|minutos?|horas?|hours?")
"""The unit of a length of time belongs to it."""
_LEFT_OUT: Final = 0.5
"""How often what may be left out is; one of several words that may be there is else nearly always there."""
_BY_WORK: Final = 0.15
"""How often a job is named by its work."""
_TYPED: Final = 0.25
"""How often a rule is taken as it is for typed text."""
_WRITTEN: Final = {"street": "street", "city": "city", "phone": "phone"}
"""Slots of free words that have a form of their own."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch of a sampled sentence, and the slot and the value that it stands for."""

    words: str
    slot: str = ""
    listed: str = ""
    value: str = ""


class Phrases:
    """Samples one language's phrases by chance."""

    def __init__(self, tongue: Tongue, pool: Pool, chance: Random) -> None:
        self._tongue = tongue
        self._pool = pool
        self._chance = chance
        self._free = _free_words(pool, tongue)

    def said(self, command: type[Command], template: str) -> Said:
        """A sentence that `template`, one of the command's, can say.

        Raises:
            NoExampleError: it says one thing in two places.
        """
        found = list(self._sampled(_parsed(as_request(template))))
        return _read(found, command, self._tongue)

    def plain(self, template: str) -> str:
        """What a template without values can say."""
        return " ".join("".join(each.words for each in self._sampled(_parsed(template))).split())

    def _sampled(self, expression: Expression) -> Sequence[_Found]:
        found: Sequence[_Found]
        match expression:
            case TextChunk():
                found = [_Found(str(expression.original_text))]
            case ListReference():
                found = [self._listed(str(expression.list_name), str(expression.slot_name))]
            case RuleReference(rule_name=name):
                found = self._sampled(self._rule(str(name)))
            case Alternative(is_optional=True) if self._chance.random() < _LEFT_OUT:
                found = []
            case Alternative(items=items):
                found = self._sampled(self._chance.choice(items))
            case Group(items=items):
                found = [each for item in items for each in self._sampled(item)]
            case _:
                raise TypeError(f"{expression} is no part of a template")
        return found

    def _rule(self, name: str) -> Expression:
        said = self._tongue.phrases
        typed = name in said.TYPED_RULES and self._chance.random() < _TYPED
        written = {"lead": said.LEAD, "tail": said.TAIL, "instead": said.INSTEAD, **said.RULES}
        return _parsed(said.TYPED_RULES[name] if typed else written[name])

    def _listed(self, listed: str, slot: str) -> _Found:
        """A value of a list: an invented one where the list is one of records."""
        tongue, chance = self._tongue, self._chance
        if listed.endswith("_numbers"):
            return _Found(numbers.record_number(tongue, chance), slot, listed)
        if listed in _BESIDE:
            what = _WRITTEN.get(slot, "words") if listed == "words" else _BESIDE[listed]
            return _Found(self._made(what, slot), slot, listed)
        values = _values(listed, tongue)
        if isinstance(values, NumberRange | FigureString):
            return _Found(self._number(listed), slot, listed)
        chosen = chance.choice(values)
        return _Found(chosen[0], slot, listed, chosen[1])

    def _number(self, listed: str) -> str:
        chance, tongue = self._chance, self._tongue
        if listed in {"counts", "packs"}:
            return tongue.numbers.in_words(
                chance.choice((2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 50, chance.randint(2, 200)))
            )
        if listed == "minutes":
            return tongue.numbers.in_words(chance.choice((5, 10, 15, 20, 25, 30, 40, 45, 60, 90)))
        return numbers.said(str(chance.choice((chance.randint(1, 99), chance.randint(20, 9999)))), tongue, chance)

    def _made(self, what: str, slot: str) -> str:
        tongue, chance = self._tongue, self._chance
        language = tongue.language
        if what == "words":
            return chance.choice(self._free.get(slot) or self._free["note"])
        if what == "customer":
            return f"{first_name(chance)} {surname(chance)}" if chance.random() < 0.7 else owner(language, chance).name
        made: Mapping[str, Callable[[], str]] = {
            "owner": lambda: self._owner(slot),
            "surname": lambda: surname(chance),
            "first_name": lambda: first_name(chance),
            "project": lambda: project(language, chance),
            "colleague": lambda: colleague(chance),
            "business": lambda: business(language, chance),
            "part": lambda: part(tongue, chance, invented(chance), several=chance.random() < 0.4).words,
            "reminder": lambda: chance.choice(self._free["reminder"]),
            "email": lambda: another("emails", "", language, chance),
            "street": lambda: f"{chance.randint(1, 99)} {surname(chance)} street",
            "city": lambda: chance.choice(self._free.get("city") or ("austin",)),
            "phone": lambda: numbers.phone(tongue, chance),
            "postal_code": lambda: numbers.postal_code(tongue, chance),
        }
        return made[what]()

    def _owner(self, slot: str) -> str:
        if slot == "job" and self._chance.random() < _BY_WORK:
            return work(self._tongue, self._chance)
        name = owner(self._tongue.language, self._chance).name
        owned = slot == "customer" or self._chance.random() < 0.3
        return f"{name}'s" if owned and self._tongue.language == "en" and not name.endswith("s") else name


def _free_words(pool: Pool, tongue: Tongue) -> Mapping[str, Sequence[str]]:
    """Free words by slot."""
    found: dict[str, dict[str, None]] = {}
    for (language, kind, _, _), words in pool.items():
        if language == tongue.language:
            found.setdefault(kind.split()[-1], {}).update(dict.fromkeys(words))
    found.setdefault("city", {}).update(found.get("cities", {}))
    return {slot: tuple(words) for slot, words in found.items()}


@cache
def _parsed(template: str) -> Expression:
    return parse_sentence(template).expression


@cache
def _values(listed: str, tongue: Tongue) -> Sequence[tuple[str, str]] | NumberRange | FigureString:
    values = lists([listed], BUSINESS, tongue)[listed]
    return [(each.spoken, each.value) for each in values] if isinstance(values, tuple) else values


def _read(found: Sequence[_Found], command: type[Command], tongue: Tongue) -> Said:
    """The sampled stretches as a sentence: those of one slot that stand together are one value."""
    slots = slots_of(command)
    own: dict[str, str] = {}
    out = False
    marked: list[Piece] = []
    named = {each.slot for each in found}
    for each in found:
        slot = _slot(each, command, named)
        if each.slot == "direction":
            out = each.value == "out"
        if slot and slots[slot].values in OWN_KINDS:
            own[slot] = each.value
            slot = ""
        first, space, rest = each.words.partition(" ")
        speaks = each.listed == "to_me"  # of "i'll take" it is the first word that names somebody
        marked += [Piece(first, slot), Piece(rest)] if speaks and space else [Piece(each.words, slot)]
    return Said(tongue.language, tuple(_together(marked)), (Head(command.spec.name, own, out=out),))


def _slot(each: _Found, command: type[Command], named: set[str]) -> str:
    """The slot that it is written to; empty for what refers, and for what the command has no slot for."""
    slots = slots_of(command)
    if not each.slot or each.value in _NOTHING_SAID:
        return ""
    if each.listed == "reminder_names" or (each.slot == "message" and "reminder" in slots):
        return "reminder"
    if each.slot in slots:
        return each.slot
    if each.slot == "customer":
        return next((owned for owned in ("estimate", "invoice") if owned in slots and owned not in named), "")
    return ""


def _together(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The words between values one by one, and what one slot is said with in one piece.

    Raises:
        NoExampleError: another value stands between them.
    """
    whole = _spaced(pieces)
    made: list[Piece] = []
    at = 0
    while at < len(whole):
        slot = whole[at].slot
        if not slot:
            made.append(whole[at])
            at += 1
            continue
        last = max(index for index, each in enumerate(whole) if each.slot == slot)
        if any(each.slot not in {"", slot} for each in whole[at : last + 1]):
            raise NoExampleError("said in two places")
        if slot == "duration" and last + 1 < len(whole) and _LONGER.fullmatch(whole[last + 1].words):
            last += 1
        made.append(Piece(" ".join(each.words for each in whole[at : last + 1]), slot))
        at = last + 1
    return made


def _spaced(pieces: Sequence[Piece]) -> list[Piece]:
    """By words; chunks of a template carry their spaces, values do not."""
    return [
        one
        for piece in pieces
        for one in ([Piece(piece.words.strip(), piece.slot)] if piece.slot else plain(piece.words))
        if one.words
    ]


def commands_and_templates(tongue: Tongue) -> Sequence[tuple[type[Command], str]]:
    """All that the commands declare in this language."""
    return [(command, text) for command in CATALOGUE.values() for text in command.spec.templates(tongue.language)]
