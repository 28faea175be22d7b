"""What a small language model takes for a reminder that is to be moved or to go, and is none: a job of which nothing
says reminder, "move the kitchen sink", and what somebody is to be reminded not to do."""

import re
from typing import Final

from conversation.calls import Call
from conversation.near_names import NearNames
from conversation.utterance import Utterance
from erp import CATALOGUE, slots_of

_REMIND: Final = "notify.remind_me"
_OF_JOBS: Final = {"notify.move_reminder": "job.reschedule", "notify.cancel_reminder": "job.cancel"}
"""What is done with a reminder to the same with a job."""
_ABOUT: Final = frozenset({"reminder", "message"})
"""Slots with what a reminder says."""


def meant_by(call: Call, utterance: Utterance, near: NearNames) -> Call | None:
    """`call`, or what was meant where it is no reminder's: to be reminded, or the same with the one job that is named;
    None where that cannot be told."""
    if call.command not in {_REMIND, *_OF_JOBS}:
        return call
    if found := re.search(rf"\b(?:{utterance.tongue.words.REMIND_NOT_TO})", utterance.normal):
        is_denied = re.search(rf"(?<!\w)(?:{utterance.tongue.words.LIMITS})(?!\w)", utterance.normal[: found.start()])
        return None if is_denied and call.command != _REMIND else _reminding(call, utterance.normal[found.end() :])
    return call if call.command == _REMIND or _is_reminders(call, utterance, near) else _of_job(call, utterance, near)


def _reminding(call: Call, what: str) -> Call:
    """To be reminded of `what`, "not to leave the ladder", as far as `call` has read it."""
    beside = {name: span for name, span in call.slots.items() if name not in _ABOUT}
    ends = [what.find(span) + len(span) for name, span in call.slots.items() if name in _ABOUT and span in what]
    if ends:
        return Call(_REMIND, {"message": what[: max(ends)], **beside})
    return call if call.command == _REMIND else Call(_REMIND, beside)


def _is_reminders(call: Call, utterance: Utterance, near: NearNames) -> bool:
    """Whether the words say reminder, what they name is called so, or they name nothing while one waits."""
    if re.search(rf"\b(?:{utterance.tongue.words.REMINDER})\b", utterance.normal):
        return True
    named = _named(call)
    if not named:
        return bool(utterance.snapshot.reminders)
    return bool(near.nearest("reminders", named, utterance.now) or near.perhaps("reminders", named))


def _of_job(call: Call, utterance: Utterance, near: NearNames) -> Call | None:
    """The same with the job that is named; None where that is none, or may be several."""
    command, named = _OF_JOBS[call.command], _named(call)
    if not named or len(near.nearest("jobs", named, utterance.now)) != 1:
        return None
    kept = {name: span for name, span in call.slots.items() if name in slots_of(CATALOGUE[command])}
    return Call(command, {"job": named, **kept})


def _named(call: Call) -> str:
    return next((span for name, span in call.slots.items() if name in _ABOUT), "")
