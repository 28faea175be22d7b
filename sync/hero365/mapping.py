"""What a family's file says about each of its commands: where and how it is sent, and how one sees that it arrived."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from erp import Sentence
from erp.sentences import in_each
from sync.errors import WrongBusinessError

Document = dict[str, Any]


class Service(StrEnum):
    """Where a command goes."""

    HERO365 = "hero365"
    RELAY = "relay"
    """The relay's services: Hero365 sends nothing to customers, and calls nobody in."""


@dataclass(frozen=True, slots=True)
class Task:
    """One command to be brought to Hero365."""

    id: str
    """The command's id, which goes with every request as far as Hero365 lets it."""
    seq: int
    command: Any
    """Of the class that the mapping is for."""
    refs: Mapping[str, str]
    """Slot name to Hero365's id."""
    business: str
    zone: ZoneInfo
    """Where the spoken times are meant."""
    device: str
    """The unit's code."""
    progress: Mapping[str, Any] = field(default_factory=dict)
    """What was noted on the way: what was ``observed``, the ``id`` that `send` was told, another ``number``. Where a
    person has had it tried again: what was observed ``before``, what it had ``said`` when it was sent, if that was
    something else, and whether they have seen that it is ``absent``. Of what is never shown, how often the server has
    ``failed`` over it."""
    said_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    """By the wall clock, had it always been right."""

    @property
    def observed(self) -> Document:
        """The state before the first request."""
        return dict(self.progress.get("observed", {}))

    @property
    def marker(self) -> str:
        """What a text can carry to be recognised by."""
        return f"cmd:{self.id}"

    def number(self, prefix: str = "") -> str:
        """The number that what is created will have: ``E7K-9001``, ``E7K-I17``."""
        given = self.progress.get("number")
        return str(given) if given else f"{self.device}-{prefix}{getattr(self.command, 'number', None) or self.seq}"

    def belongs(self, document: Document) -> Document:
        """The document, if it is of the business that the command was said for.

        Raises:
            WrongBusinessError: it is not.
        """
        if document["business_id"] != self.business:
            raise WrongBusinessError(
                in_each("Hero365 put this into another business.", "Hero365 puso esto en otra empresa.")
            )
        return document


@dataclass(frozen=True, slots=True)
class Found:
    """Hero365 holds what was asked for."""

    id: str
    number: str | None = None
    note: str | Sentence = ""
    """What the person should know about it."""
    ours: bool = True
    """Whether this very command has made it so; else somebody else may have."""


@dataclass(frozen=True, slots=True)
class Absent:
    """Hero365 does not hold it."""

    held: str = ""
    """The state that it holds instead."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The number made on this unit belongs to something else."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody has changed the record since: to send it now might undo what they did."""

    reason: str | Sentence


def made_meanwhile(record: Sentence, status: Sentence) -> Overtaken:
    """Somebody has given the `record` ("job 42", "el trabajo 42") another `status`, as that is spoken."""
    return Overtaken(
        in_each(
            f"Somebody has made {record['en']} {status['en']} meanwhile.",
            f"Entretanto alguien ha dejado {record['es']} {status['es']}.",
        )
    )


Finding = Found | Absent | Taken | Overtaken


class CommandMapping(ABC):
    """How one command becomes requests to the client of its service: `Hero365Client` or `MessageService`. All errors
    are those of `Hero365Client.ask`, `ImpossibleError` and `WrongBusinessError`."""

    service: Service = Service.HERO365
    numbered: str | None = None
    """What the digits of its client-made number begin with; None where it has no such number."""
    repeatable: bool = False
    """Whether Hero365 itself refuses the second of two equal requests, also of two at the same time, so that one may be
    sent again at once."""
    decidable: bool = True
    """Whether `find` can tell if a command arrived. One of which it cannot is sent once; where its answer is lost, a
    person is asked, and `find` is never called."""

    async def observe(self, task: Task, client: Any) -> Document:  # noqa: ARG002 - overridden
        """What is noted before the first request: the state that a change starts from."""
        return {}

    @abstractmethod
    async def send(self, task: Task, client: Any) -> str | None:
        """The request itself. What it answers proves nothing; only the id of what was created is kept, for `find`."""

    @abstractmethod
    async def find(self, task: Task, client: Any) -> Finding:
        """What Hero365 holds of it, by reading."""

    def refusal(self, task: Task, held: str, said: str | Sentence) -> str | Sentence:  # noqa: ARG002 - overridden
        """Why Hero365's rules forbid it, for people. It holds the state `held`, and `said` so in its own words."""
        return said
