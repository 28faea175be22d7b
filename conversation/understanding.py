"""Words become a command, or an answer to a question, in the catalogue's own values."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Literal

from conversation.books import (
    ANSWER,
    CANCEL,
    CHANGE,
    CONFIRM,
    CONTROLS,
    CORRECTIONS,
    FREE,
    IDLE,
    INSTEAD_WORDED,
    KIND_OF_ANSWER,
    NAMED,
    NEITHER,
    NO,
    READ_BACK,
    STRANGERS,
    TALK,
    THANKS,
    WITHOUT,
    WORDED,
    YES,
    as_request,
    book,
)
from conversation.focus import MENTION, REFERENCES, Focus
from conversation.free_words import as_said, without_fillers
from conversation.learnt import Learnt
from conversation.near_names import NearNames
from conversation.needs import missing
from conversation.phrases import Match, PhraseMatcher, SlotLists, normal_template
from conversation.planned_day import on_its_day
from conversation.spelling import name_spelled
from conversation.tongue import Tongue
from conversation.understood import Correction, Understood
from conversation.values import WRITTEN, Heard, amounts_meant, in_own_words, value
from erp import CATALOGUE, COMMANDS, Command, Slots, Snapshot, kinds_of

_SPELLED = frozenset({"anyone", "customers", "team"})
"""Kinds of values that may be spelled, letter by letter."""


class Understanding:
    """Understands against the records of one snapshot. Successive ones are given the same `lists`, which they share.

    What was not laid out before is laid out when it is first used: with long lists that takes a second.
    """

    def __init__(
        self, snapshot: Snapshot, tongue: Tongue, lists: SlotLists | None = None, learnt: Learnt | None = None
    ) -> None:
        self.snapshot = snapshot
        self.tongue = tongue
        self.learnt = learnt or Learnt()
        self._lists = SlotLists() if lists is None else lists
        self._matchers: dict[str, PhraseMatcher] = {}
        self._near: NearNames | None = None

    @property
    def near(self) -> NearNames:
        """The names that something heard can be near to."""
        self._near = self._near or NearNames(self.snapshot, self.tongue).knowing(self.learnt)
        return self._near

    def against(self, snapshot: Snapshot, learnt: Learnt | None = None) -> "Understanding":
        """The same against the records of another moment, and what is `learnt` by then. As long as nothing is named
        otherwise in them, all that was laid out serves on: most changes are of what waits and of how old records
        are."""
        other = Understanding(snapshot, self.tongue, self._lists, self.learnt if learnt is None else learnt)
        if _spoken_of(snapshot) == _spoken_of(self.snapshot):
            other._matchers = self._matchers
            other._near = self._near and self._near.knowing(other.learnt)
        return other

    def lay_out(self, *books: str) -> None:
        """Makes all that is needed to match words against `books`, so that nobody who speaks waits for it."""
        for name in books:
            if name not in self._matchers:
                matcher = PhraseMatcher(book(name, self.snapshot, self.tongue, typed=True), FREE, self._lists)
                matcher.match("")  # parses the sentences
                self._matchers[name] = matcher

    def command(self, words: str, now: datetime, focus: Focus | None = None) -> Understood:
        """The command that `words` are, if any. `now` is the local time; `focus` what words like "it" can refer to."""
        focus = focus or Focus()
        match = self._match(IDLE, words, focus.recent)
        if match is None:
            return Understood()
        if match.intent in CONTROLS:
            return Understood(control=match.intent, confidence=match.confidence)
        if match.intent == TALK:
            return Understood()
        command = CATALOGUE[match.intent]
        slots = self._values(command, match, words, now, focus)
        if slots is None:
            return Understood()
        meant, said = command.meant(slots, self.snapshot)
        wanted, states = missing(meant, said, self.snapshot), self._is_statement(match)
        may_ask = states or self.is_question(words)
        return Understood(
            meant,
            said,
            wanted,
            match.choices,
            match.confidence,
            may_ask=may_ask,
            states=states,
            phrase=min(match.templates, default=""),
            heard={name: self.near.said(text) for name, text in match.said.items()},
        )

    def is_question(self, words: str) -> bool:
        """Whether `words` are put down as a question that is no polite request: "could you start job 12?"."""
        return is_marked(words) and not self.is_polite(words)

    def is_polite(self, words: str) -> bool:
        """Whether `words` begin or end as a request: "could you ...", behind "hey" at most, or "..., please"."""
        polite = self.tongue.words.POLITE
        return re.search(rf"^\W*(?:\w+\W+)?(?:{polite})\b|\b(?:{polite})\W*$", words, re.IGNORECASE) is not None

    def _is_statement(self, match: Match) -> bool:
        """Whether what was said only says how something is."""
        return bool(match.templates & _statements(self.tongue))

    def stranger(self, words: str, now: datetime) -> tuple[str, str] | None:
        """The name in `words` that no customer or no part has, where they would be a command with one that is known,
        behind the kind of what it would name."""
        match = self._match(STRANGERS, words)
        if match is None:
            return None
        kind = "customers" if "customer" in match.slots else "parts"
        name = self._value(kind, match.slots.get("customer", "") or match.slots.get("part", ""), words, now)
        known = self.snapshot.customer(name) or self.snapshot.part(name) if name else None
        return (kind, name) if name and known is None else None

    def answer(
        self, asked: str, words: str, now: datetime, choices: tuple[str, ...] = (), focus: Focus | None = None
    ) -> tuple[str, ...]:
        """The values that `words` can mean as an answer out of the book `asked`: none for what is no answer, several
        for a name that fits several records. Where `choices` were offered, only those."""
        kind, focus = KIND_OF_ANSWER.get(asked, ""), focus or Focus()
        words = name_spelled(words, self.tongue) if kind in _SPELLED else words
        normal = self.tongue.forms.normal(words)
        heard = Heard(normal, words, now, self.snapshot, self.tongue)
        if kind in WRITTEN:
            return () if kind == "states" and self.is_talk(words) else _if_any(value(kind, heard))
        match = self._match(asked, words)
        if match is None or match.intent != ANSWER:
            return () if self.is_talk(words) else _if_any(in_own_words(kind, heard))
        if "nth" in match.slots:
            return choices[int(match.slots["nth"]) - 1 :][:1]
        several = next(iter(match.choices.values()), ()) or self.amounts(kind, match.slots, words)
        meant = several or _if_any(self._answered(kind, match.slots, words, now, focus))
        return tuple(value for value in meant if not choices or value in choices)

    def _answered(self, kind: str, slots: Slots, words: str, now: datetime, focus: Focus) -> str | None:
        """The value of the one slot that an answer fills."""
        slot, said = next(iter(slots.items()))
        return focus.names.get(slot) if said in REFERENCES else self._value(kind, said, words, now)

    def amounts(self, kind: str, slots: Slots, words: str) -> tuple[str, ...]:
        """The two sums that the one in `words` may be, "twelve fifty", where values of that `kind` are money."""
        said = slots.get("amount", "") if kind == "amounts" else ""
        return amounts_meant(as_said(said, words, self.tongue.forms), self.tongue) if said else ()

    def time_said(self, asked: str, words: str) -> str:
        """The time in an answer out of the book `asked`, as it was said: without what led in to it, "um" or "for"."""
        match = self._match(asked, words)
        return match.slots.get("when", "") if match else ""

    def confirmation(self, words: str) -> Literal["yes", "no", "cancel", "neither"]:
        """What `words` say to "shall I?". A yes is a yes only where nothing in it takes it back or changes it."""
        match = self._match(CONFIRM, words)
        if match and match.intent in (YES, NO, CANCEL):
            return match.intent  # type: ignore[return-value] # compared with the three literals just now
        return "neither"

    def correction(self, words: str) -> Correction:
        """What `words` change in what was read back, if they do: "no, at ten", "the amount", or "at ten" alone."""
        match = self._match(CORRECTIONS, words)
        if match is None:
            return Correction(words, is_plain=False)
        said = as_said(match.slots.get("words", ""), words, self.tongue.forms)
        if match.intent == NAMED:
            return Correction(said, match.choices.get("slot") or (match.slots["slot"],))
        return Correction(said, is_plain=match.intent != WORDED, is_wording=match.intent in (WORDED, INSTEAD_WORDED))

    def changes(self, words: str, now: datetime) -> bool:
        """Whether `words`, said to "shall I?", change something: they name it, or say another value."""
        match, correction = self._match(READ_BACK, words), self.correction(words)
        if correction.named or (match and match.intent in (CHANGE, NAMED)):
            return True
        said = self.tongue.forms.normal(correction.said) if correction.is_plain else ""
        heard = Heard(said, words, now, self.snapshot, self.tongue)
        return bool(said) and any(value(kind, heard) for kind in ("times", "amounts", "durations"))

    def puts_off(self, words: str) -> bool:
        """Whether `words` only ask for time, "hold on": no answer, even where any words are one."""
        match = self._match(CONFIRM, words)
        return match is not None and match.intent == NEITHER

    def control(self, words: str) -> str | None:
        """What `words` say to the conversation itself, one of `CONTROLS`."""
        match = self._match(IDLE, words)
        return match.intent if match and match.intent in CONTROLS else None

    def lacks(self, asked: str, words: str) -> bool:
        """Whether `words` say that what the book `asked` is about is not there: "no phone"."""
        match = self._match(asked, words)
        return match is not None and match.intent == WITHOUT

    def is_listed(self, asked: str, words: str) -> bool:
        """Whether `words` are an answer out of the book `asked` as its lists have it, and not only by their form."""
        match = self._match(asked, words)
        return match is not None and match.intent == ANSWER

    def declines(self, asked: str, words: str) -> bool:
        """Whether `words` say no to the command that the book `asked` is about: "no" alone, but where that answers."""
        return self.confirmation(words) == "no" and not self.lacks(asked, words)

    def is_talk(self, words: str) -> bool:
        """Whether `words` are what is said to a "shall I?" or to nothing: "no", "I don't know", "thanks"."""
        idle = self._match(IDLE, words)
        return self._match(CONFIRM, words) is not None or (idle is not None and idle.intent in (TALK, THANKS))

    def _match(self, name: str, words: str, recent: Sequence[str] = ()) -> Match | None:
        self.lay_out(name)
        match = self._matchers[name].match(self._without_fillers(words), recent)
        if match is None and (bare := re.sub(self.tongue.words.FILLERS, "", words, flags=re.IGNORECASE)) != words:
            return self._matchers[name].match(bare, recent)  # "job 42 um complete"
        return match

    def _without_fillers(self, words: str) -> str:
        """Capitals one by one are spelled, and nobody spells a whole sentence."""
        return without_fillers(words.lower() if words.isupper() else words, self.tongue)

    def _values(self, command: type[Command], match: Match, words: str, now: datetime, focus: Focus) -> Slots | None:
        """The slots in the catalogue's values; None where a name is none, a time cannot be, or something is asked about
        and nothing was spoken of. What refers to nothing is left out, and words that only led in."""
        if any(text == MENTION and name not in focus.names for name, text in match.slots.items()):
            return None
        kinds = {"customer": "anyone"} | kinds_of(command)
        said = {name: focus.names.get(name, "") if text in REFERENCES else text for name, text in match.slots.items()}
        values = {name: self._value(kinds.get(name, ""), text, words, now) for name, text in said.items() if text}
        if None in values.values():
            return None
        known = {name: value for name, value in values.items() if value}
        return on_its_day(command, known, Heard(said.get("when", ""), words, now, self.snapshot, self.tongue))

    def _value(self, kind: str, said: str, words: str, now: datetime) -> str | None:
        heard = Heard(said, self._without_fillers(words), now, self.snapshot, self.tongue)
        return value(kind, heard)


def _spoken_of(snapshot: Snapshot) -> Snapshot:
    """What phrases are made of, and more."""
    return replace(snapshot, messages=(), waiting=0, troubles=(), unavailable={}, as_of={})


def is_marked(words: str) -> bool:
    """Whether `words` have the mark of a question."""
    return words.lstrip().startswith("¿") or words.rstrip(" .!\"'").endswith("?")


@cache
def _statements(tongue: Tongue) -> frozenset[str]:
    said = (text for command in COMMANDS for text in command.spec.statements.get(tongue.language, ()))
    return frozenset(normal_template(as_request(text), tongue.forms) for text in said)


def _if_any(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
