"""What routes answer where they do not do what was asked, for the list of them."""

from typing import Any, Final

from pydantic import BaseModel


class Refusal(BaseModel):
    """Why something was not done."""

    detail: str
    """A sentence for whoever asks."""


class Wrong(BaseModel):
    """A part of what was sent that has not the form which it should have."""

    type: str
    loc: list[str | int]
    """Where it stands."""
    msg: str


class Misshapen(BaseModel):
    """What was sent cannot be used."""

    detail: str | list[Wrong]


_MEANING: Final = {
    401: "Nobody is known by what was shown.",
    403: "Whoever asks is known, and may not do this.",
    404: "Nothing is there under that id, for whoever asks.",
    408: "The request did not come to its end in time.",
    409: "It does not go together with what is there.",
    413: "The request is too large.",
    422: "What was sent cannot be used as it is.",
    429: "That is too often; `Retry-After` says when it is heard again.",
    503: "A part of the relay, or what it needs, is away or has too much to do; it may be asked again.",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers with those statuses."""
    return {
        status: {"model": Misshapen if status == 422 else Refusal, "description": _MEANING[status]}
        for status in statuses
    }


EVERYWHERE: Final = refusals(408, 413, 429, 503)
"""Whoever asks, whatever for."""
KNOWN: Final = refusals(401)
"""Where somebody has to be known."""
ADMITTED: Final = refusals(401, 403)
"""Where somebody has to be known, and to be one of those whom it is for."""
