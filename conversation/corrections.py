"""What is said instead of something that was read back, answered before, or just saved: "no, at ten" moves the visit,
and what was read back is read back again.

A value goes where its kind fits, and nowhere else: first into what was read back, then into what was not said at all.
Where it fits twice, it is asked which is meant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from conversation.books import slot_book
from conversation.clock import in_the_afternoon, to_the_minute
from conversation.drafts import Changing, Draft, Question
from conversation.memory import Memory
from conversation.objections import is_known, objection, unknown
from conversation.questions import question_for
from conversation.turn import Turn
from conversation.understood import Correction
from conversation.values import WRITTEN, Heard, value
from erp import Slots, Snapshot, Undo, kinds_of
from erp.calendar import with_hour_of
from erp.contacts import ContactCreate

Values = Mapping[str, tuple[str, ...]]
"""Slot to what it would be: several values for a name that fits several records."""

_RECORDS = ("job", "invoice", "estimate")
"""What belongs to a customer."""
_OF_THE_CUSTOMER = frozenset({"street", "city", "state", "postal_code", "phone", "email"})
_ONE_OR_THE_OTHER = {"when": "duration", "duration": "when"}
_ONLY_NAMED = frozenset({
    "words", "works", "emails", "streets", "cities", "job_types", "priorities", *WRITTEN,
})  # fmt: skip
"""Kinds of values that almost any words are: they are changed by their name alone."""
_ANY_WORDS = frozenset({"words", "works", "emails"})
"""Those of them that an answer is corrected to by their name alone."""
_ONLY_LISTED = frozenset({"cities"})
"""Those that it is corrected to by a listed value too."""


def changed(turn: Turn, question: Question) -> Draft | Changing | Question | str:
    """What the words change in what was read back: the draft with the new value; which of several things it is, or the
    question for the value of the one that was named; or, where they change nothing, what is said about that."""
    correction = turn.understanding.correction(turn.words)
    if refused := _for_another(turn, question.draft, correction):
        return refused
    fitting = _all_fitting(turn, question.draft, correction)
    if len(fitting) > 1:
        return Changing(question, fitting)
    for slot, values in fitting.items():
        draft = _corrected(turn, question.draft, slot, values)
        # What speaks against the new value is said, and what was read back before still holds.
        return objection(draft.command, draft.slots, turn.snapshot, turn.now, turn.tongue) or draft
    if turn.understanding.puts_off(turn.words) or turn.understanding.is_talk(correction.said):
        return turn.sentences.YES_OR_NO
    return _unfitting(turn, question.draft, correction)


def _for_another(turn: Turn, draft: Draft, correction: Correction) -> Draft | None:
    """The draft with another customer than that of the job which was said: nothing speaks for another job then, and
    what the draft comes to is that the two do not go together. None where they do, or no customer was said."""
    kind = _kinds(draft).get("customer")
    job = turn.snapshot.job(draft.slots.get("job", ""))
    if kind is None or job is None or "customer" in draft.slots or correction.named not in ((), ("customer",)):
        return None
    meant = _values(turn, draft, "customer", kind, correction.said) if correction.said else ()
    if not meant or job.customer in meant:
        return None
    slots = {**draft.slots, "customer": meant[0]}
    return replace(draft, slots=slots, settled={}) if draft.command.objection(slots, turn.snapshot) else None


def answered_otherwise(turn: Turn, question: Question) -> Draft | str:
    """The draft in which something is corrected that was said or answered before, "no, 46 Elm Street", while `question`
    asks for something else; what speaks against that; empty where nothing is corrected."""
    correction, draft = turn.understanding.correction(turn.words), question.draft
    if not correction.is_plain or (not correction.named and _is_small_talk(turn, correction.said)):
        return ""
    asked = () if question.choices or question.asks == "when" else (question.asks,)
    latest_first = dict.fromkeys([*asked, *reversed(draft.answers), *reversed([*draft.slots])])
    for slot in correction.named or latest_first:
        if values := _said_anew(turn, draft, slot, correction):
            corrected = _corrected(turn, draft, slot, values)
            return objection(corrected.command, corrected.slots, turn.snapshot, turn.now, turn.tongue) or corrected
    return ""


def _is_small_talk(turn: Turn, said: str) -> bool:
    """Whether it is nothing at all; figures that could be somebody's number may be a value here."""
    return not any(map(str.isdigit, turn.tongue.forms.normal(said))) and turn.understanding.is_talk(said)


def _said_anew(turn: Turn, draft: Draft, slot: str, correction: Correction) -> tuple[str, ...]:
    """The one value that `slot` is corrected to. Almost any words may be a name or a town: without their own name only
    those are that are known."""
    kind = _kinds(draft).get(slot, "")
    if not kind or not correction.said or (kind in _ANY_WORDS and not correction.named):
        return ()
    values = _values(turn, draft, slot, kind, correction.said)
    certain = kind not in _ONLY_LISTED or turn.understanding.is_listed(slot_book(slot, kind), correction.said)
    known = kind != "anyone" or all(map(turn.snapshot.customer, values))
    return values if len(values) == 1 and (correction.named or (certain and known)) else ()


def afterwards(turn: Turn, memory: Memory) -> Draft | None:
    """The command that changes what was just done, or takes its place, where `turn` says what it shall be instead: "no,
    at ten". Which record was meant is not changed so where the first one would stay as it was done. None where nothing
    is changed."""
    if not memory.saved or not memory.is_plainly_meant(memory.saved[-1], turn.now):
        return None
    done, *others = memory.saved[-1].instructions
    correction = turn.understanding.correction(turn.words)
    if others or done.command.spec.undo not in (Undo.COUNTERED, Undo.REPLACED) or not correction.is_plain:
        return None
    may_ask = turn.understanding.is_question(turn.words)
    slots_done = done.command.model_dump(exclude_none=True)
    heard = memory.saved[-1].heard
    draft = Draft(type(done.command), slots_done, {}, turn.words, 1.0, may_ask=may_ask, corrects=(done,), heard=heard)
    fitting = _all_fitting(turn, draft, correction)
    if len(fitting) != 1 or (fitting.keys() & {*_RECORDS} and not draft.replaces):
        return None
    ((slot, values),) = fitting.items()
    return _corrected(turn, draft, slot, values)


def chosen_of(turn: Turn, changing: Changing) -> Draft | None:
    """The draft with the new value where it was asked which one is meant, and one was named."""
    named = {*turn.understanding.correction(turn.words).named} & changing.values.keys()
    if len(named) != 1:
        return None
    (slot,) = named
    return _corrected(turn, changing.behind.draft, slot, changing.values[slot])


def _unfitting(turn: Turn, draft: Draft, correction: Correction) -> Draft | Question | str:
    """What comes of words in which there is no new value: a thing was named alone, or somebody whom no record has."""
    named = [slot for slot in correction.named if slot in _kinds(draft)]
    if len(named) == 1 and (asked := question_for(named[0], draft.command, turn.tongue)):
        return Question(draft, named[0], asked)
    name = _stranger(turn, draft, correction)
    if name and _kinds(draft)["customer"] == "anyone":
        return _corrected(turn, draft, "customer", (name,))
    if name:
        return unknown("customers", name, turn.snapshot, turn.tongue)
    return turn.sentences.CHANGE_WHAT if correction.is_plain else turn.sentences.YES_OR_NO


def _corrected(turn: Turn, draft: Draft, slot: str, values: tuple[str, ...]) -> Draft:
    """The draft with the new value, or with what there is to choose from; without what no longer holds by it."""
    gone = {slot}
    if slot == "customer":
        gone |= _OF_THE_CUSTOMER | _of_others(draft.slots, values, turn.snapshot)
    elif slot in _RECORDS and draft.slots.get("customer") not in _owners(slot, values, turn.snapshot):
        gone.add("customer")
    elif slot in _ONE_OR_THE_OTHER and _takes_one(draft):
        gone.add(_ONE_OR_THE_OTHER[slot])
    kept = {name: said for name, said in draft.slots.items() if name not in gone}
    choices = {name: others for name, others in draft.choices.items() if name not in gone}
    new_customer = draft.new_customer and slot != "customer"
    cleared = replace(draft, slots=kept, choices=choices, settled={}, new_customer=new_customer)
    answered = cleared.answered(slot, values)
    command, slots = answered.command.meant(answered.slots, turn.snapshot)
    return replace(answered, command=command, slots=slots)


def _all_fitting(turn: Turn, draft: Draft, correction: Correction) -> Values:
    if correction.named:
        return _fitting(turn, draft, correction.named, correction.said, by_name=True)
    if correction.is_wording and (worded := _fitting(turn, draft, _worded(draft), correction.said, by_name=True)):
        return worded
    for slots in _likeliest_first(draft):
        if found := _fitting(turn, draft, slots, correction.said):
            return found
    return {}


def _worded(draft: Draft) -> tuple[str, ...]:
    """What was said in words that are kept as they are."""
    return tuple(slot for slot, kind in _kinds(draft).items() if kind == "words" and slot in draft.slots)


def _stranger(turn: Turn, draft: Draft, correction: Correction) -> str:
    """The name that was said instead and that no customer has; empty where it is none."""
    if not correction.is_plain or correction.named or "customer" not in _kinds(draft):
        return ""
    said = turn.understanding.answer(slot_book("customer", "customers"), correction.said, turn.now)
    return said[0] if len(said) == 1 and turn.snapshot.customer(said[0]) is None else ""


def _likeliest_first(draft: Draft) -> Iterable[tuple[str, ...]]:
    """What was read back, but records that stand there by another one alone: who corrects them means that one. Then
    what was not said."""
    kinds = _kinds(draft)
    by_another = {slot for slot in ("customer", *_RECORDS) if slot not in draft.slots}
    read_back = {**draft.slots, **draft.settled}
    told = tuple(slot for slot in kinds if slot in read_back and slot not in by_another)
    yield told
    yield tuple(slot for slot in kinds if slot not in told)


def _kinds(draft: Draft) -> Mapping[str, str]:
    own = kinds_of(draft.command)
    new = kinds_of(ContactCreate) if draft.new_customer else {}
    return {**new, **own}


def _fitting(turn: Turn, draft: Draft, slots: Iterable[str], said: str, *, by_name: bool = False) -> Values:
    kinds = _kinds(draft)
    if not said:
        return {}
    meant = {
        slot: _values(turn, draft, slot, kinds[slot], said)
        for slot in slots
        if slot in kinds and (by_name or kinds[slot] not in _ONLY_NAMED)
    }
    fitting = {slot: values for slot, values in meant.items() if values}
    if turn.tongue.forms.normal(said).isdecimal() and ("when" in fitting or "duration" not in draft.slots):
        fitting.pop("duration", None)  # "no, ten": minutes where those were said, and of a visit the hour
    return fitting


def _values(turn: Turn, draft: Draft, slot: str, kind: str, said: str) -> tuple[str, ...]:
    if kind == "words":
        heard = Heard(turn.tongue.forms.normal(said), said, turn.now, turn.snapshot, turn.tongue)
        return tuple(filter(None, [value(kind, heard)]))
    book = slot_book("date" if kind == "dates" else slot, kind)
    values = turn.understanding.answer(book, said, turn.now, (), turn.focus)
    if slot == "when" and values:
        return (_moved(turn, draft.slots.get("when", ""), values[0], turn.understanding.time_said(book, said)),)
    if kind == "quantities" and draft.slots.get(slot, "").startswith("-"):
        return tuple(f"-{one}" for one in values)  # what goes out goes out still
    return tuple(one for one in values if is_known("customers" if kind == "anyone" else kind, one, turn.snapshot))


def _moved(turn: Turn, before: str, when: str, said: str) -> str:
    """An hour alone is that of the day that was read back, the one that is still to come; a day alone keeps the hour
    that was."""
    if not before:
        return when
    if turn.tongue.times.names_day(said):
        return with_hour_of(when, before)
    on_its_day = f"{before[:10]}{when[10:]}"
    if on_its_day > to_the_minute(turn.now) or turn.tongue.times.names_half(said):
        return on_its_day
    return to_the_minute(in_the_afternoon(datetime.fromisoformat(on_its_day)))


def _of_others(slots: Slots, customers: tuple[str, ...], snapshot: Snapshot) -> set[str]:
    """The records among `slots` that are another customer's."""
    return {slot for slot in _RECORDS if slot in slots and not _owners(slot, (slots[slot],), snapshot) & {*customers}}


def _owners(slot: str, numbers: tuple[str, ...], snapshot: Snapshot) -> set[str | None]:
    find = {"job": snapshot.job, "invoice": snapshot.invoice, "estimate": snapshot.estimate}[slot]
    return {getattr(find(number), "customer", None) for number in numbers}


def _takes_one(draft: Draft) -> bool:
    """Whether a time takes the place of a length: so it is told how late somebody is. A visit has both."""
    others = {name: said for name, said in draft.slots.items() if name not in _ONE_OR_THE_OTHER}
    return "duration" in {*draft.command.missing(others)} - {*draft.command.missing({**others, "when": ""})}
