"""The lists of the books in one language, as tries of tokens."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

from tokenizers import Tokenizer

from models.languages import ORTHOGRAPHIES, Orthography
from models.phrases import FigureString, Language, NumberRange, SpokenValue, Values
from models.whisper.numerals import Numerals, lay_string
from models.whisper.spellings import unit_spellings, written_spellings
from models.whisper.trie import Node, Said, tokens_below
from models.whisper.value_trie import Place, SharedSpellings, Spelled
from models.whisper.words import Words
from models.word_graph import WordGraph

_MOST_TEXTS = 65_536
"""Remembered from book to book: most words are in many places, and in the next version of the list too."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A list as it was laid."""

    root: Node
    tokens: frozenset[int]
    """Every token that its values may be written with."""
    spelled: Spelled = field(default_factory=dict)
    """Its words."""


class Lists:
    """Each list is kept as long as some book has those very values."""

    def __init__(self, tokenizer: Tokenizer, language: Language = "en") -> None:
        self.tokenizer = tokenizer
        self.orthography: Orthography = ORTHOGRAPHIES[language]
        self._laid: dict[Values, Laid] = {}
        self._spelled: dict[str, Sequence[tuple[int, ...]]] = {}
        self._tokens: dict[str, list[int]] = {}
        self._words: WeakKeyDictionary[WordGraph, Words] = WeakKeyDictionary()

    def words(self, graph: WordGraph) -> Words:
        """The words of a graph; kept with it from one version of a book to the next."""
        if graph not in self._words:
            self._words[graph] = Words(graph, self)
        return self._words[graph]

    def laid(self, values: Values) -> Laid:
        """A list as it is laid; values that are equal have the same trie."""
        if values not in self._laid:
            self._laid[values] = self._lay(values)
        return self._laid[values]

    def keep(self, used: Iterable[Values]) -> None:
        """Lets go of all lists that are not `used`, and of words that are in no other."""
        wanted = set(used)
        self._laid = {values: laid for values, laid in self._laid.items() if values in wanted}
        self._spelled = {unit: ways for laid in self._laid.values() for unit, ways in laid.spelled.items()}

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Each text as Whisper most likely writes it."""
        if len(self._tokens) > _MOST_TEXTS:
            self._tokens.clear()
        if new := list(dict.fromkeys(text for text in texts if text not in self._tokens)):
            encodings = self.tokenizer.encode_batch(new, add_special_tokens=False)
            self._tokens |= {text: encoding.ids for text, encoding in zip(new, encodings, strict=True)}
        return [self._tokens[text] for text in texts]

    @cached_property
    def comma(self) -> int:
        """What may stand behind any word."""
        return self.tokens([","])[0][0]

    @cached_property
    def figures(self) -> Mapping[int, str]:
        """The tokens that are figures, perhaps behind a space."""
        vocabulary = range(self.tokenizer.get_vocab_size(with_added_tokens=False))
        texts = self.tokenizer.decode_batch([[token] for token in vocabulary])
        return {token: text for token, text in zip(vocabulary, texts, strict=True) if re.fullmatch(r" ?\d+", text)}

    def _lay(self, values: Values) -> Laid:
        match values:
            case NumberRange():  # what lies outside the range is found when it is read
                root: Node = Numerals(self, len(str(values.highest))).root
            case FigureString():
                root = lay_string(self, values)
            case _:
                return self._lay_values(values)
        return Laid(root, frozenset(tokens_below([root])))

    def _lay_values(self, values: tuple[SpokenValue, ...]) -> Laid:
        root, used = Place(), dict[str, None]()
        for value in values:
            units = list(self.orthography.units(value.spoken))
            used |= dict.fromkeys(units)
            root.lay(units).complete(Said(value.spoken, value.value))
        wholes = {text: value for value in reversed(values) for text in written_spellings(value.spoken, value.value)}
        for tokens, value in zip(self.tokens(list(wholes)), wholes.values(), strict=True):
            root.written.append((tuple(tokens), Place(said=[Said(value.spoken, value.value)])))
        self._spelled |= self._spell(used.keys() - self._spelled.keys())
        spelled = {unit: self._spelled[unit] for unit in used}
        ways = [*(way for ways in spelled.values() for way in ways), *(way for way, _ in root.written)]
        used_tokens = frozenset(token for way in ways for token in way) | {self.comma}
        return Laid(SharedSpellings(root, spelled, self.comma).root, used_tokens, spelled)

    def _spell(self, units: Iterable[str]) -> Spelled:
        texts = [(unit, text) for unit in units for text in sorted(unit_spellings(unit, self.orthography))]
        spelled = defaultdict[str, list[tuple[int, ...]]](list)
        for (unit, _), tokens in zip(texts, self.tokens([text for _, text in texts]), strict=True):
            spelled[unit].append(tuple(tokens))
        return spelled
