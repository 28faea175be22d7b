"""What a small language model reads over: words that deny, limit or put off what is said, and verbs that say the
opposite of what it has read."""

import re
from collections.abc import Iterable
from typing import Final

from conversation.calls import OWN_KINDS, Call
from conversation.utterance import Utterance
from erp import CATALOGUE, Offline, kinds_of, slots_of

_DROPPING: Final = frozenset({"job.cancel", "notify.cancel_reminder", "notify.clear_reminders"})
_DROPPED: Final = frozenset({"cancelled", "rejected", "closed_lost"})
"""Statuses of what is dropped."""


def is_limited(calls: Iterable[Call], utterance: Utterance) -> bool:
    """Whether words that are no value deny what was read, limit it or put it off; or go on behind a value, "assign Sam
    and Bob", with what one command says nothing of."""
    calls, words = tuple(calls), utterance.tongue.words
    rest = _beside_values(calls, utterance)
    return _has(words.LIMITS, rest) or (len(calls) == 1 and re.search(rf"  (?:{words.AND}) \w", rest) is not None)


def is_contradicted(calls: tuple[Call, ...], utterance: Utterance) -> bool:
    """Whether something else was read than the words can mean: what they say is not meant, "instead of 57", another
    command where something is to be dropped, "delete invoice 5", a status for a priority, or the opposite of "take it
    off hold" and "I'm not coming"."""
    words, rest = utterance.tongue.words, _beside_values(calls, utterance)
    if any(_is_denied(span, utterance) for call in calls for span in _named(call)):
        return True
    if _has(words.OFF_HOLD, rest) and any(_drops(call) or "on_hold" in call.slots.values() for call in calls):
        return True
    if _has(words.NOT_COMING, utterance.normal) and any(call.command == "notify.running_late" for call in calls):
        return True
    changing = [call for call in calls if CATALOGUE[call.command].spec.offline is not Offline.CACHED]
    if _has(words.PRIORITY, rest) and any("priority" not in slots_of(CATALOGUE[call.command]) for call in changing):
        return True
    if not changing or any(map(_drops, changing)):
        return False
    begins = rf"\W*(?:(?:{words.POLITE}) )?(?:{words.DROPPING})\b"  # of work to be done it may be what is to go
    return _has(words.DROPPING, rest) and (not any(map(_is_work, changing)) or re.match(begins, rest) is not None)


def _beside_values(calls: Iterable[Call], utterance: Utterance) -> str:
    """The words that are no value of what was read."""
    rest = f" {utterance.normal} "
    for span in sorted((span for call in calls for span in call.slots.values()), key=len, reverse=True):
        rest = rest.replace(f" {span} ", "  ")
    return rest


def _named(call: Call) -> Iterable[str]:
    """The words by which records and times are told."""
    kinds = kinds_of(CATALOGUE[call.command])
    return [span for name, span in call.slots.items() if kinds[name] not in OWN_KINDS and kinds[name] != "words"]


def _is_denied(span: str, utterance: Utterance) -> bool:
    """Whether `span` stands behind "not", or "instead of", and nowhere else."""
    beside = "|".join(map(re.escape, sorted(utterance.tongue.words.BESIDE_NAMES)))
    denied = rf"(?<!\w)(?:{utterance.tongue.words.CONTRAST}) (?:(?:{beside}) )*{re.escape(span)}(?!\w)"
    return _has(denied, utterance.normal) and not _has(re.escape(span), re.sub(denied, " ", utterance.normal))


def _drops(call: Call) -> bool:
    return call.command in _DROPPING or call.out or not _DROPPED.isdisjoint(call.slots.values())


def _is_work(call: Call) -> bool:
    """Whether it says what work is to be done."""
    return "title" in slots_of(CATALOGUE[call.command])


def _has(pattern: str, words: str) -> bool:
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", words) is not None
