"""Tries of tokens: the words and values that may stand at one place of a sentence, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from tokenizers import Tokenizer

from models.numbers import SMALL, TENS, TIMES
from models.phrases import FigureString, NumberRange, SpokenValue, Values
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
    """The tries of lists, each kept as long as some book has those very values."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self._laid: dict[Values, Trie] = {}

    def trie(self, values: Values) -> Trie:
        """The trie of a list; values that are equal have the same."""
        if values not in self._laid:
            self._laid[values] = self._lay(values)
        return self._laid[values]

    def keep(self, used: Iterable[Values]) -> None:
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

    def _lay(self, values: Values) -> Trie:
        match values:
            case NumberRange():
                return self._numbers(values)
            case FigureString():
                return _Strings(self, values).root
            case _:
                return self._values(values)

    def _values(self, values: tuple[SpokenValue, ...]) -> Trie:
        spelled = [(text, value) for value in values for text in sorted(value_spellings(value.spoken, value.value))]
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


_WORDS = tuple(word for word in (*SMALL, *TENS, "oh", "hundred", "thousand", "and") if word)
_MOST_WORDS = 7
"""Of a number: "nine thousand nine hundred and ninety nine"."""
_NUMBER = Said("")


class _Numerals:
    """Numbers in figures, however they are grouped, and in words."""

    def __init__(self, lists: Lists, longest: int) -> None:
        self._lists = lists
        words = self._word_nodes()
        counts = [Trie() for _ in range(longest + 1)]
        self.root = counts[0]
        glue, dollars, point, cents = lists.tokens([" $", "$", ".", ",", "-"]), Trie(), Trie(), Trie(said=[_NUMBER])
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
                for mark in glue[3:]:
                    node.children[mark[0]] = joined
                for tokens in lists.tokens([" hundred", " thousand"]):
                    node.lead(tokens, words[1])
                node.children[glue[2][0]] = point
        for token, text in lists.figures.items():
            if re.fullmatch(r"\d\d", text):
                point.children[token] = cents
        for sign in glue[:2]:
            self.root.lead(sign, dollars)
        self._lay_words(self.root, words[0], first=True)

    def _word_nodes(self) -> list[Trie]:
        nodes = [Trie(said=[_NUMBER]) for _ in range(_MOST_WORDS)]
        for node, after in pairwise(nodes):
            self._lay_words(node, after, first=False)
        return nodes

    def _lay_words(self, node: Trie, after: Trie, *, first: bool) -> None:
        forms = [f"{lead}{word}" for word in _WORDS for lead in ((" ",) if first else (" ", "-"))]
        for tokens in self._lists.tokens(forms):
            node.lead(tokens, after)


class _Strings:
    """Figures one by one, however they are grouped: "0 6 6", "066", "0-66", "oh six six", "oh double six"."""

    def __init__(self, lists: Lists, wanted: FigureString) -> None:
        nodes = [Trie() for _ in range(wanted.longest + 1)]
        self.root = nodes[0]
        marks = [tokens[0] for tokens in lists.tokens(["-", ".", ","])]
        names = [(f" {lead}{name}", many) for lead, many in TIMES.items() for name in (*SMALL[:10], "oh")]
        for count, node in enumerate(nodes):
            joined = Trie()
            for token, text in lists.figures.items():
                length = count + len(text.strip())
                if length <= wanted.longest:
                    if count or text[0] == " ":
                        node.children[token] = nodes[length]
                    joined.children[token] = nodes[length]
            for (_, many), tokens in zip(names, lists.tokens([name for name, _ in names]), strict=True):
                if count + many <= wanted.longest:
                    node.lead(tokens, nodes[count + many])
            if count:
                if count < wanted.longest:
                    for mark in marks:
                        behind = Trie(children=dict(node.children | joined.children))
                        node.children[mark] = behind
                if count >= wanted.shortest:
                    node.said.append(_NUMBER)
