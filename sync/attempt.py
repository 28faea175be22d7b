"""One try at bringing a command to Hero365, and what follows from it. Nothing here touches the queue."""

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from erp import Command, Sentence
from erp.sentences import in_each
from sync.answers import UNEXPECTED, RefusedError, Verdict
from sync.client import Hero365Client
from sync.errors import LostAnswerError, NotSentError, SignInError, WrongBusinessError
from sync.hero365.mapping import Absent, CommandMapping, Finding, Found, Overtaken, Taken, Task

_log = logging.getLogger(__name__)

_RENUMBER_AFTER = 2
"""Attempts after which a number that Hero365 calls taken, and does not show, is believed to be another business's."""
_PERHAPS_AT_WORK = frozenset({Verdict.UNCLEAR, Verdict.TRANSIENT, Verdict.AFTER_WORK})
"""What a proxy may answer that waits no longer, or Hero365 while something behind it goes on."""


@dataclass(frozen=True, slots=True)
class Done:
    """Hero365 holds it."""

    found: Found
    said: Mapping[str, Any] | None = None
    """The slots that it holds, where a person has changed them since it was sent."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Hero365 will not have it."""

    reason: str | Sentence
    overtaken: bool = False
    """Somebody has done something else since, which a person may overrule."""


@dataclass(frozen=True, slots=True)
class Again:
    """It did not take effect, and will be sent once more."""

    reason: str | Sentence
    not_before: float = 0.0
    """Seconds that Hero365 asked for."""
    another_number: bool = False
    """Its number is somebody else's."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """It may have taken effect."""

    reason: str | Sentence
    lost: bool = False
    """No answer of Hero365's own came, so that it may even be at it still."""
    answered: bool = False
    """Hero365 was asked what it holds, and what came back tells nothing."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """This server cannot do such a thing; another, or a repaired one, may."""

    reason: str | Sentence


@dataclass(frozen=True, slots=True)
class Ask:
    """Only a person can say what is to become of it."""

    question: Sentence


Result = Done | Rejected | Again | Doubtful | Unavailable | Ask

NOT_ARRIVED = Again(
    in_each("It had not arrived; it will be sent again.", "No había llegado; se enviará otra vez."),
)
_NOT_UNDERSTOOD = in_each(
    "Hero365 answered something that this unit doesn't understand; it will look again.",
    "Hero365 contestó algo que esta unidad no entiende; volverá a mirar.",
)
_RENUMBERED = in_each(
    "Its number was taken; it gets another one.",
    "Su número ya estaba tomado; recibe otro.",
)


@dataclass(frozen=True, slots=True)
class Yes:
    """Hero365 said so; whether it is so is yet to be looked up."""

    told_id: str | None


async def send(task: Task, mapping: CommandMapping, hero365: Hero365Client, attempts: int) -> Yes | Result:
    """Sends a command that was sent in vain `attempts` times.

    Raises:
        NotSentError, SignInError: nothing was done, or only the first of two requests, which changes nothing twice.
        LostAnswerError, WrongBusinessError: nothing was done, as the permission could not be asked for.
    """
    try:
        return Yes(await mapping.send(task, hero365))
    except LostAnswerError as error:
        return Doubtful(error.sentence, lost=True)
    except RefusedError as error:
        return await _after_refusal(error, task, mapping, hero365, attempts)
    except UNEXPECTED as error:
        return not_understood(task.id, task.command.spec.name, error)


async def look(task: Task, mapping: CommandMapping, hero365: Hero365Client, absent: Result) -> Result:
    """What follows from what Hero365 holds: `absent` where it does not hold the command."""
    finding = await _find(task, mapping, hero365)
    return absent if isinstance(finding, Absent) else finding


async def look_for_sent(task: Task, said: Command, mapping: CommandMapping, hero365: Hero365Client) -> Result:
    """What follows for a command that was sent, as what was `said` then, before a person decided about it:
    `NOT_ARRIVED` where it is to be sent.

    They know what others did since. Where they have changed what it says, what somebody else may have made so is no
    reason to keep the change back. Where they have seen that it is not there, that counts while Hero365 cannot show it.
    """
    progress = {**task.progress, "observed": task.progress["before"]}
    changed = task.progress.get("said")
    match await look(replace(task, command=said, progress=progress), mapping, hero365, absent=NOT_ARRIVED):
        case Done(found) if changed is not None:
            return Done(found, changed) if found.ours else NOT_ARRIVED
        case Rejected(overtaken=True):
            return NOT_ARRIVED
        case Unavailable() | Doubtful(answered=True) if "absent" in task.progress:
            return NOT_ARRIVED
        case standing:
            return standing


def not_now(standing: Result) -> Result:
    """What follows for a command that was not sent yet, this time: a doubt is only a reason to wait."""
    return Again(standing.reason) if isinstance(standing, Doubtful) else standing


def unreadable(error: RefusedError) -> Result:
    """What follows from an answer that says the same of a request and of a look-up."""
    match error.verdict:
        case Verdict.MISSING:
            return Rejected(error.sentence)
        case Verdict.INCAPABLE:
            return Unavailable(error.sentence)
    return Doubtful(error.sentence, answered=True)


def not_understood(command_id: str, command: str, error: Exception) -> Doubtful:
    """What follows from an answer that only a person can make something of. Its values stay out of the log."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    _log.error(
        "answer not understood",
        extra={
            "command_id": command_id,
            "command": command,
            "error": type(error).__name__,
            "at": f"{at.name}:{at.lineno}",
        },
    )
    return Doubtful(_NOT_UNDERSTOOD, answered=True)


async def _find(task: Task, mapping: CommandMapping, hero365: Hero365Client) -> Absent | Result:
    try:
        return _following(await mapping.find(task, hero365))
    except (NotSentError, SignInError) as error:
        return Doubtful(error.sentence)
    except LostAnswerError as error:
        return Doubtful(error.sentence, answered=True)
    except WrongBusinessError as error:
        return Rejected(error.sentence)
    except RefusedError as error:
        return unreadable(error)
    except UNEXPECTED as error:
        return not_understood(task.id, task.command.spec.name, error)


def _following(finding: Finding) -> Absent | Result:
    match finding:
        case Found():
            return Done(finding)
        case Taken():
            return Again(_RENUMBERED, another_number=True)
        case Overtaken(reason):
            return Rejected(reason, overtaken=True)
        case Absent():
            return finding


async def _after_refusal(
    error: RefusedError, task: Task, mapping: CommandMapping, hero365: Hero365Client, attempts: int
) -> Result:
    why = error.sentence
    match error.verdict:
        case Verdict.BUSY:
            return Again(why, not_before=_asked_for(error.answer.headers))
        case Verdict.RULE:
            finding = await _find(task, mapping, hero365) if mapping.decidable else Absent()
            return Rejected(mapping.refusal(task, finding.held, why)) if isinstance(finding, Absent) else finding
        case Verdict.EXISTS if mapping.decidable:
            foreign = mapping.numbered is not None and attempts >= _RENUMBER_AFTER
            return await look(task, mapping, hero365, absent=Again(why, another_number=foreign))
        case Verdict.FORBIDDEN:
            return await _after_no_permission(why, task, hero365, attempts)
        case Verdict.MALFORMED:
            return Rejected(why)
    return Doubtful(why, lost=True) if error.verdict in _PERHAPS_AT_WORK else unreadable(error)


async def _after_no_permission(why: str | Sentence, task: Task, hero365: Hero365Client, attempts: int) -> Result:
    """A look-up of the permission that failed reads like a missing one, so Hero365 is asked once what it lists."""
    try:
        await hero365.check_business()
    except RefusedError as error:
        return Again(error.sentence)
    listed = task.command.spec.permission in hero365.account.permissions
    return Again(why) if listed and attempts == 0 else Rejected(why)


def _asked_for(headers: Mapping[str, str]) -> float:
    wanted = headers.get("retry-after", "")
    return float(wanted) if wanted.isdecimal() else 0.0
