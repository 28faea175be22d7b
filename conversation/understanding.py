"""Words become a command, or an answer to a question, in the catalogue's own values."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from conversation.american_names import STATES
from conversation.books import ANSWER, ANY_NAME, CANCEL, CONFIRM, IDLE, NO, TALK, YES, book
from conversation.phrases import Match, PhraseMatcher, SlotLists
from conversation.tongue import Tongue
from erp import CATALOGUE, Command, Risk, Slots, Snapshot, slots_of
from erp.contacts import ContactCreate

_CAPITAL = re.compile(r"(?<![^\W\d_])(?<!')[a-z]|(?:(?<=')|(?<=\bmc))[a-z](?=[a-z]{2})", re.IGNORECASE)
"""The letters of a name that are capitals: O'Brien, D'Angelo, McKay, but Valen's."""
_LONGEST_NAME = 4
_MOST_LETTERS = 100


@dataclass(frozen=True, slots=True)
class Understood:
    """What was meant. `command` is None for words that are no command."""

    command: type[Command] | None = None
    slots: Slots = field(default_factory=dict)
    """What was said, as the catalogue writes it."""
    missing: tuple[str, ...] = ()
    """What has to be asked for before it can run."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Slots whose words fit several records."""
    confidence: float = 0.0
    cancels: bool = False
    """Whatever is open is to be dropped."""

    @property
    def source(self) -> Literal["phrases", "none"]:
        """Who understood it."""
        return "phrases" if self.command or self.cancels else "none"

    @property
    def risk(self) -> Risk | None:
        """What the command asks before it runs."""
        return self.command.risk(self.slots) if self.command else None


class Understanding:
    """Understands against the records of one snapshot. Successive ones are given the same `lists`, which they share.

    What was not laid out before is laid out when it is first used: with long lists that takes a second.
    """

    def __init__(self, snapshot: Snapshot, tongue: Tongue, lists: SlotLists | None = None) -> None:
        self.snapshot = snapshot
        self.tongue = tongue
        self._fillers = re.compile(tongue.words.FILLERS, re.IGNORECASE)
        self._lists = SlotLists() if lists is None else lists
        self._matchers: dict[str, PhraseMatcher] = {}

    def lay_out(self, *books: str) -> None:
        """Makes all that is needed to match words against `books`, so that nobody who speaks waits for it."""
        for name in books:
            if name not in self._matchers:
                matcher = PhraseMatcher(book(name, self.snapshot, self.tongue, typed=True), {ANY_NAME}, self._lists)
                matcher.match("")  # parses the sentences
                self._matchers[name] = matcher

    def command(self, words: str, now: datetime) -> Understood:
        """The command that `words` are, if any. `now` is the local time."""
        match = self._match(IDLE, words)
        if match is None:
            return Understood()
        if match.intent == CANCEL:
            return Understood(cancels=True, confidence=match.confidence)
        if match.intent == TALK:
            return Understood()
        command = CATALOGUE[match.intent]
        slots = self._values(command, match, now)
        if slots is None:
            return Understood()
        meant, said = command.meant(slots, self.snapshot)
        return Understood(meant, said, missing(meant, said, self.snapshot), match.choices, match.confidence)

    def answer(self, slot: str, words: str, now: datetime, choices: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The values of `slot` that `words` can mean as the answer to the question for it: none for what is no answer,
        several for a name that fits several records. Where `choices` were offered, only those."""
        kind = _KIND_OF_ANSWER.get(slot, "")
        plain = self.tongue.forms.normal(words)
        if kind in _WRITTEN:
            return _if_any(_WRITTEN[kind](plain, self.tongue))
        match = self._match(f"slot:{slot}", words)
        if match is None or match.intent != ANSWER:
            return _if_any(_in_own_words(kind, plain))
        if "nth" in match.slots:
            return choices[int(match.slots["nth"]) - 1 :][:1]
        meant = match.choices.get(slot) or _if_any(self._value(kind, match.slots[slot], now))
        return tuple(value for value in meant if not choices or value in choices)

    def confirmation(self, words: str) -> Literal["yes", "no", "cancel", "neither"]:
        """What `words` say to "shall I?". A yes is a yes only where nothing in it takes it back or changes it."""
        match = self._match(CONFIRM, words)
        if match and match.intent in (YES, NO, CANCEL):
            return match.intent  # type: ignore[return-value] # compared with the three literals just now
        return "neither"

    def _match(self, name: str, words: str) -> Match | None:
        self.lay_out(name)
        if words.isupper():
            words = words.lower()  # capitals one by one are spelled, and nobody spells a whole sentence
        return self._matchers[name].match(self._fillers.sub("", words))

    def _values(self, command: type[Command], match: Match, now: datetime) -> dict[str, str] | None:
        """The slots in the catalogue's values; None where a name is none, or a time cannot be."""
        kinds = {name: slot.values for name, slot in slots_of(command).items()}
        values = {name: self._value(kinds.get(name, "anyone"), said, now) for name, said in match.slots.items()}
        return None if None in values.values() else {name: value for name, value in values.items() if value}

    def _value(self, kind: str, said: str, now: datetime) -> str | None:
        match kind:
            case "times":
                return self.tongue.times.parse_when(said, now)
            case "dates":
                return self.tongue.times.parse_date(said, now)
            case "amounts":
                return self.tongue.numbers.amount(said)
            case "anyone" | "customers":
                return said if self.snapshot.customer(said) else _new_name(said, self.snapshot, self.tongue)
            case _:
                return said


def missing(command: type[Command], slots: Slots, snapshot: Snapshot) -> tuple[str, ...]:
    """What has to be asked for before `command` can run: its own slots, and for a new customer what a contact takes."""
    own = command.missing(command.complete(slots, snapshot))
    contact = ContactCreate.missing(slots) if introduces(command, slots, snapshot) else ()
    return tuple(dict.fromkeys([*own, *contact]))


def introduces(command: type[Command], slots: Slots, snapshot: Snapshot) -> bool:
    """Whether `command` is for a customer that no record has, so that the contact must be made first."""
    customer = slots_of(command).get("customer")
    if customer is None or customer.values != "anyone" or command.spec.creates == "contact":
        return False
    return "customer" in slots and snapshot.customer(slots["customer"]) is None


def _if_any(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _new_name(said: str, snapshot: Snapshot, tongue: Tongue) -> str | None:
    """A name that no record has, as it is written; None for words that are no name, or a known name and more."""
    words = said.lower().split()
    if any(words[: len(known)] == known for known in (c.name.lower().split() for c in snapshot.customers)):
        return None
    if (
        len(words) > _LONGEST_NAME
        or len(said) > _MOST_LETTERS
        or tongue.words.NO_NAME & set(words)
        or re.search(r"\d", said)
    ):
        return None
    return _CAPITAL.sub(lambda letter: letter[0].upper(), said)


def _in_own_words(kind: str, said: str) -> str | None:
    """A street or a town that no list has: as it was said, with capitals."""
    fits = re.fullmatch(r"\d+( [\w']+){1,6}" if kind == "streets" else r"[a-z']+( [a-z']+){0,3}", said)
    return _capitals(said) if kind in {"streets", "cities"} and fits and len(said) <= _MOST_LETTERS else None


def _capitals(words: str) -> str:
    return " ".join(word[0].upper() + word[1:] for word in words.split())


def _digits(said: str, form: str, tongue: Tongue) -> str | None:
    """Figures alone, perhaps behind "it's" and the like; those of them that `form` has in its group."""
    found = re.fullmatch(rf"{tongue.words.BEFORE_FIGURES}([\d ]+)", said)
    digits = re.fullmatch(form, found[1].replace(" ", "")) if found else None
    return digits[1] if digits else None


def _state(said: str, tongue: Tongue) -> str | None:
    """By its name or its two letters."""
    name = re.sub(f"^{tongue.words.BEFORE_STATE}", "", said)
    letters = name.replace(" ", "").upper()
    return letters if letters in STATES.values() else tongue.words.state(name)


_WRITTEN: Mapping[str, Callable[[str, Tongue], str | None]] = {
    "phones": lambda said, tongue: _digits(said, r"1?(\d{10})", tongue),
    "postal_codes": lambda said, tongue: _digits(said, r"(\d{5})", tongue),
    "states": _state,
}
"""Answers that are read by their form, not found in a list."""

_KIND_OF_ANSWER: Mapping[str, str] = {
    name: slot.values for command in CATALOGUE.values() for name, slot in slots_of(command).items() if slot.ask
}
