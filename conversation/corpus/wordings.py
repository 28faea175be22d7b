"""The hand-written wordings: sentences with places for records, and with their values marked."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from conversation.corpus.said import Head
from conversation.corpus.values import READ_KINDS, is_value, without_currency
from conversation.tongues import TONGUES
from erp import CATALOGUE, Language, slots_of

RECORDS: Final = frozenset({"job", "project", "estimate", "invoice", "customer", "part", "person", "business"})
"""What a sentence has places for."""
_PLACE = re.compile(
    r"<(?P<record>[a-z]+)(?P<of>\d?)>(?P<glued>'s)?|\[(?P<slot>[a-z_]+)(?P<its>\d?):(?P<words>[^\]]+)\](?P<behind>'s)?"
)
_OWNED = ("estimate", "invoice")
"""Records that somebody may be named in place of: the invoice of that customer."""
_HEDGES: Mapping[Language, frozenset[str]] = {
    "en": frozenset({
        "about", "around", "like", "maybe", "roughly", "say", "just", "only", "approximately", "exactly", "sharp",
        "another", "at",
    }),
    "es": frozenset({
        "como", "unos", "unas", "a", "eso", "de", "las", "más", "o", "menos", "casi", "otra", "otras", "otros",
    }),
}  # fmt: skip
"""What may stand at either end of a value and changes nothing in it."""
_SPEAKER: Mapping[Language, tuple[str, ...]] = {
    "en": ("me", "myself", "mine", "i'll", "i", "i'm", "my", "i've", "i'd"),
    "es": ("mí", "yo", "conmigo", "mío", "mía", r"\w+(?:me|melo|mela)", "me", "mi"),
}
"""Words for the person who speaks, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a wording: words between, a place for a record, or a value."""

    words: str = ""
    """Empty where a record is put in."""
    record: str = ""
    slot: str = ""
    call: int = 0
    glued: str = ""
    """What stands at the end of the value's last word: "'s"."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence as it was written down."""

    language: Language
    places: tuple[Place, ...]
    heads: tuple[Head, ...]
    kind: str
    owns_job: frozenset[int] = frozenset()
    """Commands whose job is named by its customer."""


class NoWordingError(Exception):
    """A line cannot be used."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was read, and what could not be."""

    wordings: tuple[Wording, ...]
    unparsed: Mapping[tuple[str, Language, str], int]
    """Kind, language and words of values that their parsers do not take, and how often."""
    left_out: Mapping[str, int]
    """Reasons, and how many lines."""


def read(folders: Iterable[Path]) -> Findings:
    """All wordings in `folders`, each of which has one for English and one for Spanish.

    Raises:
        OSError: a folder cannot be read.
        ValueError: a line is no JSON.
    """
    wordings: dict[tuple[Place, ...], Wording] = {}
    unparsed: Counter[tuple[str, Language, str]] = Counter()
    left_out: Counter[str] = Counter()
    for language, line in _lines(folders):
        try:
            wording = _wording(json.loads(line), language)
        except NoWordingError as reason:
            left_out[str(reason)] += 1
            continue
        strange = list(_unparsed(wording))
        unparsed.update(strange)
        if strange:
            left_out["value that its parser does not take"] += 1
        else:
            wordings.setdefault(wording.places, wording)
    return Findings(tuple(wordings.values()), unparsed, left_out)


def _lines(folders: Iterable[Path]) -> Iterator[tuple[Language, str]]:
    languages: tuple[Language, ...] = ("en", "es")
    for language in languages:
        for folder in folders:
            for path in sorted((folder / language).glob("*.jsonl")):
                for line in path.read_text().splitlines():
                    yield language, line


def _wording(written: Mapping[str, Any], language: Language) -> Wording:
    heads = tuple(_head(each) for each in written["do"])
    owns_job = frozenset(at for at, each in enumerate(written["do"]) if each["slots"].get("job_of_customer"))
    places = _places(written["say"], heads, owns_job, language)
    for call, each in enumerate(written["do"]):
        if each["slots"].get("assignee") == "me":
            places = _with_speaker(places, call, language)
    return Wording(language, places, heads, written["kind"], owns_job)


def _head(written: Mapping[str, Any]) -> Head:
    command, given = written["command"], written["slots"]
    known = slots_of(CATALOGUE[command])
    own = {name: str(value) for name, value in given.items() if name in known and name != "assignee"}
    if extra := given.keys() - known.keys() - {"out", "job_of_customer"}:
        raise NoWordingError(f"{command} has no {', '.join(sorted(extra))}")
    return Head(command, own, out=bool(given.get("out")))


def _places(say: str, heads: tuple[Head, ...], owns_job: frozenset[int], language: Language) -> tuple[Place, ...]:
    places, end = [], 0
    found = list(_PLACE.finditer(say))
    named = [(each["record"], int(each["of"] or 1) - 1) for each in found if each["record"]]
    for each in found:
        places += _between(say[end : each.start()])
        places += _place(each, heads, owns_job, named, language)
        end = each.end()
    return (*places, *_between(say[end:]))


def _between(words: str) -> list[Place]:
    if set(words) & set("<>[]"):
        raise NoWordingError("brackets that do not fit")
    return [Place(word) for word in words.split()]


def _place(
    found: re.Match[str],
    heads: tuple[Head, ...],
    owns_job: frozenset[int],
    named: list[tuple[str, int]],
    language: Language,
) -> list[Place]:
    call = int(found["of"] or found["its"] or 1) - 1
    said = found["record"] or found["slot"]
    if not heads:
        return [Place(found["words"] or "", found["record"] or "", glued=found["glued"] or found["behind"] or "")]
    if call >= len(heads):
        raise NoWordingError("a value of a command that is not there")
    slot = _slot(said, heads[call].command, call in owns_job, [name for name, of in named if of == call])
    if found["record"]:
        return [Place(record=said, slot=slot, call=call, glued=found["glued"] or "")]
    if not slot:
        return _between(found["words"])
    kind = heads[call].kind(slot)
    words, currency = without_currency(kind, found["words"])
    before, words, behind = _bare(kind, words, language)
    value = Place(words, slot=slot, call=call, glued=found["behind"] or "")
    return [*_between(before), value, *_between(behind), *_between(currency)]


def _slot(said: str, command: str, owns_job: bool, named: list[str]) -> str:
    """The slot of the command that a marked place fills; empty for one that says nothing to it."""
    slots = slots_of(CATALOGUE[command])
    if said == "person":  # a colleague who is only mentioned fills none
        return "assignee" if "assignee" in slots else ""
    if said == "customer" and owns_job:
        return "job"
    if said == "message" and "reminder" in slots:
        return "reminder"
    if said in slots:
        return said
    if said == "customer":
        return next((owned for owned in _OWNED if owned in slots and owned not in named), "")
    raise NoWordingError(f"{command} has no {said}")


def _bare(kind: str, words: str, language: Language) -> tuple[str, str, str]:
    """The longest part of a value that can be read, where only words are left out that change nothing."""
    normal, hedges = TONGUES[language].forms.normal, _HEDGES[language]
    split = words.split()
    for length in range(len(split), 0, -1):
        for start in range(len(split) - length + 1):
            around = split[:start] + split[start + length :]
            if set(around) <= hedges and is_value(kind, normal(" ".join(split[start : start + length])), language):
                return tuple(map(" ".join, (split[:start], split[start : start + length], split[start + length :])))  # type: ignore[return-value] # of three
    return "", words, ""


def _unparsed(wording: Wording) -> Iterator[tuple[str, Language, str]]:
    normal = TONGUES[wording.language].forms.normal
    for place in wording.places:
        kind = wording.heads[place.call].kind(place.slot) if place.slot else ""
        if kind in READ_KINDS and not is_value(kind, normal(place.words + place.glued), wording.language):
            yield kind, wording.language, place.words + place.glued


def _with_speaker(places: tuple[Place, ...], call: int, language: Language) -> tuple[Place, ...]:
    """With the word for the person who speaks as the assignee of that command."""
    first = max((at for at, place in enumerate(places) if place.slot and place.call < call), default=0)
    for form in _SPEAKER[language]:
        for at, place in enumerate(places[first:], first):
            if place.words and not place.slot and re.fullmatch(form, place.words):
                return (*places[:at], replace(place, slot="assignee", call=call), *places[at + 1 :])
    raise NoWordingError("the speaker is in no word")
