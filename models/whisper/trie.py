"""Tries of tokens: the words and values that may stand at one place of a sentence, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from tokenizers import Tokenizer

from models.languages import ORTHOGRAPHIES, Orthography
from models.phrases import Language, NumberRange, SpokenValue
from models.whisper.spellings import value_spellings


@dataclass(frozen=True, slots=True)
class Said:
    """What is complete at a node."""

    words: str
    """As it is spoken; empty for a number, whose words are those that were written."""
    value: str = ""
    """What a value of a list means."""
    target: int = -1
    """Where the sentence goes on behind a word of its own."""


@dataclass(eq=False, slots=True)
class Trie:
    """A node: what may follow, and what is complete here. Numbers make it a graph without cycles."""

    children: dict[int, Trie] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)

    def lay(self, tokens: Iterable[int], said: Said) -> Trie:
        """Adds one spelling of `said`; returns its last node."""
        node = self
        for token in tokens:
            node = node.children.setdefault(token, Trie())
        if said not in node.said:
            node.said.append(said)
        return node

    def lead(self, tokens: Sequence[int], to: Trie) -> None:
        """Adds a spelling that leads to the node `to`."""
        node = self
        for token in tokens[:-1]:
            node = node.children.setdefault(token, Trie())
        node.children[tokens[-1]] = to


class Lists:
    """The tries of lists in one language, each kept as long as some book has those very values."""

    def __init__(self, tokenizer: Tokenizer, language: Language = "en") -> None:
        self.tokenizer = tokenizer
        self.orthography: Orthography = ORTHOGRAPHIES[language]
        self._laid: dict[tuple[SpokenValue, ...] | NumberRange, Trie] = {}

    def trie(self, values: tuple[SpokenValue, ...] | NumberRange) -> Trie:
        """The trie of a list; values that are equal have the same."""
        if values not in self._laid:
            self._laid[values] = self._numbers(values) if isinstance(values, NumberRange) else self._values(values)
        return self._laid[values]

    def keep(self, used: Iterable[tuple[SpokenValue, ...] | NumberRange]) -> None:
        """Lets go of all lists that are not `used`."""
        wanted = set(used)
        self._laid = {values: trie for values, trie in self._laid.items() if values in wanted}

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Each text as Whisper most likely writes it."""
        return [encoded.ids for encoded in self.tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    @cached_property
    def comma(self) -> int:
        """What may stand behind any word."""
        return self.tokens([","])[0][0]

    def _values(self, values: tuple[SpokenValue, ...]) -> Trie:
        spelled = [
            (text, value)
            for value in values
            for text in sorted(value_spellings(value.spoken, value.value, self.orthography))
        ]
        root = Trie()
        for tokens, (_, value) in zip(self.tokens([text for text, _ in spelled]), spelled, strict=True):
            said = Said(value.spoken, value.value)
            root.lay(tokens, said).lay([self.comma], said)
        return root

    def _numbers(self, numbers: NumberRange) -> Trie:
        """Every number of as many figures as the highest has. What lies outside the range is found when it is read."""
        return _Numerals(self, len(str(numbers.highest))).root

    @cached_property
    def figures(self) -> Mapping[int, str]:
        """The tokens that are figures, perhaps behind a space."""
        vocabulary = range(self.tokenizer.get_vocab_size(with_added_tokens=False))
        texts = self.tokenizer.decode_batch([[token] for token in vocabulary])
        return {token: text for token, text in zip(vocabulary, texts, strict=True) if re.fullmatch(r" ?\d+", text)}


_NUMBER = Said("")


class _Numerals:
    """Numbers in figures, however they are grouped, and in words."""

    def __init__(self, lists: Lists, longest: int) -> None:
        self._lists, self._orthography = lists, lists.orthography
        counts = [Trie() for _ in range(longest + 1)]
        self.root = counts[0]
        signs, marks, dollars = lists.tokens([" $", "$"]), dict(zip(".,-", lists.tokens(".,-"), strict=True)), Trie()
        end = Trie(said=[_NUMBER])
        cents = {token: end for token, text in lists.figures.items() if re.fullmatch(r"\d\d", text)}
        for count, node in enumerate(counts):
            joined = Trie()
            for token, text in lists.figures.items():
                length = count + len(text.strip())
                if length > longest:
                    continue
                if count or text[0] == " ":
                    node.children[token] = counts[length]
                joined.children[token] = counts[length]
                if count == 0 and text[0] != " ":
                    dollars.children[token] = counts[length]
            if count:
                node.said.append(_NUMBER)
                for mark, tokens in marks.items():
                    more = joined.children if mark in self._orthography.joining_marks else {}
                    less = cents if mark in self._orthography.cent_marks else {}
                    node.children[tokens[0]] = Trie(less | more)
        for sign in signs:
            self.root.lead(sign, dollars)
        self._thousands = counts[max(longest - 3, 1)]
        words = self._word_nodes()
        for node in counts[1:]:
            for tokens in self._words_for(self._orthography.behind_figures):
                node.lead(tokens, words[1])
        self._lay_words(self.root, words[0], first=True)
        self._lay_last_figures(counts)

    def _lay_last_figures(self, counts: list[Trie]) -> None:
        """ "240 y 2": the figure takes the place of the nought; "30 y 899": others are written on to it."""
        behind = [Trie(dict(node.children), [_NUMBER]) for node in counts]
        units = {
            token: len(text) - 2 for token, text in self._lists.figures.items() if re.fullmatch(r" [1-9]\d*", text)
        }
        for count, node in enumerate(counts):
            for tokens in self._words_for(self._orthography.between_figures if count >= 2 else ()):
                added = {token: behind[count + more] for token, more in units.items() if count + more < len(counts)}
                node.lead(tokens, Trie(added))

    def _words_for(self, words: Sequence[str]) -> list[list[int]]:
        return self._lists.tokens([f" {word}" for word in words])

    def _word_nodes(self) -> list[Trie]:
        nodes = [Trie(said=[_NUMBER]) for _ in range(self._orthography.most_number_words)]
        for node, after in reversed(list(pairwise(nodes))):
            self._lay_words(node, after, first=False)
        return nodes

    def _lay_words(self, node: Trie, after: Trie, *, first: bool) -> None:
        words = [(word, lead) for word in self._orthography.number_words for lead in ((" ",) if first else (" ", "-"))]
        spelled = self._lists.tokens([f"{lead}{word}" for word, lead in words])
        begun = {tuple(tokens[:length]) for tokens in spelled for length in range(1, len(tokens))}
        for (word, _), tokens in sorted(zip(words, spelled, strict=True), key=lambda pair: len(pair[1])):
            end = after
            if word in self._orthography.before_figures:  # "mil 200"
                end = Trie(self._thousands.children | after.children, [_NUMBER])
            elif tuple(tokens) in begun:  # "dos" begins "doscientos", and nothing else does that ends as it does
                end = Trie(dict(after.children), [_NUMBER])
            node.lead(tokens, end)
