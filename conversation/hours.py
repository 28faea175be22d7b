"""A time that is said by its two ends: "tomorrow from ten to three" is tomorrow at ten for five hours."""

import re
from datetime import datetime, timedelta
from typing import Final

from conversation.not_meant import is_kept
from conversation.turn import Turn
from conversation.utterance import Utterance
from erp import Offline

_LONGEST: Final = 4
"""Words of an hour: "half past ten a.m."."""


def with_its_length(turn: Turn) -> str:
    """The words of `turn` with when it begins and how long it takes in the place of when it begins and ends; empty
    where they say no such thing, or may mean that it is moved from the one hour to the other."""
    for found in re.finditer(rf"(?<!\w)(?:{turn.tongue.words.FROM_HOUR}) ", turn.words, re.IGNORECASE):
        if not (hours := _hours(turn, turn.words[found.end() :])):
            continue
        begins, length, behind = hours
        before = turn.words[: found.start()]
        is_moved = re.search(rf"\b(?:{turn.tongue.words.MOVING})\b", before, re.IGNORECASE)
        day = any(turn.tongue.times.names_day(before[at.start() :]) for at in re.finditer(r"\S+", before))
        if is_moved and not day:
            continue
        if not is_kept(turn, turn.words[found.start() : len(turn.words) - len(behind)]):
            return f"{before}{begins} {length}{behind}"
    return ""


def books(turn: Turn) -> bool:
    """Whether the words of `turn` put something into the calendar: who is free from nine to eleven is a question, and
    nobody is reminded for two hours."""
    understood = turn.meaning(turn.words)
    read = (understood,) if understood.command else turn.freely(turn.words).commands
    return any(each.command and each.command.spec.offline is Offline.QUEUED for each in read)


def _hours(turn: Turn, words: str) -> tuple[str, str, str] | None:
    """When the hour is that `words` begin with, how long it is to the one behind it, and what stands behind that."""
    said = turn.tongue.words
    utterance = Utterance(turn.words, turn.now, turn.snapshot, turn.tongue)
    for joint in re.finditer(rf" (?:{said.TO_HOUR}) ", words, re.IGNORECASE):
        at, rest = said.AT_HOUR.format(hour=words[: joint.start()]), words[joint.end() :]
        begins = _hour(at, utterance)
        for end in reversed([word.end() for word in re.finditer(r"[^\s,;?!]+", rest)][:_LONGEST]):
            ends = _hour(said.AT_HOUR.format(hour=rest[:end]), utterance)
            if begins and ends and begins < ends and not turn.tongue.times.names_day(rest[:end]):
                length = turn.tongue.times.spoken_duration((ends - begins) // timedelta(minutes=1))
                return at, said.FOR_LENGTH.format(length=length), rest[end:]
    return None


def _hour(words: str, utterance: Utterance) -> datetime | None:
    """The time of day that `words` say, on any day."""
    when = utterance.value("times", utterance.tongue.forms.normal(words)) if len(words.split()) <= _LONGEST + 2 else ""
    return datetime.strptime(when[-5:], "%H:%M") if when and "T" in when else None  # noqa: DTZ007 - a time of day
