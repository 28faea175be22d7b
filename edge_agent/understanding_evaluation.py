"""How well typed sentences are understood: as which commands with which values, and what is taken for one wrongly."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError

from conversation.dialogue import Dialogue
from conversation.focus import to_be_made
from conversation.guesses import put_right_in
from conversation.meanings import meaning
from conversation.phrases import SlotLists
from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from conversation.understood import Understood
from edge_agent.labelled_recordings import EvaluationError
from erp import CATALOGUE, Language, Snapshot, kinds_of, slots_of
from models.completion import Completer

_STATUSES = {"job.start": "in_progress", "job.complete": "completed", "job.cancel": "cancelled"}
"""Commands that set a job's status, as job.set_status does."""
_THE_SAME = {"invoice.from_estimate": "estimate.convert"}
"""Either way the estimate becomes an invoice."""
_COUNTED = frozenset({"durations", "quantities"})


class Expected(BaseModel):
    """A command that was meant."""

    command: str
    slots: dict[str, Any] = {}


class Sentence(BaseModel):
    """A line of the file."""

    model_config = ConfigDict(extra="ignore")

    text: str
    id: str | int | None = None
    lang: Language | None = None
    before: list[str] = []
    """Said earlier in the same conversation."""
    question: bool = False
    """It answers "shall I?"."""
    command: str | None = None
    slots: dict[str, Any] = {}
    commands: list[Expected] | None = None
    answer: Literal["yes", "no", "neither", "change"] | None = None

    @property
    def expected(self) -> list[Expected]:
        if self.commands is not None:
            return self.commands
        return [Expected(command=self.command, slots=self.slots)] if self.command else []


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, and what was made of it."""

    sentence: Sentence
    expected: tuple[tuple[str, Mapping[str, object]], ...]
    commands: tuple[tuple[str, Mapping[str, object]], ...]
    asked: bool
    """It would ask before anything is done."""
    source: str
    answer: str | None
    milliseconds: float

    @property
    def commands_right(self) -> bool:
        return [name for name, _ in self._understood] == [name for name, _ in self._expected]

    @property
    def _understood(self) -> list[tuple[str, dict[str, object]]]:
        return [_settled(name, slots) for name, slots in self.commands]

    @property
    def _expected(self) -> list[tuple[str, dict[str, object]]]:
        return [_settled(name, slots) for name, slots in self.expected]

    @property
    def right(self) -> bool:
        """Commands and slots, or the answer to a question."""
        if self.sentence.question:
            return self.answer == self.sentence.answer
        return self._understood == self._expected


@dataclass(frozen=True, slots=True)
class Summary:
    """All sentences together."""

    sentences: int
    commands: int
    """How many of them are commands."""
    command_right: float
    right: float
    """Commands with all their slots; of those that are commands."""
    wrong_executed: float
    """Of all: something else than was meant was taken, and nothing is asked before it is done."""
    others: int
    others_refused: float
    """Of what is no command: nothing was made of it."""
    by_source: dict[str, str]
    milliseconds: float = field(default=0.0)
    """The median."""


class Judge:
    """Understands sentences against the records of one moment, in either language, as an ear wrote them that was held
    to nothing."""

    def __init__(self, snapshot: Snapshot, now: datetime, language: Language, completer: Completer | None) -> None:
        self._now, self._language, self._completer = now, language, completer
        lists = SlotLists()
        self._understanding: dict[Language, Understanding] = {
            spoken: Understanding(replace(snapshot, language=spoken), TONGUES[spoken], lists) for spoken in TONGUES
        }

    def judge(self, sentence: Sentence) -> Judged:
        """What is made of it. In whichever language it is understood, where the file does not say which it is."""
        spoken = [sentence.lang] if sentence.lang else sorted(TONGUES, key=lambda each: each != self._language)
        tried = (self._judge(sentence, language) for language in spoken)
        first = next(tried)
        return first if first.commands or first.answer else next((each for each in tried if each.commands), first)

    def _judge(self, sentence: Sentence, language: Language) -> Judged:
        understanding = self._understanding[language]
        dialogue = Dialogue(self._completer)
        for words in sentence.before:
            dialogue.hear(words, understanding, self._now, uuid4())
        started = time.perf_counter()
        if sentence.question:
            answer = _answer(understanding, sentence.text, self._now)
            return Judged(sentence, (), (), asked=False, source="phrases", answer=answer, milliseconds=_since(started))
        turn, perhaps = put_right_in(dialogue.heard(sentence.text, understanding, self._now, uuid4()), (), None)
        understood = meaning(replace(turn, words=perhaps[0]) if perhaps else turn, dialogue.memory).commands
        took = _since(started)
        named = tuple(_named(understood, understanding.snapshot))
        source = next((each.source for each in understood), "none")
        expected = tuple(_meant(each, understanding.snapshot) for each in sentence.expected)
        asked = bool(perhaps) or any(map(_asks, understood))
        return Judged(sentence, expected, named, asked, source, None, took)


def _meant(expected: Expected, snapshot: Snapshot) -> tuple[str, Mapping[str, object]]:
    """What a label means: an invoice that is named by its customer is their one that is unpaid, and so on."""
    command = CATALOGUE.get(expected.command)
    said = {name: str(value) for name, value in expected.slots.items()}
    meant, slots = command.meant(said, snapshot) if command else (None, said)
    return expected.command, slots if meant is command else expected.slots


def _named(understood: Iterable[Understood], snapshot: Snapshot) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The commands by their names. The number of a record that is only to be made is left out: no label can know it."""
    to_come: set[str] = set()
    for each in understood:
        if each.command:
            yield each.command.spec.name, {name: said for name, said in _values(each).items() if said not in to_come}
            made = to_be_made(each.command, each.slots, snapshot)
            to_come |= {name for slot, name in made.items() if slot != "customer"}


def sentences_of(file: Path) -> list[Sentence]:
    """The lines of `file`.

    Raises:
        EvaluationError: it cannot be read, a line is no sentence, or means what the catalogue does not have.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{file} cannot be read: {error}.") from error
    sentences = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                sentences.append(Sentence.model_validate_json(line))
            except ValidationError as error:
                problem = error.errors(include_url=False)[0]
                where = ".".join(map(str, problem["loc"])) or "the line"
                raise EvaluationError(f"Line {number} of {file}: {where}: {problem['msg']}.") from error
            if strange := next(filter(None, map(_misnamed, sentences[-1].expected)), ""):
                raise EvaluationError(f"Line {number} of {file}: {strange}")
    if not sentences:
        raise EvaluationError(f"{file} has no sentences.")
    return sentences


def _misnamed(expected: Expected) -> str:
    """What of a label the catalogue does not have, as a sentence: nothing that is said could ever be it."""
    if expected.command not in CATALOGUE:
        return f"There is no command {expected.command}."
    known = slots_of(CATALOGUE[expected.command])
    strange = next((name for name in expected.slots if name not in known), None)
    return f"{expected.command} has no {strange}; it has {', '.join(known) or 'no slots'}." if strange else ""


def summed_up(judged: Sequence[Judged]) -> Summary:
    """The shares."""
    meant_any = [each for each in judged if each.sentence.expected or each.sentence.question]
    others = [each for each in judged if not each.sentence.expected and not each.sentence.question]
    wrong = [each for each in judged if each.commands and not each.right and not each.asked]
    sources = sorted({each.source for each in judged})
    return Summary(
        sentences=len(judged),
        commands=len(meant_any),
        command_right=_share(each.commands_right for each in meant_any),
        right=_share(each.right for each in meant_any),
        wrong_executed=len(wrong) / len(judged),
        others=len(others),
        others_refused=_share(not each.commands for each in others),
        by_source={source: _of_source(judged, source) for source in sources},
        milliseconds=sorted(each.milliseconds for each in judged)[len(judged) // 2],
    )


def _of_source(judged: Iterable[Judged], source: str) -> str:
    from_it = [each for each in judged if each.source == source]
    return f"{sum(each.right for each in from_it)} of {len(from_it)} right"


def _share(right: Iterable[bool]) -> float:
    counted = list(right)
    return sum(counted) / len(counted) if counted else 1.0


def _since(started: float) -> float:
    return 1000 * (time.perf_counter() - started)


def _asks(understood: Understood) -> bool:
    return bool(understood.missing or understood.choices or understood.may_ask)


def _values(understood: Understood) -> Mapping[str, object]:
    """Slots as the catalogue writes them: lengths and counts as numbers; of several that may be meant, none."""
    command = understood.command
    kinds = kinds_of(command) if command else {}
    return {
        name: float(value) if kinds[name] in _COUNTED else value
        for name, value in understood.slots.items()
        if name in kinds
    }


def _settled(command: str, slots: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    """As it is compared: what is the same under two names is right under either."""
    plain = {name: _plain(value) for name, value in slots.items()}
    if command in _STATUSES:
        note = {"note": plain.pop("reason")} if "reason" in plain else {}
        return "job.set_status", {**plain, **note, "status": _STATUSES[command]}
    return _THE_SAME.get(command, command), plain


def _plain(value: object) -> object:
    """Numbers by their worth, words without the marks that nobody hears."""
    text = str(value).strip().strip(".!?").lower()
    if re.match(r"0\d", text):  # a zip code, or a telephone number
        return text
    try:
        return float(text)
    except ValueError:
        return text


def _answer(understanding: Understanding, words: str, now: datetime) -> str:
    """What `words` say to "shall I?"."""
    said = understanding.confirmation(words)
    if said == "neither" and understanding.changes(words, now):
        return "change"
    return "no" if said == "cancel" else said
