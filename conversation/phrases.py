"""Matches words against the sentences of a phrase book, exactly: what does not fit is no match."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from weakref import WeakValueDictionary

from hassil import recognize_all
from hassil.expression import Sentence, TextChunk
from hassil.intents import (
    Intent,
    IntentData,
    Intents,
    RangeSlotList,
    SlotList,
    TextSlotList,
    TextSlotValue,
    WildcardSlotList,
)
from hassil.models import MatchEntity
from hassil.parse_expression import parse_sentence
from hassil.recognize import RecognizeResult

from conversation.focus import REFERENCES
from conversation.tongue import Forms
from conversation.tongues import TONGUES
from models.phrases import FigureString, Language, NumberRange, PhraseBook, Values

_FIGURE_STRING = 5
"""Figures, at least."""
_WORD_END = re.compile(r"\w(?!\w)")
_TEMPLATE_PIECE = re.compile(r"\{[^}]*\}|<[^>]*>|[\[\]()|;]|\s+|[^\[\](){}<>|;\s][^\[\](){}<>|;]*")


@dataclass(frozen=True, slots=True)
class Match:
    """The sentence that was said."""

    intent: str
    slots: Mapping[str, str]
    """The values by slot. A slot that a sentence fills twice has both values, in the order spoken."""
    confidence: float
    """0 to 1: the share of the words that the book itself explains, divided by the number of equally good readings."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A slot whose words stand for several values has all of them here, and none in `slots`."""
    templates: frozenset[str] = frozenset()
    """Those that the sentence was said by, as `normal_template` has them."""
    said: Mapping[str, str] = field(default_factory=dict)
    """The words of a slot that has `choices`."""


class SlotLists:
    """Lists as hassil takes them, indexed. Most stay as they are from one version of a book to the next: the matchers
    made with one `SlotLists` share them, and each list is let go with the last matcher that has it."""

    def __init__(self) -> None:
        self._made: WeakValueDictionary[tuple[Language, Values], SlotList] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._made)

    def of(self, values: Values, language: Language) -> SlotList:
        """The list of `values`; values that are equal have the same."""
        made = self._made.get((language, values))
        if made is None:
            made = self._made[language, values] = _slot_list(values, TONGUES[language].forms)
        return made


class PhraseMatcher:
    """Matches against one phrase book; text and book are compared in their `normal` form."""

    def __init__(self, book: PhraseBook, free: Collection[str] = (), shared: SlotLists | None = None) -> None:
        """`free` are lists whose value may be any words; whatever explains those words otherwise comes first."""
        self._forms = TONGUES[book.language].forms
        rules = frozenset(book.rules.items())
        shared = SlotLists() if shared is None else shared
        self._intents = Intents(
            language=book.language,
            intents={
                name: Intent(name, [_sentences(texts, rules, book.language)]) for name, texts in book.intents.items()
            },
            expansion_rules=_rules(rules, book.language),
            slot_lists={name: shared.of(values, book.language) for name, values in book.lists.items()}
            | {name: WildcardSlotList(name) for name in free},
        )

    def match(self, text: str, recent: Sequence[str] = ()) -> Match | None:
        """The sentence that `text` is, or None: nothing fits, or two different sentences fit equally well.

        `recent` are the slots that something can be referred to in, the likeliest first.
        """
        likeliest: tuple[list[RecognizeResult], str] | None = None
        for words in (self._forms.normal(text), *self._forms.apart(text)):
            if readings := [each for each in recognize_all(words, self._intents) if _keeps_words_whole(each, words)]:
                best = _best(readings, recent)
                if not _free_words(best[0]):
                    return _agreed(best, words)
                likeliest = likeliest or (best, words)
        return _agreed(*likeliest) if likeliest else None


@lru_cache(maxsize=256)  # hassil keeps with the parsed sentences what it derives from them and from the rules
def _sentences(
    templates: tuple[str, ...],
    rules: frozenset[tuple[str, str]],  # noqa: ARG001 - a key
    language: Language,
) -> IntentData:
    return IntentData([normal_template(template, TONGUES[language].forms) for template in templates])


@lru_cache(maxsize=32)
def _rules(rules: frozenset[tuple[str, str]], language: Language) -> dict[str, Sentence]:
    return {name: parse_sentence(normal_template(text, TONGUES[language].forms)) for name, text in rules}


@dataclass
class _WordList(TextSlotList):
    """A list whose values are found by their whole words. hassil's own index has a node for every letter: for thousands
    of names that takes longer than all else."""

    _by_text: dict[str, list[TextSlotValue]] = field(default_factory=lambda: defaultdict(list), init=False, repr=False)

    def __post_init__(self) -> None:
        for value in self.values:
            if isinstance(value.text_in, TextChunk):  # as all are that are made here
                self._by_text[value.text_in.text].append(value)

    def get_candidates(self, text: str) -> list[TextSlotValue]:
        """The values that `text` begins with."""
        folded = text.casefold()
        beginnings = (folded[: word.end()] for word in _WORD_END.finditer(folded))
        return [value for beginning in beginnings for value in self._by_text.get(beginning, ())]


def _slot_list(values: Values, forms: Forms) -> SlotList:
    if isinstance(values, NumberRange):
        return RangeSlotList(None, values.lowest, values.highest, words=False)
    if isinstance(values, FigureString):  # noughts in front are lost: answers of this kind are read by their form
        return RangeSlotList(None, 0, 10**values.longest - 1, words=False)
    distinct = {(forms.normal(value.spoken), value.value) for value in values}
    return _WordList(None, [TextSlotValue(TextChunk(spoken, spoken), value) for spoken, value in sorted(distinct)])


def normal_template(template: str, forms: Forms) -> str:
    """The template with its own words in the form that text is compared in."""
    return "".join(_normal_piece(piece, forms) for piece in _TEMPLATE_PIECE.findall(template))


def _normal_piece(piece: str, forms: Forms) -> str:
    if piece[0] in "{<[]()|;" or piece.isspace():
        return piece
    return forms.normal_words(piece) + piece[len(piece.rstrip()) :]


def _keeps_words_whole(reading: RecognizeResult, words: str) -> bool:
    """hassil compares letters: "4" would be found at the beginning of "42"."""
    ends = (entity.text_span[1] for entity in reading.entities_list if entity.text_span)
    return all(end >= len(words) or not words[end - 1 : end + 1].isalnum() for end in ends)


def _best(readings: list[RecognizeResult], recent: Sequence[str]) -> list[RecognizeResult]:
    """The readings that explain most. Words that refer to something are no less than the words of the sentence: beside
    "mark this job complete" as it stands, "this job" is a job of which was spoken."""
    best = min(map(_cost, readings))
    found = [reading for reading in readings if _cost(reading) == best]
    intents = {reading.intent.name for reading in found}
    if referring := [each for each in readings if _refers(each) and each.intent.name in intents]:
        best = min(map(_cost, referring))
        found = [each for each in referring if _cost(each) == best]
    ranked = [(_rank(reading, recent), reading) for reading in found]
    likeliest = min(rank for rank, _ in ranked)
    return [reading for rank, reading in ranked if rank == likeliest]


def _rank(reading: RecognizeResult, recent: Sequence[str]) -> int:
    """How long ago that was spoken of which the reading refers to."""
    return min((recent.index(slot) for slot in _refers(reading) if slot in recent), default=len(recent))


def _refers(reading: RecognizeResult) -> list[str]:
    """The slots whose words refer to what was spoken of."""
    return [entity.name for entity in reading.entities_list if entity.value in REFERENCES]


def _cost(reading: RecognizeResult) -> tuple[int, int, int]:
    """Free words count most, then what only lists explain, then the number of values it takes to explain it."""
    return _free_words(reading), -reading.text_chunks_matched, len(reading.entities_list)


def _free_words(reading: RecognizeResult) -> int:
    return sum(len(entity.text.split()) for entity in reading.entities_list if entity.is_wildcard)


def _agreed(readings: list[RecognizeResult], words: str) -> Match | None:
    """What equally good readings have in common: one intent, and at most one slot with several values."""
    values: dict[str, dict[str, None]] = defaultdict(dict)
    slots = [_slots(reading) for reading in readings]
    if len({reading.intent.name for reading in readings}) > 1 or len({frozenset(said) for said in slots}) > 1:
        return None
    for said in slots:
        for name, value in said.items():
            values[name][value] = None
    choices = {name: tuple(meant) for name, meant in values.items() if len(meant) > 1}
    if len(choices) > 1:
        return None
    explained = 1 - _free_words(readings[0]) / max(1, len(words.split()))
    return Match(
        intent=readings[0].intent.name,
        slots={name: next(iter(meant)) for name, meant in values.items() if name not in choices},
        confidence=explained / max([1, *map(len, choices.values())]),
        choices=choices,
        templates=frozenset(reading.intent_sentence.text or "" for reading in readings if reading.intent_sentence),
        said={each.name: each.text.strip() for each in readings[0].entities_list if each.name in choices},
    )


def _figures(entity: MatchEntity) -> str:
    """A number; strings of figures, as long as a postal code, keep the noughts at their beginning."""
    return entity.text.strip() if len(entity.text.strip()) >= _FIGURE_STRING else str(int(entity.value))


def _slots(reading: RecognizeResult) -> dict[str, str]:
    slots: dict[str, str] = {}
    for entity in reading.entities_list:
        value = _figures(entity) if isinstance(entity.value, float) else str(entity.value)
        slots[entity.name] = f"{slots[entity.name]} {value}" if entity.name in slots else value
    return slots
