"""What a language model makes of words that no phrase fits, in the catalogue's own values.

It says which command was meant and which words say what; here they are read, as the words of phrases are. Whatever it
was not held to by the grammar is refused here: a number that is none, a time that cannot be.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from conversation.books import KIND_OF_ANSWER, slot_book
from conversation.calls import NONE, OWN_KINDS, Call, read
from conversation.command_grammar import grammar_of
from conversation.contradicted import is_contradicted, is_limited
from conversation.cut_short import at_full_length
from conversation.focus import Focus, to_be_made
from conversation.free_words import taken_back
from conversation.learnt import LASTING
from conversation.lists import words_of
from conversation.named import names_one, unused, whole
from conversation.near_names import NearNames
from conversation.needs import missing
from conversation.none_said import share_of_none
from conversation.objections import is_known
from conversation.reminded import meant_by
from conversation.understanding import Understanding
from conversation.understood import Understood
from conversation.utterance import MOST_WORDS, Utterance
from conversation.ways_of_naming import KINDS_OF_NAMES
from erp import CATALOGUE, Estimate, Invoice, Job, Slots, Snapshot, kinds_of, slots_of
from models.completion import Completer

_CERTAIN: Final = 0.95
"""Below this share it is asked whether that was meant."""
_BELIEVED: Final = 0.35
"""Below this nothing is made of it."""
_RECORDS: Final = frozenset({"customer", "job", "estimate", "invoice", "project"})
"""Slots with which it is said whom a command is about."""
_METHODS: Final = "payment_methods"
_OWNED: Final[Mapping[str, Callable[[Snapshot, str], Job | Estimate | Invoice | None]]] = {
    "job": Snapshot.job, "estimate": Snapshot.estimate, "invoice": Snapshot.invoice,
}  # fmt: skip
"""Slots to the records of theirs that are somebody's."""
_DECLINED: Final = 0.076
"""From this share on, for its being no command, it is none: that is told much better than which of several it is."""
_DOUBTED: Final = 0.015
"""From this share on, that the language model alone gives to its being none, it is asked whether that was meant."""


@dataclass(frozen=True, slots=True)
class FreeReading:
    """What was read."""

    commands: tuple[Understood, ...] = ()
    calls: tuple[Call, ...] = ()
    """What the model wrote, whether it was believed or not."""
    share: float = 0.0
    """How sure it was of that, 0 to 1."""


def read_freely(
    words: str, now: datetime, focus: Focus, understanding: Understanding, completer: Completer
) -> FreeReading:
    """The commands that `words` say, in the order spoken; none where there is none, or nothing is certain enough.

    Raises:
        models.errors.CompletionError: the model fails.
    """
    utterance = Utterance(words, now, understanding.snapshot, understanding.tongue)
    if not 0 < len(utterance.spoken) <= MOST_WORDS:
        return FreeReading()
    behind = [then for _, then in taken_back(words, understanding.tongue)]
    if any(understanding.confirmation(said) in {"no", "cancel"} or understanding.control(said) for said in behind):
        return FreeReading()  # "start job 42, no, cancel that"
    written = completer.complete(f" {utterance.normal}", grammar_of(utterance))
    calls = _once(read(written.text))
    is_doubtful = written.share < _BELIEVED or (behind and len(calls) > 1)
    none = dict(written.beginnings).get(NONE, 0.0)
    is_none = share_of_none(none, utterance.normal) >= _DECLINED
    if is_doubtful or is_none or is_contradicted(calls, utterance):
        return FreeReading((), calls, written.share)
    as_written, in_full = calls, at_full_length(written, calls, utterance, completer)
    meant = [meant_by(call, utterance, understanding.near) for call in in_full]
    calls = tuple(filter(None, meant))
    if len(calls) < len(meant):
        return FreeReading((), as_written, written.share)
    understood = [*_one_after_the_other(calls, utterance, focus, understanding, written.share)]
    is_other = calls != as_written or (len(calls) == 1 and _is_cut_short(calls[0], utterance))
    is_asked = bool(behind) or none >= _DOUBTED or is_other or is_limited(calls, utterance)
    commands = tuple(replace(each, may_ask=each.may_ask or is_asked) for each in understood if each)
    return FreeReading(commands if len(commands) == len(calls) else (), calls, written.share)


def _once(calls: tuple[Call, ...]) -> tuple[Call, ...]:
    """`calls` without one that only says the one before it again: nobody orders twice in one breath."""
    return tuple(call for at, call in enumerate(calls) if at == 0 or call != calls[at - 1])


def _is_cut_short(call: Call, utterance: Utterance) -> bool:
    """Whether words that are kept end before what was said does, and nothing else of it is behind them."""
    kinds = kinds_of(CATALOGUE[call.command])
    if not any(kinds.get(name) == "words" for name in call.slots):
        return False
    said = utterance.normal
    end = max(said.rfind(span) + len(span) for span in call.slots.values())
    return not re.fullmatch(rf"\W*(?:{utterance.tongue.words.POLITE})?\W*", said[end:])


def _of_its_owner(call: Call) -> Call:
    """An invoice that was named by its customer is the customer's, where the command can be about a customer."""
    named = call.slots.get("invoice", "")
    if not named or any(map(str.isdigit, named)) or "customer" in call.slots:
        return call
    if "customer" not in slots_of(CATALOGUE[call.command]):
        return call
    return _with_slot(call, "invoice", "customer")


def _of_a_colleague(call: Call, near: NearNames) -> Call:
    """A colleague is nobody's customer, where the command can be about a colleague."""
    named = call.slots.get("customer", "")
    if not named or "assignee" in call.slots or "assignee" not in slots_of(CATALOGUE[call.command]):
        return call
    if names_one("customers", named, near) or not names_one("team", named, near):
        return call
    return _with_slot(call, "customer", "assignee")


def _with_slot(call: Call, wrong: str, right: str) -> Call:
    """`call` with the words of one slot in another one."""
    return replace(call, slots={right if name == wrong else name: span for name, span in call.slots.items()})


def _with_whole_names(call: Call, utterance: Utterance, understanding: Understanding, made: Slots) -> Call:
    """`call` with names of records as they stand in the words: whole, and also where what it needs was named and not
    pointed at, and was not just `made`."""
    command, near = CATALOGUE[call.command], understanding.near
    kinds = kinds_of(command)
    slots = {
        name: whole(kinds[name], span, utterance, near) if kinds[name] in KINDS_OF_NAMES else span
        for name, span in call.slots.items()
    }
    for name in command.missing(slots):
        is_named = kinds.get(name) in KINDS_OF_NAMES and name not in made
        if is_named and (span := unused(kinds[name], slots.values(), utterance, near)):
            slots[name] = span
    return replace(call, slots=slots)


def _without_unsaid_methods(call: Call, utterance: Utterance) -> Call:
    """`call` without a way of payment for which there is no word: how a customer has paid is a fact, and no guess."""
    forms = utterance.tongue.forms
    said = set(utterance.normal.split())

    def is_said(value: str) -> bool:
        ways = (each.spoken for each in words_of(utterance.tongue.lists[_METHODS]) if each.value == value)
        return any(not said.isdisjoint(forms.normal(way).split()) for way in ways)

    kinds = kinds_of(CATALOGUE[call.command])
    slots = {name: value for name, value in call.slots.items() if kinds.get(name) != _METHODS or is_said(value)}
    return replace(call, slots=slots)


def _one_after_the_other(
    calls: Iterable[Call], utterance: Utterance, focus: Focus, understanding: Understanding, share: float
) -> Iterator[Understood | None]:
    """The commands, each about what those before it name or make where it names nothing else."""
    made: Slots = {}
    for call in calls:
        yield (each := _understood(call, utterance, focus, understanding, share, made))
        if each and each.command:
            focus = focus.after(each.slots, (), utterance.snapshot, utterance.now)
            if makes := to_be_made(each.command, each.slots, utterance.snapshot):
                made, focus = {**made, **makes}, focus.with_made(makes, utterance.now)


def _understood(  # noqa: PLR0913, PLR0917
    call: Call, utterance: Utterance, focus: Focus, understanding: Understanding, share: float, made: Slots
) -> Understood | None:
    """The command with the values that its words say, behind those that `made` something; None where some say none."""
    call = _of_a_colleague(_of_its_owner(call), understanding.near)
    call = _without_unsaid_methods(_with_whole_names(call, utterance, understanding, made), utterance)
    command, snapshot = CATALOGUE[call.command], utterance.snapshot
    kinds = kinds_of(command)
    values = {
        name: _read(name, kinds[name], span, utterance, focus, understanding) for name, span in call.slots.items()
    }
    if not all(said.values for said in values.values()):
        return None
    choices = {name: said.values for name, said in values.items() if len(said.values) > 1}
    known = {name: said.values[0] for name, said in values.items() if name not in choices}
    meant, slots = command.meant({**known, **({"direction": "out"} if call.out else {})}, snapshot)
    slots = _without_its_owner(slots, snapshot)
    wanted = missing(meant, {**slots, **{name: chosen[0] for name, chosen in choices.items()}}, snapshot)
    may_be_of = {"customer"} & set(kinds) if not _RECORDS & {*slots, *choices} else set()
    if spoken_of := _spoken_of({*wanted, *may_be_of}, utterance, focus):
        slots, wanted = {**slots, **spoken_of}, tuple(name for name in wanted if name not in spoken_of)
    is_plain = spoken_of.keys() <= focus.names.keys()  # else it is only who was spoken of that tells which
    certain = share >= _CERTAIN and is_plain and all(said.certain for said in values.values())
    heard = {name: understanding.near.said(span) for name, span in call.slots.items() if kinds.get(name) in LASTING}
    return Understood(meant, slots, wanted, choices, share, may_ask=not certain, call=call, heard=heard)


def _without_its_owner(slots: Slots, snapshot: Snapshot) -> Slots:
    """A job, an estimate or an invoice says itself whose it is: "the furnace job at Baker's" names no second thing."""
    records = (find(snapshot, slots[slot]) for slot, find in _OWNED.items() if slot in slots)
    owners = {record.customer for record in records if record}
    return {name: value for name, value in slots.items() if name != "customer" or value not in owners}


def _spoken_of(wanted: Iterable[str], utterance: Utterance, focus: Focus) -> Slots:
    """The records that were spoken of just before, in the place of those that are `wanted` and not named, where the
    words refer to something."""
    refers = re.search(rf"\b(?:{utterance.tongue.words.REFERRING})\b", utterance.words, re.IGNORECASE)
    just_now = [slot for slot in sorted(wanted) if focus.ages.get(slot, 0) == 0] if refers else []
    return {slot: meant for slot in just_now if (meant := focus.meant(slot, utterance.snapshot))}


@dataclass(frozen=True, slots=True)
class _Said:
    """What some words can mean: one value, or several records of that name; none where they mean nothing."""

    values: tuple[str, ...]
    certain: bool = True
    """Whether a record's name was heard, and not only something like it."""


def _read(  # noqa: PLR0913, PLR0917 - a span, and all that it is read against
    slot: str, kind: str, span: str, utterance: Utterance, focus: Focus, understanding: Understanding
) -> _Said:
    """What `span` can mean in that slot."""
    if kind in OWN_KINDS:
        return _Said((span,))
    if kind in KINDS_OF_NAMES:
        near = understanding.near
        if named := _records(slot, kind, span, utterance, focus, understanding) or near.nearest(
            kind, span, utterance.now
        ):
            return _Said(named)
        if kind != "anyone" and (perhaps := near.perhaps(kind, span)):
            return _Said(perhaps, certain=False)
    value = utterance.value(kind, span)  # of a name: a new one, which is said back
    return _Said((value,) if value else ())


def _records(  # noqa: PLR0913, PLR0917
    slot: str, kind: str, span: str, utterance: Utterance, focus: Focus, understanding: Understanding
) -> tuple[str, ...]:
    """The records that are called so, as an answer to the question for the slot would mean them."""
    book = slot_book(slot, kind)
    meant = understanding.answer(book, span, utterance.now, (), focus) if book in KIND_OF_ANSWER else ()
    return tuple(
        value for value in meant if is_known("customers" if kind == "anyone" else kind, value, utterance.snapshot)
    )
