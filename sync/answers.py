"""What an answer of Hero365 means. Its status codes mislead, so the text decides as well. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from erp import Sentence
from erp.sentences import in_each
from sync.errors import DeliveryError
from sync.invalid_fields import OWN_WORDS, not_taken


class Verdict(StrEnum):
    """What to make of an answer."""

    OK = "ok"
    """To be judged by the state that came back."""
    AUTH = "auth"
    """The token: renew it and ask again. No work was done."""
    EXISTS = "exists"
    """Somebody, most often we ourselves, has made this already."""
    RULE = "rule"
    """Against Hero365's rules as things stand."""
    BUSY = "busy"
    """Turned away before any work: later."""
    TRANSIENT = "transient"
    """Something behind Hero365 failed: look what it holds, then again."""
    INCAPABLE = "incapable"
    """This server cannot do it, whatever is sent."""
    MALFORMED = "malformed"
    """Our request is wrong."""
    AFTER_WORK = "after_work"
    """It failed when the work was done: look what it holds."""
    FORBIDDEN = "forbidden"
    """The person may not do it, unless the look-up of the permission failed."""
    MISSING = "missing"
    """There is no such record."""
    UNCLEAR = "unclear"
    """It may have been done: look what it holds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a body."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What the body says in words, in whichever of Hero365's shapes."""
        if not isinstance(self.body, dict):
            return ""
        said = self.body.get("detail") or self.body.get("error") or ""
        return str(said.get("message", "") if isinstance(said, dict) else said)

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The fields that a validation complains about."""
        error = self.body.get("error") if isinstance(self.body, dict) else None
        details = error.get("details") if isinstance(error, dict) else None
        return details if isinstance(details, list) else []


_FAILED, _AWAY = 500, 503


class RefusedError(DeliveryError):
    """Hero365 answered, and not with a yes."""

    def __init__(self, verdict: Verdict, answer: Answer, why: Sentence | None = None) -> None:
        """`why` says it in place of what the answer says."""
        super().__init__(why or reason(answer))
        self.verdict = verdict
        self.answer = answer

    @property
    def is_bare_failure(self) -> bool:
        """Whether the server failed and says nothing about it, as where its own code breaks."""
        return self.verdict is Verdict.UNCLEAR and self.answer.status == _FAILED


UNEXPECTED = (LookupError, TypeError, AttributeError, ValueError, ArithmeticError)
"""What one stumbles with over an answer in another shape than Hero365's. One odd record must not end everything."""

_BY_STATUS = {
    **dict.fromkeys((408, 425, 429, _AWAY), Verdict.BUSY),
    **dict.fromkeys((502, 504), Verdict.UNCLEAR),
    401: Verdict.AUTH,
    403: Verdict.FORBIDDEN,
}
_NO_TOKEN = re.compile(r"Business context required|^Not authenticated$")
_EXISTS = re.compile(r"already exists|23505|duplicate key")
_RULE = re.compile(r"Cannot transition from|Job must be|Cannot cancel|cannot be cancelled|must be after start time")
_INCAPABLE = re.compile(
    r"object has no attribute|missing \d+ required positional|unexpected keyword argument|is not defined"
    r"|validation errors? for \w+DTO|can't compare offset-naive|can't be used in 'await' expression|: from_entity$"
)
_NO_ROUTE = re.compile(r"^(Not Found|Method Not Allowed)$")
"""What the web framework answers by itself: there is no such request on this server. Of a record Hero365 says more."""
_NOT_FOUND = re.compile(r"EntityNotFoundError|not found")
_INVALID = re.compile(r"validation errors? for \w+")
_BEHIND = re.compile(r"PGRST|Failed to [\w ]+:|[Tt]imeout|timed out|Connection")
_FORBIDDEN = re.compile(r"Insufficient permissions|Permission denied|not a member of (this )?business")


def classify(answer: Answer, path: str) -> Verdict:
    """The verdict on an answer to a request for `path`, from its status and its text."""
    if answer.status < 300:
        return Verdict.OK
    if _NO_TOKEN.search(answer.text):
        return Verdict.AUTH
    if answer.status in _BY_STATUS and not _is_page_of_proxy(answer):
        return _BY_STATUS[answer.status]
    if answer.body is None:
        return Verdict.UNCLEAR
    if answer.status == 404 and not _NO_ROUTE.search(answer.text):
        # The contacts router answers any failure so, an outage included.
        return Verdict.UNCLEAR if path.startswith("/contacts") else Verdict.MISSING
    return _invalid(answer) if answer.problems else _by_text(answer)


def _is_page_of_proxy(answer: Answer) -> bool:
    """Some say 503 of a server that was cut off while it was at work, and not only of one that was never asked."""
    return answer.status == _AWAY and answer.body is None


def _invalid(answer: Answer) -> Verdict:
    """Only a complaint about what we sent shows our input; one about the server's own answer comes after the work."""
    ours = all(
        "input" in problem and not str(problem.get("field", "")).startswith("response") for problem in answer.problems
    )
    return Verdict.MALFORMED if ours else Verdict.AFTER_WORK


def _by_text(answer: Answer) -> Verdict:
    said = answer.text
    patterns = (
        (_NO_ROUTE, Verdict.INCAPABLE),
        (_EXISTS, Verdict.EXISTS),
        (_RULE, Verdict.RULE),
        (_NOT_FOUND, Verdict.MISSING),
        (_INCAPABLE, Verdict.INCAPABLE),
        (_FORBIDDEN, Verdict.FORBIDDEN),
        (_BEHIND, Verdict.TRANSIENT),
        (_INVALID, Verdict.MALFORMED),
    )
    for pattern, verdict in patterns:
        if pattern.search(said):
            return verdict
    return Verdict.UNCLEAR if answer.status >= 500 else Verdict.RULE


_WRAPPING = re.compile(r"^(Internal server error|Failed to [\w ]+|Invalid business context|\d{3}): ")
_PYDANTIC = re.compile(r"validation errors? for \w+\n(?:(?P<field>\w+)\n)?\s+(?P<said>[^\[\n]+)")
_UNSPEAKABLE = re.compile(r"^$|^\{|^Internal server error$|^An unexpected error")
"""Texts that tell a person nothing."""
_OF_NOTHING = re.compile(r"EntityNotFoundError\.__init__\(\) missing 1 required positional argument: '\w+'")
"""What Hero365 says of a record that it does not hold: it stumbles over its own error."""
_PERMISSION = re.compile(r"[a-z]+_[a-z_]+")


def reason(answer: Answer) -> str | Sentence:
    """Why Hero365 said no, in words for people: one sentence, in each language where it is not Hero365's own."""
    said = answer.text
    if _OF_NOTHING.search(said):
        return in_each("Hero365 has no such record any more.", "Hero365 ya no tiene ese registro.")
    if problems := answer.problems:
        return not_taken(str(problems[0].get("field", "")), str(problems[0].get("message", "")))
    if _INCAPABLE.search(said) or _NO_ROUTE.search(said):  # its own defect: what it says of fields is not about ours
        return _failed(answer)
    if invalid := _PYDANTIC.search(said):
        field, why = invalid["field"], invalid["said"]
        return not_taken(field, why) if field else _sentence(why.removeprefix(OWN_WORDS))
    if answer.status == 403:
        found = _PERMISSION.search(said)
        needed = f" ({found[0].replace('_', ' ')})" if found else ""
        return in_each(f"You don't have the permission for that{needed}.", f"No tienes permiso para eso{needed}.")
    return _unwrapped(answer)


def _unwrapped(answer: Answer) -> str | Sentence:
    """What Hero365 says, without what it says around it."""
    said = answer.text
    while (bare := _WRAPPING.sub("", said)) != said:
        said = bare
    if "not found not found" in said:
        said = said.replace("not found not found", "not found")
    if _UNSPEAKABLE.search(said):
        return _failed(answer)
    return _sentence(said.replace("in_progress", "in progress").replace("on_hold", "on hold"))


def _failed(answer: Answer) -> Sentence:
    return in_each(f"Hero365 failed with error {answer.status}.", f"Hero365 falló con el error {answer.status}.")


def _sentence(words: str) -> str:
    words = words.strip().rstrip(".")
    return f"{words[:1].upper()}{words[1:]}."
