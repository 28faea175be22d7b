"""How well a recogniser does on labelled recordings of any domain, in quiet and in noise."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, TypeAdapter

from assistant.engines import Engine, best_engine
from conversation.phrases import PhraseMatcher
from edge_agent.labelled_recordings import PROCESSES, EvaluationError, HeardClip, Trial, hear_all, labels_of
from models.phrases import PhraseBook, Values
from models.rhino import read_phrases

_BLANK = re.compile(r"\{(?P<values>[^:}]+):(?P<slot>[^}]+)\}|<(?P<rule>[^>]+)>")
"""What a template leaves to a list or to a rule."""


class Label(BaseModel):
    """What was meant in one recording."""

    intent: str
    slots: dict[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome at one level of noise."""

    snr_db: float | None
    """Speech to noise, or None where no noise was added."""
    engine: Engine
    """What heard all of them."""
    clips: int
    accuracy: float
    """The share of clips whose best sentence has the intent and every slot right, whether or not it was accepted."""
    accepted: int
    """Clips whose words were accepted."""
    wrong_accepts: int
    """Accepted clips with a wrong intent or slot: what a unit would have done wrongly."""
    real_time_factor: float
    """Processor time for one second of sound."""


def evaluate(
    directory: Path,
    phrases: Path,
    noise: Path | None = None,
    snrs: Sequence[float] = (),
    engine: Engine | None = None,
) -> Iterator[Score]:
    """Scores every clip of `directory` held to the phrases of a Rhino context file, one score per level of noise.

    `directory` holds ``labels.json`` (file name to intent and slots) and the recordings in ``clips``. Without an
    `engine`, it is the best that is here.

    Raises:
        EvaluationError: labels, phrases, clips or noise are missing or do not fit each other; or a process died.
        PhraseError: the phrase file cannot be understood.
        RecordingError: a recording cannot be decoded.
        ModelError: the engine cannot be loaded.
    """
    labels, book = read_labels(directory), read_phrases(phrases)
    for name, label in labels.items():
        if wrong := _unsayable(label, book):
            raise EvaluationError(f"the label of {name} does not fit {phrases}: {wrong}")
    matcher = PhraseMatcher(book)
    trial = Trial(directory / "clips", book, noise, engine or best_engine(PROCESSES))
    for snr, heard in hear_all(labels, trial, snrs):
        yield _score(snr, trial.engine, list(labels.values()), [_understood(one, matcher) for one in heard])


def read_labels(directory: Path) -> dict[str, Label]:
    """What was meant, by file name.

    Raises:
        EvaluationError: the labels are missing or malformed, there are none, or a recording is missing.
    """
    return labels_of(directory, directory / "clips", TypeAdapter(dict[str, Label]))


def _unsayable(label: Label, book: PhraseBook) -> str:
    """What of a label no sentence of the book means, letter for letter; empty where one may mean all of it."""
    if label.intent not in book.intents:
        return f"there is no intent {label.intent!r}"
    blanks = [blank for template in book.intents[label.intent] for blank in _blanks(template, book)]
    for slot, value in label.slots.items():
        lists = {values for filled, values in blanks if filled == slot}
        if not lists:
            return f"no sentence of {label.intent} has a slot {slot!r}"
        one = "|".join(re.escape(text) for values in lists for text in _texts(book.lists[values]))
        if not re.fullmatch(f"(?:{one})(?: (?:{one}))*", value):  # a slot that is filled twice has both values
            return f"{value!r} is no phrase of the slot {slot}"
    return ""


def _blanks(template: str, book: PhraseBook, inside: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """The slots in a template, each with the name of the list that fills it."""
    for blank in _BLANK.finditer(template):
        rule = blank["rule"]
        if rule and rule not in inside:  # one that refers to itself is refused where the book is prepared
            yield from _blanks(book.rules[rule], book, (*inside, rule))
        elif not rule:
            yield blank["slot"], blank["values"]


def _texts(values: Values) -> list[str]:
    return [value.value for value in values] if isinstance(values, tuple) else []  # a phrase file has lists only


@dataclass(frozen=True, slots=True)
class _Understood:
    meant: Label | None
    """None where nothing fitted."""
    accepted: bool
    """Whether the unit would act on it."""
    audio_seconds: float
    processor_seconds: float


def _understood(heard: HeardClip, matcher: PhraseMatcher) -> _Understood:
    started = time.process_time()
    match = matcher.match(heard.transcript.text)
    took = heard.processor_seconds + time.process_time() - started
    meant = Label(intent=match.intent, slots=dict(match.slots)) if match else None
    return _Understood(meant, heard.transcript.accepted and match is not None, heard.audio_seconds, took)


def _score(snr: float | None, engine: Engine, labels: Sequence[Label], clips: Sequence[_Understood]) -> Score:
    outcomes = list(zip(labels, clips, strict=True))
    seconds = sum(clip.audio_seconds for clip in clips)
    return Score(
        snr_db=snr,
        engine=engine,
        clips=len(clips),
        accuracy=sum(clip.meant == label for label, clip in outcomes) / len(clips),
        accepted=sum(clip.accepted for clip in clips),
        wrong_accepts=sum(clip.accepted and clip.meant != label for label, clip in outcomes),
        real_time_factor=sum(clip.processor_seconds for clip in clips) / seconds,
    )
