"""The life of a job in Hero365: its statuses, the legal moves between them, and the words for both."""

from collections import deque
from collections.abc import Mapping
from typing import Literal, get_args

JobStatus = Literal[
    "draft", "quoted", "scheduled", "in_progress", "on_hold", "completed", "cancelled", "invoiced", "paid"
]
STATUSES: tuple[str, ...] = get_args(JobStatus)

TRANSITIONS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"quoted", "scheduled", "cancelled"}),
    "quoted": frozenset({"scheduled", "draft", "cancelled"}),
    "scheduled": frozenset({"in_progress", "on_hold", "cancelled"}),
    "in_progress": frozenset({"completed", "on_hold", "cancelled"}),
    "on_hold": frozenset({"in_progress", "scheduled", "cancelled"}),
    "completed": frozenset({"invoiced"}),
    "invoiced": frozenset({"paid"}),
    "cancelled": frozenset(),
    "paid": frozenset(),
}
"""Where a job may go from each status. Hero365 refuses every other move, the one to the same status included."""

OPEN: frozenset[str] = frozenset({"draft", "quoted", "scheduled", "in_progress", "on_hold"})
"""Work is still to come: such a job can be given a time."""

STATUS_WORDS: Mapping[str, JobStatus] = {
    "draft": "draft",
    "quoted": "quoted",
    "scheduled": "scheduled",
    "in progress": "in_progress",
    "started": "in_progress",
    "under way": "in_progress",
    "active": "in_progress",
    "on hold": "on_hold",
    "paused": "on_hold",
    "complete": "completed",
    "completed": "completed",
    "done": "completed",
    "finished": "completed",
    "cancelled": "cancelled",
    "invoiced": "invoiced",
    "billed": "invoiced",
    "paid": "paid",
}
"""How a status is named: "mark job 42 ..."."""

STATUS_VERBS: Mapping[str, JobStatus] = {
    "start": "in_progress",
    "begin": "in_progress",
    "start work on": "in_progress",
    "start working on": "in_progress",
    "i'm starting": "in_progress",
    "i am starting": "in_progress",
    "starting": "in_progress",
    "resume": "in_progress",
    "pause": "on_hold",
    "hold": "on_hold",
    "finish": "completed",
    "finish up": "completed",
    "complete": "completed",
    "close": "completed",
    "close out": "completed",
    "wrap up": "completed",
    "i'm done with": "completed",
    "i am done with": "completed",
    "we're done with": "completed",
    "i finished": "completed",
    "i just finished": "completed",
    "just finished": "completed",
    "i've finished": "completed",
    "we finished": "completed",
    "cancel": "cancelled",
    "call off": "cancelled",
}
"""How a status is asked for with a verb: "... job 42"."""

_SPOKEN: Mapping[str, str] = {"in_progress": "in progress", "on_hold": "on hold", "draft": "a draft"}


def spoken_status(status: str) -> str:
    """As it follows "is": ``in progress``, ``a draft``."""
    return _SPOKEN.get(status, status)


def is_legal(current: str, wanted: str) -> bool:
    """Whether Hero365 lets a job go from `current` to `wanted`."""
    return wanted in TRANSITIONS.get(current, frozenset())


def explain_illegal(number: str, current: str, wanted: str) -> str:
    """Why job `number` cannot go from `current` to `wanted`, and what has to come first."""
    if current == wanted:
        return f"Job {number} is already {spoken_status(current)}."
    way = _way(current, wanted)
    if way:
        now = spoken_status(current)
        return f"Job {number} is {now}. It has to be {_chain(way)} before it can be {_reached(wanted)}."
    if not TRANSITIONS.get(current):
        return f"Job {number} is {spoken_status(current)}, and that is final."
    return f"Job {number} is {spoken_status(current)}. It can only be {_chain(sorted(TRANSITIONS[current]), 'or')} now."


def _way(current: str, wanted: str) -> list[str]:
    """The statuses between the two on the shortest legal way; empty where there is none."""
    waiting = deque([[current]])
    seen = {current}
    while waiting:
        way = waiting.popleft()
        for status in sorted(TRANSITIONS.get(way[-1], frozenset()) - seen):
            if status == wanted:
                return way[1:]
            seen.add(status)
            waiting.append([*way, status])
    return []


def _reached(status: str) -> str:
    """As it follows "to be"."""
    return {"on_hold": "put on hold", "in_progress": "started", "draft": "a draft"}.get(status, status)


def _chain(statuses: list[str], last: str = "and") -> str:
    words = [_reached(status) for status in statuses]
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if words[:-1] else words)
