"""Faults on demand: which there are, and which are set."""

from enum import StrEnum

from pydantic import BaseModel, Field


class Kind(StrEnum):
    """What happens to a request."""

    DOWN = "down"
    """Nobody listens: connections are refused, and open ones are cut. Holds until it is cleared."""
    SLOW = "slow"
    """The work begins `seconds` late, whether or not the client still waits."""
    DROP = "drop"
    """The connection is closed before the work."""
    ERROR = "error"
    """`status` (500 unless given), and no work."""
    BROKEN = "broken"
    """The server stumbles over its own code, as over anything that it cannot do, and there is no work."""
    EXPIRED = "expired"
    """The token counts as expired, and is answered in the route's own way."""
    NO_STORE = "no_store"
    """A 2xx with the old values; nothing is stored."""
    LATE_422 = "late_422"
    """The work is done and stored, then the answer fails its own validation."""
    LOSE_ANSWER = "lose_answer"
    """The work is done and stored, then the connection is closed without an answer."""
    GIVEN_UP = "given_up"
    """A proxy waits no longer and answers 504. The server is at work still: it is done when the control says so."""


class Fault(BaseModel, extra="forbid"):
    """A fault, and the requests that it meets."""

    kind: Kind
    times: int | None = Field(None, ge=1)
    """How many requests it meets; None for all until it is cleared."""
    method: str | None = None
    """Only requests with this method."""
    path: str = ""
    """Only requests whose path below the base path begins so: ``/jobs``."""
    seconds: float = Field(0, ge=0)
    """How long `slow` waits."""
    status: int = Field(500, ge=500, le=599)
    """What `error` answers; 502, 503 and 504 are what a proxy in front of the server says."""


class Faults:
    """The faults that are set now."""

    def __init__(self) -> None:
        self._set: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let a fault meet requests from now on."""
        self._set.append(fault.model_copy())

    def standing(self) -> list[Fault]:
        """The faults that wait for requests."""
        return list(self._set)

    def clear(self) -> None:
        """Take all faults away."""
        self._set.clear()

    def meeting(self, method: str, path: str) -> dict[Kind, Fault]:
        """The faults that meet a request, which counts as met."""
        met = {
            fault.kind: fault for fault in self._set if fault.method in (None, method) and path.startswith(fault.path)
        }
        for fault in met.values():
            if fault.times is not None:
                fault.times -= 1
        self._set = [fault for fault in self._set if fault.times != 0]
        return met
